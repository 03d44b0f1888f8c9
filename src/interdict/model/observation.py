"""What one source said about one device at one instant."""

from enum import StrEnum

import msgspec


class RecordKind(StrEnum):
    """How a source came to speak of a device; place decides meaning (a subscriber's phone is not plant)."""

    SELF = "self"
    """The device spoke for itself (a walk, a banner, a command answer)."""
    NEIGHBOUR = "neighbour"
    """Another device's table names it (LLDP, CDP)."""
    ASSET = "asset"
    """A person or a system of record lists it."""
    SUBSCRIBER = "subscriber"
    """A table of subscriber devices lists it (ONT list, ACS export, lease table)."""
    PURCHASE = "purchase"
    """A ledger line says that something was bought; it is a device only where it joins one."""
    SITE = "site"
    """A list of places; never a device, gives facts to the devices at that place."""
    CONFIGURATION = "configuration"
    """A saved configuration of the device."""


class Observation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Never edited, never merged; cleaning belongs to `identify`."""

    record: int
    """Which record of which source: `source.ordinal * columns.RECORDS_PER_SOURCE + n`."""
    component: str = ""
    """Key of the component inside the device, e.g. `entPhysical.67`; empty for the device itself."""
    property: str
    """A term of `data/vocabulary/properties.yaml`, e.g. `entPhysicalMfgName` (RFC 6933)."""
    value: str
    """Exactly as the source wrote it."""
