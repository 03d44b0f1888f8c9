"""Single pages beside the report: one template each, one style, no script, nothing fetched."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interdict import __version__
from interdict.report.renderer import write_whole
from interdict.report.wording import counted, role_labels

TICKS = 8
"""At most so many words stand below a picture."""


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A point of a picture, in its units."""

    x: float
    y: float
    size: float
    label: str
    kind: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line through points, with its name at the end."""

    points: str
    """As SVG takes them: `x,y x,y`."""
    name: str
    number: int
    """Which of the line styles it has."""
    last: float
    """Height of its end."""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """Lines over one axis, drawn in a box of `width` by `height`."""

    width: int
    height: int
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    """Places on the lower axis with their words."""
    levels: tuple[tuple[float, str], ...]
    """Heights with their words."""


def chart(
    series: Sequence[tuple[str, Sequence[float]]],
    labels: Sequence[str],
    levels: Sequence[tuple[float, str]],
    *,
    places: Sequence[float] = (),
    width: int = 900,
    height: int = 260,
) -> Chart:
    """
    Lines of equal length over labels.

    Args:
        series: Name and values of each line; 0 is the foot of the picture.
        labels: One word for each value; those that stand too close are left out.
        levels: Values with their words; the greatest is the head of the picture.
        places: Where each value stands, in any unit, ascending; evenly spaced where empty.
    """
    top = max((value for value, _ in levels), default=1.0) or 1.0
    places = places or range(len(labels))
    span = (places[-1] - places[0] if places else 0) or 1
    across = [width * (place - places[0]) / span for place in places]
    lines = []
    for number, (name, values) in enumerate(series):
        at = [height * (1 - min(value / top, 1.0)) for value in values]
        if len(at) == 1:
            across, at = [0.0, float(width)], at * 2
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, at, strict=False))
        lines.append(Line(points=points, name=name, number=number, last=round(at[-1], 1)))
    ticks = _ticks(across, labels, width / TICKS)
    return Chart(
        width=width,
        height=height,
        lines=tuple(lines),
        ticks=ticks,
        levels=tuple((round(height * (1 - value / top), 1), words) for value, words in levels),
    )


def _ticks(across: Sequence[float], labels: Sequence[str], apart: float) -> tuple[tuple[float, str], ...]:
    """Labels that stand far enough from the one before."""
    ticks: list[tuple[float, str]] = []
    for at, label in zip(across, labels, strict=False):
        if not ticks or at - ticks[-1][0] >= apart:
            ticks.append((round(at, 1), label))
    return tuple(ticks)


def write_sheet(path: Path, template: str, **shown: object) -> None:
    """
    Fill a template of `report/templates` and write it whole.

    Raises: OutputError if it cannot be written.
    """
    write_whole(path, _pieces(template, shown))


def _pieces(template: str, shown: dict[str, object]) -> Iterable[bytes]:
    environment = Environment(
        loader=PackageLoader("interdict.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["counted"] = counted
    environment.filters["amount"] = amount
    environment.filters["share"] = share
    environment.globals["roles"] = role_labels()
    style = Markup("".join(_text(environment, name) for name in ("report.css", "sheet.css")))  # noqa: S704 - our own
    text = environment.get_template(template).render(style=style, version=__version__, **shown)
    yield text.encode("utf-8", "backslashreplace")


def _text(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


def amount(value: float) -> str:
    """
    A number as people read it.

    >>> amount(1234567.0), amount(18.333), amount(0)
    ('1,234,567', '18.3', '0')
    """
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"


def share(part: float, whole: float) -> str:
    """
    A part in percent of the whole; a little that is not nothing does not read as nothing.

    >>> share(1, 3), share(0, 3), share(1, 100_000), share(1, 0)
    ('33 %', '0 %', '< 0.1 %', '–')
    """
    if not whole:
        return "–"
    percent = part / whole * 100
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.0f} %" if percent >= 10 or percent == 0 else f"{percent:.1f} %"
