"""A report folder read back: what `explain` stands on."""

from datetime import date

import pyarrow.parquet as pq
import pytest
from tests.cli.door import small_network

from interdict import api
from interdict.bulk.assessment import KEY
from interdict.bulk.scan import Choice
from interdict.case.stored import Report
from interdict.core.errors import UsageError
from interdict.law.load import load_library
from interdict.law.timeline import assumption

CHOICE = Choice(
    at=date(2026, 11, 22),
    orders=("us/*",),
    assumptions=(assumption("us-draft-2019-02@2019-02-20"),),
    title="Autumn",
)
PROFILE = """\
operator.name: Prairie Wireless LLC
operator.jurisdictions: [US, GB]
operator.customers: 61000
operator.mobile_carrier: true
operator.reimbursement_term_end: 2027-01-31
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    home = tmp_path_factory.mktemp("stored")
    evidence = small_network(home)
    (home / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    api.scan([evidence], home / "rep", choice=CHOICE, profile=home / "profile.yaml")
    return home / "rep"


@pytest.fixture
def report(folder):
    return Report(folder)


def test_the_choice_comes_back_as_it_was_made(report):
    assert report.stored.choice == CHOICE


def test_the_operators_facts_come_back_in_their_types(report):
    operator = report.operator(load_library().vocabulary)
    assert operator.name == "Prairie Wireless LLC"
    assert operator.facts == {
        "operator.jurisdictions": frozenset({"US", "GB"}),
        "operator.customers": 61000,
        "operator.mobile_carrier": True,
        "operator.reimbursement_term_end": date(2027, 1, 31),
    }


@pytest.mark.parametrize("word", ["nj-core-1", "2102310ABC01", "#0"])
def test_a_device_goes_by_id_hostname_serial_and_number(report, word):
    assert [row["group"] for row in report.devices(word)] == [0]


def test_a_word_that_no_device_goes_by_finds_none(report):
    assert report.devices("A-100001") == [], "the walk speaks first for that device"
    assert report.devices("#77") == []


def test_a_profile_comes_back_with_every_column_that_decides(report, folder):
    for row in pq.read_table(folder / "devices.parquet").to_pylist():
        profile = report.profile(row["profile"])
        assert set(profile) == {"profile", *KEY}
        assert profile["profile"] == row["profile"]


def test_evidence_leads_back_to_every_source(report):
    lines = report.evidence(0)
    assert any("assets.csv, row 2)" in line for line in lines)
    assert any(line.endswith("nj-core-1.snmprec)") for line in lines)
    assert len(lines) == len(set(lines))


def test_a_folder_that_lost_a_file_is_no_report(tmp_path):
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(UsageError, match="not a report folder"):
        Report(tmp_path)
