"""Who is meant by a name: elements and places by any of the names that records give them."""

from collections.abc import Iterable


class Names:
    """Names to nodes, whatever their case; the first to claim a name keeps it."""

    def __init__(self) -> None:
        self._node: dict[str, str] = {}

    def claim(self, node: str, names: Iterable[str]) -> None:
        """Let `node` go by these names, and by the host part of each that has a domain."""
        for name in names:
            folded = name.strip().casefold()
            if folded:
                self._node.setdefault(folded, node)
                host = folded.partition(".")[0]
                if host and not host.isdecimal():
                    self._node.setdefault(host, node)

    def find(self, name: str) -> str:
        """The node of that name; empty where there is none."""
        folded = name.strip().casefold()
        return self._node.get(folded) or self._node.get(folded.partition(".")[0], "")


class Places:
    """Keys of places, and which place a hostname of the naming plan `<place>-<element>` belongs to."""

    def __init__(self) -> None:
        self._key: dict[str, str] = {}

    def add(self, key: str, *, alias: str = "") -> None:
        """Know a place by its key and, where nobody else has it, by another name."""
        if key.strip():
            self._key.setdefault(key.strip().casefold(), key.strip())
            if alias.strip():
                self._key.setdefault(alias.strip().casefold(), key.strip())

    def find(self, name: str) -> str:
        """The key of that name; empty where there is none."""
        return self._key.get(name.strip().casefold(), "")

    def of_host(self, host: str) -> str:
        """
        The place whose key begins a hostname.

        >>> places = Places(); places.add("PW-0001"); places.of_host("pw-0001-agg01")
        'PW-0001'
        """
        folded = host.strip().casefold()
        while "-" in folded:
            folded = folded.rpartition("-")[0]
            if folded in self._key:
                return self._key[folded]
        return ""
