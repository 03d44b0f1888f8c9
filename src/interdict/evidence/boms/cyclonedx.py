"""Bills of material in CycloneDX, JSON and XML: the device they describe and its hardware and firmware."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from interdict.core.problem import Problem
from interdict.evidence.boms.assembly import MOST_PARTS, Part, emit
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import elements
from interdict.evidence.objects import document, list_at, text_at
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc

JSON_MARK = re.compile(rb'"bomFormat"\s*:\s*"CycloneDX"|"specFormat"\s*:\s*"CycloneDX"')
XML_MARK = re.compile(rb"https?://cyclonedx\.org/schema/bom/\d")
HARDWARE = {"device", "firmware"}
"""Component types of ECMA-424 that are, or run as, a part of equipment."""
DEEPEST = 30
PREFIX = "cdx:device:"
FCC = re.compile(r"cdx:device:certifications:US:FCC:id", re.IGNORECASE)
"""CycloneDX property taxonomy, namespace cdx:device."""


class CycloneDxReader:
    """Reads the equipment that a bill describes, its parts as components."""

    name = "cyclonedx"
    doc = ReaderDoc(
        title="CycloneDX bill of material (JSON, XML)",
        reads="Versions 1.4 to 2.0. The device is the bill's subject (`metadata.component`) where it is"
        " hardware or"
        " has hardware; else every outermost component of type `device` is one.",
        gives="One record a device, kind `asset`: manufacturer, model, softwareVersion, serialNumber,"
        " macAddress,"
        " fccId, supplier, countryOfProduction; its `device` and `firmware` components as components, with"
        " moduleManufacturer, moduleModel, containsFccId. `cdx:device:` properties are understood.",
        references=("ECMA-424", "CycloneDX property taxonomy: cdx:device"),
        limitations="Software libraries are left out and counted. `origins` is read as country names or"
        " codes, in"
        " texts or in members `country`, `countryCode` or `name`. A supplier is never taken for a maker."
        " Protocol Buffers are not read. 20,000 parts.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the format's name, or its namespace, stands at the beginning."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"{"):
            return JSON_MARK.search(start) is not None
        return start.startswith(b"<") and XML_MARK.search(start[:4096]) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """The device or devices of the bill."""
        start = source.stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        source.stream.seek(0)
        subject: Any = None
        components: list[Any] = []
        for found in _from_xml(source) if start.startswith(b"<") else _from_json(source):
            if isinstance(found, Problem):
                yield found
            elif found[0]:
                subject = found[1]
            else:
                components.append(found[1])
        gathering = Gathering(ordinal)
        passed_over = _bill(gathering, subject, components)
        if passed_over:
            yield note(Code.UNUSED, f"{passed_over} components are software or data.", where=source.path)
        yield gathering.batch()


Found = tuple[bool, dict[str, Any]] | Problem
"""Whether it is the bill's subject, and the component."""


def _from_json(source: Opened) -> Iterator[Found]:
    whole = document(source)
    if isinstance(whole, Problem):
        yield whole
        return
    metadata = whole.get("metadata") if isinstance(whole, dict) else None
    if isinstance(metadata, dict) and isinstance(metadata.get("component"), dict):
        yield True, metadata["component"]
    for component in list_at(whole, "components"):
        if isinstance(component, dict):
            yield False, component


def _from_xml(source: Opened) -> Iterator[Found]:
    for found in elements(source.stream, wanted={"metadata", "component"}, where=source.path):
        if isinstance(found, Problem):
            yield found
        elif found.tag == "component":
            yield False, _as_object(found)
        elif (subject := found.find("component")) is not None:
            yield True, _as_object(subject)


def _as_object(component: Element) -> dict[str, Any]:
    """A component as the JSON form has it."""
    found: dict[str, Any] = {"type": component.get("type", ""), "bom-ref": component.get("bom-ref", "")}
    for child in component:
        if child.tag == "components":
            found["components"] = [_as_object(one) for one in child]
        elif child.tag == "properties":
            found["properties"] = [{"name": one.get("name", ""), "value": one.text or ""} for one in child]
        elif child.tag == "origins":
            found["origins"] = [{sub.tag: sub.text for sub in one} if len(one) else one.text for one in child]
        elif len(child):
            found[child.tag] = {one.tag: one.text for one in child}
        else:
            found[child.tag] = child.text or ""
    return found


def _bill(gathering: Gathering, subject: Any, components: Sequence[Any]) -> int:
    """Hand over the devices; returns how many components were left out."""
    flat, passed_over = _hardware(components)
    if subject is not None:
        inside, more = _hardware(list_at(subject, "components"))
        passed_over += more
        if text_at(subject, "type") in HARDWARE or flat or inside:
            emit(gathering, _part(subject), [_part(one) for one in [*inside, *flat]])
        return passed_over
    for component in components:
        if isinstance(component, dict) and text_at(component, "type") == "device":
            inside, _ = _hardware(list_at(component, "components"))
            emit(gathering, _part(component), [_part(one) for one in inside])
    return passed_over


def _hardware(components: Sequence[Any]) -> tuple[list[dict[str, Any]], int]:
    """Hardware and firmware at any depth, the nearest first, and how many others there are."""
    found: list[dict[str, Any]] = []
    level, others = [one for one in components if isinstance(one, dict)], 0
    for _ in range(DEEPEST):
        below: list[dict[str, Any]] = []
        for one in level:
            if text_at(one, "type") in HARDWARE:
                found.append(one)
            else:
                others += 1
            below += [inner for inner in list_at(one, "components") if isinstance(inner, dict)]
        if not below or len(found) > MOST_PARTS:
            break
        level = below
    return found, others


def _part(component: dict[str, Any]) -> Part:
    told = {text_at(one, "name"): text_at(one, "value") for one in list_at(component, "properties")}
    fcc = next((value for name, value in told.items() if FCC.fullmatch(name)), "")
    return Part(
        id=text_at(component, "bom-ref"),
        name=text_at(component, "name"),
        maker=text_at(component, "manufacturer.name") or _as_maker(component),
        supplier=text_at(component, "supplier.name"),
        part_number=text_at(component, "partNumber") or told.get(f"{PREFIX}partNumber", ""),
        version=text_at(component, "version"),
        serial=told.get(f"{PREFIX}serialNumber", ""),
        description=text_at(component, "description"),
        function=told.get(f"{PREFIX}function", ""),
        mac=told.get(f"{PREFIX}macAddress", ""),
        fcc_id=fcc,
        origins=tuple(filter(None, map(_country, list_at(component, "origins")))),
    )


def _as_maker(component: dict[str, Any]) -> str:
    """Versions before 1.6 have no manufacturer of a component; `author` and `publisher` name who made it."""
    return (
        text_at(component, "manufacturer") or text_at(component, "publisher") or text_at(component, "author")
    )


def _country(origin: Any) -> str:
    if isinstance(origin, str):
        return origin.strip()
    return next((text for key in ("country", "countryCode", "name") if (text := text_at(origin, key))), "")
