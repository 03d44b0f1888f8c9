import msgspec
import pytest

from interdict.model.run import Run
from interdict.report.answer import answer, exit_status, ranked_questions

from .sample import sample


def counted(**counts: int) -> Run:
    return msgspec.structs.replace(sample(), counts=counts)


def said(run: Run) -> str:
    return " ".join(answer(run).sentences)


def test_the_answer_counts_devices_provisions_and_deadlines() -> None:
    coverage, deadlines, undetermined = answer(sample()).sentences
    assert coverage == "9 of 30 devices are covered by 3 provisions."
    assert deadlines.startswith("4 of them are past their deadline: the earliest was 2026-05-08, Removal by")
    assert undetermined == "9 devices cannot be decided yet; the 3 answers that would settle most are:"


def test_the_questions_named_are_those_that_settle_most() -> None:
    assert [question.devices for question in answer(sample()).questions] == [9, 5, 4]


def test_a_run_without_devices_says_so() -> None:
    assert said(counted()) == "No device was found in the evidence that was given."


def test_a_run_that_covers_nothing_names_its_date() -> None:
    assert said(counted(devices=1)) == "None of the 1 device is known to be covered on 2026-11-22."


def test_a_run_in_time_names_the_next_deadline() -> None:
    assert "None is past its deadline; the next is 2027-02-25: Ban on use" in said(
        counted(devices=2, covered=1)
    )


def test_a_run_without_deadlines_says_so() -> None:
    tallies = tuple(msgspec.structs.replace(t, due=None, past_due=False) for t in sample().provisions)
    run = msgspec.structs.replace(counted(devices=2, covered=2), provisions=tallies)
    assert "No deadline is set for them." in said(run)


def test_a_past_deadline_of_a_provision_that_covers_nothing_is_not_named() -> None:
    tallies = tuple(msgspec.structs.replace(t, covered=0) if t.past_due else t for t in sample().provisions)
    run = msgspec.structs.replace(counted(devices=2, covered=2, past_due=1), provisions=tallies)
    assert "1 of them is past their deadline." in said(run)


def test_without_questions_none_is_announced() -> None:
    run = msgspec.structs.replace(counted(devices=2, undetermined=1), questions=())
    assert said(run).endswith("1 device cannot be decided yet.")


def test_equal_questions_keep_one_order() -> None:
    run = sample()
    turned = msgspec.structs.replace(run, questions=run.questions[::-1])
    assert ranked_questions(run) == ranked_questions(turned)


@pytest.mark.parametrize(
    ("counts", "status"),
    [
        ({}, 0),
        ({"exempt": 3}, 0),
        ({"undetermined": 1}, 10),
        ({"covered": 1, "undetermined": 1}, 11),
        ({"covered": 1, "past_due": 1}, 12),
    ],
)
def test_the_exit_status_tells_the_worst(counts: dict[str, int], status: int) -> None:
    assert exit_status(counted(**counts)) == status
