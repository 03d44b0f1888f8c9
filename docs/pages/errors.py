"""Errors that stop a run, problems that do not, and the exit status."""

from collections.abc import Iterator

from interdict.core.errors import InterdictError
from interdict.core.problem import Severity
from interdict.costs.problems import CostCode
from interdict.evidence.problems import Code
from interdict.exposure.problems import TopologyCode
from interdict.law.flaws import Flaw
from interdict.parties.exchange.shape import ListCode
from interdict.procurement.problems import TenderCode
from pages.markdown import code, page, plain, section, table
from pages.source import attribute_docs

EXIT_STATUS = {
    0: "Nothing is covered and nothing is undetermined; of other commands than `scan`: it worked.",
    1: "The run failed; the message names the place and what to do. Of `orders check`: it found problems.",
    2: "The command line makes no sense as given.",
    3: "No file that was given could be read as evidence.",
    10: "`scan`: nothing is covered, and some devices are undetermined.",
    11: "`scan`: some device is covered, none past a deadline.",
    12: "`scan`: some device is covered and past a deadline.",
    13: "`verify`: the bundle does not verify, and nothing in it is to be believed.",
    130: "Somebody pressed Ctrl-C; outputs are as they were before.",
}
"""Meaning of each status; a test compares the keys with the code."""


def errors() -> str:
    """Every error code, problem code and exit status."""
    kinds = (Code, ListCode, TopologyCode, CostCode, TenderCode)
    every = [one for codes in kinds for one in codes]
    problems = {name: text for codes in kinds for name, text in attribute_docs(codes).items()}
    severities = attribute_docs(Severity)
    flaws = attribute_docs(Flaw)
    return page(
        "Errors, problems and exit status",
        "An error stops the run; a problem is counted and shown while the run goes on; the exit status says "
        "what came of it.",
        section(
            "Errors stop the run",
            "Each message names the place and the remedy.",
            table(
                ("code", "name", "meaning", "exit status"),
                [
                    (code(one.code), code(one.__name__), _meaning(one), str(one.exit_status))
                    for one in sorted(error_kinds(), key=lambda kind: kind.code)
                ],
            ),
        ),
        section(
            "Problems are told while the run goes on",
            "Every problem names the input, the place in it and what to do; all of them are in the report.",
            table(
                ("code", "name", "meaning"),
                [
                    (code(one.value), code(one.name), plain(problems[one.name]))
                    for one in sorted(every, key=lambda one: one.value)
                ],
            ),
            table(
                ("severity", "meaning"),
                [(code(one.value), plain(severities[one.name])) for one in Severity],
            ),
        ),
        section(
            "Flaws of orders are found by `orders check`",
            "Each names file, line and remedy; `--json` gives them as objects.",
            table(
                ("code", "name", "meaning"),
                [(code(one.value), code(one.name), plain(flaws[one.name])) for one in Flaw],
            ),
        ),
        section(
            "Exit status says what was found",
            table(("status", "meaning"), [(str(n), text) for n, text in EXIT_STATUS.items()]),
        ),
    )


def error_kinds(kind: type[InterdictError] = InterdictError) -> Iterator[type[InterdictError]]:
    """Every error there is, the general one left out."""
    for one in kind.__subclasses__():
        yield one
        yield from error_kinds(one)


def _meaning(kind: type[InterdictError]) -> str:
    return plain((kind.__doc__ or "").strip().splitlines()[0])
