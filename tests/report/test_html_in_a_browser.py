"""What the page does when a real browser opens it from a file, offline."""

import json
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from interdict.model.run import ProvisionTally
from interdict.report.html import write_html

from .sample import PROVISIONS, sample

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH: apt-get install chromium")

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
)


class Seen(HTMLParser):
    """The parts of a drawn page that the tests ask about."""

    def __init__(self, dom: str, console: list[str]) -> None:
        super().__init__()
        self.console = console
        self.ready = False
        self.title = self.found = self.detail = ""
        self.devices: list[str] = []
        self.sorts: dict[str, str] = {}
        self._within: list[str] = []
        self.feed(dom)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ready = self.ready or (tag == "html" and given.get("data-ready") == "yes")
        if "data-sort" in given:
            self.sorts[given["data-sort"] or ""] = given.get("aria-sort") or ""
        names = {"title": "title", "found": "found", "open": "device", "detail": "detail"}
        key = given.get("id") if tag == "p" else tag if tag == "title" else (given.get("class") or "")
        name = names.get(key or "", "")
        if tag not in {"meta", "input", "br"}:
            self._within.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"meta", "input", "br"}:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if "title" in self._within:
            self.title += data
        if "found" in self._within:
            self.found += data
        if "device" in self._within:
            self.devices.append(data)
        if "detail" in self._within:
            self.detail += data


def look(page: Path, fragment: str = "") -> Seen:
    profile = page.parent / "profile"
    done = subprocess.run(
        [
            str(CHROMIUM),
            *ARGUMENTS,
            f"--user-data-dir={profile}",
            "--dump-dom",
            f"{page.as_uri()}#{fragment}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return Seen(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_html(sample(), path)
    return path


def test_the_script_runs_to_its_end_and_the_console_stays_silent(page: Path) -> None:
    seen = look(page)
    assert seen.ready
    assert seen.console == []
    assert seen.found == "30 devices"


def test_hostile_devices_run_nothing_even_when_opened(page: Path) -> None:
    seen = look(page, "device=900000")
    assert "pwned" in seen.detail
    assert "pwned" not in seen.title
    assert seen.console == []


def test_status_and_words_filter_together(page: Path) -> None:
    seen = look(page, "status=covered&q=olt")
    assert seen.devices == ["olt-001", "olt-009", "olt-017", "olt-025"]
    assert seen.found == "4 of 30 devices"


def test_chinese_text_is_found(page: Path) -> None:
    assert look(page, "q=东山&status=undetermined").devices == ["cam-003", "cam-011", "cam-019", "cam-027"]


@pytest.mark.parametrize("tally", PROVISIONS, ids=lambda tally: tally.provision)
def test_the_filter_of_a_provision_finds_as_many_as_its_line_says(page: Path, tally: ProvisionTally) -> None:
    for status in ("covered", "undetermined", "exempt"):
        seen = look(page, f"order={tally.order}&provision={tally.provision}&status={status}")
        assert len(seen.devices) == getattr(tally, status)


def test_a_question_finds_the_devices_that_wait_for_it(page: Path) -> None:
    assert look(page, "question=device.purpose").devices == ["cam-003", "cam-011", "cam-019", "cam-027"]


def test_a_column_sorts_both_ways(page: Path) -> None:
    up, down = look(page, "sort=device&q=rtr"), look(page, "sort=device&dir=desc&q=rtr")
    assert up.devices == ["rtr-000", "rtr-008", "rtr-016", "rtr-024"]
    assert down.devices == up.devices[::-1]
    assert (up.sorts["device"], down.sorts["device"], up.sorts["due"]) == ("ascending", "descending", "none")


def test_a_detail_says_who_made_it_on_what_evidence_and_what_would_settle_it(page: Path) -> None:
    detail = look(page, "q=cam&device=3").detail
    for words in (
        "Relabelled: sold as Lorex, made by Dahua.",
        "very likely, 82 %",
        "1.3.6.1.4.1.1004849.2.1",
        "What would settle it",
        "not known it serves a listed purpose",
        "DA 21-309",
    ):
        assert words in " ".join(detail.split())


def test_a_deadline_of_an_undetermined_finding_is_only_said_to_be_possible(page: Path) -> None:
    detail = look(page, "q=olt-001&device=1").detail
    assert "If it is covered: Remove it from the network" in detail
    assert "past due if covered" in detail


def test_a_detail_tells_why_a_clue_was_set_aside(page: Path) -> None:
    assert (
        "Set aside: 2011.10 is the H3C branch inside Huawei's number"
        in look(page, "q=sw-005&device=5").detail
    )


def test_a_detail_names_the_part_that_is_covered(page: Path) -> None:
    assert "Slot 3: PTN module (Huawei), covered" in look(page, "device=13").detail


def test_a_page_of_rows_is_shown_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    write_html(sample(extra=5_000), path)
    first, second = look(path), look(path, "page=2")
    assert first.found == "5,030 devices"
    assert len(first.devices) == len(second.devices) == 50
    assert not set(first.devices) & set(second.devices)


def test_an_unknown_fragment_is_no_error(page: Path) -> None:
    seen = look(page, "status=nonsense&page=x&sort=z&device=%3Cimg%3E&q=" + json.dumps("<b>"))
    assert seen.ready
    assert seen.console == []
    assert seen.found == "0 of 30 devices"
