"""What lists of links and nodes, network files and saved configurations say about a topology."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from ipaddress import IPv4Interface, IPv6Interface, ip_interface
from math import isfinite
from pathlib import Path

import msgspec
from lxml import etree

from interdict.core.errors import UsageError
from interdict.core.problem import Problem
from interdict.exposure.assumptions import assumptions
from interdict.exposure.problems import TopologyCode, noted

LARGEST = 256 << 20
"""Bytes of one file."""
MOST_ROWS = 2_000_000
"""Rows read of one file."""
PLACES = ("node", "parent", "core", "latitude", "longitude", "from", "to", "weight")
"""Columns that are no amounts."""
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
POINT_TO_POINT = {4: 29, 6: 125}
"""Shortest prefix that is taken for a link between routers (RFC 3021 and RFC 6164 allow /31 and /127)."""


class ListedLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link as a list names it."""

    a: str
    b: str
    weight: float = 1.0
    where: str
    place: str


class ListedNode(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of one node."""

    name: str
    parent: str = ""
    core: str = ""
    latitude: float | None = None
    longitude: float | None = None
    amounts: dict[str, float] = {}
    """Service to what the node needs of it."""
    where: str
    place: str


class Interface(msgspec.Struct, frozen=True, kw_only=True):
    """An interface with an address in a saved configuration."""

    host: str
    network: str
    """The subnet, as `10.0.0.0/30`."""
    where: str


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """What all files say."""

    links: tuple[ListedLink, ...] = ()
    nodes: tuple[ListedNode, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    problems: tuple[Problem, ...] = ()


Said = ListedLink | ListedNode | Interface | Problem


def read_lists(paths: Sequence[Path]) -> Lists:
    """
    Read link lists, node lists (CSV), GraphML, SNDlib networks and saved configurations.

    Args:
        paths: Files, or folders of them.
    Raises: UsageError for a path that does not exist, cannot be read or is too large.
    """
    found: dict[type, list[Said]] = {kind: [] for kind in (ListedLink, ListedNode, Interface, Problem)}
    for path in paths:
        if not path.exists():
            raise UsageError("does not exist", where=str(path), remedy="Check the path.")
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            for said in _read(file):
                found[type(said)].append(said)
    return Lists(
        links=tuple(found[ListedLink]),  # type: ignore[arg-type]  # sorted by type above
        nodes=tuple(found[ListedNode]),  # type: ignore[arg-type]
        interfaces=tuple(found[Interface]),  # type: ignore[arg-type]
        problems=tuple(found[Problem]),  # type: ignore[arg-type]
    )


def _read(path: Path) -> Iterator[Said]:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(
                f"a topology file may have {LARGEST >> 20} MiB", where=str(path), remedy="Split it."
            )
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise UsageError(
            f"cannot be read: {error.strerror}", where=str(path), remedy="Check the path."
        ) from error
    where, head = str(path), text[:4000]
    if "<graphml" in head:
        yield from _graphml(text, where)
    elif head.startswith("?SNDlib"):
        yield from _sndlib(text, where)
    elif re.search(r"^[ \t]*(?:set system )?(?:sysname|hostname|host-name)[ \t]+\S", text, re.M):
        yield from _configuration(text, where)
    else:
        yield from _table(text, where)


def _table(text: str, where: str) -> Iterator[Said]:
    """Rows of a CSV with columns for both ends of a link, or for a node."""
    try:
        yield from _rows(text, where)
    except csv.Error as error:
        yield noted(TopologyCode.NO_LIST, f"is no table from here on: {error}.", where)


def _rows(text: str, where: str) -> Iterator[Said]:
    first = text.partition("\n")[0]
    rows = csv.reader(StringIO(text), delimiter=max(",;\t", key=first.count))
    columns = _columns(next(rows, []))
    links, nodes = {"from", "to"} <= columns.keys(), "node" in columns
    if not links and not nodes:
        yield noted(
            TopologyCode.NO_LIST,
            "has no columns for both ends of a link and none for a node.",
            where,
            remedy="Head them `from` and `to`, or `node` with `parent`, `latitude`, `subscribers` ….",
        )
        return
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            yield noted(TopologyCode.TOO_MANY, f"has more than {MOST_ROWS:,} rows.", where)
            return
        cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
        yield from (_link_row if links else _node_row)(cells, where, f"row {number}")


def _columns(header: Sequence[str]) -> dict[str, int]:
    known = {word: name for name, words in assumptions().columns.items() for word in words}
    found: dict[str, int] = {}
    for place, title in enumerate(header):
        name = known.get(re.sub(r"[\W_]+", " ", title).strip().casefold())
        if name:
            found.setdefault(name, place)
    return found


def _link_row(cells: dict[str, str], where: str, place: str) -> Iterator[Said]:
    a, b, written = cells.get("from", ""), cells.get("to", ""), cells.get("weight", "")
    if not a or not b:
        return
    weight = number(written) if written else 1.0
    if weight is None or weight <= 0:
        yield noted(
            TopologyCode.BAD_WEIGHT,
            f"the weight of {a} – {b} is {written!r}, not a number above 0; 1 is assumed.",
            where,
            place=place,
        )
        weight = 1.0
    yield ListedLink(a=a, b=b, weight=weight, where=where, place=place)


def _node_row(cells: dict[str, str], where: str, place: str) -> Iterator[Said]:
    name = cells.get("node", "")
    if not name:
        return
    amounts = {}
    for service, written in cells.items():
        if service in PLACES or not written:
            continue
        amount = {"yes": 1.0, "no": 0.0}.get(written.casefold(), number(written))
        if amount is None or amount < 0:
            message = f"{service} of {name} is {written!r}, not a number of 0 or more; it is left out."
            yield noted(TopologyCode.BAD_AMOUNT, message, where, place=place)
        elif amount:
            amounts[service] = amount
    latitude, longitude = number(cells.get("latitude", "")), number(cells.get("longitude", ""))
    yield ListedNode(
        name=name,
        parent=cells.get("parent", ""),
        core=cells.get("core", ""),
        latitude=latitude,
        longitude=longitude,
        amounts=amounts,
        where=where,
        place=place,
    )


def number(written: str) -> float | None:
    """
    A finite number, thousands separated by commas or not; nothing for other text.

    >>> number("1,250"), number("nan"), number("x")
    (1250.0, None, None)
    """
    try:
        value = float(written.replace(",", ""))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _graphml(text: str, where: str) -> Iterator[Said]:
    """Nodes and edges of GraphML as the Internet Topology Zoo writes it; entities are not even looked at."""
    if "<!DOCTYPE" in text:
        yield noted(TopologyCode.NO_LIST, "declares a document type, so it is not read.", where)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        yield noted(TopologyCode.NO_LIST, f"is not well-formed GraphML: {error.msg}.", where)
        return
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{GRAPHML}key")}
    names: dict[str, str] = {}
    taken: set[str] = set()
    for count, node in enumerate(root.iter(f"{GRAPHML}node")):
        said = {keys.get(data.get("key")): data.text or "" for data in node.iter(f"{GRAPHML}data")}
        label = said.get("label", "")
        key = node.get("id", "")
        name = names[key] = f"{label} ({key})" if label in taken else label or key
        taken.add(name)
        yield ListedNode(
            name=name,
            latitude=number(said.get("Latitude", "")),
            longitude=number(said.get("Longitude", "")),
            where=where,
            place=f"node {count + 1}",
        )
    for count, edge in enumerate(root.iter(f"{GRAPHML}edge")):
        a, b = edge.get("source", ""), edge.get("target", "")
        yield ListedLink(a=names.get(a, a), b=names.get(b, b), where=where, place=f"edge {count + 1}")


def _sndlib(text: str, where: str) -> Iterator[Said]:
    """Nodes, links and demands of SNDlib's native format; a node needs what its demands add up to."""
    traffic: dict[str, float] = {}
    for _, ends, rest in _entries(text, "DEMANDS"):
        value = number(rest[1]) if len(rest) > 1 else None
        for name in ends:
            traffic[name] = traffic.get(name, 0.0) + max(value or 0.0, 0.0)
    for place, (name, at, _) in enumerate(_entries(text, "NODES"), start=1):
        longitude, latitude = (number(word) for word in at[:2])
        amounts = {"traffic": traffic[name]} if traffic.get(name) else {}
        yield ListedNode(
            name=name,
            latitude=latitude,
            longitude=longitude,
            amounts=amounts,
            where=where,
            place=f"node {place}",
        )
    for place, (_, ends, _) in enumerate(_entries(text, "LINKS"), start=1):
        yield ListedLink(a=ends[0], b=ends[1], where=where, place=f"link {place}")


def _entries(text: str, section: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, the two words in the first parentheses, and the words after them, of each line of a section."""
    body = re.search(rf"^{section} \(\n(.*?)^\)", text, re.M | re.S)
    for line in body[1].splitlines() if body else ():
        found = re.match(r"\s*(\S+) \( (\S+) (\S+) \)(.*)", line)
        if found:
            yield found[1], [found[2], found[3]], found[4].split()


def _configuration(text: str, where: str) -> Iterator[Said]:
    """Interfaces of a configuration in the grammars of VRP, Comware, IOS and Junos's `set` lines."""
    named = re.search(r"^[ \t]*(?:set system )?(?:sysname|hostname|host-name)[ \t]+(\S+)", text, re.M)
    if not named:
        return
    host = named[1].strip(';"')
    for one in dict.fromkeys(_addresses(text)):
        if one.network.prefixlen >= POINT_TO_POINT[one.version] and not one.is_loopback:
            yield Interface(host=host, network=str(one.network), where=where)


def _addresses(text: str) -> Iterable[IPv4Interface | IPv6Interface]:
    pattern = (
        r"^[ \t]*(?:set interfaces .*)?(?:ip|ipv4|ipv6)? ?address (\S+?)(?:/(\d+)| (\d[\d.]+))?;?[ \t\r]*$"
    )
    for found in re.finditer(pattern, text, re.M):
        mask = found[2] or found[3]
        try:
            one = ip_interface(f"{found[1]}/{mask}" if mask else found[1])
        except ValueError:
            continue
        if one.network.prefixlen < one.max_prefixlen:
            yield one
