"""Every reader, in the order in which they are asked."""

from interdict.evidence.access.acs import AcsReader, InformReader
from interdict.evidence.access.leases import LeasesReader
from interdict.evidence.access.radius import RadiusDetailReader
from interdict.evidence.boms.cyclonedx import CycloneDxReader
from interdict.evidence.boms.spdx import SpdxReader
from interdict.evidence.configs.backups import RouterDbReader
from interdict.evidence.configs.netconf import NetconfReader
from interdict.evidence.configs.saved import SavedConfigurationReader
from interdict.evidence.inventories.glpi import GlpiReader
from interdict.evidence.inventories.librenms import LibreNmsReader
from interdict.evidence.inventories.netbox import NetBoxReader
from interdict.evidence.inventories.netdisco import NetdiscoReader
from interdict.evidence.inventories.snipeit import SnipeItReader
from interdict.evidence.inventories.zabbix import ZabbixReader
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.oss.managed import ManagedObjectsReader
from interdict.evidence.oss.mml import MmlReader
from interdict.evidence.packets.pcap import PcapReader
from interdict.evidence.packets.syslog import SyslogReader
from interdict.evidence.reader import Head, Reader
from interdict.evidence.records.delimited import DelimitedReader
from interdict.evidence.records.devices import DevicesReader
from interdict.evidence.records.json_rows import JsonRowsReader
from interdict.evidence.records.parquet import ParquetReader
from interdict.evidence.records.pdf import PdfReader
from interdict.evidence.records.spreadsheet import SpreadsheetReader
from interdict.evidence.scans.banners import BannersReader
from interdict.evidence.scans.cameras import CamerasReader
from interdict.evidence.scans.nmap import NmapReader
from interdict.evidence.scans.x509 import X509Reader
from interdict.evidence.sessions.log import CommandOutputReader
from interdict.evidence.snmp.snmprec import SnmprecReader
from interdict.evidence.snmp.snmpwalk import SnmpwalkReader

DELIMITED = DelimitedReader()
READERS: tuple[Reader, ...] = (
    ParquetReader(),
    SpreadsheetReader(),
    PcapReader(),
    PdfReader(),
    X509Reader(),
    SnmprecReader(),
    SnmpwalkReader(),
    DevicesReader(),
    NmapReader(),
    CamerasReader(),
    CycloneDxReader(),
    SpdxReader(),
    ZabbixReader(),
    GlpiReader(),
    NetBoxReader(),
    LibreNmsReader(),
    NetdiscoReader(),
    SnipeItReader(),
    BannersReader(),
    SyslogReader(),
    AcsReader(),
    JsonRowsReader(),
    ManagedObjectsReader(),
    InformReader(),
    LeasesReader(),
    RadiusDetailReader(),
    MmlReader(),
    NetconfReader(),
    RouterDbReader(),
    CommandOutputReader(),
    SavedConfigurationReader(),
    DELIMITED,
)
"""The first that accepts an input reads it: the narrower a format, the earlier it stands."""


def reader_for(head: Head, mapping: ColumnMapping | None = None) -> Reader | None:
    """
    The reader that takes an input which begins like this; `None` where none does.

    Text that no reader knows is a table where a person's mapping speaks of it.
    """
    found = next((reader for reader in READERS if reader.accepts(head)), None)
    if found is None and mapping and mapping.names(head.name) and b"\0" not in head.content:
        return DELIMITED
    return found
