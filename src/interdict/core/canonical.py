"""One byte form per value, so that equal values have equal digests (RFC 8785)."""

import hashlib
from typing import Any

import msgspec
import rfc8785


def canonical_bytes(value: Any) -> bytes:
    """
    The JSON Canonicalization Scheme form of a value made of structs, lists, maps, text, numbers, dates.

    Sources: RFC 8785.

    >>> canonical_bytes({"b": 1, "a": "Ä"}).decode()
    '{"a":"Ä","b":1}'
    """
    return rfc8785.dumps(msgspec.to_builtins(value, str_keys=True))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, lower-case hex."""
    return hashlib.sha256(canonical_bytes(value)).hexdigest()
