import datetime
import time

import pytest

from interdict.core.errors import FingerprintError
from interdict.identify.clues.kinds import clues_of
from interdict.identify.combine import combine
from interdict.identify.library import Library
from interdict.identify.recog import RUNAWAY, load_fingerprints
from interdict.parties.load import load_parties

ROWS = """<?xml version="1.0"?>
<fingerprints matches="telnet.banner" protocol="telnet">
  <fingerprint pattern="^Depot-(\\w+) gateway"><param pos="0" name="hw.vendor" value="Zhone"/></fingerprint>
  <fingerprint pattern="made by (\\w+)$" flags="REG_ICASE"><param pos="1" name="os.vendor"/></fingerprint>
  <fingerprint pattern="^(a+)+$"><param pos="0" name="os.vendor" value="Runaway"/></fingerprint>
  <fingerprint pattern="^software$"><param pos="0" name="service.vendor" value="Acme"/></fingerprint>
  <fingerprint pattern="^(unclosed"><param pos="0" name="os.vendor" value="Broken"/></fingerprint>
</fingerprints>"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "own.xml").write_text(ROWS, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("protocol", "text", "vendor"),
    [
        ("telnet", "Depot-7 gateway", "Zhone"),
        ("telnet", "A box Made by Eltex", "Eltex"),
        ("ftp", "Depot-7 gateway", ""),
        ("telnet", "software", ""),
        ("telnet", "", ""),
    ],
)
def test_the_first_fingerprint_that_fits_names_the_vendor(folder, protocol, text, vendor):
    assert load_fingerprints(folder).vendor(protocol, text) == vendor


def test_rows_that_name_no_maker_or_could_run_away_are_counted_and_not_used(folder):
    found = load_fingerprints(folder)
    assert (found.count, found.skipped) == (2, 3)


@pytest.mark.parametrize("pattern", [r"(a+)+", r"(\w*)*x", r"(x|y+){9}", r"(a)\1"])
def test_expressions_that_can_run_away_are_known(pattern):
    assert RUNAWAY.search(pattern)


def test_a_long_text_takes_no_long_time(folder):
    started = time.perf_counter()
    load_fingerprints(folder).vendor("telnet", "made by " * 100_000)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("content", ["<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "x" * ((8 << 20) + 1)])
def test_a_file_that_is_no_fingerprints_is_refused(tmp_path, content):
    (tmp_path / "bad.xml").write_text(content, "utf-8")
    with pytest.raises(FingerprintError, match=r"bad\.xml"):
        load_fingerprints(tmp_path)


def test_an_empty_folder_is_a_mistake_of_the_caller(tmp_path):
    with pytest.raises(FingerprintError, match="no"):
        load_fingerprints(tmp_path)


def test_an_own_fingerprint_names_a_device_that_nothing_else_does(folder):
    at = datetime.date(2026, 11, 22)
    plain = Library(load_parties(), at=at)
    own = Library(load_parties(), at=at, fingerprints=load_fingerprints(folder))
    key = "telnet: Depot-7 gateway"
    assert combine(clues_of("banner", key, plain), plain).abstained
    assert combine(clues_of("banner", key, own), own).producer == "zhone"
