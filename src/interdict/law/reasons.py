"""What judging leaves behind: reason trees that say what was asked, found and why, or bare answers."""

from collections.abc import Callable
from typing import TypeAlias

from interdict.law.scope import unverified
from interdict.model.finding import Citation, Reason
from interdict.model.order import Reading
from interdict.model.truth import Truth, conjunction, disjunction
from interdict.model.vocabulary import FactValue


class Hearing:
    """
    One thing before the law: its facts, and the list entries judged over them so far.

    Args:
        get: A fact by its identifier; nothing where it is missing.
    """

    __slots__ = ("entries", "get")

    def __init__(self, get: Callable[[str], FactValue | None]) -> None:
        self.get = get
        self.entries: dict[Judge, Reason] = {}


Judge: TypeAlias = Callable[[Hearing], Reason]
"""Judges one condition: its node of the reason tree."""
ProvisionJudge: TypeAlias = Callable[[Hearing], tuple[Reason, str]]
"""Judges a provision: the root of the reason tree, and the exemption that takes the thing out, if any."""


class Trees:
    """The judging leaves a reason tree behind: every node says what was asked, found and why."""

    @staticmethod
    def all(claim: str, citation: Citation | None, parts: tuple[Reason, ...]) -> Reason:
        """All of the parts, every one of which is told."""
        return _node("all", claim, conjunction(part.truth for part in parts), parts, citation)

    @staticmethod
    def any(claim: str, citation: Citation | None, parts: tuple[Reason, ...]) -> Reason:
        """Any of the parts, every one of which is told."""
        return _node("any", claim, disjunction(part.truth for part in parts), parts, citation)

    @staticmethod
    def negation(claim: str, part: Reason) -> Reason:
        """Not the part."""
        return _node("not", claim, ~part.truth, (part,))

    @staticmethod
    def reading(reading: Reading, part: Reason) -> Reason:
        """The part, whose answer does not count alone."""
        if reading.when_met and part.truth is Truth.FALSE:
            return part
        return Reason(
            claim=part.claim,
            truth=Truth.UNKNOWN,
            operator="reading",
            because=unverified(reading.because),
            children=(part,),
        )

    @staticmethod
    def every(claim: str, citation: Citation | None, parts: list[Judge]) -> Judge:
        """All of the conditions; the first no is enough, and is told alone."""

        def judge(hearing: Hearing) -> Reason:
            found, truth = [], Truth.TRUE
            for part in parts:
                reason = part(hearing)
                if reason.truth is Truth.FALSE:
                    return _node("all", claim, Truth.FALSE, (reason,), citation)
                if reason.truth is Truth.UNKNOWN:
                    truth = Truth.UNKNOWN
                found.append(reason)
            return _node("all", claim, truth, tuple(found), citation)

        return judge

    @staticmethod
    def some(claim: str, citation: Citation | None, parts: list[Judge]) -> Judge:
        """Any of the conditions; the first yes is enough, and is told alone."""

        def judge(hearing: Hearing) -> Reason:
            found, truth = [], Truth.FALSE
            for part in parts:
                reason = part(hearing)
                if reason.truth is Truth.TRUE:
                    return _node("any", claim, Truth.TRUE, (reason,), citation)
                if reason.truth is Truth.UNKNOWN:
                    truth = Truth.UNKNOWN
                found.append(reason)
            return _node("any", claim, truth, tuple(found), citation)

        return judge


class Answers(Trees):
    """The judging leaves only its answer behind: three nodes stand for all trees."""

    @staticmethod
    def all(claim: str, citation: Citation | None, parts: tuple[Reason, ...]) -> Reason:
        """All of the parts."""
        answer = _YES
        for part in parts:
            if part.truth is Truth.FALSE:
                return _NO
            if part.truth is Truth.UNKNOWN:
                answer = _OPEN
        return answer

    @staticmethod
    def any(claim: str, citation: Citation | None, parts: tuple[Reason, ...]) -> Reason:
        """Any of the parts."""
        answer = _NO
        for part in parts:
            if part.truth is Truth.TRUE:
                return _YES
            if part.truth is Truth.UNKNOWN:
                answer = _OPEN
        return answer

    @staticmethod
    def negation(claim: str, part: Reason) -> Reason:
        """Not the part."""
        if part.truth is Truth.UNKNOWN:
            return _OPEN
        return _NO if part.truth is Truth.TRUE else _YES

    @staticmethod
    def reading(reading: Reading, part: Reason) -> Reason:
        """The part, whose answer does not count alone."""
        return _NO if reading.when_met and part.truth is Truth.FALSE else _OPEN

    @staticmethod
    def every(claim: str, citation: Citation | None, parts: list[Judge]) -> Judge:
        """All of the conditions; the first no is enough."""

        def judge(hearing: Hearing) -> Reason:
            answer = _YES
            for part in parts:
                truth = part(hearing).truth
                if truth is Truth.FALSE:
                    return _NO
                if truth is Truth.UNKNOWN:
                    answer = _OPEN
            return answer

        return judge

    @staticmethod
    def some(claim: str, citation: Citation | None, parts: list[Judge]) -> Judge:
        """Any of the conditions; the first yes is enough."""

        def judge(hearing: Hearing) -> Reason:
            answer = _NO
            for part in parts:
                truth = part(hearing).truth
                if truth is Truth.TRUE:
                    return _YES
                if truth is Truth.UNKNOWN:
                    answer = _OPEN
            return answer

        return judge


_YES, _NO, _OPEN = (
    Reason(claim="", truth=truth, operator="") for truth in (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)
)


def _node(
    operator: str, claim: str, truth: Truth, children: tuple[Reason, ...], citation: Citation | None = None
) -> Reason:
    return Reason(operator=operator, claim=claim, truth=truth, children=children, citation=citation)


def leaf(
    claim: str, truth: Truth, *, fact: str = "", found: str = "", citation: Citation | None = None
) -> Reason:
    """One test of a fact, and what it found."""
    return Reason(operator="fact", claim=claim, truth=truth, fact=fact, found=found, citation=citation)
