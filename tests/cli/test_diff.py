"""Two versions of an order compared through the real door."""

import json
import shutil

import pytest

from interdict.law.load import load_library

FOLDERS = load_library().folders


@pytest.fixture
def amended(tmp_path):
    """A folder with the rule of 2020 in other words, naming other firms."""

    def made(*changes):
        target = tmp_path / "47-cfr-54-9"
        shutil.copytree(FOLDERS["us/47-cfr-54-9"], target)
        path = target / "order.yaml"
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        return str(target)

    return made


def test_other_words_are_no_difference(run, amended):
    done = run("orders", "diff", "47-cfr-54-9", amended(("title: 47 CFR 54.9", "title: Rule 54.9")))
    assert (done.returncode, done.stdout) == (0, "The two mean the same.\n")


def test_a_party_less_is_told_with_a_situation(run, amended):
    other = amended(("[huawei, zte]", "[huawei]"))
    done = run("orders", "diff", "47-cfr-54-9", other)
    assert "reaches: the producer: no longer names zte" in done.stdout
    assert "covered before, not covered after, where" in done.stdout
    (change,) = json.loads(run("orders", "diff", "47-cfr-54-9", other, "--json").stdout)["changes"]
    assert change["witness"]["facts"]["device.producer"] == "zte"


def test_one_order_on_two_days(run):
    done = run("orders", "diff", "fcc-covered-list@2021-06-01", "fcc-covered-list@2022-06-01")
    assert "CL-07 is added" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nope", "47-cfr-54-9"), "A: no order 'nope'"),
        (("47-cfr-54-9", "fcc-*"), "Name one order"),
        (("47-cfr-54-9@soon", "47-cfr-54-9"), "'soon' is not a date"),
    ],
)
def test_a_version_that_means_nothing_is_a_message(run, words, told):
    done = run("orders", "diff", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
