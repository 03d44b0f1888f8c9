"""How long work tells that it goes on: an observer passed in, silent by default."""

from typing import Protocol


class Progress(Protocol):
    """What a door gives to a verb that may take long."""

    def stage(self, title: str, total: int | None = None) -> None:
        """A new stage begins; `total` counts its steps where that is known."""

    def step(self, count: int = 1, note: str = "") -> None:
        """`count` steps of the present stage are done; `note` names what was just done."""


class Silent:
    """The observer that shows nothing."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Ignore it."""

    def step(self, count: int = 1, note: str = "") -> None:
        """Ignore it."""
