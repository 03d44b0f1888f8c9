"""What one SNMP agent answered, object by object, and the observations that it amounts to."""

from interdict.evidence.gather import Gathering
from interdict.evidence.snmp import oids
from interdict.evidence.snmp.entities import Entities
from interdict.evidence.snmp.neighbours import Neighbours, chassis_is_mac
from interdict.evidence.snmp.octets import address, hex_digits, readable, text
from interdict.model.observation import RecordKind

MOST_ENTERPRISES = 64
MOST_PRIVATE_STRINGS = 40
MOST_STRINGS_BESIDE = 3
"""Private strings kept that differ in their last number only: a column must not crowd out the rest."""
MOST_ADDRESSES = 64
MOST_DESCRIPTIONS = 64
"""Bounds per device; further ones are more of the same."""
LONGEST_PRIVATE_STRING = 400


class Agent:
    """Grows by one answer at a time; holds only what says who the device is."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}
        self._enterprises: dict[str, None] = {}
        self._branch = "\0"  # the last enterprise sub-tree seen: most answers lie in the same one as the last
        self._private: dict[str, str] = {}
        self._beside: dict[str, int] = {}
        self._addresses: dict[str, None] = {}
        self._descriptions: dict[str, None] = {}
        self._entities = Entities()
        self._neighbours = Neighbours()
        self._local: dict[str, bytes] = {}

    def answer(self, oid: str, value: bytes) -> None:
        """
        Take one answer.

        Args:
            oid: Dotted numbers without a leading dot; should begin with one of `oids.WANTED`.
            value: The octets of a string, or the text of a number or an object identifier.
        """
        if oid.startswith(oids.ENTERPRISES):
            self._enterprise(oid, value)
        elif oid.startswith(oids.IF_PHYS_ADDRESS):
            _add(self._addresses, address(value), MOST_ADDRESSES)
        elif oid.startswith(oids.HR_DEVICE_DESCR):
            _add(self._descriptions, text(value), MOST_DESCRIPTIONS)
        elif oid.startswith(oids.ENT_PHYSICAL):
            self._entities.answer(oid.removeprefix(oids.ENT_PHYSICAL), value)
        elif oid.startswith(oids.LLDP_REMOTE):
            self._neighbours.lldp(oid.removeprefix(oids.LLDP_REMOTE), value)
        elif oid.startswith(oids.LLDP_LOCAL):
            column = oid.removeprefix(oids.LLDP_LOCAL).partition(".")[0]
            self._local[oids.LLDP_LOCAL_COLUMNS.get(column, column)] = value
        else:
            self._scalar(oid, value)

    def emit(
        self, gathering: Gathering, *, key: str, kind: RecordKind = RecordKind.SELF, place: str = ""
    ) -> int:
        """Hand over a record for the device and one for each of its neighbours; returns the device's."""
        record = gathering.record(key=key, kind=kind, place=place)
        for term, value in {**self._from_lldp(), **self._said}.items():
            gathering.observe(record, term, value)
        for term, values in self._many():
            for value in values:
                gathering.observe(record, term, value)
        self._entities.emit(gathering, record)
        self._neighbours.emit(gathering, seen_by=key, place=place)
        return record

    def _many(self) -> list[tuple[str, list[str]]]:
        return [
            ("answeredEnterprise", list(self._enterprises)),
            ("privateString", [f"{oid}={value}" for oid, value in self._private.items()]),
            ("ifPhysAddress", list(self._addresses)),
            ("hrDeviceDescr", list(self._descriptions)),
        ]

    def _scalar(self, oid: str, value: bytes) -> None:
        stem, _, instance = oid.rpartition(".")
        term = oids.SCALARS.get(stem if instance == "0" else oid)
        if term == "sysObjectID":
            said = text(value).strip()
            self._said[term] = oids.numeric(said) or said.removeprefix(".")
        elif term == "snmpEngineID":
            self._said[term] = hex_digits(value)
        elif term == "dot1dBaseBridgeAddress":
            self._said[term] = address(value)
        elif term:
            self._said[term] = text(value)

    def _enterprise(self, oid: str, value: bytes) -> None:
        if oid.startswith(oids.CDP_CACHE):
            self._neighbours.cdp(oid.removeprefix(oids.CDP_CACHE), value)
        if not oid.startswith(self._branch):
            arcs = oid[len(oids.ENTERPRISES) :].split(".", 3)[:3]
            if len(arcs) == 3:
                self._branch = f"{oids.ENTERPRISES}{'.'.join(arcs)}."
            _add(self._enterprises, ".".join(arcs), MOST_ENTERPRISES)
        if len(self._private) < MOST_PRIVATE_STRINGS and any(byte > 0x40 for byte in value):
            self._private_string(oid, (readable(value) or "").strip("\0 \t\r\n"))

    def _private_string(self, oid: str, said: str) -> None:
        beside = oid.rpartition(".")[0]
        readable = len(said) > 2 and said.isprintable() and any(map(str.isalpha, said))
        if readable and oids.numeric(said) is None and said not in self._private.values():
            self._beside[beside] = self._beside.get(beside, 0) + 1
            if self._beside[beside] <= MOST_STRINGS_BESIDE:
                self._private[oid] = said[:LONGEST_PRIVATE_STRING]

    def _from_lldp(self) -> dict[str, str]:
        """What the agent's own LLDP says; the system group says it better where it is there."""
        found: dict[str, str] = {
            term: text(self._local[term]) for term in ("sysName", "sysDescr") if term in self._local
        }
        if chassis_is_mac(self._local):
            found["chassisMac"] = address(self._local.get("chassisId", b""))
        return found


def _add(found: dict[str, None], value: str, most: int) -> None:
    if value and len(found) < most:
        found[value] = None
