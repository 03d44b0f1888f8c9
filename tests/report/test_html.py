import os
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest

from interdict.report.html import SCRIPTS, HtmlReport, render_html, write_html

from .sample import HOSTILE, sample

GOLDEN = Path(__file__).parent / "golden" / "report.html"
SECTIONS = ("findings", "makers", "devices", "questions", "unseen", "decided")
LINKING = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background", "xlink:href"}
VOID = {"meta", "input", "br", "hr", "img", "link"}


class Outline(HTMLParser):
    """Elements with their attributes, and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.unmatched: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unmatched.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(sample())


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_the_page_is_the_golden_one(page: str) -> None:
    if os.environ.get("INTERDICT_WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(page, "utf-8")
    assert page == GOLDEN.read_text("utf-8")


def test_every_section_stands_in_the_page_and_in_its_navigation(outline: Outline) -> None:
    assert tuple(section["id"] for section in outline.all("section")) == SECTIONS
    targets = {link["href"] for link in outline.all("a")}
    assert targets >= {f"#{name}" for name in SECTIONS}


def test_every_element_that_opens_closes(outline: Outline) -> None:
    assert (outline.unmatched, outline.open) == ([], [])


def test_identifiers_are_unique(outline: Outline) -> None:
    identifiers = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


def test_nothing_is_loaded_from_anywhere(outline: Outline) -> None:
    addresses = [
        (tag, value)
        for tag, attributes in outline.elements
        for name, value in attributes.items()
        if name in LINKING and not value.startswith("#")
    ]
    assert addresses
    assert all(tag == "a" and value.startswith("https://") for tag, value in addresses)
    assert not outline.all("link") + outline.all("iframe") + outline.all("img")
    assert "@import" not in "".join(outline.texts["style"])


def test_links_that_leave_the_page_tell_nobody_where_from(outline: Outline) -> None:
    leaving = [link for link in outline.all("a") if not link["href"].startswith("#")]
    assert all(link["rel"] == "noreferrer" for link in leaving)


def test_an_address_that_is_a_script_is_no_link(outline: Outline) -> None:
    assert "DA 26-278" in "".join(outline.texts["cite"])
    assert not [link for link in outline.all("a") if link["href"].lower().startswith("javascript")]


def test_no_element_carries_a_script(outline: Outline) -> None:
    names = {name for _, attributes in outline.elements for name in attributes}
    assert not [name for name in names if name.startswith("on")]


def test_there_are_two_scripts_and_one_is_data(outline: Outline) -> None:
    assert [script.get("type", "") for script in outline.all("script")] == ["application/json", ""]


def test_the_policy_lets_this_script_run_and_no_other(outline: Outline) -> None:
    policies = [
        meta["content"] for meta in outline.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none';")
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/]{43}='", policies[0])


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_hostile_text_is_shown_as_text(page: str, outline: Outline, text: str) -> None:
    assert text not in page
    assert any(text in shown for shown in outline.texts["th"] + outline.texts["td"] + outline.texts["span"])


def test_the_script_builds_elements_and_never_parses_text() -> None:
    folder = files("interdict.report").joinpath("templates")
    text = "".join(folder.joinpath(name).read_text("utf-8") for name in SCRIPTS)
    assert "textContent" in text
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|Function\(|srcdoc", text
    )


def test_an_assumed_order_is_said_to_be_no_law(page: str) -> None:
    assert "This run assumes an order that is not law." in page


def test_without_a_script_the_first_devices_can_be_read(outline: Outline) -> None:
    headings = [text.strip() for text in outline.texts["th"]]
    assert {"rtr-000", "olt-001", "cam-003"} <= set(headings)
    assert outline.all("noscript")
    assert "hidden" in next(form for form in outline.all("form") if form["id"] == "filters")


def test_a_long_list_of_problems_is_folded_and_complete() -> None:
    problem = sample().problems[0]
    many = tuple(msgspec.structs.replace(problem, where=f"folder/file-{n}") for n in range(40))
    outline = Outline(render_html(msgspec.structs.replace(sample(), problems=many)))
    assert "40 problems" in outline.texts["summary"]
    assert {f"folder/file-{n}" for n in range(40)} <= set(outline.texts["code"])


def test_five_thousand_devices_with_much_evidence_fit_in_six_megabytes() -> None:
    run = sample(extra=5_000)
    talkative = tuple(
        msgspec.structs.replace(
            row,
            evidence=tuple(
                f"ifPhysAddress = {row.device} {n:064x} ({row.source}, {row.place})" for n in range(8)
            ),
        )
        for row in run.devices
    )
    page = render_html(msgspec.structs.replace(run, devices=talkative))
    assert len(page.encode("utf-8")) < 6_000_000
    assert "pwr-5028 " + f"{7:064x}" in page


def test_the_page_is_written_with_broken_text_in_it(tmp_path: Path) -> None:
    run = msgspec.structs.replace(sample(), operator="half \ud83d a pair")
    write_html(run, tmp_path / "report.html")
    assert "half \\ud83d a pair" in (tmp_path / "report.html").read_text("utf-8")


def test_the_renderer_names_the_file_it_wrote(tmp_path: Path) -> None:
    assert HtmlReport().write(sample(), tmp_path / "out") == tmp_path / "out" / "report.html"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.html"]
