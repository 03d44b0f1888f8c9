"""Open questions, and what answers to them change."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from interdict.api.inventory import bench_of, start
from interdict.api.naming import naming
from interdict.api.reopened import CaseFolder
from interdict.bulk.asking import answered, ask_round, settled
from interdict.bulk.scan import Choice, chosen_orders
from interdict.core.errors import AnswersError, OrderDataError
from interdict.core.progress import Progress, Silent
from interdict.law.answers import read_answers
from interdict.law.nodes import read
from interdict.model.asking import Asking
from interdict.parties.load import load_parties

Respond = Callable[[Asking], bytes]
"""From open questions to a text of answers; empty where nobody answers."""


def ask(
    paths: Sequence[Path],
    *,
    choice: Choice,
    profile: Path | None = None,
    answers: Path | None = None,
    respond: Respond | None = None,
    most: int = 1000,
    mapping: Path | None = None,
    progress: Progress | None = None,
    order_folders: Sequence[Path] = (),
    case: CaseFolder | None = None,
) -> Asking:
    """
    Rank what to ask so that open findings become definite; with answers, decide again and say what changed.

    Args:
        paths: Files and folders of evidence.
        choice: As of when, under which orders.
        profile: Operator profile; without it every fact about the operator is unknown.
        answers: A file of answers (`law.answers`).
        respond: Where no file is given: from the questions to such a text; empty for no answer.
        most: Questions listed.
        mapping: Meaning of table columns that headers do not tell.
        progress: Told of every stage; silent by default.
        order_folders: Folders of orders of one's own, which count besides those that ship.
        case: A case in place of `paths`: its latest snapshot, profile, orders, and what people said.
    Raises: AnswersError naming file and line; ProfileError, OrderDataError, UsageError, NoEvidenceError.
    """
    progress = progress or Silent()
    begun = start(choice, profile=profile, order_folders=order_folders, case=case)
    library, operator, choice = begun.library, begun.operator, begun.choice
    selected = chosen_orders(library, operator, choice)
    path = str(answers or "answers")
    given = read_answers(_bytes(answers), path, library, naming(load_parties())) if answers else ()
    with bench_of(paths, [(library, selected)], begun, mapping=mapping, progress=progress, case=case) as made:
        first = made.assessor(library, selected, choice.at)
        before = ask_round(made, first, library, "before", most=most, progress=progress)
        if respond and not given:
            text = respond(before.asking)
            given = read_answers(text, path, library, naming(load_parties())) if text else ()
        if not given:
            return before.asking
        again = answered(made, given, progress)
        judge = again.assessor(library, selected, choice.at)
        after = ask_round(again, judge, library, "after", most=most, progress=progress)
        return msgspec.structs.replace(after.asking, settled=settled(before, after))


def _bytes(path: Path) -> bytes:
    """The bytes of a file of answers; an AnswersError where it cannot be read or is too large."""
    try:
        return read(path)[1]
    except OrderDataError as error:
        raise AnswersError(error.message, where=error.where, remedy=error.remedy) from error
