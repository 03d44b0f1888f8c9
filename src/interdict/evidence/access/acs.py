"""Exports of auto-configuration servers: GenieACS devices, TR-181 parameters as JSON, TR-069 Informs."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from interdict.core.problem import Problem
from interdict.evidence.access.parameters import MOST_PARAMETERS, leaves, observe_terminal
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import MarkupError, Start, events, root
from interdict.evidence.objects import gathered
from interdict.evidence.problems import Code
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc

JSON_MARK = re.compile(rb'"_deviceId"\s*:|"(?:Device|InternetGatewayDevice)(?:\.DeviceInfo\.|"\s*:\s*\{)')


class AcsReader:
    """Reads subscribers' devices from a management server's JSON export."""

    name = "acs-json"
    doc = ReaderDoc(
        title="TR-069 and TR-369 devices (GenieACS and parameter JSON)",
        reads="GenieACS's devices, one object a line or one array; objects whose members are data-model paths"
        " (`Device.DeviceInfo.Manufacturer`) or nested by them, as USP controllers export.",
        gives="One `subscriber` a device: manufacturer, manufacturerOUI, productClass, model, serialNumber,"
        " softwareVersion, macAddress of its own interfaces, dataModel for each vendor prefix (`X_HW_`).",
        references=("TR-069", "TR-098", "TR-181", "TR-369", "GenieACS API reference"),
        limitations="Hosts behind the device are not read. An array has at most 512 MiB; a device at most"
        f" {MOST_PARAMETERS:,} parameters.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it is JSON whose beginning holds a device id of GenieACS or data-model paths."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()
        return start[:1] in (b"{", b"[") and JSON_MARK.search(start) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device."""
        gathering = Gathering(ordinal)
        yield from gathered(source, gathering, partial(_terminal, gathering))


def _terminal(gathering: Gathering, number: int, row: dict[str, Any]) -> None:
    named = row.get("_id")
    key = named if isinstance(named, str) else ""
    observe_terminal(gathering, leaves(row), key=key, place=f"object {number}")


class InformReader:
    """Reads the device that sent a TR-069 Inform."""

    name = "cwmp-inform"
    doc = ReaderDoc(
        title="TR-069 Inform (SOAP)",
        reads="A SOAP envelope with `DeviceId` and a parameter list, as captured from a management session.",
        gives="One `subscriber` an Inform, as from a management server's export.",
        references=("TR-069, section A.3.3.1",),
        limitations="One envelope a file. Documents with entities are refused.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it is a SOAP envelope that speaks of an Inform."""
        return root(head.content) == "Envelope" and b"Inform" in head.content

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """The device."""
        said: list[tuple[str, str]] = []
        problem: Problem | None = None
        try:
            _inform(source, said)
        except MarkupError as error:
            problem = Problem(
                code=Code.DAMAGED,
                message=f"reading stops: {error}.",
                where=source.path,
                remedy="Capture it again; what came before is kept.",
            )
        if problem:
            yield problem
        if said:
            gathering = Gathering(ordinal)
            observe_terminal(gathering, said, key="", place="")
            yield gathering.batch()


def _inform(source: Opened, said: list[tuple[str, str]]) -> None:
    inside, name = False, ""
    for event in events(source.stream):
        if isinstance(event, Start):
            inside = inside or event.name == "DeviceId"
        elif event.name == "DeviceId":
            inside = False
        elif inside and event.text:
            said.append((f"DeviceId.{event.name}", event.text))
        elif event.name == "Name":
            name = event.text
        elif event.name == "Value" and name and len(said) < MOST_PARAMETERS:
            said.append((name, event.text))
            name = ""
