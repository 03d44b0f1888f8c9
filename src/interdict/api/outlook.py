"""What comes next for an inventory, and what a changed order would do to it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from interdict.api.inventory import bench_of, start
from interdict.api.reopened import CaseFolder
from interdict.bulk.ahead import outlook
from interdict.bulk.impact import Compared, compare_sides, sides
from interdict.bulk.scan import Choice, chosen_orders
from interdict.case.impact import IMPACT, write_impact
from interdict.case.output import complete_folder
from interdict.core.errors import UsageError
from interdict.core.progress import Progress, Silent
from interdict.law.versions import read_version
from interdict.model.impact import Impact
from interdict.model.upcoming import Outlook


def upcoming(
    paths: Sequence[Path],
    *,
    choice: Choice,
    until: date,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
    case: CaseFolder | None = None,
) -> Outlook:
    """
    Say what the chosen orders will do to devices that stay as they are, in calendar order.

    Args:
        paths: Files and folders of evidence.
        choice: The first day, and the orders.
        until: The last day.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
        case: A case in place of `paths`: its latest snapshot, profile, orders, and what people said.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError.
    """
    if until < choice.at:
        raise UsageError(f"{until} comes before {choice.at}", where="--until", remedy="Give a later day.")
    progress = progress or Silent()
    begun = start(choice, profile=profile, order_folders=order_folders, case=case)
    library, operator, choice = begun.library, begun.operator, begun.choice
    selected = chosen_orders(library, operator, choice)
    with bench_of(paths, [(library, selected)], begun, mapping=mapping, progress=progress, case=case) as made:
        return outlook(made, library, selected, choice.at, until, progress=progress)


def impact(
    version: str,
    paths: Sequence[Path],
    *,
    choice: Choice,
    out: Path | None = None,
    profile: Path | None = None,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
    case: CaseFolder | None = None,
) -> Impact:
    """
    Say what a draft, or another version of an order, would change on an inventory.

    Args:
        version: An order file or folder, or an order of the library as `ORDER@DATE`: a draft as if in force
            from that day; an order that is law, on that day against the day of the choice.
        paths: Files and folders of evidence.
        choice: The day, and the orders that count besides.
        out: Folder for every changed finding as CSV and JSON; appears when complete.
        profile: Operator profile; without it every fact about the operator is unknown.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
        case: A case in place of `paths`: its latest snapshot, profile, orders, and what people said.
    Raises: ProfileError, OrderDataError, UsageError, NoEvidenceError, OutputError.
    """
    progress = progress or Silent()
    begun = start(choice, profile=profile, order_folders=order_folders, case=case)
    library, operator, choice = begun.library, begun.operator, begun.choice
    asked = read_version(version, library)
    before, after = sides(asked, library, operator, choice)
    grounds = [(side.library, side.orders) for side in (before, after)]
    with bench_of(paths, grounds, begun, mapping=mapping, progress=progress, case=case) as made:
        compared = compare_sides(made, asked, before, after, progress=progress)
        if out:
            _keep_impact(compared, out)
    return compared.impact


def _keep_impact(compared: Compared, out: Path) -> None:
    with complete_folder(out, mark=IMPACT) as folder:
        write_impact(compared, folder)
