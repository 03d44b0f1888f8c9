"""Verbs over names and parties."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict.case.names import NamesScreened, Screening, write_screened
from interdict.core.problem import Problem
from interdict.core.progress import Progress, Silent
from interdict.evidence.records.column import read_column
from interdict.parties.exchange.lists import exported, read_lists, write_group
from interdict.parties.load import Provenance, load_parties


def screen_names(
    path: Path,
    out: Path,
    *,
    at: date,
    column: str = "",
    least: float = 0.5,
    form: str = "csv",
    makers: bool = False,
    folders: Sequence[Path] = (),
    progress: Progress | None = None,
) -> NamesScreened:
    """
    Say of every name in a file which party it may mean, with probability and explanation.

    Args:
        path: CSV, TSV, XLSX, or one name a line.
        out: File to write; it appears only when complete.
        at: Day on which names and brands must be in use.
        column: Header or number of the column with the names; recognised where empty.
        least: Probability below which no party is told.
        form: `csv` or `jsonl`.
        makers: Whether makers that no order names are told too.
        folders: Further parties, as `import_parties` writes them.
        progress: Told of every stage; silent by default.
    """
    parties = load_parties(beside=folders)
    progress = progress or Silent()
    progress.stage("screening names")
    run = Screening(parties.screen(at=at, makers=makers), least, progress)
    with read_column(path, column) as cells:
        write_screened(run.rows(cells), out, form=form, called=parties.called)
    return run.done()


class PartiesImported(msgspec.Struct, frozen=True, kw_only=True):
    """What `import_parties` did."""

    target: Path
    parties: int
    stakes: int
    problems: tuple[Problem, ...]


def import_parties(
    files: Sequence[Path], out: Path, *, title: str = "", licence: str = "", href: str = ""
) -> PartiesImported:
    """
    Make published lists a folder of parties that every command can load beside the shipped ones.

    Args:
        files: FollowTheMoney JSON lines, or the CSV of the Consolidated Screening List.
        out: Folder; one file of it is written or replaced.
        title: What the list is called; the first file's name where empty.
        licence: Terms under which its publisher gives it.
        href: Where it was published.
    """
    title = title or files[0].name.partition(".")[0]
    shipped = load_parties()
    taken = frozenset((*shipped.parties, *shipped.makers))
    provenance = Provenance(title=title, licence=licence, href=href)
    done = read_lists(files, provenance=provenance, taken=taken)
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in title)
    target = out / f"{safe[:80].strip('.') or 'list'}.json"
    if done.group.parties:
        write_group(done.group, target)
    return PartiesImported(
        target=target,
        parties=len(done.group.parties),
        stakes=len(done.group.stakes),
        problems=done.problems,
    )


def export_parties(out: Path, *, form: str, folders: Sequence[Path] = ()) -> int:
    """
    Write the parties in a published shape; returns how many lines.

    Args:
        out: File to write.
        form: `ftm` or `csl`.
        folders: Further parties, as `import_parties` writes them.
    """
    lines = list(exported(load_parties(beside=folders), form))
    out.write_text("".join(lines), encoding="utf-8", newline="")
    return len(lines)
