"""The library as it ships, read once."""

import pytest

from interdict.law.load import load_library
from interdict.model.order import Library


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()
