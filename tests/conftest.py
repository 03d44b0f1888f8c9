"""What tests of several folders stand on: the shipped parties and identifiers as of one day."""

from datetime import date

import pytest
from hypothesis import settings

from interdict.identify.library import Library
from interdict.parties.load import load_parties

AT = date(2026, 11, 22)

settings.register_profile(
    "interdict", deadline=None
)  # how long an example takes says nothing on a busy machine
settings.load_profile("interdict")


@pytest.fixture(scope="session")
def library() -> Library:
    """What identification knows on 22 November 2026."""
    return Library(load_parties(), at=AT)
