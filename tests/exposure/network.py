"""Rows as a report has them, and lists as people write them, for small networks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from interdict.core.progress import Silent
from interdict.exposure.lists import Lists, read_lists
from interdict.exposure.weigh import weigh
from interdict.model.exposure import Exposure

AT = date(2026, 11, 22)


def device(group: int, host: str, role: str, **said: Any) -> dict[str, Any]:
    """A row of `devices.parquet`, Huawei's and covered unless told otherwise."""
    row = {
        "group": group,
        "device": host,
        "hostname": host,
        "serial": "",
        "site": "",
        "region": "",
        "due": None,
    }
    return row | {"role": role, "producer": "huawei", "status": "covered", "kind": "asset"} | said


def saw(seer: str, group: int) -> dict[str, Any]:
    """A row of `links.parquet`: a neighbour in somebody's table."""
    return row(group, "neighbour", "seenBy", seer)


def row(
    group: int | None, kind: str, property: str, value: str, *, key: str = "", records: int = 1
) -> dict[str, Any]:
    """A row of `links.parquet`."""
    return {
        "device": group,
        "key": key,
        "kind": kind,
        "property": property,
        "value": value,
        "records": records,
    }


def site(key: str, **said: str) -> list[dict[str, Any]]:
    """Rows of `links.parquet` about a place."""
    return [row(None, "site", name, value, key=key) for name, value in {"site": key, **said}.items()]


def lists(folder: Path, **files: str) -> Lists:
    """Files with these names and texts, read."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_lists([folder / f"{name}.csv" for name in files])


def exposure(
    devices: list[dict[str, Any]],
    links: list[dict[str, Any]] | None = None,
    *,
    said: Lists | None = None,
    removals: Mapping[str, date] | None = None,
    core: tuple[str, ...] = (),
    assume: bool = True,
) -> Exposure:
    """What a small network's devices could do."""
    return weigh(
        devices,
        [] if links is None else links,
        (),
        at=AT,
        lists=said or Lists(),
        removals=removals,
        core=core,
        assume=assume,
        progress=Silent(),
    )[0]


def codes(found: Exposure) -> set[str]:
    """Codes of its problems."""
    return {problem.code for problem in found.problems}
