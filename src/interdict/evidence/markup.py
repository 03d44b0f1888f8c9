"""XML that may be hostile, streamed: no tree, no entities, within bounds. The one module that knows lxml."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec
from lxml import etree

CHUNK = 64 * 1024
DEEPEST = 128
"""Levels; 3GPP exports have some 20."""
LONGEST_TEXT = 4_000
"""Characters of one element that are kept."""
DECLARES = re.compile(rb"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
NAMESPACE = re.compile(rb"""\bxmlns(?::[\w.\-]+)?\s*=\s*["']([^"']{1,200})["']""")


class MarkupError(Exception):
    """The XML is broken, declares entities, or is nested beyond bounds."""


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
                raise MarkupError("it declares entities or elements of its own")
            before = chunk[-16:]
            parser.feed(chunk)
            yield from target.taken()
        parser.close()
    except (etree.LxmlError, MarkupError) as error:
        yield from target.taken()
        raise MarkupError(str(error).partition(", line")[0][:200] or "it ends too early") from None
    yield from target.taken()


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
            raise MarkupError(f"it is nested more than {DEEPEST} levels deep")
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
