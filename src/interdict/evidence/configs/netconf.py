"""NETCONF traces: capabilities that a server announced, and configurations in XML."""

import re
from collections.abc import Iterator
from io import BytesIO

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import MarkupError, Start, events, namespaces, root
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

ROOTS = frozenset({"hello", "rpc-reply", "data", "config", "notification"})
NETCONF = b"urn:ietf:params:xml:ns:netconf"
LARGEST = 32 << 20
"""Bytes of a trace that are looked at."""
MOST_MODELS = 256
"""Capabilities and namespaces kept of one device; a server announces some hundreds."""
FRAMES = re.compile(rb"\]\]>\]\]>|^#(?:\d+|#)\r?$", re.MULTILINE)
"""Ends of messages: RFC 6242, sections 4.2 and 4.3."""
NAMES = frozenset({"sysName", "hostname", "host-name", "system-name", "sysname"})


class NetconfReader:
    """Reads what a NETCONF server said of itself."""

    name = "netconf"
    doc = ReaderDoc(
        title="NETCONF trace or XML configuration",
        reads="Messages of a server in either framing: its hello (told by `session-id`), replies with `data`"
        " or `config`, saved configurations in XML.",
        gives="One record a file, kind `configuration`: dataModel for each capability and namespace that is"
        " no standard body's, hostname where the configuration states it.",
        references=("RFC 6241", "RFC 6242"),
        limitations="A client's hello is not the device and is passed over. 32 MiB are looked at.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the first message is a hello, a reply or a configuration in NETCONF's namespace."""
        return NETCONF in head.content and root(FRAMES.sub(b"", head.content)) in ROOTS

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """The one device whose messages they are."""
        content = source.stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            yield note(Code.LIMIT, "only its first 32 MiB are looked at.", where=source.path)
        names: dict[str, None] = {}
        models: dict[str, None] = {}
        for message in _messages(content[:LARGEST]):
            try:
                _message(message, names, models)
            except MarkupError as error:
                yield Problem(
                    code=Code.DAMAGED,
                    message=f"a message is not read to its end: {error}.",
                    where=source.path,
                    remedy="Record the session again; the other messages are read.",
                )
        gathering = Gathering(ordinal)
        record = gathering.record(key=source.key, kind=RecordKind.CONFIGURATION)
        gathering.observe(record, "hostname", next(iter(names), ""))
        for model in list(models)[:MOST_MODELS]:
            gathering.observe(record, "dataModel", model)
        yield gathering.batch()


def _messages(content: bytes) -> list[bytes]:
    """The messages; chunks of one message, cut anywhere, are put together again."""
    if b"]]>]]>" in content:
        return [part.strip() for part in content.split(b"]]>]]>") if part.strip()]
    if re.search(rb"^#\d+\r?$", content, re.MULTILINE):
        parts = re.split(rb"^##\r?$", content, flags=re.MULTILINE)
        return [_unchunked(part) for part in parts if part.strip()]
    return [content.strip()]


def _unchunked(message: bytes) -> bytes:
    return re.sub(rb"\r?\n?^#\d+\r?\n", b"", message, flags=re.MULTILINE).strip()


def _message(message: bytes, names: dict[str, None], models: dict[str, None]) -> None:
    if root(message) == "hello" and b"session-id" not in message:
        return  # RFC 6241, section 8.1: only a server's hello has one
    found = dict.fromkeys(namespaces(message))
    try:
        for event in events(BytesIO(message)):
            if isinstance(event, Start):
                continue
            if event.name == "capability":
                found[event.text.partition("?")[0]] = None
            elif event.name in NAMES and event.text:
                names[event.text] = None
    finally:
        models.update((model, None) for model in found if not _standard(model))


def _standard(model: str) -> bool:
    """Whether a namespace is a standard body's, which every maker may implement."""
    return model.startswith(("urn:ietf:", "urn:ieee:", "http://openconfig.net", "http://tail-f.com"))
