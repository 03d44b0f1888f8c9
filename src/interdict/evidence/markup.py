"""XML that may be hostile, streamed: no entities, within bounds. The one module that knows lxml."""

import re
from collections import deque
from collections.abc import Iterator, Mapping, Set
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

import msgspec
from lxml import etree

from interdict.core.problem import Problem, Severity
from interdict.evidence.problems import Code

CHUNK = 64 * 1024
DEEPEST = 200
"""Elements inside each other; real exports stay below 30."""
MOST_NODES = 200_000
"""Elements and attributes kept of one record."""
LONGEST_TEXT = 1 << 16
"""Characters of one element that are kept; what is longer is cut."""
DECLARES = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
NAMESPACE = re.compile(rb"""\bxmlns(?::[\w.\-]+)?\s*=\s*["']([^"']{1,200})["']""")


class MarkupError(Exception):
    """The XML is broken, declares entities, or is nested beyond bounds."""


class RefusedError(MarkupError):
    """It does what no export does; reading stops."""


class Start(msgspec.Struct, frozen=True):
    """An element begins."""

    name: str
    """Without its namespace."""
    namespace: str
    attributes: Mapping[str, str]


class End(msgspec.Struct, frozen=True):
    """An element ends."""

    name: str
    text: str
    """Its own characters, without those of elements inside, stripped."""


def events(stream: BinaryIO) -> Iterator[Start | End]:
    """
    Beginnings and ends of elements, in the order of the document.

    Raises: MarkupError where it is not well formed, declares anything in a DTD, or is nested too deeply.
    """
    target = _Target()
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    before = b""
    try:
        while chunk := stream.read(CHUNK):
            if DECLARES.search(before + chunk):
                raise RefusedError("it declares entities of its own, which may expand without end")
            before = chunk[-16:]
            parser.feed(chunk)
            yield from target.taken()
        parser.close()
    except MarkupError:
        yield from target.taken()
        raise
    except etree.LxmlError as error:
        yield from target.taken()
        raise MarkupError(str(error).partition(", line")[0][:200] or "it ends too early") from None
    yield from target.taken()


def elements(stream: BinaryIO, *, wanted: Set[str], where: str) -> Iterator[Element | Problem]:
    """
    Every outermost element of a wanted name, names without their namespace; a problem where the text breaks.

    Args:
        stream: Binary, at its beginning.
        wanted: Local names.
        where: The input, as shown to people.
    """
    builder = _Builder(wanted)
    try:
        for event in events(stream):
            if (complete := builder.take(event)) is not None:
                yield complete
    except RefusedError as error:
        yield Problem(
            code=Code.LIMIT,
            message=f"{error}; reading stops there.",
            where=where,
            remedy="Ask where the file comes from; real exports are not written so.",
        )
    except MarkupError as error:
        yield Problem(
            code=Code.DAMAGED,
            message=f"it is not well-formed XML ({error}); what came before is kept.",
            where=where,
            remedy="Export it again; it may be cut off.",
            severity=Severity.PARTIAL,
        )


def text_of(element: Element, path: str) -> str:
    """The stripped text at a path of local names below an element; empty where there is none."""
    return (element.findtext(path) or "").strip()


class _Builder:
    """Builds the elements that are wanted and forgets everything around them."""

    def __init__(self, wanted: Set[str]) -> None:
        self._wanted = wanted
        self._open: list[Element] = []
        self._nodes = 0

    def take(self, event: Start | End) -> Element | None:
        """One event; the element that it completes, where that is an outermost wanted one."""
        if isinstance(event, Start):
            self._begin(event)
            return None
        if not self._open:
            return None
        one = self._open.pop()
        one.text = event.text
        return None if self._open else one

    def _begin(self, event: Start) -> None:
        if not self._open:
            if event.name not in self._wanted:
                return
            self._nodes = 0
        self._nodes += 1 + len(event.attributes)
        if self._nodes > MOST_NODES:
            raise RefusedError(f"one record has more than {MOST_NODES:,} elements")
        one = Element(event.name, dict(event.attributes))
        if self._open:
            self._open[-1].append(one)
        self._open.append(one)


def namespaces(content: bytes) -> list[str]:
    """The namespaces that the beginning of a document declares, in order, those of W3C and 3GPP left out."""
    found = dict.fromkeys(name.decode(errors="replace") for name in NAMESPACE.findall(content))
    return [name for name in found if "w3.org" not in name and "3gpp.org" not in name][:32]


def root(content: bytes) -> str:
    """The name of the first element without its prefix; empty where the text is no XML."""
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.decode("utf-16", errors="ignore").encode(errors="replace").lstrip()
    if not text.startswith(b"<"):
        return ""
    text = COMMENT.sub(b"", text)
    found = re.search(rb"<(?![?!])(?:[\w.\-]{1,60}:)?([\w.\-]{1,60})", text)
    return found[1].decode() if found else ""


class _Target:
    """Receives what the parser meets; keeps no more than the elements that are open."""

    def __init__(self) -> None:
        self._waiting: deque[Start | End] = deque()
        self._open: list[list[str]] = []
        self._lengths: list[int] = []

    def taken(self) -> Iterator[Start | End]:
        """All events since the last time."""
        while self._waiting:
            yield self._waiting.popleft()

    def start(self, tag: str, attributes: Any) -> None:
        """Called by the parser."""
        if len(self._open) >= DEEPEST:
            raise RefusedError(f"its elements lie more than {DEEPEST} deep in each other")
        namespace, brace, name = tag.rpartition("}")
        self._open.append([])
        self._lengths.append(0)
        said = {str(key).rpartition("}")[2]: value for key, value in attributes.items()}
        self._waiting.append(Start(name, namespace.removeprefix("{") if brace else "", said))

    def data(self, text: str) -> None:
        """Called by the parser."""
        if self._open and self._lengths[-1] < LONGEST_TEXT:
            self._open[-1].append(text)
            self._lengths[-1] += len(text)

    def end(self, tag: str) -> None:
        """Called by the parser."""
        text = "".join(self._open.pop())[:LONGEST_TEXT].strip()
        self._lengths.pop()
        self._waiting.append(End(tag.rpartition("}")[2], text))

    def comment(self, text: str) -> None:
        """Called by the parser; comments say nothing."""

    def close(self) -> None:
        """Called by the parser at the end."""
