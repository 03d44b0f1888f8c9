"""Clues from the data model a device's data is written in: namespaces, private prefixes, dictionaries."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from interdict.core.shipped import shipped
from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue
from interdict.registries import oui

BY_BLOCK = re.compile(r"\AX_([0-9A-F]{6})_")
"""A private prefix that spells the maker's address block (TR-106, section 3.3)."""


class DataModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `data/identifiers/datamodels.yaml`."""

    party: str
    start: str
    example: str
    tag: str
    role: str = ""
    accepted: bool = False
    """Whether other makers' servers speak it too."""


@cache
def load_data_models() -> tuple[DataModel, ...]:
    """Every data model, in file order."""
    return shipped("identifiers/datamodels.yaml", tuple[DataModel, ...])


def from_data_model(key: str, library: Library) -> Iterator[Clue]:
    """
    The maker whose own data model the device's data is written in.

    Prefixes of operators (`X_CT-COM_`, `X_CU_`, `X_CMCC_`) are on every box built for them and name nobody.
    """
    row = next((one for one in load_data_models() if key.startswith(one.start)), None)
    if row:
        rule = "data.dictionary" if row.accepted else "data.model"
        yield clue(rule, row.party, name=library.name(row.party), role=row.role)
        return
    block = BY_BLOCK.match(key)
    found = oui.lookup(block[1] + "000000") if block else None
    party = library.by_organisation(found.organisation) if isinstance(found, oui.Assignment) else ""
    if party:
        yield clue("data.prefix", party, name=library.name(party))
