"""Exports of LibreNMS: the answer of `/api/v0/devices`, or its rows."""

from interdict.evidence.inventories.exported import Export, ExportReader
from interdict.evidence.reader import ReaderDoc


class LibreNmsReader(ExportReader):
    """Reads the devices that LibreNMS polls."""

    name = "librenms"
    doc = ReaderDoc(
        title="LibreNMS devices (JSON)",
        reads="Objects with `device_id`, `hostname` and `sysObjectID`; the answer of the interface with"
        ' `"devices"`'
        " around them, or one a line. The CSV form is read as a table.",
        gives="One record a device, kind `asset`, under its host name: sysObjectID, sysDescr, sysName, model"
        " (`hardware`), softwareVersion, serialNumber, managementAddress, sysLocation, platform (`os`),"
        " purpose.",
        references=("docs.librenms.org/API/Devices",),
        limitations="What a rule of LibreNMS concludes (`os`) is kept as platform only.",
    )
    export = Export(
        marks=(rb'"device_id"\s*:', rb'"(?:sysObjectID|sysDescr)"\s*:', rb'"hostname"\s*:'),
        key=("hostname", "ip", "device_id"),
        fields={
            "sysName": "sysName",
            "sysDescr": "sysDescr",
            "sysObjectID": "sysObjectID",
            "sysContact": "sysContact",
            "location": "sysLocation",
            "hardware": "model",
            "version": "softwareVersion",
            "serial": "serialNumber",
            "ip": "managementAddress",
            "overwrite_ip": "managementAddress",
            "os": "platform",
            "type": "deviceRole",
            "notes": "remarks",
            "purpose": "description",
        },
    )
