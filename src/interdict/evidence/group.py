"""Which observations identify a device, so that records of several sources become one device."""

import msgspec

from interdict.model.observation import RecordKind


class LinkRule(msgspec.Struct, frozen=True, kw_only=True):
    """One sort of key under which records may be the same device."""

    name: str
    properties: tuple[str, ...]
    normalise: str
    """`serial`, `mac`, `name` or `plain`: the normal form, computed relationally by `bulk.grouping`."""
    kinds: tuple[RecordKind, ...]
    """Record kinds that this key may link."""
    within_source: bool
    """Whether two records of one source may be linked: a source's own ids are its word that they differ."""
    spokesmen: int
    """How many records may be the device speaking for itself; more means the key is not unique."""


PLANT = (RecordKind.SELF, RecordKind.NEIGHBOUR, RecordKind.ASSET, RecordKind.CONFIGURATION)
DEVICES = (*PLANT, RecordKind.SUBSCRIBER)

RULES = (
    LinkRule(
        name="serial",
        properties=("serialNumber", "ponSerial", "entPhysicalSerialNum"),
        normalise="serial",
        kinds=DEVICES,
        within_source=True,
        spokesmen=8,
    ),
    LinkRule(
        name="chassis",
        properties=("chassisMac", "dot1dBaseBridgeAddress", "macAddress"),
        normalise="mac",
        kinds=DEVICES,
        within_source=False,
        spokesmen=8,
    ),
    LinkRule(
        name="interface",
        properties=("chassisMac", "dot1dBaseBridgeAddress", "macAddress", "ifPhysAddress"),
        normalise="mac",
        kinds=DEVICES,
        within_source=False,
        spokesmen=1,
    ),
    LinkRule(
        name="name",
        properties=("sysName", "hostname"),
        normalise="name",
        kinds=PLANT,
        within_source=False,
        spokesmen=1,
    ),
    LinkRule(
        name="asset",
        properties=("assetTag",),
        normalise="plain",
        kinds=PLANT,
        within_source=False,
        spokesmen=1,
    ),
)
"""Hardest to share first; every rule is applied."""

MOST_RECORDS = 12
"""A key that more records share is a default or a placeholder, not an identity."""

PLACEHOLDERS = frozenset(
    {
        *("000000", "0000000", "00000000", "111111", "0123456789", "ABCDEF", "FFFFFFFF"),
        *("123456", "1234567", "12345678", "123456789", "1234567890"),
        *("UNKNOWN", "DEFAULT", "SERIAL", "NONE", "NOTAVAILABLE", "NOTSPECIFIED", "TOBEFILLED", "PRIVATE"),
        *("SYSTEMSERIALNUMBER", "LOCALHOST", "SWITCH", "ROUTER", "MODEM", "GATEWAY", "ZXAN", "HUAWEI"),
    }
)
"""Serial numbers and names that identify nothing, in normal form."""
