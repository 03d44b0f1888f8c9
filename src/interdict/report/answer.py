"""The run in one paragraph that a person can act on, and the exit status that says the same."""

from collections.abc import Iterator

import msgspec

from interdict.model.finding import Question
from interdict.model.run import ProvisionTally, Run
from interdict.report.wording import counted

QUESTIONS_NAMED = 3
"""How many open questions the answer names."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the first lines of a report say."""

    sentences: tuple[str, ...]
    questions: tuple[Question, ...]
    """Those whose answers would settle most."""


def answer(run: Run) -> Answer:
    """The run in a few sentences, with the questions to ask next."""
    ranked = ranked_questions(run)[:QUESTIONS_NAMED] if run.counts.get("undetermined", 0) else ()
    return Answer(sentences=tuple(_sentences(run, len(ranked))), questions=ranked)


def ranked_questions(run: Run) -> tuple[Question, ...]:
    """Open questions, those that settle most devices first."""
    return tuple(sorted(run.questions, key=lambda q: (-q.devices, q.fact, q.about)))


def exit_status(run: Run) -> int:
    """
    The exit status that a run with these counts ends with.

    Returns: 12 covered and past a deadline, 11 covered, 10 undetermined, 0 neither.
    """
    if run.counts.get("covered", 0):
        return 12 if run.counts.get("past_due", 0) else 11
    return 10 if run.counts.get("undetermined", 0) else 0


def _sentences(run: Run, questions: int) -> Iterator[str]:
    devices = run.counts.get("devices", 0)
    if not devices:
        yield "No device was found in the evidence that was given."
        return
    yield _coverage(run, devices)
    if run.counts.get("covered", 0):
        yield _deadlines(run)
    undetermined = run.counts.get("undetermined", 0)
    if undetermined:
        asked = "; the answer that would settle most is:" if questions == 1 else "."
        asked = f"; the {questions} answers that would settle most are:" if questions > 1 else asked
        yield f"{counted(undetermined, 'device')} cannot be decided yet{asked}"


def _coverage(run: Run, devices: int) -> str:
    covered = run.counts.get("covered", 0)
    if not covered:
        return f"None of the {counted(devices, 'device')} is known to be covered on {run.at}."
    reaching = sum(1 for tally in run.provisions if tally.covered)
    verb = "is" if covered == 1 else "are"
    return f"{covered:,} of {counted(devices, 'device')} {verb} covered by {counted(reaching, 'provision')}."


def _deadlines(run: Run) -> str:
    late = run.counts.get("past_due", 0)
    if late:
        verb = "is" if late == 1 else "are"
        first = _earliest(t for t in run.provisions if t.covered and t.past_due)
        since = f": the earliest was {first.due}, {first.title}" if first else ""
        return f"{late:,} of them {verb} past their deadline{since}."
    ahead = _earliest(t for t in run.provisions if t.covered and not t.past_due)
    if ahead is None:
        return "No deadline is set for them."
    return f"None is past its deadline; the next is {ahead.due}: {ahead.title}."


def _earliest(tallies: Iterator[ProvisionTally]) -> ProvisionTally | None:
    dated = [(t.due, t.order, t.provision, t) for t in tallies if t.due]
    return min(dated, key=lambda row: row[:3])[3] if dated else None
