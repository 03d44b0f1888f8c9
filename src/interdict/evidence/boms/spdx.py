"""Bills of material in SPDX: 2.3 as JSON and tag-value, 3.0 as JSON-LD."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.boms.assembly import MOST_PARTS, Part, emit
from interdict.evidence.gather import Gathering
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.objects import document, list_at, text_at
from interdict.evidence.problems import Code, note
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc

JSON_2 = re.compile(rb'"spdxVersion"\s*:\s*"SPDX-2\.')
JSON_3 = re.compile(rb'https?://spdx\.org/rdf/3\.|"specVersion"\s*:\s*"3\.')
TAGS = re.compile(rb"\A(?:#[^\n]*\n|\s)*SPDXVersion:\s*SPDX-2\.")
HARDWARE = {"device", "firmware"}
"""Primary purposes (SPDX 2.3, clause 7.24; SPDX 3.0, SoftwarePurpose), lower-case."""
UNSAID = {"", "NOASSERTION", "NONE"}
AGENT = re.compile(r"\s*(?:Organization|Person|Tool):\s*([^(]*)")
"""A supplier or originator (SPDX 2.3, clauses 7.5 and 7.6)."""
MOST_ELEMENTS = 1_000_000


class Package(msgspec.Struct, kw_only=True):
    """One package of either version, as far as it says who made what."""

    id: str = ""
    name: str = ""
    version: str = ""
    originator: str = ""
    supplier: str = ""
    purpose: str = ""
    description: str = ""


class Bill(msgspec.Struct, kw_only=True):
    """Packages in their order, and what the document describes."""

    packages: list[Package] = []
    described: list[str] = []


class SpdxReader:
    """Reads the equipment that a bill describes, its hardware and firmware packages as components."""

    name = "spdx"
    doc = ReaderDoc(
        title="SPDX bill of material (2.3 JSON and tag-value, 3.0 JSON-LD)",
        reads="Documents of SPDX 2.x in both forms and of 3.0 as JSON-LD. The device is what the document"
        " describes"
        " where that is, or contains, packages with the purpose DEVICE or FIRMWARE.",
        gives="One record a device, kind `asset`: manufacturer (the originator), supplier, model,"
        " softwareVersion;"
        " packages with those purposes as components (moduleManufacturer, moduleModel).",
        references=("ISO/IEC 5962:2021", "SPDX 2.3", "SPDX 3.0.1"),
        limitations="Packages without such a purpose, files and snippets are left out and counted."
        " RDF/XML, YAML and"
        " spreadsheets of SPDX are not read. A supplier is never taken for a maker.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the version stands at the beginning."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"{"):
            return bool(JSON_2.search(start) or (b'"@graph"' in start and JSON_3.search(start)))
        return TAGS.match(start) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """The device or devices of the bill."""
        start = source.stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
        source.stream.seek(0)
        bill = _from_json(source) if start.startswith(b"{") else _from_tags(source)
        if isinstance(bill, Problem):
            yield bill
            return
        gathering = Gathering(ordinal)
        passed_over = _hand_over(gathering, bill)
        if passed_over:
            said = f"{passed_over} packages have no purpose DEVICE or FIRMWARE."
            yield note(Code.UNUSED, said, where=source.path)
        yield gathering.batch()


def _hand_over(gathering: Gathering, bill: Bill) -> int:
    parts = [one for one in bill.packages if one.purpose.lower() in HARDWARE]
    subjects = [one for one in bill.packages if one.id in bill.described]
    if len(subjects) == 1 and parts:
        emit(
            gathering,
            _part(subjects[0]),
            [_part(one) for one in parts if one is not subjects[0]][:MOST_PARTS],
        )
    else:
        for one in parts:
            if one.purpose.lower() == "device":
                emit(gathering, _part(one), [])
    return len(bill.packages) - len({id(one) for one in [*parts, *(subjects if parts else [])]})


def _part(package: Package) -> Part:
    return Part(
        id=package.id,
        name=package.name,
        maker=_agent(package.originator),
        supplier=_agent(package.supplier),
        version=package.version,
        description=package.description,
    )


def _agent(text: str) -> str:
    """
    The name of an agent.

    >>> _agent("Organization: ZTE Corporation (info@example.com)"), _agent("NOASSERTION")
    ('ZTE Corporation', '')
    """
    found = AGENT.match(text)
    name = (found[1] if found else text).strip()
    return "" if name in UNSAID else name


def _from_json(source: Opened) -> Bill | Problem:
    whole = document(source)
    if isinstance(whole, Problem):
        return whole
    graph = list_at(whole, "@graph")
    return _version_3(graph[:MOST_ELEMENTS]) if graph else _version_2(whole)


def _version_2(whole: Any) -> Bill:
    described = [one for one in list_at(whole, "documentDescribes") if isinstance(one, str)]
    for relation in list_at(whole, "relationships"):
        if text_at(relation, "relationshipType") == "DESCRIBES":
            described.append(text_at(relation, "relatedSpdxElement"))
    packages = [
        Package(
            id=text_at(one, "SPDXID"),
            name=text_at(one, "name"),
            version=text_at(one, "versionInfo"),
            originator=text_at(one, "originator"),
            supplier=text_at(one, "supplier"),
            purpose=text_at(one, "primaryPackagePurpose"),
            description=text_at(one, "description") or text_at(one, "summary"),
        )
        for one in list_at(whole, "packages")
    ]
    return Bill(packages=packages, described=described)


def _version_3(graph: Sequence[Any]) -> Bill:
    names = {text_at(one, "spdxId"): text_at(one, "name") for one in graph if isinstance(one, dict)}
    bill = Bill()
    for one in graph:
        kind = text_at(one, "type")
        if kind in {"SpdxDocument", "software_Sbom", "Bom", "Bundle"}:
            bill.described += [ref for ref in list_at(one, "rootElement") if isinstance(ref, str)]
        elif kind in {"software_Package", "hardware_Hardware"}:
            makers = [names.get(ref, "") for ref in list_at(one, "originatedBy") if isinstance(ref, str)]
            bill.packages.append(
                Package(
                    id=text_at(one, "spdxId"),
                    name=text_at(one, "name"),
                    version=text_at(one, "software_packageVersion"),
                    originator=next(filter(None, makers), ""),
                    supplier=names.get(text_at(one, "suppliedBy"), ""),
                    purpose=text_at(one, "software_primaryPurpose"),
                    description=text_at(one, "description") or text_at(one, "summary"),
                )
            )
    return bill


TERMS = {
    "SPDXID": "id",
    "PackageVersion": "version",
    "PackageOriginator": "originator",
    "PackageSupplier": "supplier",
    "PrimaryPackagePurpose": "purpose",
    "PackageSummary": "description",
}
"""Tag to field of a package."""


def _from_tags(source: Opened) -> Bill:
    bill = Bill()
    inside = False  # tags before the first package are the document's
    for _, line in lines(source.stream):
        tag, _, rest = (line or b"").decode(errors="replace").partition(":")
        tag, value = tag.strip(), rest.strip()
        if tag == "PackageName" and len(bill.packages) < MOST_ELEMENTS:
            bill.packages.append(Package(name=value))
            inside = True
        elif tag in {"FileName", "SnippetSPDXID", "LicenseID"}:
            inside = False
        elif tag == "Relationship" and " DESCRIBES " in value:
            bill.described.append(value.split()[-1])
        elif inside and tag in TERMS:
            setattr(bill.packages[-1], TERMS[tag], value)
    return bill
