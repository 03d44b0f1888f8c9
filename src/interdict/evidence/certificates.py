"""X.509 certificates: whom they name as holder and issuer; the one place that imports `cryptography`."""

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.{1,100000}?-----END CERTIFICATE-----", re.DOTALL)
LARGEST = 100_000
"""Bytes of one certificate; the largest known to us, with hundreds of names, have some 20,000."""
DER_SEQUENCE = b"\x30\x82"
"""A certificate begins with a long SEQUENCE (RFC 5280, section 4.1; X.690, section 8.1)."""


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Whom one certificate names."""

    subject: str
    """RFC 4514 form: `CN=www.hikvision.com,OU=DVRNVR,O=HIKVISION`."""
    issuer: str
    serial: str
    """Serial number the issuer gave it, lower-case hex."""
    authority: bool
    """Whether it may sign others (RFC 5280, section 4.2.1.9) and another signed it: then it is no device's.

    A device that signs its own certificate often marks it so, which is why those do not count.
    """


@lru_cache(maxsize=256)  # scans and captures show the same factory certificate again and again
def read_certificate(der: bytes) -> Named | None:
    """Whom a certificate in DER form names; `None` where it is none, or broken."""
    from cryptography import x509

    if len(der) > LARGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # devices put zero and negative serial numbers into theirs
            found = x509.load_der_x509_certificate(der)
            return Named(
                subject=found.subject.rfc4514_string(),
                issuer=found.issuer.rfc4514_string(),
                serial=format(found.serial_number, "x"),
                authority=_is_authority(found),
            )
    except (ValueError, TypeError, x509.InvalidVersion):
        return None


def _is_authority(certificate: Any) -> bool:
    from cryptography import x509

    try:
        found = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension):
        return False
    return bool(found.value.ca) and certificate.subject != certificate.issuer


def pem_blocks(content: bytes) -> Iterator[bytes]:
    """The DER form of every PEM block in some octets; blocks that are no base64 are passed over."""
    import base64
    import binascii

    for block in PEM.finditer(content):
        body = b"".join(block[0].split(b"\n")[1:-1]) if b"\n" in block[0] else block[0][27:-25]
        try:
            yield base64.b64decode(re.sub(rb"[^A-Za-z0-9+/=]", b"", body), validate=True)
        except binascii.Error:
            continue


def observations_of(named: Named) -> Iterator[tuple[str, str]]:
    """Property and value of what a certificate says of the device that showed it."""
    yield "certificateSubject", named.subject
    yield "certificateIssuer", named.issuer
    yield "banner", f"tls.subject: {named.subject}"
