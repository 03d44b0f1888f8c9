import pytest

from interdict.evidence.mapping import properties
from interdict.evidence.records.headers import choices, headers, kind_of, meaning, normal
from interdict.model.observation import RecordKind


@pytest.mark.parametrize(
    ("header", "term"),
    [
        ("Vendor", "manufacturer"),
        ("MFR.", "manufacturer"),
        ("make", "manufacturer"),
        ("厂商", "manufacturer"),
        ("制造商", "manufacturer"),
        ("品牌", "manufacturer"),
        ("Model #", "model"),
        ("设备型号", "model"),
        ("S/N", "serialNumber"),
        ("Serial_Number", "serialNumber"),
        ("序列号", "serialNumber"),
        ("MAC-Address", "macAddress"),
        ("ＭＡＣ地址", "macAddress"),
        ("物理地址", "macAddress"),
        ("deviceName", "hostname"),
        ("设备名称", "hostname"),
        ("Site ID", "site"),
        ("站点", "site"),
        ("Install Date", "installedOn"),
        ("PO #", "purchaseOrder"),
        ("purchase_date", "acquiredOn"),
        ("Supplier", "supplier"),
        ("Unit Cost", "cost"),
        ("sysobjectid", "sysObjectID"),
        ("SYSDESCR", "sysDescr"),
        ("ONT SN", "ponSerial"),
        ("ProductClass", "productClass"),
        ("OUI", "manufacturerOUI"),
        ("Role", "deviceRole"),
        ("Country of Origin", "countryOfProduction"),
        ("Mgmt IP", "managementAddress"),
        ("Module Manufacturer", "module:moduleManufacturer"),
    ],
)
def test_usual_spellings_are_recognised(header, term):
    assert meaning(header) == term


@pytest.mark.parametrize("header", ["Equip", "Type", "Name", "Date", "Company"])
def test_headers_that_differ_from_house_to_house_are_asked_about(header):
    assert meaning(header) is None
    assert len(choices(header)) == 2


def test_a_vendor_is_a_question_in_a_ledger_only():
    assert meaning("Vendor", RecordKind.ASSET) == "manufacturer"
    assert meaning("Vendor", RecordKind.PURCHASE) is None
    assert choices("Vendor", RecordKind.PURCHASE) == ("supplier", "manufacturer")


def test_every_property_named_in_the_data_exists():
    data = headers()
    named = {term.rpartition(":")[2] for term in data.properties} - {"key"}
    named |= {term for terms in data.in_kind.values() for term in terms} - {"key"}
    named |= {term for joined in data.ambiguous for term in joined.split("|")}
    for rule in data.kinds.values():
        named |= {*rule.all, *rule.any, *rule.none}
    named |= {term for terms in data.keys.values() for term in terms} - {"key"}
    assert named <= properties()


def test_no_spelling_stands_under_two_meanings():
    data = headers()
    spellings = [
        normal(spelling)
        for said in (data.properties, data.ambiguous)
        for listed in said.values()
        for spelling in {normal(one): one for one in listed}.values()
    ]
    doubled = {spelling for spelling in spellings if spellings.count(spelling) > 1}
    assert doubled == set()
    assert not doubled & set(map(normal, data.harmless))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ({"hostname", "manufacturer"}, RecordKind.ASSET),
        ({"ponSerial", "subscriber"}, RecordKind.SUBSCRIBER),
        ({"productClass", "serialNumber"}, RecordKind.SUBSCRIBER),
        ({"purchaseOrder", "cost", "model"}, RecordKind.PURCHASE),
        ({"purchaseOrder", "cost", "hostname"}, RecordKind.ASSET),
        ({"site", "latitude", "longitude"}, RecordKind.SITE),
        ({"site", "latitude", "longitude", "model"}, RecordKind.ASSET),
        ({"seenBy", "chassisMac"}, RecordKind.NEIGHBOUR),
    ],
)
def test_the_kind_of_a_table_follows_from_its_columns(found, kind):
    assert kind_of(frozenset(found)) is kind
