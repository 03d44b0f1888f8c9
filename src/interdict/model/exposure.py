"""What the equipment in place could do: reach of devices and producers, and what the records leave open."""

from datetime import date
from enum import StrEnum

import msgspec

from interdict.core.problem import Problem


class Can(StrEnum):
    """Whether a role lets a device do something."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    """The role alone does not tell, or the role is not known."""


class Basis(StrEnum):
    """Where a link comes from; `data/exposure/topology.yaml` gives the confidence of each."""

    LISTED = "listed"
    """A list of links names it."""
    NEIGHBOUR = "neighbour"
    """A device's table of neighbours (LLDP, CDP) names the other one."""
    SUBNET = "subnet"
    """Two saved configurations have interfaces in one small subnet."""
    PARENT = "parent"
    """A parent column names the next place towards the core."""
    SERVED = "served"
    """A table of an OLT, or an assignment to a core, names who is served."""
    SITE = "site"
    """Assumed: both stand at one site, and their roles follow one another there."""
    ASSUMED = "assumed"
    """Assumed: nothing in the data connects the place, so it is taken to reach the nearest core place."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A network element, a place without known elements, or the middle of a link between places."""

    name: str
    """Hostname, else the id of the device; the key of a place; unique."""
    device: int = -1
    """`group` of the device in the report; -1 where the inventory does not have it."""
    site: str = ""
    region: str = ""
    role: str = ""
    """Network role of `data/vocabulary/roles.yaml`."""
    producer: str = ""
    status: str = ""
    """Status of its strictest finding; empty where the inventory does not have it."""
    due: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    managed_at: str = ""
    """First management address, empty where none was seen."""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Two elements that pass traffic to one another."""

    a: str
    b: str
    basis: Basis
    confidence: float
    """In (0, 1], that the link is there: a default by basis, invented and marked as such in the data."""
    weight: float = 1.0
    """Routing metric, above 0; equal sums are equal-cost paths."""


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What one node needs of the network."""

    node: str
    service: str
    """Identifier in `data/exposure/topology.yaml`, or one that a node list brought."""
    amount: float
    """Subscribers, places, or the unit of the column; never negative."""
    core: tuple[str, ...] = ()
    """Nodes any of which serves it; empty for every gateway of the service."""


class ServiceReach(msgspec.Struct, frozen=True, kw_only=True):
    """One service as one device, or one group of devices, touches it."""

    service: str
    cut: float
    """Amount that has no way around: it loses the service when they are off."""
    crossing: float
    """Amount that crosses them on shortest paths, equal-cost paths sharing equally at each hop."""
    total: float
    """Amount of the service that is connected at all."""


class DeviceReach(msgspec.Struct, frozen=True, kw_only=True):
    """What one device could do to the network."""

    node: Node
    see: Can
    alter: Can
    redirect: Can
    disrupt: Can
    services: tuple[ServiceReach, ...]
    managed: int
    """Other elements whose management address lies in its own management subnet."""
    score: float
    """In [0, 1]: the mean over services of the greater share of what it could watch and what it could cut."""
    confidence: float
    """The least confidence of the links at the device, which bounds what may be said of its reach."""


class GroupReach(msgspec.Struct, frozen=True, kw_only=True):
    """All devices of a producer, of a maker of modules, or of a region, off or hostile at once."""

    kind: str
    """`covered`, `open`, `producer`, `module producer` or `region`."""
    name: str
    devices: int
    services: tuple[ServiceReach, ...]
    """`crossing` counts only devices that could see user traffic."""
    remaining: int
    """Elements, outside the group, that still reach a gateway when the group is off."""


class CurvePoint(msgspec.Struct, frozen=True, kw_only=True):
    """Exposure to the devices that are still in place at the end of one day."""

    day: date
    devices: int
    services: tuple[ServiceReach, ...]


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """What the devices of one report could do, and what that rests on."""

    at: date
    nodes: int
    links: dict[str, int]
    """Number of links by basis."""
    gateways: tuple[str, ...]
    services: dict[str, float]
    """Connected amount of every service."""
    devices: tuple[DeviceReach, ...]
    """Covered and undetermined elements, the greatest score first."""
    groups: tuple[GroupReach, ...]
    curve: tuple[CurvePoint, ...]
    assumptions: tuple[str, ...]
    """One sentence for each thing that was assumed for want of data."""
    unconnected: tuple[str, ...]
    """Elements and places that nothing in the data, and no assumption, connects to a gateway."""
    unplaced: int
    """Covered devices with a finding that are no network elements: cameras, phones, stock."""
    problems: tuple[Problem, ...]
