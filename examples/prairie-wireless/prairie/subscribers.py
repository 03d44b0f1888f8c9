"""Sixty thousand customers' devices, as an OLT, an auto-configuration server and a lease table list them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from prairie.values import Subscriber

ONTS = 6_000
GATEWAYS = 9_000
LEASES = 45_000

_ABROAD = "device.produced_abroad"
_MANY_KINDS = {"apple", "dell"}
"""Makers of so many kinds of device that an address alone does not tell a router from a phone."""
_RANDOM_MAC = "locally administered address and a host name that says nothing"
_NOW = date(2026, 11, 20)


@dataclass(frozen=True)
class _Kind:
    """A kind of customer device and how often it turns up."""

    weight: int
    producer: str
    oui: tuple[str, ...]
    name: str
    vendor: str = ""
    """PON vendor id, or DHCP vendor class."""
    listed: str = "no"


_ONT_KINDS = (
    _Kind(40, "huawei", ("00259E", "202BC1"), "EG8145V5", "HWTC", "yes"),
    _Kind(10, "huawei", ("00259E", "202BC1"), "HG8245H", "HWTC", "yes"),
    _Kind(15, "zte", ("688AF0", "C0B101"), "F670L", "ZTEG", "yes"),
    _Kind(20, "calix", ("00025D", "000631"), "844G-1", "CXNK", "unknown"),
    _Kind(15, "nokia", ("00119F", "000FBB"), "G-240W-C", "ALCL", "unknown"),
)
_GATEWAY_KINDS = (
    _Kind(22, "tp-link", ("003192", "005F67", "040F66"), "Archer C7", "", "unknown"),
    _Kind(16, "netgear", ("00095B", "000FB5"), "R7000", "", "unknown"),
    _Kind(14, "arcadyan", ("0012BF", "001A2A"), "KVD21", "", "unknown"),
    _Kind(12, "calix", ("00025D", "1003CD"), "GS4220E", "", "unknown"),
    _Kind(10, "inseego", ("0015FF", "18EE86"), "FX2000", "", "unknown"),
    _Kind(14, "huawei", ("00259E", "00E0FC"), "B525s-23a", "", "yes"),
    _Kind(12, "zte", ("688AF0", "0019C6"), "MF283V", "", "yes"),
)
_LEASE_KINDS = (
    _Kind(220, "apple", ("000393", "000A27", "0010FA"), "iPhone"),
    _Kind(160, "samsung", ("0000F0", "0007AB", "001247"), "Galaxy", "android-dhcp-13"),
    _Kind(60, "motorola", ("006201", "00B8B6"), "moto-g-power", "android-dhcp-12"),
    _Kind(40, "google", ("001A11", "00F620"), "Pixel", "android-dhcp-14"),
    _Kind(60, "amazon", ("007147", "008621"), "echo"),
    _Kind(50, "roku", ("000D4B", "080581"), "roku"),
    _Kind(40, "espressif", ("004B12", "007007"), "ESP"),
    _Kind(30, "dell", ("00065B", "000874"), "DESKTOP", "MSFT 5.0"),
    _Kind(12, "huawei-device", ("003DE1", "004B0D", "00566D"), "HUAWEI_P20", "HUAWEI:android:EML", "yes"),
    _Kind(9, "zte", ("001E73", "002293"), "Z6400", "android-dhcp-11", "yes"),
    _Kind(4, "oneplus", ("2CA7EF", "487412"), "OnePlus-7", "android-dhcp-11"),
)
_RANDOM_SHARE = 0.25
"""Phones of the last years make up an address per network; about so many leases show one."""


def subscribers(random: Random) -> Iterator[Subscriber]:
    """All three tables, the traps among them."""
    accounts = Accounts(random)
    yield from _onts(random, accounts)
    yield from _gateways(random, accounts)
    yield from _leases(random, accounts)


class Accounts:
    """Hands out account numbers."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._last = 4_000_000

    def next(self) -> str:
        """The next account."""
        self._last += self._random.randint(1, 9)
        return f"PW{self._last}"


def _onts(random: Random, accounts: Accounts) -> Iterator[Subscriber]:
    sticks = 4
    for number in range(ONTS - sticks):
        kind = _drawn(random, _ONT_KINDS)
        yield _ont(kind, f"{kind.vendor}{random.randrange(16**8):08X}", kind.name, number, random, accounts)
    for number in range(sticks):
        serial = f"HWTC{random.randrange(16**8):08X}"
        stick = _Kind(0, "odi", ("",), "DFP-34X-2C2", "HWTC", "unknown")
        yield _ont(
            stick,
            serial,
            stick.name,
            ONTS - sticks + number,
            random,
            accounts,
            decidable=False,
            why="customer's own stick: its vendor id can be set to anything",
            question="device.producer",
            trap="settable-pon-id",
        )


def _ont(
    kind: _Kind, serial: str, name: str, number: int, random: Random, accounts: Accounts, **more: object
) -> Subscriber:
    account = accounts.next()
    printed = serial if number % 3 else serial[:4].encode().hex().upper() + serial[4:]
    row = {
        "OLT": f"core-{number % 3 + 1}-olt{number % 4 + 1:02d}",
        "Frame/Slot/Port": f"0/{number // 512 % 16}/{number // 32 % 16}",
        "ONT SN": printed,
        "Equipment ID": name,
        "Account": account,
        "Install Date": _past(random, 2500).isoformat(),
        "Status": random.choices(("online", "offline", "dying-gasp"), (90, 8, 2))[0],
    }
    return _subscriber("ont", printed, kind, account, row, **more)


def _gateways(random: Random, accounts: Accounts) -> Iterator[Subscriber]:
    traps = tuple(_trap_gateways(random))
    for _ in range(GATEWAYS - len(traps)):
        kind = _drawn(random, _GATEWAY_KINDS)
        serial = f"{kind.producer[:2].upper()}{random.randrange(10**10):010d}"
        yield _gateway(kind, random.choice(kind.oui), kind.name, serial, random, accounts)
    for kind, oui, name, serial, trap in traps:
        yield _gateway(kind, oui, name, serial, random, accounts, trap=trap)


def _trap_gateways(random: Random) -> Iterator[tuple[_Kind, str, str, str, str]]:
    zte = _Kind(0, "zte", (), "F670L", "", "yes")
    for _ in range(3):
        yield zte, "001141", "F670L", f"ZTEGC{random.randrange(16**7):07X}", "wrong-oui-f670l"
    for _ in range(2):
        yield zte, "00259E", "GM220-S", f"ZTEGC{random.randrange(16**7):07X}", "huawei-oui-zte-serial"
    huawei = _Kind(0, "huawei", (), "HG612", "", "yes")
    for _ in range(2):
        yield huawei, "00259E", "Openreach HG612", f"2102{random.randrange(10**12):012d}", "relabelled-router"


def _gateway(
    kind: _Kind, oui: str, name: str, serial: str, random: Random, accounts: Accounts, **more: object
) -> Subscriber:
    account = accounts.next()
    row = {
        "DeviceID": f"{oui}-{name.replace(' ', '%20')}-{serial}",
        "ManufacturerOUI": oui,
        "ProductClass": name,
        "SerialNumber": serial,
        "SoftwareVersion": f"{random.randint(1, 9)}.{random.randint(0, 20)}.{random.randint(0, 300)}",
        "Account": account,
        "Last Inform": f"{_past(random, 20).isoformat()}T{random.randrange(24):02d}:00:00Z",
    }
    return _subscriber("acs", row["DeviceID"], kind, account, row, **more)


def _leases(random: Random, accounts: Accounts) -> Iterator[Subscriber]:
    honor_old = _Kind(0, "huawei-device", ("006619", "00682B"), "HONOR_10", "HUAWEI:android:COL", "yes")
    honor_new = _Kind(0, "honor", ("00A307", "047975", "0884FB"), "HONOR-50", "android-dhcp-12", "no")
    traps = [(honor_old, "honor-before-sale")] * 25 + [(honor_new, "honor-after-sale")] * 40
    for number in range(LEASES - len(traps)):
        if random.random() < _RANDOM_SHARE:
            yield _private_lease(number, random, accounts)
        else:
            kind = _drawn(random, _LEASE_KINDS)
            yield _lease(kind, _address(kind, random), number, random, accounts)
    for number, (kind, trap) in enumerate(traps):
        yield _lease(kind, _address(kind, random), LEASES - number, random, accounts, trap=trap)


def _private_lease(number: int, random: Random, accounts: Accounts) -> Subscriber:
    """A phone that shows a made-up address; nobody can tell its maker from the lease."""
    kind = _Kind(0, "", (), "android", "android-dhcp-14", "unknown")
    mac = f"{random.randrange(16):X}{random.choice('26AE')}{random.randrange(16**10):010X}"
    return _lease(
        kind,
        mac,
        number,
        random,
        accounts,
        decidable=False,
        why=_RANDOM_MAC,
        question="device.producer",
        trap="local-address",
    )


def _lease(
    kind: _Kind, mac: str, number: int, random: Random, accounts: Accounts, **more: object
) -> Subscriber:
    account = accounts.next()
    start = _past(random, 3)
    row = {
        "IP Address": f"100.{64 + number // 65025}.{number // 255 % 255}.{number % 255 or 255}",
        "MAC Address": ":".join(mac[place : place + 2] for place in range(0, 12, 2)).lower(),
        "Host Name": f"{kind.name}-{random.randrange(16**4):04x}" if random.random() < 0.8 else "",
        "Vendor Class": kind.vendor,
        "Account": account,
        "Lease Start": f"{start.isoformat()} {random.randrange(24):02d}:{random.randrange(60):02d}",
        "Lease End": (start + timedelta(days=7)).isoformat(),
    }
    if kind.producer == "honor":
        more = {**more, "listed": "unknown", "question": "device.produced_on"}
    elif kind.producer in _MANY_KINDS and not row["Host Name"] and not row["Vendor Class"]:
        more = {**more, "listed": "unknown", "question": "device.classes"}
    return _subscriber("lease", row["MAC Address"], kind, account, row, **more)


def _subscriber(
    table: str, key: str, kind: _Kind, account: str, row: dict[str, str], **more: object
) -> Subscriber:
    """Foreign gateways and ONTs are listed where they were made abroad, which no table here says."""
    question = _ABROAD if kind.listed == "unknown" else ""
    fields: dict[str, object] = {"listed": kind.listed, "question": question}
    fields.update(more)
    return Subscriber(
        table=table,
        key=key,
        producer=kind.producer,
        account=account,
        row=row,
        **fields,  # type: ignore[arg-type]
    )


def _address(kind: _Kind, random: Random) -> str:
    return f"{random.choice(kind.oui)}{random.randrange(1 << 24):06X}"


def _drawn(random: Random, kinds: tuple[_Kind, ...]) -> _Kind:
    return random.choices(kinds, [kind.weight for kind in kinds])[0]


def _past(random: Random, days: int) -> date:
    return _NOW - timedelta(days=random.randrange(days))
