import json
from importlib.resources import files

import pytest
import yaml
from tests.cli.door import interdict

from interdict.assess.situation import load_roles
from interdict.bulk.sight import UNKNOWN, advice
from interdict.model.observation import RecordKind

SEGMENTS = sorted({role.segment for role in load_roles().values()} | {UNKNOWN})


@pytest.mark.parametrize("segment", SEGMENTS)
@pytest.mark.parametrize("kind", [str(kind) for kind in RecordKind])
def test_there_is_something_to_collect_for_every_open_device(segment, kind):
    assert advice(segment, kind, addressed=False)
    assert advice(segment, kind, addressed=True)


def test_a_device_with_an_address_is_walked_and_a_phone_is_not():
    assert "interdict collect snmp" in advice("transport", "neighbour", addressed=True)
    assert "type allocation codes" in advice("handset", "subscriber", addressed=True)
    assert "manager" in advice("ran", "asset", addressed=True)


def test_a_scan_says_what_to_collect_of_how_many_devices_where(tmp_path):
    rows = ["Hostname,Vendor,Model,Role,IP Address"]
    rows += ["r1,Cisco,ASR1001,router,10.0.0.1", "r2,Huawei,NE40E-X8,router,10.0.0.2", "r3,,,router,10.0.0.3"]
    rows += ["b1,,,eNodeB,", "b2,,,eNodeB,"]
    (tmp_path / "assets.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = interdict("scan", "assets.csv", "--at", "2026-11-22", "--out", "rep", "--json", cwd=tmp_path)
    told = json.loads(done.stdout)
    sight = {(one["segment"]): one for one in told["sight"]}
    assert {k: sight["transport"][k] for k in ("devices", "excluded", "described", "open")} == {
        "devices": 3,
        "excluded": 1,
        "described": 1,
        "open": 1,
    }
    assert sight["ran"]["collect"][0][0] == 2
    assert [(one["devices"], one["segment"]) for one in told["collect_next"]] == [
        (2, "ran"),
        (1, "transport"),
    ]
    assert "interdict collect snmp" in told["collect_next"][1]["collect"]
    assert "What to collect to see more" in (tmp_path / "rep" / "report.html").read_text("utf-8")


def test_what_to_collect_is_data_with_one_row_a_case():
    text = files("interdict").joinpath("data/vocabulary/collecting.yaml").read_text("utf-8")
    rows = yaml.safe_load(text)
    assert {segment for row in rows for segment in row.get("segments", ())} <= set(SEGMENTS)
    assert {kind for row in rows for kind in row.get("kinds", ())} <= {str(kind) for kind in RecordKind}
