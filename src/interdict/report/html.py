"""The report as one page that needs nothing but itself: no network, no font, no other file."""

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interdict.model.run import Run
from interdict.report import wording
from interdict.report.pack import embeddable, packed
from interdict.report.page import bytes_in_words, devices, page
from interdict.report.renderer import write_whole

SCRIPTS = ("dom.js", "data.js", "filters.js", "table.js", "detail.js", "start.js")
"""Parts of the page's script, in the order in which they build on each other."""


class HtmlReport:
    """Writes `report.html`."""

    name = "html"
    doc = "One page with everything, for people; opens from a file and fetches nothing."

    def write(self, run: Run, folder: Path) -> Path:
        """`report.html` inside `folder`."""
        path = folder / "report.html"
        write_html(run, path)
        return path


def render_html(run: Run) -> str:
    """The whole page as text."""
    return "".join(_pieces(run))


def write_html(run: Run, path: Path) -> None:
    """
    The whole page in the file `path`.

    Raises: OutputError if it cannot be written.
    """
    # A lone surrogate has no UTF-8 form; its escape reads the same in JSON and harmlessly elsewhere.
    write_whole(path, (piece.encode("utf-8", "backslashreplace") for piece in _pieces(run)))


def _pieces(run: Run) -> Iterator[str]:
    script = _script()
    return (
        _environment()
        .get_template("report.html.jinja")
        .generate(
            page=page(run),
            data=Markup(embeddable(packed(run))),  # noqa: S704 - escaped for this place
            style=Markup(_template_text("report.css")),  # noqa: S704 - our own file
            script=Markup(script),  # noqa: S704 - our own files
            script_digest=_digest(script),
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("interdict.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["devices"] = devices
    environment.filters["counted"] = wording.counted
    environment.filters["bytes"] = bytes_in_words
    environment.filters["likelihood"] = wording.likelihood
    environment.filters["web_address"] = wording.web_address
    environment.globals["wording"] = wording
    return environment


def _script() -> str:
    """The parts of the script, closed over so that they leave no name behind."""
    parts = "\n".join(_template_text(name) for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _digest(script: str) -> str:
    """
    What the page's policy names, so that the browser runs this script and no other.

    Sources: Content Security Policy Level 3, section 2.3.1, hash-source.
    """
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _template_text(name: str) -> str:
    return files("interdict.report").joinpath("templates", name).read_text("utf-8")
