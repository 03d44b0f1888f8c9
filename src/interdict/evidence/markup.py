"""XML that may be hostile: whole elements of a stream, without entities, within bounds."""

from collections.abc import Iterator, Set
from typing import BinaryIO
from xml.etree.ElementTree import Element
from xml.parsers import expat

from interdict.core.problem import Problem, Severity
from interdict.evidence.problems import Code

CHUNK = 1 << 16
DEEPEST = 200
"""Elements inside each other; real exports stay below 30."""
MOST_NODES = 200_000
"""Elements and attributes kept of one record."""
LONGEST_TEXT = 1 << 20
"""Characters kept of one element's text; what is longer is cut."""


class _RefusedError(Exception):
    """The document does what no export does; reading stops."""


class _Builder:
    """Builds the elements that are wanted and forgets everything around them."""

    def __init__(self, wanted: Set[str]) -> None:
        self.complete: list[Element] = []
        self._wanted = wanted
        self._open: list[Element] = []
        self._depth = 0
        self._nodes = 0
        self._texts: list[str] = []
        self._length = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.EntityDeclHandler = _refuse_entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        return parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _RefusedError(f"its elements lie more than {DEEPEST} deep in each other")
        name = tag.rpartition("}")[2]
        if not self._open and name not in self._wanted:
            return
        self._nodes += 1 + len(attributes)
        if self._nodes > MOST_NODES:
            raise _RefusedError(f"one record has more than {MOST_NODES:,} elements")
        self._flush()
        one = Element(name, {key.rpartition("}")[2]: value for key, value in attributes.items()})
        if self._open:
            self._open[-1].append(one)
        self._open.append(one)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        self._flush()
        one = self._open.pop()
        if not self._open:
            self.complete.append(one)
            self._nodes = 0

    def _data(self, text: str) -> None:
        if self._open and self._length < LONGEST_TEXT:
            self._texts.append(text)
            self._length += len(text)

    def _flush(self) -> None:
        """Text belongs to the element it stands in, also where it follows a child."""
        if self._texts:
            one = self._open[-1]
            one.text = ((one.text or "") + "".join(self._texts))[:LONGEST_TEXT]
            self._texts, self._length = [], 0


def elements(stream: BinaryIO, *, wanted: Set[str], where: str) -> Iterator[Element | Problem]:
    """
    Every outermost element of a wanted name, names without their namespace; a problem where the text breaks.

    Args:
        stream: Binary, at its beginning.
        wanted: Local names.
        where: The input, as shown to people.
    """
    builder = _Builder(wanted)
    parser = builder.parser()
    try:
        while True:
            chunk = stream.read(CHUNK)
            parser.Parse(chunk, not chunk)
            yield from builder.complete
            builder.complete = []
            if not chunk:
                return
    except _RefusedError as error:
        yield from builder.complete
        yield Problem(
            code=Code.LIMIT,
            message=f"{error}; reading stops there.",
            where=where,
            remedy="Ask where the file comes from; real exports are not written so.",
        )
    except (expat.ExpatError, ValueError, LookupError) as error:
        yield from builder.complete
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


def _refuse_entity(*_: object) -> None:
    raise _RefusedError("it declares entities of its own, which may expand without end")
