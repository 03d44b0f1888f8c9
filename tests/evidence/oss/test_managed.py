import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.markup import MarkupError, events, root
from interdict.evidence.oss.managed import ManagedObjectsReader
from interdict.evidence.reader import Opened

CM = (
    '<configData xmlns:v="http://vendor.example/nrm"><ManagedElement id="7"><attributes>'
    "<vendorName>ZTE</vendorName></attributes>{}</ManagedElement></configData>"
)
UNIT = (
    '<InventoryUnit id="{0}"><attributes><vendorName>Maker {0}</vendorName></attributes>{1}</InventoryUnit>'
)


def read(text: str):

    source = Opened(path="x.xml", name="x.xml", stream=io.BytesIO(text.encode()), size=len(text))
    return list(ManagedObjectsReader().read(source, ordinal=0))


def test_a_units_vendor_is_the_units_alone(tell):
    told = tell({"x.xml": CM.format(UNIT.format(1, UNIT.format(2, "")))})
    key = "ManagedElement=7"
    assert told.of(key)["manufacturer"] == ["ZTE"]
    assert told.of(key, "unit.InventoryUnit=1")["moduleManufacturer"] == ["Maker 1"]
    assert told.of(key, "unit.InventoryUnit=1,InventoryUnit=2")["moduleManufacturer"] == ["Maker 2"]
    assert told.of(key)["dataModel"] == ["http://vendor.example/nrm"]


def test_the_exporters_name_is_not_the_elements_maker(tell):
    text = CM.replace("<ManagedElement", '<fileHeader vendorName="Huawei"/><ManagedElement').format("")
    told = tell({"x.xml": text})
    assert told.of("ManagedElement=7")["exportedBy"] == ["Huawei"]
    assert told.of("ManagedElement=7")["manufacturer"] == ["ZTE"]


def test_an_element_that_is_measured_often_is_one_record(tell):
    element = '<measData><managedElement localDn="ME=1" userLabel="Hill" swVersion="V1"/></measData>'
    told = tell({"x.xml": f'<measCollecFile><fileHeader vendorName="ZTE"/>{element * 50}</measCollecFile>'})
    assert [row["key"] for row in told.records] == ["ME=1"]
    assert told.of("ME=1")["softwareVersion"] == ["V1"]


def test_an_entity_bomb_is_refused(tell):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    told = tell({"x.xml": f"<?xml version='1.0'?>{bomb}{CM.format('&b;')}"})
    assert "P108" in told.codes
    assert not told.records


def test_an_external_entity_is_never_fetched(tell, tmp_path):
    (tmp_path / "secret").write_text("secret words")
    text = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]>' + CM.replace("ZTE", "&s;")
    told = tell({"in/x.xml": text.format("")})
    assert "secret words" not in str(told.observations)


def test_nesting_without_end_is_reported_and_what_came_before_is_kept(tell):
    told = tell({"x.xml": CM.format("").removesuffix("</configData>") + "<a>" * 100_000})
    assert told.codes == ["P108"]
    assert told.of("ManagedElement=7")["manufacturer"] == ["ZTE"]


def test_a_cut_file_keeps_what_it_says(tell):
    told = tell({"x.xml": CM.format(UNIT.format(1, ""))[:170]})
    assert told.codes == ["P108"]
    assert told.of("ManagedElement=7")["manufacturer"] == ["ZTE"]


@pytest.mark.parametrize("text", ["", "<", "<?xml", "<!-- <configData> -->", "plain", "\0<configData>"])
def test_the_root_of_what_is_no_document_is_no_format(text):
    assert root(text.encode()) != "configData"


@settings(max_examples=80, deadline=2_000)
@given(
    st.lists(
        st.sampled_from([*CM.split(">"), UNIT, "<MO className='XNE' fdn='1'", "<attr name='name'"]),
        max_size=30,
    )
)
def test_no_order_of_tags_crashes_the_reader(parts):
    assert isinstance(read("<configData>" + ">".join(parts)), list)


@given(st.binary(max_size=300))
def test_junk_is_a_markup_error_or_nothing(content):

    try:
        found = list(events(io.BytesIO(content)))
    except MarkupError:
        found = []
    assert len(found) <= len(content)
