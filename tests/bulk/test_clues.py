from hypothesis import given
from hypothesis import strategies as st
from tests.bulk.made import Told, asset, rows, subscriber, walk

from interdict.bulk.clues import keys_of
from interdict.identify.clues.kinds import clues_of
from interdict.identify.combine import combine
from interdict.model.observation import RecordKind


def keys(inventory):
    """Every `(kind, key)` that a clue may be read from, device by device."""
    found = {}
    for row in rows(keys_of(inventory.engine, inventory.observed)):
        if not row["component"]:
            found.setdefault(row["device"], set()).add((row["kind"], row["key"]))
    return list(found.values())


def clue_ids(inventory):
    (device,) = rows(inventory.devices)
    return set(inventory.identifications[device["identification"]].clues)


def test_addresses_become_the_share_that_a_registrant_has_of_them(group):
    found = group([walk("w", ifPhysAddress=["00:e0:fc:00:00:01", "00:e0:fc:00:00:02", "00:00:0c:00:00:01"])])
    assert keys(found) == [
        {("address", "most|HUAWEI TECHNOLOGIES CO.,LTD"), ("address", "some|Cisco Systems, Inc")}
    ]


def test_half_of_the_addresses_is_not_most_of_them(group):
    found = group([walk("w", ifPhysAddress=["00:e0:fc:00:00:01", "00:00:0c:00:00:01"])])
    assert {key.partition("|")[0] for _, key in keys(found)[0]} == {"some"}


def test_the_address_inside_an_engine_id_is_the_chassis(group):
    found = group([walk("w", snmpEngineID="800007db0300e0fc123456")])
    assert keys(found) == [{("engine", "800007db"), ("address", "chassis|HUAWEI TECHNOLOGIES CO.,LTD")}]


def test_a_locally_administered_address_says_nothing(group):
    assert keys(group([walk("w", chassisMac="02:e0:fc:00:00:01", sysDescr="Linux")])) == [
        {("own-text", "Linux")}
    ]


def test_a_pon_serial_gives_its_vendor_letters_however_written(group):
    letters = keys(group([subscriber("s", ponSerial="HWTC1234ABCD")]))
    hexadecimal = keys(group([subscriber("s", ponSerial="485754431234abcd")]))
    assert (letters, hexadecimal) == ([{("pon", "HWTC")}], [{("pon", "48575443")}])
    assert keys(group([asset("A-1", serialNumber="2102310ABC01", status="active")])) == []


def test_names_that_differ_in_number_are_one_key(group):
    found = group([asset("A-1", hostname="kc-olt-014"), asset("A-2", hostname="kc-olt-0b2f")])
    assert len({frozenset(said) for said in keys(found)}) == 1


def test_a_tr069_block_of_six_digits_is_looked_up(take):
    found = take([subscriber("s", manufacturerOUI="00E0FC")])
    assert clue_ids(found) == {"cpe.oui/huawei/ont-cpe"}


def test_parts_are_read_apart_from_their_host(take):
    told = Told(
        "shelf",
        RecordKind.SELF,
        {"entPhysicalMfgName": "Delta"},
        {"entPhysical.67": {"entPhysicalMfgName": "Huawei", "entPhysicalModelName": "R4850G2"}},
    )
    found = take([told])
    (device,), (part,) = rows(found.devices), rows(found.parts)
    named = found.identifications
    assert named[device["identification"]].producer == "delta"
    assert (named[part["identification"]].producer, part["component"]) == ("huawei", "entPhysical.67")


def test_a_device_without_any_clue_has_identification_nought(take):
    (device,) = rows(take([asset("A-1", status="in service")]).devices)
    assert device["identification"] == 0


ONE_BY_ONE = [
    walk("a", sysObjectID="1.3.6.1.4.1.2011.2.62.30", sysDescr="Huawei NE40E-X8 VRP", sysName="nj-core-1"),
    walk("b", sysObjectID="1.3.6.1.4.1.2011.10.1.15", sysDescr="H3C Comware Platform Software"),
    walk("c", sysObjectID="1.3.6.1.4.1.50001.1", sysDescr="Hikvision recorder DS-7608NI-K2"),
    asset("d", manufacturer="Cisco", model="WS-C3850-48P", hostname="nj-sw-7"),
    asset("e", manufacturer="n/a", model="", description="Huawei S5720 in rack 4"),
    asset("f", manufacturer="Acme Widgets Co., Ltd.", deviceRole="Core Router"),
    subscriber("g", ponSerial="ZTEG12345678", equipmentId="F660"),
    asset("h", status="spare"),
]


def test_a_batch_identifies_each_record_as_it_is_identified_alone(take):
    batch = take(ONE_BY_ONE)
    together = {row["key"]: batch.identifications[row["identification"]] for row in rows(batch.devices)}
    for told in ONE_BY_ONE:
        alone = take([told])
        (device,) = rows(alone.devices)
        single = alone.identifications[device["identification"]]
        assert [together[told.key].clues, together[told.key].candidates] == [single.clues, single.candidates]
        assert together[told.key].producer == single.producer


def test_a_batch_combines_exactly_the_clues_of_its_keys(take, library):
    found = take(ONE_BY_ONE)
    read = {}
    for row in rows(found.engine.connection.table("keys")):
        read.setdefault(row["device"], []).extend(clues_of(row["kind"], row["key"], library))
    for device in rows(found.devices):
        clues = {clue.id: clue for clue in read.get(device["device"], [])}
        said = found.identifications[device["identification"]]
        assert (said.producer, said.probability, said.clues) == (
            (one := combine(list(clues.values()), library)).producer,
            one.probability,
            one.clues,
        )


@given(st.text(max_size=60))
def test_no_text_breaks_a_clue(library, text):
    for kind in (
        "agent",
        "answered",
        "own-text",
        "maker",
        "model",
        "platform",
        "host-name",
        "part-text",
        "grammar",
    ):
        assert isinstance(clues_of(kind, text, library), tuple)
