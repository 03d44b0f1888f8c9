"""Every reader, in the order in which they are asked."""

from interdict.evidence.configs.saved import SavedConfigurationReader
from interdict.evidence.reader import Head, Reader
from interdict.evidence.records.delimited import DelimitedReader
from interdict.evidence.records.devices import DevicesReader
from interdict.evidence.records.json_rows import JsonRowsReader
from interdict.evidence.records.parquet import ParquetReader
from interdict.evidence.records.spreadsheet import SpreadsheetReader
from interdict.evidence.snmp.snmprec import SnmprecReader
from interdict.evidence.snmp.snmpwalk import SnmpwalkReader

READERS: tuple[Reader, ...] = (
    ParquetReader(),
    SpreadsheetReader(),
    SnmprecReader(),
    SnmpwalkReader(),
    DevicesReader(),
    JsonRowsReader(),
    SavedConfigurationReader(),
    DelimitedReader(),
)
"""The first that accepts an input reads it: the narrower a format, the earlier it stands."""


def reader_for(head: Head) -> Reader | None:
    """The reader that takes an input which begins like this; `None` where none does."""
    return next((reader for reader in READERS if reader.accepts(head)), None)
