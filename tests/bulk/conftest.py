from collections.abc import Callable
from contextlib import ExitStack

import pytest
from tests.bulk.made import Told, devices_of, inventory_of

from interdict.bulk.inventory import Inventory


@pytest.fixture
def take(tmp_path_factory, library) -> Callable[..., Inventory]:
    """The inventory of some sources, each a list of records."""
    with ExitStack() as stack:

        def taken(*sources: list[Told]) -> Inventory:
            return stack.enter_context(inventory_of(tmp_path_factory.mktemp("work"), library, *sources))

        yield taken


@pytest.fixture
def group(tmp_path_factory) -> Callable[..., Inventory]:
    """The devices of some sources, grouped but not identified."""
    with ExitStack() as stack:

        def grouped(*sources: list[Told]) -> Inventory:
            return stack.enter_context(devices_of(tmp_path_factory.mktemp("work"), *sources))

        yield grouped
