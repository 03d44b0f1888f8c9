"""What can be wrong with an order that loads: one code for each kind of flaw."""

from enum import StrEnum

from interdict.core.errors import OrderDataError


class Flaw(StrEnum):
    """A kind of flaw; the value is its stable code."""

    UNCITED = "L001"
    """The order cites nothing, or a citation that is called verified rests on memory alone."""
    GAP = "L002"
    """Between two periods nothing says what counted."""
    DANGLING_LIST = "L003"
    """A list that is referred to does not exist, or keeps no entries."""
    NO_DAY = "L004"
    """No day in force; or a draft has one."""
    EFFECT_DATES = "L005"
    """The dates of an effect contradict each other or its provision."""
    NO_CASES = "L006"
    """An order or a provision has no case."""
    ONE_SIDED = "L007"
    """A provision or an exemption has no case that it covers, or none that it does not."""
    FAILED_CASE = "L008"
    """A case does not get the answer it expects, cannot be read, or shares its id with another."""
    UNREACHABLE = "L009"
    """No facts meet whom it binds and what it reaches together."""
    UNVERIFIED = "L010"
    """A statement that was not verified would decide alone."""
    UNUSED_FACT = "L011"
    """A declared fact is used by no order, or is used and reserved."""
    BROKEN = "L012"
    """The order file does not load."""


def flaw(kind: Flaw, message: str, *, where: str, remedy: str) -> OrderDataError:
    """A complaint that carries the code of its kind."""
    found = OrderDataError(message, where=where, remedy=remedy)
    found.code = kind.value
    return found
