import csv
import hashlib
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import python_calamine
import yaml

from interdict.parties.load import load_parties

EXAMPLE = Path(__file__).parents[2] / "examples" / "prairie-wireless"
sys.path.insert(0, str(EXAMPLE))

from make import SEED, make_case  # noqa: E402
from prairie.assets import SHEETS  # noqa: E402
from prairie.network import build_network  # noqa: E402
from prairie.spelling import VARIANTS  # noqa: E402
from prairie.traps import CUT_OFFS  # noqa: E402
from prairie.truth import is_decidable  # noqa: E402

TRAPS = {
    *(
        "h3c-under-huawei-number",
        "h3c-legacy-oui",
        "relabelled-camera",
        "relabelled-switch",
        "relabelled-router",
    ),
    *("honor-before-sale", "honor-after-sale", "covered-power-card", "covered-module", "watched-module"),
    *("hisilicon-optic", "xfusion-before-sale", "divested-xfusion", "foreign-gateway-before"),
    *("foreign-gateway-after", "gateway-origin-unknown", "lwip-stack", "microsemi-squat"),
    *("recorder-guarding-core", "recorder-in-shop", "recorder-unrecorded", "duplicate", "conflicting-makers"),
    *("settable-pon-id", "wrong-oui-f670l", "huawei-oui-zte-serial", "local-address", "drone", "inverter"),
    "hytera-radio",
    *(f"cut-off-{day}-{side}" for day in CUT_OFFS for side in ("before", "on")),
}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    out = tmp_path_factory.mktemp("prairie")
    make_case(out)
    return out


@pytest.fixture(scope="module")
def truth(case):
    with (case / "truth.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def trapped(truth, trap):
    return next(row for row in truth if row["trap"] == trap)


def digests(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_runs_write_the_same_bytes(case, tmp_path):
    make_case(tmp_path)
    assert digests(tmp_path) == digests(case)


def test_another_seed_is_another_carrier():
    assert build_network(SEED).devices[0] != build_network(SEED + 1).devices[0]


def test_the_carrier_has_the_size_it_claims(truth):
    network = build_network(SEED)
    kinds = Counter(site.kind for site in network.sites)
    assert (kinds["Cell site"], kinds["Core site"]) == (220, 3)
    assert 3500 <= len(network.devices) <= 4500
    assert len(network.subscribers) == 60_000
    assert len(truth) == len(network.devices) + len(network.subscribers)


def test_every_trap_is_in_the_truth(truth):
    assert {row["trap"] for row in truth} - {""} == TRAPS


def test_the_folder_holds_every_kind_of_record(case):
    names = Counter(path.suffix for path in (case / "case").rglob("*") if path.is_file())
    assert 60 <= names[".snmprec"] + names[".walk"] <= 140
    assert min(names[".snmprec"], names[".walk"]) > 20
    assert names[".cfg"] >= 30
    assert (names[".xlsx"], names[".ndjson"]) == (1, 1)
    assert names[".csv"] == 6


def test_the_truth_lies_outside_what_is_scanned(case):
    assert not any("truth" in path.name for path in (case / "case").rglob("*"))


def test_saved_configurations_come_in_four_grammars(case):
    texts = [path.read_text("utf-8") for path in (case / "case" / "configs").glob("*.cfg")]
    for mark in ("800007DB03", "interface Bridge-Aggregation", "boot-start-marker", "!<system-config>"):
        assert any(mark in text for text in texts)


def test_the_workbook_has_five_sheets_a_title_and_empty_rows(case):
    book = python_calamine.CalamineWorkbook.from_path(case / "case" / "assets" / "network-assets.xlsx")
    assert book.sheet_names == list(SHEETS)
    rows = book.get_sheet_by_name("Cell Sites").to_python(skip_empty_area=False)
    assert rows[0][0].startswith("Prairie Wireless")
    assert rows[2][3] == "Vendor"
    assert any(not any(row) for row in rows[3:-1])
    assert {"华为", "Huawie", "HUAWEI", ""} <= {row[3] for row in rows[3:]}


def test_every_tag_serial_and_hostname_is_one_devices_own():
    devices = build_network(SEED).devices
    for keys in zip(*((one.tag, one.serial or one.tag, one.hostname) for one in devices), strict=True):
        assert len(set(keys)) == len(devices)


def test_one_device_speaks_in_five_sources(case, truth):
    row = trapped(truth, "duplicate")
    tag, hostname, serial, mac = row["keys"].split(";")
    assert row["sources"] == "asset;config;ledger;lldp;walk"
    walk = next((case / "case" / "snmp-walks").glob(f"{hostname}.*")).read_text("utf-8")
    assert serial in walk
    assert serial in (case / "case" / "finance" / "purchase-ledger.csv").read_text("utf-8")
    neighbours = (case / "case" / "transport" / "lldp-neighbors.csv").read_text("utf-8")
    assert mac.lower() in neighbours.replace(":", "")
    assert tag


def test_the_ledger_has_lots_with_a_range_of_serials_on_both_sides_of_the_cut_off(case):
    with (case / "case" / "finance" / "purchase-ledger.csv").open(encoding="utf-8") as file:
        lots = [row for row in csv.DictReader(file) if " - " in row["Serial Number"]]
    assert {row["PO Date"] < "2026-05-22" for row in lots} == {True, False}
    assert all(int(row["Qty"]) >= 200 for row in lots)


def test_the_truth_of_the_recorders_turns_on_their_purpose(truth):
    listed = {
        place: trapped(truth, f"recorder-{place}")["listed"]
        for place in ("guarding-core", "in-shop", "unrecorded")
    }
    assert listed == {"guarding-core": "yes", "in-shop": "no", "unrecorded": "unknown"}
    assert trapped(truth, "recorder-unrecorded")["question"] == "device.purposes"


def test_the_truth_of_the_annual_report_turns_on_the_day(truth):
    reports = [trapped(truth, f"cut-off-2018-08-14-{side}")["report"] for side in ("before", "on")]
    gateways = [trapped(truth, f"foreign-gateway-{side}")["report"] for side in ("before", "after")]
    assert reports == ["no", "yes"]
    assert gateways == ["no", "unknown"], "a conditional approval would take the later one off the list"


def test_the_truth_tells_brand_producer_and_part_apart(truth):
    camera, shelf = trapped(truth, "relabelled-camera"), trapped(truth, "covered-power-card")
    assert (camera["brand"], camera["producer"]) == ("ProWatch", "dahua")
    assert (shelf["producer"], shelf["listed"], shelf["component_producers"]) == ("delta", "no", "huawei")


def test_what_cannot_be_decided_says_which_fact_is_missing(truth):
    undecided = [row for row in truth if row["decidable"] == "no"]
    assert undecided
    assert {row["question"] for row in undecided} == {"device.producer"}
    assert {row["listed"] for row in undecided if row["role"] != "printer"} == {"unknown"}
    assert all(row["why"] for row in undecided)
    assert all(row["question"] for row in truth if row["listed"] == "unknown")


def test_every_producer_of_the_truth_is_known_to_the_parties_data(truth):
    parties = load_parties()
    assert {row["producer"] for row in truth} - {""} <= {*parties.parties, *parties.makers}


@pytest.mark.parametrize(
    ("maker", "variant"), [(maker, one) for maker in VARIANTS for one in VARIANTS[maker]]
)
def test_every_spelling_in_the_asset_list_names_its_maker(maker, variant):
    names = load_parties_once().names
    assert names.match(variant).slug == names.match(maker).slug


def test_a_telling_model_name_names_its_maker_alone():
    names = load_parties_once().names
    for hardware in {device.hardware for device in build_network(SEED).devices}:
        if hardware.telling:
            match = names.by_model(hardware.model) or names.mentions(hardware.model)[0]
            assert match.slug == hardware.producer


def test_rows_that_were_kept_badly_are_decidable_only_through_other_sources():
    bare = [device for device in build_network(SEED).devices if device.entry == "bare"]
    alone = [device for device in bare if device.sources <= {"asset", "ledger"}]
    assert not any(is_decidable(device) for device in alone)
    assert any(is_decidable(device) for device in bare)


def test_the_profile_is_a_flat_list_of_facts_about_the_operator_and_its_contracts(case):
    profile = yaml.safe_load((case / "profile.yaml").read_text("utf-8"))
    assert all(name.startswith(("operator.", "contract.")) for name in profile)
    assert profile["operator.customers"] == 61000
    assert msgspec.json.encode(profile)


def load_parties_once(_cache=[]):  # noqa: B006 - one load for eighty parametrised cases
    if not _cache:
        _cache.append(load_parties())
    return _cache[0]
