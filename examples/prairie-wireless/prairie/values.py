"""What the example consists of: hardware, sites, devices, and what the records will say of them."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Hardware:
    """One thing one can buy."""

    maker: str
    """Who really made it, as a careful person writes it."""
    producer: str
    """Slug of the same."""
    model: str
    role: str
    ouis: tuple[str, ...] = ()
    """Prefixes registered to the maker that this model carries."""
    serial: str = ""
    """How its serial numbers start."""
    price: int = 0
    oid: str = ""
    """sysObjectID below 1.3.6.1.4.1."""
    descr: str = ""
    """sysDescr."""
    brand: str = ""
    """Label, where it is not the maker's."""
    telling: bool = True
    """Whether the model name alone tells the maker."""


@dataclass(frozen=True, kw_only=True)
class Component:
    """A card, module or optic inside a device."""

    maker: str
    producer: str
    model: str
    serial: str
    description: str


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place with equipment."""

    id: str
    name: str
    kind: str
    county: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class Device:
    """One network element, with what the operator's records will say of it."""

    tag: str
    hostname: str
    site: Site
    hardware: Hardware
    serial: str
    mac: str
    address: str
    acquired: date
    installed: date
    order: str
    supplier: str
    funding: str = "General fund"
    sources: frozenset[str] = frozenset({"asset"})
    """Of `asset`, `ledger`, `lldp`, `walk`, `config`, `stock`."""
    entry: str = "full"
    """How the asset row was kept: `full`, `no-maker`, `no-model`, `bare`."""
    written_maker: str = ""
    """What the asset row says instead of the maker, where somebody got it wrong."""
    purpose: str = ""
    country: str = ""
    granted: str = ""
    note: str = ""
    components: tuple[Component, ...] = ()
    trap: str = ""


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """A customer's device in one of the subscriber tables."""

    table: str
    """`ont`, `acs` or `lease`."""
    key: str
    producer: str
    account: str
    row: dict[str, str] = field(default_factory=dict)
    listed: str = "no"
    decidable: bool = True
    why: str = ""
    question: str = ""
    trap: str = ""


@dataclass(frozen=True, kw_only=True)
class Network:
    """Everything the carrier has."""

    sites: tuple[Site, ...]
    devices: tuple[Device, ...]
    subscribers: tuple[Subscriber, ...]
