"""Object identifiers that say who a device is, without a leading dot."""

import re

ENTERPRISES = "1.3.6.1.4.1."
"""Private enterprise numbers begin here (RFC 1155)."""

SCALARS = {
    "1.3.6.1.2.1.1.1": "sysDescr",
    "1.3.6.1.2.1.1.2": "sysObjectID",
    "1.3.6.1.2.1.1.4": "sysContact",
    "1.3.6.1.2.1.1.5": "sysName",
    "1.3.6.1.2.1.1.6": "sysLocation",
    "1.3.6.1.2.1.17.1.1": "dot1dBaseBridgeAddress",
    "1.3.6.1.2.1.33.1.1.1": "upsIdentManufacturer",
    "1.3.6.1.2.1.33.1.1.2": "upsIdentModel",
    "1.3.6.1.2.1.33.1.1.3": "softwareVersion",  # upsIdentUPSSoftwareVersion
    "1.3.6.1.6.3.10.2.1.1": "snmpEngineID",
}
"""Property by object, instance `.0` left off. Sources: RFC 3418, RFC 4188, RFC 1628, RFC 3411."""

IF_PHYS_ADDRESS = "1.3.6.1.2.1.2.2.1.6."
HR_DEVICE_DESCR = "1.3.6.1.2.1.25.3.2.1.3."
"""RFC 2863 and RFC 2790; the interface or device index follows."""

ENT_PHYSICAL = "1.3.6.1.2.1.47.1.1.1.1."
ENT_PHYSICAL_COLUMNS = {
    "2": "entPhysicalDescr",
    "3": "entPhysicalVendorType",
    "5": "entPhysicalClass",
    "7": "entPhysicalName",
    "10": "entPhysicalSoftwareRev",
    "11": "entPhysicalSerialNum",
    "12": "entPhysicalMfgName",
    "13": "entPhysicalModelName",
}
"""RFC 6933, entPhysicalTable; column and entPhysicalIndex follow."""

LLDP_LOCAL = "1.0.8802.1.1.2.1.3."
LLDP_LOCAL_COLUMNS = {"1": "chassisSubtype", "2": "chassisId", "3": "sysName", "4": "sysDescr"}
LLDP_REMOTE = "1.0.8802.1.1.2.1.4.1.1."
LLDP_REMOTE_COLUMNS = {"4": "chassisSubtype", "5": "chassisId", "9": "sysName", "10": "sysDescr"}
"""IEEE 802.1AB, LLDP-MIB; lldpRemTimeMark, local port and lldpRemIndex follow."""
CHASSIS_SUBTYPE_MAC = "4"
"""LldpChassisIdSubtype macAddress."""

CDP_CACHE = "1.3.6.1.4.1.9.9.23.1.2.1.1."
CDP_COLUMNS = {"4": "address", "5": "sysDescr", "6": "sysName", "8": "model"}
"""CISCO-CDP-MIB cdpCacheTable (address, version, device id, platform); ifIndex and device index follow."""

WANTED = (
    *(f"{scalar}." for scalar in SCALARS),
    IF_PHYS_ADDRESS,
    HR_DEVICE_DESCR,
    ENT_PHYSICAL,
    LLDP_LOCAL,
    LLDP_REMOTE,
    ENTERPRISES,
)
"""Beginnings of everything that is read; all else in a walk is passed over."""
WANTED_BYTES = tuple(prefix.encode() for prefix in WANTED)


_ENT = {term: f"{ENT_PHYSICAL}{column}" for column, term in ENT_PHYSICAL_COLUMNS.items()}
SYMBOLS = {
    "iso": "1",
    "SNMPv2-SMI::enterprises": ENTERPRISES[:-1],
    "SNMPv2-SMI::mib-2": "1.3.6.1.2.1",
    "SNMPv2-SMI::snmpModules": "1.3.6.1.6.3",
    "enterprises": ENTERPRISES[:-1],
    "mib-2": "1.3.6.1.2.1",
    **{f"SNMPv2-MIB::{term}": oid for oid, term in SCALARS.items() if oid.startswith("1.3.6.1.2.1.1.")},
    "BRIDGE-MIB::dot1dBaseBridgeAddress": "1.3.6.1.2.1.17.1.1",
    "UPS-MIB::upsIdentManufacturer": "1.3.6.1.2.1.33.1.1.1",
    "UPS-MIB::upsIdentModel": "1.3.6.1.2.1.33.1.1.2",
    "UPS-MIB::upsIdentUPSSoftwareVersion": "1.3.6.1.2.1.33.1.1.3",
    "SNMP-FRAMEWORK-MIB::snmpEngineID": "1.3.6.1.6.3.10.2.1.1",
    "IF-MIB::ifPhysAddress": IF_PHYS_ADDRESS[:-1],
    "HOST-RESOURCES-MIB::hrDeviceDescr": HR_DEVICE_DESCR[:-1],
    **{f"ENTITY-MIB::{term}": oid for term, oid in _ENT.items()},
    "LLDP-MIB::lldpLocChassisIdSubtype": f"{LLDP_LOCAL}1",
    "LLDP-MIB::lldpLocChassisId": f"{LLDP_LOCAL}2",
    "LLDP-MIB::lldpLocSysName": f"{LLDP_LOCAL}3",
    "LLDP-MIB::lldpLocSysDesc": f"{LLDP_LOCAL}4",
    "LLDP-MIB::lldpRemChassisIdSubtype": f"{LLDP_REMOTE}4",
    "LLDP-MIB::lldpRemChassisId": f"{LLDP_REMOTE}5",
    "LLDP-MIB::lldpRemSysName": f"{LLDP_REMOTE}9",
    "LLDP-MIB::lldpRemSysDesc": f"{LLDP_REMOTE}10",
    "CISCO-CDP-MIB::cdpCacheAddress": f"{CDP_CACHE}4",
    "CISCO-CDP-MIB::cdpCacheVersion": f"{CDP_CACHE}5",
    "CISCO-CDP-MIB::cdpCacheDeviceId": f"{CDP_CACHE}6",
    "CISCO-CDP-MIB::cdpCachePlatform": f"{CDP_CACHE}8",
    "NET-SNMP-MIB::netSnmpAgentOIDs": "1.3.6.1.4.1.8072.3.2",
}
"""How net-snmp prints the same objects when it was not told to print numbers."""
BARE = {symbol.rpartition("::")[2]: oid for symbol, oid in SYMBOLS.items()}
"""The names alone, as `-Os` and the end of the path under `-Of` print them."""
PATH = re.compile(r"^(?:[A-Za-z][\w-]*\.)*(?=[A-Za-z])")
"""All of a path under `-Of` but its last name."""
INDEX = re.compile(r"\[(\d+(?:\.\d+)*)\]")
"""One index as `-OX` prints it."""


def numeric(name: str) -> str | None:
    """
    The dotted numbers of an object identifier in any spelling known here; `None` for any other.

    >>> numeric(".1.3.6.1.4.1.9.1.222"), numeric("SNMPv2-SMI::enterprises.9.1"), numeric("FOO-MIB::bar.0")
    ('1.3.6.1.4.1.9.1.222', '1.3.6.1.4.1.9.1', None)
    >>> numeric("sysDescr.0"), numeric("IF-MIB::ifPhysAddress[3]")
    ('1.3.6.1.2.1.1.1.0', '1.3.6.1.2.1.2.2.1.6.3')
    >>> numeric(".iso.org.dod.internet.private.enterprises.9")
    '1.3.6.1.4.1.9'
    """
    name = INDEX.sub(r".\1", name.strip()).removeprefix(".")
    if name.startswith("iso.org."):
        name = PATH.sub("", name)
    if name[:1].isdigit():
        return name if name.replace(".", "").isdecimal() and ".." not in name else None
    symbol, dot, rest = name.partition(".")
    root = SYMBOLS.get(symbol) or BARE.get(symbol)
    if root is None or (dot and not rest.replace(".", "").isdecimal()):
        return None
    return f"{root}{dot}{rest}"
