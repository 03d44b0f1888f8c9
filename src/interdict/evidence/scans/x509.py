"""Certificate files: PEM with one certificate or a chain, or one in DER form."""

from collections.abc import Iterator

from interdict.evidence.certificates import (
    DER_SEQUENCE,
    LARGEST,
    Named,
    observations_of,
    pem_blocks,
    read_certificate,
)
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

LARGEST_FILE = 16 << 20
MOST_CERTIFICATES = 10_000
BEGIN = b"-----BEGIN CERTIFICATE-----"


class X509Reader:
    """Reads the certificates that devices showed."""

    name = "x509"
    doc = ReaderDoc(
        title="X.509 certificates (PEM, DER)",
        reads="PEM blocks, whatever text stands between them (the output of `openssl s_client"
        " -showcerts`), or"
        " one certificate in DER form.",
        gives="One record a certificate of a device, kind `self`, under the file's name (`#2` for the"
        " second):"
        " certificateSubject, certificateIssuer and `banner`. Certificates of authorities, and the issuer"
        " of each chain, are not devices.",
        references=("RFC 5280", "RFC 7468", "RFC 4514"),
        limitations="10,000 certificates and 16 MiB a file. Keys, requests and PKCS #12 files are not read.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether a PEM certificate stands in the beginning of a text, or the input is one in DER form."""
        content = head.content
        if BEGIN in content and b"\0" not in content:
            return content.lstrip().startswith((BEGIN, b"CONNECTED(", b"Bag Attributes", b"subject=", b"#"))
        return content.startswith(DER_SEQUENCE) and read_certificate(content) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every certificate of a device."""
        gathering = Gathering(ordinal)
        authorities = count = 0
        for named in _all(source.stream.read(LARGEST_FILE)):
            if named.authority:
                authorities += 1
                continue
            count += 1
            key = source.key if count == 1 else f"{source.key}#{count}"
            record = gathering.record(key=key, kind=RecordKind.SELF, place=f"serial {named.serial}")
            for term, value in observations_of(named):
                gathering.observe(record, term, value)
            if count >= MOST_CERTIFICATES:
                break
        if authorities:
            yield note(
                Code.UNUSED, f"{authorities} certificates of authorities are no devices.", where=source.path
            )
        yield gathering.batch()


def _all(content: bytes) -> Iterator[Named]:
    ders = [content[:LARGEST]] if content.startswith(DER_SEQUENCE) else pem_blocks(content)
    for der in ders:
        if named := read_certificate(der):
            yield named
