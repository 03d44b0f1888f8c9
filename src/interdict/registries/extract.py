"""A shipped registry extract: a Parquet file that is what its provenance says it is, or an error."""

import hashlib
import io
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from interdict.core.errors import RegistryDataError


class Provenance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an extract comes from; `data/identifiers/<name>.toml`, quoted in reports."""

    title: str
    source: str
    """Package or copy, with its version."""
    licence: str
    dated: date
    """Day of the published copy; blocks assigned later are unknown to us."""
    input_sha256: str
    sha256: str
    """Of the Parquet file."""
    rows: int


@cache
def provenance(name: str) -> Provenance:
    """
    What is recorded about the extract `name` (`oui`, `pen`).

    Raises: RegistryDataError if it is missing or not in its schema.
    """
    try:
        return msgspec.convert(tomllib.loads(_bytes(f"{name}.toml").decode()), Provenance)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise _damaged(f"{name}.toml", str(error)) from None


@cache
def table(name: str) -> Any:
    """
    The extract `name` as a `pyarrow.Table`.

    Raises: RegistryDataError if its bytes do not have the recorded digest or row count.
    """
    import pyarrow.parquet as pq  # a command that looks nothing up does not load it

    recorded = provenance(name)
    content = _bytes(f"{name}.parquet")
    found = hashlib.sha256(content).hexdigest()
    if found != recorded.sha256:
        raise _damaged(f"{name}.parquet", f"its SHA-256 is {found}, recorded is {recorded.sha256}")
    extract = pq.read_table(io.BytesIO(content))
    if extract.num_rows != recorded.rows:
        raise _damaged(f"{name}.parquet", f"it has {extract.num_rows} rows, recorded are {recorded.rows}")
    return extract


def _bytes(name: str) -> bytes:
    try:
        return files("interdict").joinpath("data", "identifiers", name).read_bytes()
    except OSError:
        raise _damaged(name, "it is missing") from None


def _damaged(name: str, what: str) -> RegistryDataError:
    return RegistryDataError(
        f"the registry extract cannot be trusted: {what}.",
        where=f"data/identifiers/{name}",
        remedy="Install interdict again, or make the extract again with tools/registries.py.",
    )
