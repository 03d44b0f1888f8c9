from collections.abc import Callable

import pytest

from interdict.identify.clues.kinds import clues_of
from interdict.identify.combine import combine
from interdict.identify.library import Library
from interdict.model.identification import Clue, Identification


@pytest.fixture(scope="session")
def clues(library: Library) -> Callable[..., tuple[Clue, ...]]:
    """The clues of several `(kind, key)` pairs of one device, without repetition."""

    def read(*pairs: tuple[str, str]) -> tuple[Clue, ...]:
        found = (clue for kind, key in pairs for clue in clues_of(kind, key, library))
        return tuple({clue.id: clue for clue in found}.values())

    return read


@pytest.fixture(scope="session")
def identified(library: Library, clues) -> Callable[..., Identification]:
    """What a device that shows these `(kind, key)` pairs is identified as."""
    return lambda *pairs: combine(clues(*pairs), library)
