"""One suite for every engine; what one cannot do is declared with a reason, or the suite fails."""

import csv
import json
from collections.abc import Iterator
from datetime import date

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.bulk.engines import NAMES, engine_named
from tests.bulk.made import asset, purchase, reading_of, site, subscriber, walk, write

from interdict.bulk.clues import is_assigned, plain_name, vendor_part
from interdict.bulk.digest import rows_digest
from interdict.bulk.findings import FINDING_FIELDS, FINDING_ORDER
from interdict.bulk.grouping import hex_address, identifies, is_global_address, normal_form
from interdict.bulk.ingest import ParquetSink
from interdict.bulk.inventory import take_inventory
from interdict.bulk.joined import joined
from interdict.bulk.scan import Choice, Taken, decide_inventory
from interdict.core.progress import Silent
from interdict.law.load import load_library
from interdict.model import columns
from interdict.model.operator import Operator

GAPS: dict[tuple[str, str], tuple[str, str]] = {
    ("spark", "lower-case letters of all scripts"): (
        "never",
        "Java lower-cases a dotted capital I to two characters, DuckDB to one; no equipment has it.",
    ),
    ("spark", "capitals of all scripts"): (
        "never",
        "Java writes a sharp s as SS, DuckDB as its capital; names that differ in it alone may link.",
    ),
}
"""Engine and case to `notimpl`, `notyet` or `never`, with the reason; a gap that is none fails."""

WORDS = pa.table(
    {
        "record": pa.array([4, 1, 3, 2, 5, 6], pa.int64()),
        "word": ["Huawei's", "华为", 'say "no"', "  HWTC-1234ABCD ", "0x00:E0:fc:12:34:56", None],
        "group": ["b", "a", "a", "b", "b", "c"],
        "day": pa.array([date(2019, 2, 20), None, date(1999, 12, 31), None, None, None], pa.date32()),
    }
)


@pytest.fixture(scope="module", params=NAMES)
def engine(request, tmp_path_factory) -> Iterator:
    found = engine_named(request.param, tmp_path_factory.mktemp("work"))
    found.called = request.param
    yield found
    found.close()


@pytest.fixture
def words(engine):
    return engine.register("words", WORDS)


def values(table, *by):
    return table.order_by(*by).to_pyarrow().to_pylist()


def test_rows_are_written_in_their_order_in_every_form(engine, words, tmp_path):
    wanted = sorted(WORDS.to_pylist(), key=lambda row: row["record"])
    paths = {form: tmp_path / f"out's.{form}" for form in ("parquet", "csv", "json", "jsonl")}
    for form, path in paths.items():
        engine.write(words.order_by("record"), path, form)
    assert pq.read_table(paths["parquet"]).to_pylist() == wanted
    plain = [{**row, "day": row["day"] and str(row["day"])} for row in wanted]
    assert json.loads(paths["json"].read_text("utf-8")) == plain
    assert [json.loads(line) for line in paths["jsonl"].open(encoding="utf-8")] == plain
    with paths["csv"].open(encoding="utf-8") as file:
        assert [row["word"] for row in csv.DictReader(file)] == [row["word"] or "" for row in wanted]


def test_a_kept_table_stands_when_its_name_is_taken_again(engine, words):
    kept = engine.keep("chosen", words.filter(words.record > 1))
    again = engine.keep("chosen", kept.filter(kept.record > 2))
    assert [row["record"] for row in values(again, "record")] == [3, 4, 5, 6]


def test_rows_that_were_kept_in_order_come_back_in_order(engine, words):
    kept = engine.keep("ordered", words.order_by("group", "record"), in_order=True)
    found = engine.in_order(kept, "group", "record").to_pyarrow()["record"].to_pylist()
    assert found == [1, 3, 2, 4, 5, 6]


def test_no_file_at_all_scans_as_an_empty_table(engine):
    assert engine.scan("nothing", [], columns.RECORD).to_pyarrow().to_pylist() == []


def test_values_of_a_group_are_joined_in_their_order(engine, words):
    told = words.group_by("group").agg(
        every=joined(words.word, ";"), some=joined(words.word, ";", where=words.record > 3)
    )
    assert values(told, "group") == [
        {"group": "a", "every": 'say "no";华为', "some": None},
        {
            "group": "b",
            "every": "  HWTC-1234ABCD ;0x00:E0:fc:12:34:56;Huawei's",
            "some": "0x00:E0:fc:12:34:56;Huawei's",
        },
        {"group": "c", "every": None, "some": None},
    ]


TEXTS = (
    "00:E0:FC:12:34:56",
    "0x00e0fc123456",
    "02-e0-fc-12-34-56",
    "00005e000101",
    "HWTC1234ABCD",
    "485754431234abcd",
    "  sn 0001/x ",
    "\tSN#0001\n",
    "nj-core-01.example.net",
    "NE40E_8f3a2c",
    "<name>",
    "华为-路由器-17",
    "äöü strasse 5",
    "",
    "-",
    "000000",
    "A" * 5000,
)
FORMS = {
    "hex address": hex_address,
    "global address": lambda v: is_global_address(hex_address(v)),
    "assigned address": lambda v: is_assigned(hex_address(v), ibis.literal(True)),
    "PON vendor": vendor_part,
    "host name without numbers": plain_name,
    "normal form mac": lambda v: normal_form(v, "mac"),
    "normal form name": lambda v: normal_form(v, "name"),
    "normal form part": lambda v: normal_form(v, "part"),
    "normal form serial": lambda v: normal_form(v, "serial"),
    "identifies": lambda v: identifies(v.upper(), "serial"),
    "leading formula": lambda v: v.re_search(r"^[=+@\t\r-]"),
    "length in characters": lambda v: v.length(),
    "cut": lambda v: v.substr(0, 4000).length(),
    "number": lambda v: v.replace(",", "").try_cast("float64"),
}


@pytest.fixture(scope="module")
def by_duckdb(tmp_path_factory):
    engine = engine_named("duckdb", tmp_path_factory.mktemp("reference"))
    yield engine
    engine.close()


def formed(engine, form, texts=TEXTS):
    table = engine.register(
        "texts",
        pa.table({"n": pa.array(range(len(texts)), pa.int32()), "text": pa.array(texts, pa.string())}),
    )
    return values(table.select("n", form=form(table.text)), "n")


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_a_text_is_the_same(engine, by_duckdb, name):
    assert formed(engine, FORMS[name]) == formed(by_duckdb, FORMS[name])


UNLIKE = {
    "lower-case letters of all scripts": (lambda v: v.lower(), ("İSTANBUL",)),
    "capitals of all scripts": (lambda v: v.upper(), ("straße-5",)),
}


@pytest.mark.parametrize("name", UNLIKE)
def test_every_declared_gap_is_one_and_every_gap_is_declared(engine, by_duckdb, name):
    same = formed(engine, *UNLIKE[name]) == formed(by_duckdb, *UNLIKE[name])
    assert same == ((engine.called, name) not in GAPS)
    assert all(kind in {"notimpl", "notyet", "never"} and why for kind, why in GAPS.values())


SOURCES = (
    [
        walk(
            "nj-core-1",
            sysObjectID="1.3.6.1.4.1.2011.2.62.30",
            sysDescr="Huawei NE40E-X8",
            sysName="nj-core-1",
            ifPhysAddress=["00:e0:fc:00:00:01", "00:e0:fc:00:00:02", "00:00:0c:00:00:01"],
        ),
        walk(
            "nj-sw-3",
            sysObjectID="1.3.6.1.4.1.9.1.1745",
            sysDescr="Cisco",
            snmpEngineID="800007db0300e0fc123456",
        ),
    ],
    [
        asset("A-1", hostname="nj-core-1", manufacturer="Huawei", model="NE40E-X8", acquiredOn="2021-05-03"),
        asset("A-2", manufacturer="Hikvision", model="DS-2CD2143G0-I", site="KC-014", status="in service"),
        asset("A-3", manufacturer="ZTE", serialNumber="2102310ABC99", purchaseOrder="PO-17", site="kc-014 "),
        asset("A-4", manufacturer="Nokia", model="7750 SR-12", status="spare", fundedBy="USF High Cost"),
    ],
    [subscriber("ont-1", ponSerial="ZTEG12345678", equipmentId="F660")],
    [purchase("line 7", serialNumber="2102310ABC99", acquiredOn="2020-01-01")],
    [site("KC-014", sitePurpose="core site")],
)
FACTS = {
    "operator.jurisdictions": frozenset({"US"}),
    "operator.provides_advanced_communications_service": True,
}
OPERATOR = Operator(name="Prairie", facts=FACTS)


def digests(engine, folder, library):
    """The digest of devices and of findings of one small network."""
    with ParquetSink(folder) as sink:
        write(sink, SOURCES)
    inventory = take_inventory(engine, sink, library, Silent())
    taken = Taken(inventory=inventory, reading=reading_of(SOURCES), identifiers=library)
    decided = decide_inventory(
        taken, load_library(), OPERATOR, Choice(at=date(2026, 11, 22)), progress=Silent()
    )
    rows = engine.in_order(decided.findings, *FINDING_ORDER).select(*FINDING_FIELDS)
    engine.write(rows, folder / "findings.parquet", "parquet")
    devices = decided.devices.order_by("group")
    engine.write(devices, folder / "devices.parquet", "parquet")
    assert decided.run.counts["covered"]
    assert decided.run.counts["merged"]
    return rows_digest(folder / "findings.parquet"), rows_digest(folder / "devices.parquet")


def test_a_network_comes_to_the_same_devices_and_findings_row_for_row(engine, by_duckdb, tmp_path, library):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    expected = digests(by_duckdb, tmp_path / "one", library)
    assert digests(engine, tmp_path / "other", library) == expected
