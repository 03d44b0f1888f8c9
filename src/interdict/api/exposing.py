"""What the devices of a report could do to the network."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from interdict.case.exposure import EXPOSURE, write_exposure
from interdict.case.output import complete_folder
from interdict.case.stored import Report
from interdict.core.progress import Progress, Silent
from interdict.exposure.lists import read_lists
from interdict.exposure.removals import read_removals
from interdict.exposure.weigh import weigh
from interdict.model.exposure import Exposure


def expose(
    report: Path,
    *,
    at: date | None = None,
    topology: Sequence[Path] = (),
    removals: Path | None = None,
    core: Sequence[str] = (),
    assume: bool = True,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Exposure:
    """
    Say who depends on each covered device, what crosses it, and what a whole producer could do.

    Args:
        report: Folder that `scan` wrote.
        at: The first day of the curve; the day of the report where absent.
        topology: Link lists, node lists, GraphML, SNDlib networks, saved configurations, or folders of them.
        removals: CSV of devices with the day each is removed; the findings' due days where absent.
        core: Elements or places where services end; by role where empty.
        assume: Whether what no record links is linked by what is usual; each such thing is said.
        out: Folder for the page and the tables; nothing is written where absent.
        progress: Told of every stage; silent by default.
    Raises: UsageError if the folder is no report, a file cannot be read, or nothing could be a gateway;
        OutputError if `out` cannot be written.
    """
    progress = progress or Silent()
    stored = Report(report)
    days, problems = read_removals(removals) if removals else (None, ())
    found, nodes = weigh(
        stored.plant(),
        stored.links(),
        stored.all_parts(),
        at=at or stored.stored.choice.at,
        lists=read_lists(topology),
        removals=days,
        core=core,
        assume=assume,
        unplaced=stored.covered_elsewhere(),
        progress=progress,
    )
    found = msgspec.structs.replace(found, problems=(*found.problems, *problems))
    if out:
        with complete_folder(out, mark=EXPOSURE) as folder:
            write_exposure(found, nodes, folder, operator=stored.stored.operator_name)
    return found
