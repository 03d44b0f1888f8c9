"""Statements as signed bytes: in-toto Statement v1 in a DSSE envelope."""

import base64
from collections.abc import Sequence
from typing import Any

import msgspec

from interdict.core.canonical import canonical_bytes
from interdict.core.errors import LedgerError
from interdict.ledger.keys import Signer
from interdict.ledger.tiles import LONGEST_ENTRY
from interdict.model.entry import PREDICATE_TYPES, Statement

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
"""in-toto attestation framework, spec/v1/statement.md: `_type`."""
PAYLOAD_TYPE = "application/vnd.in-toto+json"
"""in-toto attestation framework, spec/v1/envelope.md: `payloadType`."""


def payload(statement: Statement) -> bytes:
    """The statement's canonical JSON (RFC 8785), fields in in-toto's names."""
    return canonical_bytes(
        {
            "_type": STATEMENT_TYPE,
            "subject": statement.subject,
            "predicateType": statement.type,
            "predicate": statement.predicate,
        }
    )


def pae(body: bytes) -> bytes:
    """
    What is signed of a payload.

    Sources: DSSE v1.0.2, protocol.md: PAE(type, body) =
    "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body.

    >>> pae(b"{}")
    b'DSSEv1 28 application/vnd.in-toto+json 2 {}'
    """
    kind = PAYLOAD_TYPE.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(body), body)


def seal(statement: Statement, signers: Sequence[Signer]) -> bytes:
    """
    The statement as an entry of the log: a DSSE envelope with a signature by each signer, canonical JSON.

    Raises: LedgerError where it is longer than a log entry can be.
    """
    body = payload(statement)
    message = pae(body)
    envelope = {
        "payload": base64.b64encode(body).decode(),
        "payloadType": PAYLOAD_TYPE,
        "signatures": [
            {"keyid": signer.public.label, "sig": base64.b64encode(signer.sign(message)).decode()}
            for signer in signers
        ],
    }
    entry = canonical_bytes(envelope)
    if len(entry) > LONGEST_ENTRY:
        raise LedgerError(
            f"a statement of {len(entry):,} bytes is longer than an entry may be ({LONGEST_ENTRY:,})",
            where=statement.type,
            remedy="Attach long texts as documents; the statement names them by digest.",
        )
    return entry


def schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema (2020-12) of each predicate, by the last part of its type's name, such as `absence`."""
    found = {}
    for predicate, uri in PREDICATE_TYPES.items():
        schema = msgspec.json.schema(predicate)
        found[uri.split("/")[-2]] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": uri,
            **schema,
        }
    return found
