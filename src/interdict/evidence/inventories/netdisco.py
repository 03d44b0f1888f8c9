"""Exports of Netdisco: the answer of its device search, or rows of its device table."""

from interdict.evidence.inventories.exported import Export, ExportReader
from interdict.evidence.reader import ReaderDoc


class NetdiscoReader(ExportReader):
    """Reads the devices that Netdisco discovered."""

    name = "netdisco"
    doc = ReaderDoc(
        title="Netdisco devices (JSON)",
        reads="Objects with `ip`, `layers` or `snmp_ver`, and `vendor` or `os_ver`, as"
        " `/api/v1/search/device` and"
        " dumps of the device table give them. Its CSV reports are read as tables.",
        gives="One record a device, kind `asset`, under its address: manufacturer, model, platform,"
        " softwareVersion,"
        " serialNumber, macAddress, sysName, hostname, sysDescr, sysLocation, managementAddress.",
        references=("netdisco: Device table, Swagger API",),
        limitations="Netdisco takes the maker from the enterprise number, so `vendor` repeats sysObjectID.",
    )
    export = Export(
        marks=(rb'"ip"\s*:\s*"', rb'"(?:layers|snmp_ver|snmp_class)"\s*:', rb'"(?:vendor|os_ver)"\s*:'),
        key=("ip", "dns", "name"),
        fields={
            "ip": "managementAddress",
            "dns": "hostname",
            "name": "sysName",
            "description": "sysDescr",
            "contact": "sysContact",
            "location": "sysLocation",
            "vendor": "manufacturer",
            "model": "model",
            "os": "platform",
            "os_ver": "softwareVersion",
            "serial": "serialNumber",
            "chassis_id": "serialNumber",
            "mac": "macAddress",
        },
    )
