"""Whom to ask: hosts, addresses and networks, from the command line or from a file."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address, ip_network
from pathlib import Path

import msgspec

from interdict.core.errors import UsageError

SNMP_PORT = 161
"""RFC 3417, section 3.2."""
MOST_TARGETS = 1 << 16
"""Addresses of one run; a larger network is collected in parts."""
LARGEST_LIST = 16 << 20


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One device to ask."""

    host: str
    """Address or name."""
    port: int = SNMP_PORT

    @property
    def name(self) -> str:
        """How it is called, and how its file is: the port only where it is another than usual."""
        return self.host if self.port == SNMP_PORT else f"{self.host}_{self.port}"


def targets(given: Sequence[str], *, port: int = SNMP_PORT) -> list[Target]:
    """
    Every target once, in order.

    Args:
        given: `10.0.0.1`, `core-1.example.net`, `host:1161`, `[2001:db8::1]:1161`, `10.0.0.0/24`, or `@FILE`
            with one a line (`#` begins a comment).
        port: For those that name none.
    Raises: UsageError if one makes no sense, a file cannot be read, or there are too many.
    """
    found: dict[Target, None] = {}
    for text in _listed(given):
        for target in _expanded(text, port):
            found[target] = None
            if len(found) > MOST_TARGETS:
                raise UsageError(
                    f"more than {MOST_TARGETS:,} targets", where=text, remedy="Collect the network in parts."
                )
    return list(found)


def _listed(given: Sequence[str]) -> Iterator[str]:
    for text in given:
        if not text.startswith("@"):
            yield text
            continue
        path = Path(text[1:])
        try:
            if path.stat().st_size > LARGEST_LIST:
                raise UsageError("is larger than 16 MiB", where=str(path), remedy="Give the list in parts.")
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"cannot be read: {error}", where=str(path), remedy="Give a text file with one target a line."
            ) from None
        lines = (line.partition("#")[0].strip() for line in content.splitlines())
        yield from (line for line in lines if line)


def _expanded(text: str, port: int) -> Iterator[Target]:
    if "/" in text:
        try:
            network = ip_network(text, strict=False)
        except ValueError as error:
            raise _senseless(text) from error
        if network.num_addresses > MOST_TARGETS:
            raise UsageError(
                f"the network has more than {MOST_TARGETS:,} addresses",
                where=text,
                remedy="Collect it in parts.",
            )
        yield from (Target(host=str(address), port=port) for address in network.hosts())
        return
    host, given_port = _parted(text)
    if not host or any(character.isspace() or character in "/\\" for character in host):
        raise _senseless(text)
    yield Target(host=host, port=given_port or port)


def _parted(text: str) -> tuple[str, int]:
    """
    Host and port; 0 where none is named.

    >>> _parted("core-1:1161"), _parted("2001:db8::1"), _parted("[2001:db8::1]:1161")
    (('core-1', 1161), ('2001:db8::1', 0), ('2001:db8::1', 1161))
    """
    try:
        return str(ip_address(text.strip("[]"))), 0
    except ValueError:
        host, colon, number = text.rpartition(":")
    if not colon:
        return text, 0
    if not number.isdecimal() or not 0 < int(number) < 1 << 16:
        raise _senseless(text)
    return host.strip("[]"), int(number)


def _senseless(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is no host, address or network",
        where="TARGETS",
        remedy="Write e.g. 10.0.0.0/24, core-1.example.net, 10.0.0.1:1161, or @targets.txt.",
    )
