import io
from contextlib import contextmanager
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bulk.made import reading_of, rows

from interdict.bulk.alike import can_be_alike
from interdict.bulk.duckdb import DuckDB
from interdict.bulk.engine import work_folder
from interdict.bulk.flat import FlatTable
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.scan import Choice, Taken, decide_inventory
from interdict.core.progress import Silent
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.reader import Opened
from interdict.evidence.records.delimited import DelimitedReader
from interdict.law.load import load_library
from interdict.model.operator import Operator

NEVER = 1 << 40
LAW = load_library()
FACTS = {
    "operator.jurisdictions": frozenset({"US"}),
    "operator.provides_advanced_communications_service": True,
}
OPERATOR = Operator(name="Prairie", facts=FACTS)
HEADERS = "Asset Tag,Hostname,Site ID,Vendor,Model,Serial Number,MAC,sysObjectID,Purchase Date,Funding,Status"
CELLS = st.tuples(
    st.sampled_from(["ne-{n}", "core-{n}-0a1f", "olt", ""]),
    st.sampled_from(["S1", "s1 ", "S2", ""]),
    st.sampled_from(["Huawei", "华为", "ZTE", "Cisco", "Hikvision", "n/a", ""]),
    st.sampled_from(["NE40E-X8", "DS-2CD2143G0-I", "ASR-920", ""]),
    st.sampled_from(["SN{n}X9", "HWTC1234AB{n:02X}", "SN00017", "ZTEG12345678", ""]),
    st.sampled_from(["00259E0000{n:02X}", "0001420000{n:02X}", "020000000001", "00:25:9e:00:00:01", ""]),
    st.sampled_from(["1.3.6.1.4.1.2011.2.62.30", "1.3.6.1.4.1.9.1.2083", ""]),
    st.sampled_from(["2019-05-03", "2017-01-01", "2022-12-31", "soon", ""]),
    st.sampled_from(["USF High Cost", "own funds", ""]),
    st.sampled_from(["in service", "spare", "removed", ""]),
)
SITES = "Site ID,Site Name,Site Purpose,Latitude\nS1,Core one,core site,39.1\nS3,Far,macro site,40.0\n"
LEDGER = (
    "PO Number,Serial Number,Invoice Date,Unit Price\nPO-1,SN00017,2020-02-03,100\nPO-2,SN3X9,2018-01-01,5\n"
)


def table(drawn):
    lines = [",".join((f"A{n}", *(cell.format(n=n) for cell in cells))) for n, cells in enumerate(drawn)]
    return "\n".join([HEADERS, *lines]) + "\n"


@contextmanager
def decided(library, texts, *, flat_from):
    """What comes of some tables, large ones being those of `flat_from` rows."""
    with work_folder() as folder:
        with ParquetSink(folder, flat_from=flat_from) as sink:
            for ordinal, text in enumerate(texts):
                source = Opened(path=f"{ordinal}.csv", name="t.csv", stream=io.BytesIO(text.encode()), size=0)
                for batch in DelimitedReader().read(source, ordinal=ordinal, mapping=ColumnMapping()):
                    if hasattr(batch, "cells"):
                        sink.flat(batch)
        engine = DuckDB(folder, threads=1)
        try:
            inventory = take_inventory(engine, sink, library, Silent())
            taken = Taken(inventory=inventory, reading=reading_of([[]] * len(texts)), identifiers=library)
            yield decide_inventory(taken, LAW, OPERATOR, Choice(at=date(2026, 11, 22)), progress=Silent())
        finally:
            engine.close()


def told(found):
    tables = (found.devices.order_by("group"), found.findings, found.inventory.devices.order_by("device"))
    assessed = found.engine.connection.table("assessed").order_by("device", "record", "component")
    counts = {k: v for k, v in found.run.counts.items() if k != "sources_read"}
    return [rows(one) for one in (*tables, assessed)], counts, found.run.makers, found.run.segments


@settings(max_examples=6, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=14), st.booleans(), st.booleans())
@pytest.mark.slow
def test_rows_that_stand_for_others_change_nothing(library, drawn, with_sites, with_ledger):
    texts = [table(drawn), *([SITES] if with_sites else []), *([LEDGER] if with_ledger else [])]
    with decided(library, texts, flat_from=1) as short, decided(library, texts, flat_from=NEVER) as whole:
        assert short.inventory.flats
        assert not whole.inventory.flats
        assert told(short) == told(whole)


def test_one_row_stands_for_all_that_say_the_same(library):
    cells = ("olt", "S1", "Huawei", "NE40E-X8", "SN{n}X9", "00259E0000{n:02X}", "", "2019-05-03", "", "")
    with decided(library, [table([cells] * 40)], flat_from=1) as found:
        stand = rows(found.engine.connection.table("alike_0"))
        assert [row["rep"] for row in stand] == [0]
        assert found.run.counts["covered"] == 40


@pytest.mark.parametrize(
    ("kind", "said", "can"),
    [
        ("asset", (("manufacturer", ""), ("ifPhysAddress", "")), True),
        ("asset", (("ifPhysAddress", ""), ("ifPhysAddress", "")), False),
        ("asset", (("manufacturer", ""), ("moduleManufacturer", "slot 1")), False),
        ("purchase", (("manufacturer", ""),), False),
    ],
)
def test_tables_with_parts_or_shares_of_addresses_are_read_row_by_row(kind, said, can):
    assert can_be_alike(FlatTable(rows=None, kind=kind, said=said)) is can
