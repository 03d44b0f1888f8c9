"""Neighbours that a device knows by LLDP or CDP: records of other devices, seen by this one."""

from interdict.evidence.gather import Gathering
from interdict.evidence.snmp.octets import address, is_address, text
from interdict.evidence.snmp.oids import CDP_COLUMNS, CHASSIS_SUBTYPE_MAC, LLDP_REMOTE_COLUMNS
from interdict.model.observation import RecordKind

MOST_NEIGHBOURS = 10_000
"""Rows kept of one device."""


class Neighbours:
    """Rows of lldpRemTable and cdpCacheTable by their index."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, bytes]] = {}

    def lldp(self, column_and_index: str, value: bytes) -> None:
        """Take one cell of lldpRemTable, named by what follows lldpRemEntry."""
        self._cell("lldp", LLDP_REMOTE_COLUMNS, column_and_index, value)

    def cdp(self, column_and_index: str, value: bytes) -> None:
        """Take one cell of cdpCacheTable, named by what follows cdpCacheEntry."""
        self._cell("cdp", CDP_COLUMNS, column_and_index, value)

    def _cell(self, protocol: str, columns: dict[str, str], column_and_index: str, value: bytes) -> None:
        column, _, index = column_and_index.partition(".")
        row = f"{protocol}.{index}"
        if row in self._rows or len(self._rows) < MOST_NEIGHBOURS:
            cells = self._rows.setdefault(row, {})
            if column in columns:
                cells[columns[column]] = value

    def emit(self, gathering: Gathering, *, seen_by: str, place: str = "") -> None:
        """One record a row, under the key `<seen by>#lldp.<index>`."""
        for row, cells in self._rows.items():
            record = gathering.record(key=f"{seen_by}#{row}", kind=RecordKind.NEIGHBOUR, place=place)
            gathering.observe(record, "seenBy", seen_by)
            observe_neighbour(gathering, record, cells)


def observe_neighbour(gathering: Gathering, record: int, cells: dict[str, bytes]) -> None:
    """
    Hand over what a protocol told of one neighbour.

    Args:
        gathering: Where it goes.
        record: The neighbour's record.
        cells: chassisSubtype, chassisId, sysName, sysDescr, model, address, as the protocol carried them.
    """
    for term in ("sysName", "sysDescr", "model"):
        gathering.observe(record, term, text(cells.get(term, b"")))
    if chassis_is_mac(cells):
        gathering.observe(record, "chassisMac", address(cells.get("chassisId", b"")))
    gathering.observe(record, "managementAddress", _internet_address(cells.get("address", b"")))


def chassis_is_mac(cells: dict[str, bytes]) -> bool:
    """Whether the cell chassisId is a media address; some recorders drop the sub-type that says so."""
    subtype = text(cells.get("chassisSubtype", b"")).strip()
    if not subtype:
        return is_address(cells.get("chassisId", b""))
    return subtype == CHASSIS_SUBTYPE_MAC or subtype.endswith(f"({CHASSIS_SUBTYPE_MAC})")


def _internet_address(octets: bytes) -> str:
    return ".".join(map(str, octets)) if len(octets) == 4 else text(octets).strip()
