"""Two years of the example carrier, played by the repository's script and the commands it starts."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "prairie-wireless"
sys.path.insert(0, str(EXAMPLE))

from make import SEED  # noqa: E402
from tests.cli.door import command  # noqa: E402
from years import DAYS, Years  # noqa: E402

from interdict import api  # noqa: E402
from interdict.cli.main import main  # noqa: E402
from interdict.model.change import What  # noqa: E402

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The case after two years, and the exit status of every command."""
    years = Years(tmp_path_factory.mktemp("years"), SEED, main)
    return years, years.play()


def diff(years, before, after):
    return api.diff_snapshots(years.out / "case", before, after, environment={})


def rows(found, what):
    return {one.device: one for one in found.changes if one.what is what}


def test_every_command_did_its_job(played):
    assert set(played[1]) <= {0, 10, 11, 14}


def test_in_the_first_year_the_county_is_cleared_a_box_swapped_and_one_moved(played):
    years, _ = played
    found = diff(years, DAYS[0], DAYS[1])
    serials = {device.serial for device in years.cleared}
    assert found.count(What.GONE) == len(serials)
    assert {one.causes for one in rows(found, What.GONE).values()} == {"network"}
    assert [one.before for one in rows(found, What.MAKER).values()] == [years.swapped.hardware.maker]
    assert list(rows(found, What.NEW)) == [years.new.tag]
    assert found.count(What.MOVED) == 1


def test_in_the_first_year_the_covered_list_comes_out_and_that_is_the_laws_doing(played):
    found = diff(played[0], DAYS[0], DAYS[1])
    listed = [one for one in found.shifts if one.provision == "CL-01"]
    assert [(one.before, one.after, one.causes) for one in listed] == [("not-covered", "covered", "law")]
    assert listed[0].devices > 500


def test_in_the_second_year_a_device_comes_back_one_is_reviewed_and_one_is_sold_off(played):
    years, _ = played
    found = diff(years, DAYS[1], DAYS[2])
    assert list(rows(found, What.RETURNED)) == [years.cleared[0].tag]
    assert {one.causes for one in rows(found, What.MAKER).values()} == {"person"}
    sold = [one for one in found.shifts if one.provision == "CL-01" and one.after == "not-covered"]
    assert [(one.before, one.causes, one.devices) for one in sold] == [("covered", "law", 1)]


def test_absence_from_the_county_verifies_with_the_wheel_the_key_and_the_bundle_alone(played, tmp_path):
    years, _ = played
    case, key = str(years.out / "case"), str(years.out / "prairie.key")
    assert main(["keys", "generate", key, "--name", "prairie.example/interdict"]) == 0
    assert main(["seal", "--case", case, "--snapshot", DAYS[1], "--key", key, "--at", "2021-07-01"]) == 0
    words = [
        "attest",
        "absence",
        "--county",
        years.county,
        "--case",
        case,
        "--key",
        key,
        "--at",
        "2021-07-01",
    ]
    assert main([*words, "--snapshot", DAYS[2]]) == 1  # one came back
    assert main([*words, "--snapshot", DAYS[1], "--out", str(tmp_path / "absence.bundle")]) == 0
    shutil.copyfile(f"{key}.vkey", tmp_path / "prairie.vkey")
    done = subprocess.run(
        command("verify", "absence.bundle", "--key", "prairie.vkey"),
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(api.__file__).parents[2]), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"no covered device was found among 268 devices seen in region {years.county}" in done.stdout
