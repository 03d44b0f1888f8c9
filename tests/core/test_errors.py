import pytest

from interdict.core import errors
from interdict.core.problem import Problem, Severity
from interdict.core.progress import Silent

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.InterdictError)
]


def test_every_error_has_a_code_of_its_own():
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_where_what_and_what_to_do(kind):
    told = str(kind("found x, expected y", where="a.yaml:3", remedy="Write y."))
    assert told == "a.yaml:3: found x, expected y Write y."
    assert str(kind("found x")) == "found x"
    assert kind.exit_status in {1, 2, 3, 13, 130}


def test_a_problem_reads_as_one_line():
    problem = Problem(code="P101", message="is empty.", where="a.csv", place="line 3", remedy="Fill it.")
    assert str(problem) == "P101 a.csv, line 3: is empty. Fill it."
    assert problem.severity is Severity.PARTIAL


def test_silence_takes_every_word():
    Silent().stage("reading", total=3)
    Silent().step(note="a.csv")
