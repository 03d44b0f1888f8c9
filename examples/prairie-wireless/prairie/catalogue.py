"""Hardware that a rural carrier buys. Prefixes and numbers are registry facts, prices are invented."""

import csv
from collections.abc import Iterator
from pathlib import Path

from prairie.values import Hardware

_LINE_BREAK = " / "
"""How the table writes a line break inside a system description."""


def _read() -> Iterator[tuple[str, str, Hardware]]:
    """Group, key inside the group, and the hardware, row by row."""
    with Path(__file__).with_name("hardware.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            hardware = Hardware(
                maker=row["maker"],
                producer=row["producer"],
                model=row["model"],
                role=row["role"],
                price=int(row["price"]),
                serial=row["serial"],
                ouis=tuple(row["ouis"].split()),
                oid=row["oid"],
                descr=row["descr"].replace(_LINE_BREAK, "\r\n"),
            )
            yield row["group"], row["key"], hardware


_ROWS = tuple(_read())


def _keyed(group: str) -> dict[str, Hardware]:
    return {key: hardware for name, key, hardware in _ROWS if name == group}


def _all(group: str) -> tuple[Hardware, ...]:
    return tuple(hardware for name, _, hardware in _ROWS if name == group)


def _by_model(model: str) -> Hardware:
    return next(hardware for _, _, hardware in _ROWS if hardware.model == model)


RAN = {
    maker: tuple(hardware for group, key, hardware in _ROWS if (group, key) == ("ran", maker))
    for maker in ("huawei", "zte", "nokia", "ericsson")
}
"""Baseband, then two kinds of radio, of each maker."""
CELL_ROUTERS = _keyed("cell-routers")
MICROWAVE = _keyed("microwave")
POWER = _keyed("power")
SMALL = _keyed("small")
CORE = _all("core")
SHOP = _all("shop")
OLTS = _all("olts")

HUAWEI_ROUTER = _by_model("NE40E-X8")
HUAWEI_SWITCH = _by_model("S5720-28X-SI-AC")
NOKIA_OLT = _by_model("7360 ISAM FX-8")
