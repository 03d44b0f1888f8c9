"""How commands talk: progress and complaints on stderr, results on stdout."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from interdict.core.errors import InterdictError, StoppedError
from interdict.core.progress import Progress, Silent


def errors() -> Console:
    """Where talk goes."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def results() -> Console:
    """Where results for people go."""
    return Console(highlight=False, soft_wrap=True)


def complain(error: InterdictError) -> int:
    """Print an error with its place and remedy; returns the exit status."""
    out = errors()
    place = f" {error.where}:" if error.where else ""
    out.print(f"[red]{error.code}[/red]", end="")
    out.print(f"{place} {error.message}", markup=False)
    if error.remedy:
        out.print(f"  {error.remedy}", markup=False)
    return error.exit_status


class Bars:
    """Progress on a terminal: one line a stage, with a bar where the number of steps is known."""

    def __init__(self) -> None:
        self._bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}"),
            console=errors(),
            transient=True,
        )
        self._task = self._bar.add_task("starting", total=None, note="")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins."""
        self._bar.reset(self._task, description=title, total=total, note="")

    def step(self, count: int = 1, note: str = "") -> None:
        """Steps of the present stage are done."""
        self._bar.update(self._task, advance=count, note=note[-60:])


class Lines:
    """Progress where nobody watches a terminal: one line a stage."""

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins."""
        print(f"{title} …" if total is None else f"{title} ({total:,}) …", file=sys.stderr, flush=True)

    def step(self, count: int = 1, note: str = "") -> None:
        """Steps are not told one by one."""


@contextmanager
def progress(quiet: bool) -> Iterator[Progress]:
    """
    The observer that fits: none when quiet, bars on a terminal, lines elsewhere.

    Raises: StoppedError in place of KeyboardInterrupt.
    """
    try:
        if quiet:
            yield Silent()
        elif errors().is_terminal:
            with Bars() as bars:
                yield bars
        else:
            yield Lines()
    except KeyboardInterrupt:
        raise StoppedError("interrupted", remedy="Nothing was left half-written; run it again.") from None
