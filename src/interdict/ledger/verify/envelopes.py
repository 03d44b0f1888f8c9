"""Strict reading of entries: DSSE envelopes that hold in-toto statements."""

from typing import Any, Literal

import msgspec

from interdict.ledger.verify.notes import Key, MalformedError, read_key, strict_base64

PAYLOAD = "application/vnd.in-toto+json"
ROTATION = "https://interdict.dev/predicate/key-rotation/v1"
LONGEST = 65535
"""Bytes of an entry (C2SP tlog-tiles: a uint16 before each)."""
MOST_SIGNATURES = 16


class _Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keyid: str
    sig: str


class _Envelope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """DSSE v1.0.2, envelope.md."""

    payload: str
    payload_type: Literal["application/vnd.in-toto+json"] = msgspec.field(name="payloadType")
    signatures: list[_Signature]


class _Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    digest: dict[str, str]


class _Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """in-toto attestation framework, spec/v1/statement.md."""

    type: Literal["https://in-toto.io/Statement/v1"] = msgspec.field(name="_type")
    subject: list[_Subject]
    kind: str = msgspec.field(name="predicateType")
    predicate: msgspec.Raw


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry taken apart; whether to believe it is another question."""

    index: int
    message: bytes
    """What its signatures are over (DSSE v1.0.2, protocol.md: PAE)."""
    signatures: tuple[tuple[str, bytes], ...]
    """Key id in words, and signature."""
    kind: str
    """Type of its predicate."""
    subjects: tuple[tuple[str, str], ...]
    """Name and SHA-256."""
    predicate: bytes
    """JSON of the predicate; `fields` decodes it."""

    def fields(self) -> dict[str, Any]:
        """The predicate's fields; MalformedError where it is no object."""
        try:
            return _decode_fields(self.predicate)
        except (msgspec.DecodeError, RecursionError) as error:
            raise MalformedError(f"entry {self.index} has a predicate that is no object: {error}") from None


_decode_fields = msgspec.json.Decoder(dict[str, Any]).decode
_decode_envelope = msgspec.json.Decoder(_Envelope).decode
_decode_statement = msgspec.json.Decoder(_Statement).decode


def read_entry(index: int, text: str) -> Entry:
    """An entry from its text; MalformedError where it is no such envelope or statement."""
    if len(text.encode()) > LONGEST:
        raise MalformedError(f"entry {index} is longer than a log entry can be")
    try:
        envelope = _decode_envelope(text)
        body = strict_base64(envelope.payload)
        statement = _decode_statement(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise MalformedError(f"entry {index} is not a statement in an envelope: {error}") from None
    if not 0 < len(envelope.signatures) <= MOST_SIGNATURES:
        raise MalformedError(f"entry {index} has {len(envelope.signatures)} signatures")
    kind = PAYLOAD.encode()
    message = b" ".join([b"DSSEv1", str(len(kind)).encode(), kind, str(len(body)).encode(), body])
    return Entry(
        index=index,
        message=message,
        signatures=tuple((one.keyid, strict_base64(one.sig)) for one in envelope.signatures),
        kind=statement.kind,
        subjects=tuple((one.name, one.digest.get("sha256", "")) for one in statement.subject),
        predicate=bytes(statement.predicate),
    )


def signers(entry: Entry, keys: dict[str, Key]) -> list[Key]:
    """
    Known keys that signed an entry.

    Raises: MalformedError where a signature names a known key and is not its.
    """
    found = []
    for label, signature in entry.signatures:
        key = keys.get(label)
        if key is None:
            continue
        if not key.signed(signature, entry.message):
            raise MalformedError(f"entry {entry.index} has a signature that is not by {label}")
        found.append(key)
    return found


def rotation(entry: Entry) -> tuple[Key, Key]:
    """
    The old and the new key of a rotation that both signed.

    Raises: MalformedError where one of them did not, or the name of the log changes.
    """
    said = entry.fields()
    old, new = (read_key(str(said.get(side))) for side in ("old", "new"))
    both = signers(entry, {old.label: old, new.label: new})
    if {key.label for key in both} != {old.label, new.label} or new.kind != 1 or new.name != old.name:
        raise MalformedError(f"entry {entry.index} hands over to {new.label}, and not both keys signed it")
    return old, new
