"""One small network decided as a whole agrees with deciding its devices one by one."""

from collections import Counter
from datetime import date

import pytest
from tests.bulk.made import Told, asset, inventory_of, purchase, reading_of, rows, site, subscriber, walk

from interdict.assess.situation import situation
from interdict.bulk.assessment import KEY, assess_inventory, profile_of
from interdict.bulk.facts import gather_facts
from interdict.bulk.findings import DEVICE_FIELDS, FINDING_FIELDS
from interdict.bulk.scan import Choice, Taken, decide_inventory, prepare
from interdict.core.progress import Silent
from interdict.law.breakpoints import leaves
from interdict.law.decide import decide
from interdict.law.load import load_library
from interdict.law.scope import entries
from interdict.model.finding import Status
from interdict.model.observation import RecordKind
from interdict.model.operator import Operator
from interdict.model.order import OnList, ProvisionKind
from interdict.parties.affiliates import Affiliates

AT = date(2026, 11, 22)
CHOICE = Choice(at=AT)
OPERATOR = Operator(
    name="Prairie Wireless",
    facts={
        "operator.jurisdictions": frozenset({"US"}),
        "operator.provides_advanced_communications_service": True,
        "operator.is_etc_with_usf": True,
        "operator.federal_contractor": True,
        "operator.federal_agency": False,
    },
)
LAW = load_library()
SHELF = Told(
    "shelf-1",
    RecordKind.SELF,
    {"entPhysicalMfgName": "Delta", "sysDescr": "Delta rectifier"},
    {
        "entPhysical.67": {
            "entPhysicalMfgName": "Huawei",
            "entPhysicalModelName": "R4850G2",
            "entPhysicalClass": "6",
        }
    },
)
SOURCES = (
    [
        walk(
            "nj-core-1",
            sysObjectID="1.3.6.1.4.1.2011.2.62.30",
            sysDescr="Huawei NE40E-X8",
            sysName="nj-core-1",
        ),
        walk(
            "nj-core-2",
            sysObjectID="1.3.6.1.4.1.2011.2.62.30",
            sysDescr="Huawei NE40E-X8",
            sysName="nj-core-2",
        ),
        walk("nj-sw-3", sysObjectID="1.3.6.1.4.1.9.1.1745", sysDescr="Cisco IOS Software", sysName="nj-sw-3"),
        SHELF,
    ],
    [
        asset("A-1", hostname="nj-core-1", manufacturer="Huawei", model="NE40E-X8", acquiredOn="2021-05-03"),
        asset("A-2", manufacturer="Hikvision", model="DS-2CD2143G0-I", site="KC-014", status="in service"),
        asset("A-3", status="in service"),
        asset("A-4", manufacturer="Nokia", model="7750 SR-12", status="in service"),
    ],
    [subscriber("ont-1", ponSerial="ZTEG12345678", equipmentId="F660")],
    [purchase("line 7", serialNumber="2102310ABC99", acquiredOn="2020-01-01")],
    [site("KC-014", sitePurpose="core site")],
)


@pytest.fixture(scope="module")
def decided(tmp_path_factory, library):
    with inventory_of(tmp_path_factory.mktemp("work"), library, *SOURCES) as inventory:
        taken = Taken(inventory=inventory, reading=reading_of(SOURCES), identifiers=library)
        yield decide_inventory(taken, LAW, OPERATOR, CHOICE, progress=Silent())


@pytest.fixture(scope="module")
def prepared(library):
    return prepare(LAW, library.parties, OPERATOR, CHOICE)


@pytest.fixture(scope="module")
def devices(decided):
    return {row["device"]: row for row in rows(decided.devices)}


@pytest.fixture(scope="module")
def findings(decided):
    return rows(decided.findings)


def test_every_record_that_stands_for_a_device_is_in_the_device_table_once(devices, decided):
    assert set(devices) == {"nj-core-1", "nj-core-2", "nj-sw-3", "shelf-1", "A-2", "A-3", "A-4", "ont-1"}
    assert decided.run.counts["devices"] == len(devices)
    assert set(DEVICE_FIELDS) <= set(devices["A-2"])


def test_devices_that_decide_alike_share_a_profile(devices):
    assert devices["nj-sw-3"]["producer"] == devices["A-4"]["producer"] == ""
    assert devices["nj-core-1"]["profile"] != devices["nj-core-2"]["profile"], "one was bought on a known day"


def asked_by(provisions):
    """Entries of lists that one of the provisions asks for; where both are open, the entry is not told."""
    return {
        (entry.order, entry.id)
        for order, name in provisions
        for provision in LAW.orders[order].provisions
        if provision.id == name
        for leaf in leaves(provision, LAW, follow_lists=False)
        if isinstance(leaf, OnList) and not leaf.through
        for entry in entries(leaf, LAW)
    }


def test_a_profile_decides_as_its_device_decides_alone(decided, prepared, library):
    selected, assessor = prepared
    affiliation = Affiliates(library.parties)
    for row in rows(decided.engine.connection.table("profiles").select("profile", *KEY)):
        facts = situation(profile_of(row["profile"], row), OPERATOR.facts, assessor.points)
        alone = {
            (order.id, provision.id): decide(provision, facts, at=AT, affiliation=affiliation, library=LAW)
            for order in selected
            for provision in order.provisions
            if provision.kind is not ProvisionKind.DEFINITION  # finds nothing of its own
        }
        expected = {key: one.status for key, one in alone.items() if one.status is not Status.NOT_COVERED}
        still_open = {key for key, status in expected.items() if status is Status.UNDETERMINED}
        expected = {
            key: status for key, status in expected.items() if key not in asked_by(still_open) & still_open
        }
        batch = {
            (row["order"], row["provision"]): row["status"]
            for row in rows(
                decided.engine.connection.table("profile_findings").filter(
                    lambda t, n=row["profile"]: t.profile == n
                )
            )
        }
        assert batch == {key: str(status) for key, status in expected.items()}


def test_a_finding_stands_for_every_device_of_its_profile(findings, decided):
    per_profile = Counter(row["profile"] for row in rows(decided.engine.connection.table("profile_findings")))
    assessed = rows(decided.engine.connection.table("assessed"))
    assert len(findings) == sum(per_profile[row["profile"]] for row in assessed)
    assert set(FINDING_FIELDS) <= set(findings[0])


def test_the_line_of_a_device_is_one_of_its_findings_and_the_strictest(findings, devices):
    order = ["covered", "undetermined", "exempt", "not-covered"]
    for device in devices.values():
        own = [row for row in findings if row["group"] == device["group"]]
        best = min((order.index(row["status"]) for row in own), default=3)
        assert device["status"] == order[best]
        assert not own or (device["order"], device["provision"]) in {
            (r["order"], r["provision"]) for r in own
        }


def test_tallies_count_what_the_findings_say(findings, decided):
    for tally in decided.run.provisions:
        own = [r for r in findings if (r["order"], r["provision"]) == (tally.order, tally.provision)]
        covered = {row["group"] for row in own if row["status"] == "covered"}
        assert tally.covered == len(covered)
        assert tally.undetermined == len({r["group"] for r in own if r["status"] == "undetermined"} - covered)


def test_counts_add_up(decided, devices):
    counts = decided.run.counts
    statuses = Counter(row["status"] for row in devices.values())
    assert {status: counts[status] for status in statuses} == statuses
    assert counts["identified"] + counts["abstained"] == counts["devices"]
    assert counts["purchases_unmatched"] == 1
    assert counts["merged"] == 1


def test_a_router_of_huawei_is_covered_and_one_of_nokia_is_not(devices):
    assert devices["nj-core-1"]["status"] == "covered"
    assert devices["nj-core-1"]["acquired"] == "2021-05-03"
    assert {row["provision"] for row in (devices["A-4"],) if row["status"] == "covered"} == set()


def test_a_camera_that_guards_a_core_site_is_covered_through_the_sites_purpose(findings):
    reached = {row["provision"] for row in findings if row["device"] == "A-2" and row["status"] == "covered"}
    assert "CL-04" in reached, (
        "Hikvision's entry, limited to surveillance of critical infrastructure and the like"
    )


def test_a_covered_part_in_another_makers_shelf_is_a_finding_of_its_own(findings, devices):
    inside = [row for row in findings if row["device"] == "shelf-1" and row["component"] == "entPhysical.67"]
    assert inside
    assert devices["shelf-1"]["components"] == "Huawei R4850G2 (entPhysical.67)"


def test_a_device_of_nobody_is_a_question_about_its_producer(devices):
    assert devices["A-3"]["status"] == "undetermined"
    assert devices["A-3"]["question"]


def test_the_page_shows_evidence_that_leads_to_its_source(decided):
    row = next(row for row in decided.run.devices if row.device == "nj-core-1")
    assert any(
        line.startswith("sysObjectID = 1.3.6.1.4.1.2011.2.62.30 (source-0.csv") for line in row.evidence
    )
    assert any("source-1.csv" in line for line in row.evidence)


def test_deciding_an_inventory_again_gives_the_same_decisions(decided, prepared, library):
    _, assessor = prepared
    engine, inventory = decided.engine, decided.inventory
    before = rows(engine.connection.table("profile_findings"))
    facts = gather_facts(engine, inventory, assessor.ground, month_first=True)
    again = assess_inventory(engine, inventory, facts, assessor, library, Silent())
    statuses = sorted((p, d.provision, str(d.status)) for p, found in again.decisions.items() for d in found)
    assert statuses == sorted((row["profile"], row["provision"], row["status"]) for row in before)
