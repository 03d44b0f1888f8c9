"""How collected evidence of a device is named in JSON, and what each name amounts to."""

import re
from collections.abc import Iterator
from typing import Any

from interdict.evidence.snmp import oids

SCALARS = {
    "sysDescr": "1.3.6.1.2.1.1.1.0",
    "sysObjectID": "1.3.6.1.2.1.1.2.0",
    "sysContact": "1.3.6.1.2.1.1.4.0",
    "sysName": "1.3.6.1.2.1.1.5.0",
    "sysLocation": "1.3.6.1.2.1.1.6.0",
    "dot1dBaseBridgeAddress": "1.3.6.1.2.1.17.1.1.0",
    "upsIdentManufacturer": "1.3.6.1.2.1.33.1.1.1.0",
    "upsIdentModel": "1.3.6.1.2.1.33.1.1.2.0",
    "upsIdentUPSSoftwareVersion": "1.3.6.1.2.1.33.1.1.3.0",
    "snmpEngineID": "1.3.6.1.6.3.10.2.1.1.0",
    "lldpLocChassisIdSubtype": f"{oids.LLDP_LOCAL}1.0",
    "lldpLocChassisId": f"{oids.LLDP_LOCAL}2.0",
    "lldpLocSysName": f"{oids.LLDP_LOCAL}3.0",
    "lldpLocSysDesc": f"{oids.LLDP_LOCAL}4.0",
}
LISTS = {"ifPhysAddress": oids.IF_PHYS_ADDRESS, "hrDeviceDescr": oids.HR_DEVICE_DESCR}
ENTITY = {
    "descr": "2",
    "vendorType": "3",
    "class": "5",
    "name": "7",
    "swrev": "10",
    "serial": "11",
    "mfg": "12",
    "model": "13",
}
LLDP = {"chassis_subtype": "4", "chassis_id": "5", "sysname": "9", "sysdesc": "10"}
CDP = {"address": "4", "version": "5", "device_id": "6", "platform": "8"}
CELLS = {
    "chassis_subtype": "chassisSubtype",
    "chassis_id": "chassisId",
    "sysname": "sysName",
    "device_id": "sysName",
    "sysdesc": "sysDescr",
    "version": "sysDescr",
    "platform": "model",
    "address": "address",
}

NESTED: dict[str, dict[str, str]] = {
    "upnp": {
        "manufacturer": "manufacturer",
        "modelName": "model",
        "modelDescription": "description",
        "serialNumber": "serialNumber",
    },
    "isapi_deviceInfo": {
        "manufacturer": "manufacturer",
        "model": "model",
        "serialNumber": "serialNumber",
        "macAddress": "macAddress",
        "firmwareVersion": "softwareVersion",
        "deviceName": "sysName",
        "deviceDescription": "description",
    },
    "tr069_deviceinfo": {
        "Manufacturer": "manufacturer",
        "ManufacturerOUI": "manufacturerOUI",
        "ProductClass": "productClass",
        "ModelName": "model",
        "SerialNumber": "serialNumber",
        "SoftwareVersion": "softwareVersion",
        "Description": "description",
    },
    "inventory": {
        "manufacturer": "manufacturer",
        "model": "model",
        "part_number": "partNumber",
        "serial": "serialNumber",
        "description": "description",
    },
    "spec": {"Manufacturer": "manufacturer", "Model": "model", "Form Factor": "description"},
}
"""Leaf of a nested answer to property; other leaves are kept as `banner`, `<protocol>.<leaf>: <text>`."""
PROTOCOLS = {"upnp": "upnp", "isapi_deviceInfo": "isapi", "tr069_deviceinfo": "tr069"}
"""Nested answers that a device gave; of the others (papers about it) only the mapped leaves are used."""
COMPONENT_LEAVES = {"Chipset": "chipset"}

KNOWN = frozenset(
    {*SCALARS, *LISTS, *NESTED, "entPhysical", "lldp", "cdp", "lldp_self", "enterprise_subtrees"}
    | {"private_strings", "snmp_get", "cli", "cli_command", "cli_other", "banner", "http", "ssh_kex"}
    | {"entPhysical_total", "ifPhysAddress_total", "lldp_total", "cdp_total", "hrDeviceDescr_total"}
)
MOST_LEAVES = 2_000
"""Values looked at inside one nested answer."""


def answers(evidence: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """What the device answered by SNMP, as object and value; rows of tables are numbered from 1."""
    for key, oid in SCALARS.items():
        if key in evidence:
            yield oid, _octets(_dotted(evidence[key]) if key == "sysObjectID" else evidence[key])
    for key, column in LISTS.items():
        for index, value in enumerate(_list(evidence.get(key)), 1):
            yield f"{column}{index}", _octets(value)
    yield from _rows(evidence, "entPhysical", oids.ENT_PHYSICAL, ENTITY, index="{}")
    yield from _rows(evidence, "lldp", oids.LLDP_REMOTE, LLDP, index="0.0.{}")
    yield from _rows(evidence, "cdp", oids.CDP_CACHE, CDP, index="0.{}")
    for number in _dict(evidence.get("enterprise_subtrees")):
        yield f"{oids.ENTERPRISES}{number}", b""
    for row in _list(evidence.get("private_strings")):
        if isinstance(row, dict) and isinstance(row.get("oid"), str):
            yield row["oid"].removeprefix("."), _octets(row.get("value"))
    for name, value in _dict(evidence.get("snmp_get")).items():
        if answered := oids.numeric(str(name)):
            yield answered, _octets(value)


def answered_otherwise(evidence: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What the device, or a paper about it, says by other means: component, property, value."""
    yield "", "commandOutput", _session(evidence.get("cli_command"), evidence.get("cli"))
    for row in map(_dict, _list(evidence.get("cli_other"))):
        yield "", "commandOutput", _session(row.get("command"), row.get("output"))
    banner = _dict(evidence.get("banner"))
    if banner.get("text"):
        yield "", "banner", f"{_text(banner.get('protocol'))}: {_text(banner['text'])}"
    for row in _list(evidence.get("http")):
        yield "", "banner", f"http {_text(_dict(row).get('path'))}: {_text(_dict(row).get('body'))}"
    if evidence.get("ssh_kex"):
        yield "", "banner", f"ssh.kex: {_text(evidence['ssh_kex'])}"
    for key, terms in NESTED.items():
        yield from _nested(key, terms, evidence.get(key))


def _session(command: Any, output: Any) -> str:
    """A command and what it printed, as they stand in a session log."""
    asked, said = _text(command).strip(), _text(output)
    return f"{asked}\n{said}" if asked and said and not said.lstrip().startswith(asked) else said


def cells(row: Any, columns: dict[str, str]) -> dict[str, bytes]:
    """A neighbour row's cells under the names that `observe_neighbour` knows."""
    found = _dict(row)
    return {CELLS[key]: _octets(found[key]) for key in columns if found.get(key)}


def _nested(key: str, terms: dict[str, str], answer: Any) -> Iterator[tuple[str, str, str]]:
    for leaf, value in _leaves(answer):
        if leaf in terms:
            yield "", terms[leaf], value
        elif leaf in COMPONENT_LEAVES:
            yield COMPONENT_LEAVES[leaf], "moduleModel", value
        elif key in PROTOCOLS and value:
            yield "", "banner", f"{PROTOCOLS[key]}.{leaf}: {value}"


def _leaves(answer: Any) -> Iterator[tuple[str, str]]:
    """Scalar members of nested objects, depth first, bounded; JSON decoding has bounded the depth."""
    waiting: list[tuple[str, Any]] = [("", answer)]
    for _ in range(MOST_LEAVES):
        if not waiting:
            return
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend((str(key), member) for key, member in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((name, member) for member in reversed(value))
        elif name:
            yield name, _text(value)


def _rows(
    evidence: dict[str, Any], key: str, table: str, columns: dict[str, str], *, index: str
) -> Iterator[tuple[str, bytes]]:
    for number, row in enumerate(_list(evidence.get(key)), 1):
        for name, column in columns.items():
            if _dict(row).get(name) is not None:
                yield f"{table}{column}.{index.format(number)}", _octets(row[name])


def _dotted(value: Any) -> Any:
    """An object identifier that was printed as a Python tuple, `(1, 3, 6)`, in dotted form."""
    if isinstance(value, str) and re.fullmatch(r"\(\s*\d+(?:\s*,\s*\d+)*\s*,?\s*\)", value):
        return ".".join(re.findall(r"\d+", value))
    return value


def _text(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else ""
        if value is None or isinstance(value, dict | list)
        else str(value)
    )


def _octets(value: Any) -> bytes:
    return _text(value).encode(errors="replace")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
