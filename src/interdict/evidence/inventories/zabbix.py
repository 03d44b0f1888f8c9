"""Exports of Zabbix: hosts with their inventory, as the interface answers or as templates are exported."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import yaml

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering
from interdict.evidence.inventories.exported import RECOGNISED_WITHIN, Export, record_of
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import elements
from interdict.evidence.objects import document, list_at, text_at
from interdict.evidence.problems import Code, lost
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc

LARGEST_YAML = 64 << 20
JSON_MARKS = re.compile(rb'"zabbix_export"\s*:|"hostid"\s*:\s*"\d')
INVENTORY = re.compile(rb'"inventory"\s*:|"interfaces"\s*:|"zabbix_export"\s*:')
YAML_MARK = re.compile(rb"\A(?:---\s+)?zabbix_export:\s")
XML_MARK = re.compile(rb"<zabbix_export\b")

HOST = Export(
    marks=(),
    key=("host", "name", "hostid"),
    fields={
        "host": "hostname",
        "name": "sysName",
        "description": "description",
        "inventory.vendor": "manufacturer",
        "inventory.model": "model",
        "inventory.type": "deviceRole",
        "inventory.hardware": "description",
        "inventory.chassis": "partNumber",
        "inventory.serialno_a": "serialNumber",
        "inventory.asset_tag": "assetTag",
        "inventory.macaddress_a": "macAddress",
        "inventory.macaddress_b": "macAddress",
        "inventory.os": "softwareVersion",
        "inventory.location": "sysLocation",
        "inventory.site_address_a": "sysLocation",
        "inventory.date_hw_purchase": "acquiredOn",
        "inventory.date_hw_install": "installedOn",
        "inventory.notes": "remarks",
    },
)
"""Zabbix manual: Host object and Host inventory."""
XML_NAMES = {"interfaces", "groups", "templates", "items", "macros", "tags"}
"""Elements of an export that hold a list."""


class ZabbixReader:
    """Reads hosts that have an inventory."""

    name = "zabbix"
    doc = ReaderDoc(
        title="Zabbix hosts (JSON, XML, YAML)",
        reads="Exports with `zabbix_export` at the root in any of the three forms, and answers of"
        " `host.get` with"
        " `hostid`.",
        gives="One record a host, kind `asset`, under its technical name: hostname, manufacturer, model,"
        " serialNumber, assetTag, macAddress, managementAddress of its interfaces, and other inventory"
        " fields.",
        references=("Zabbix manual: Host inventory; Configuration export/import",),
        limitations="Items, triggers and templates are left out. YAML with aliases, or of more than 64"
        " MiB, is"
        " refused.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the root of an export, or a host of the interface, stands at the beginning."""
        start = head.content.removeprefix(b"\xef\xbb\xbf").lstrip()[:RECOGNISED_WITHIN]
        if start.startswith((b"{", b"[")):
            return bool(JSON_MARKS.search(start) and INVENTORY.search(start))
        return bool(YAML_MARK.match(start) or (start.startswith(b"<") and XML_MARK.search(start[:500])))

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every host."""
        gathering = Gathering(ordinal)
        for number, found in enumerate(_hosts(source), 1):
            if isinstance(found, Problem):
                yield found
                continue
            record = record_of(HOST, gathering, number, found)
            for interface in list_at(found, "interfaces") if record is not None else ():
                gathering.observe(record or 0, "managementAddress", text_at(interface, "ip"))
            if gathering.full:
                yield gathering.batch()
        yield gathering.batch()


def _hosts(source: Opened) -> Iterator[dict[str, Any] | Problem]:
    start = source.stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    source.stream.seek(0)
    if start.startswith(b"<"):
        for host in elements(source.stream, wanted={"host"}, where=source.path):
            yield host if isinstance(host, Problem) else _from_xml(host)
        return
    whole = document(source) if start.startswith((b"{", b"[")) else _yaml(source)
    if isinstance(whole, Problem):
        yield whole
        return
    exported = whole.get("zabbix_export", whole) if isinstance(whole, dict) else whole
    hosts = (
        exported if isinstance(exported, list) else list_at(exported, "hosts") or list_at(exported, "result")
    )
    yield from (host for host in hosts if isinstance(host, dict))


def _from_xml(host: Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for member in host:
        if member.tag == "inventory":
            found["inventory"] = {one.tag: one.text for one in member}
        elif member.tag in XML_NAMES:
            found[member.tag] = [{one.tag: one.text for one in row} for row in member]
        else:
            found[member.tag] = member.text
    return found


class _Loader(yaml.SafeLoader):
    """Refuses aliases, by which a few lines expand without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has aliases, which exports do not")
        return super().compose_node(parent, index)


def _yaml(source: Opened) -> Any | Problem:
    content = source.stream.read(LARGEST_YAML + 1)
    if len(content) > LARGEST_YAML:
        return lost(
            Code.LIMIT,
            "YAML of more than 64 MiB is not read.",
            where=source.path,
            remedy="Export it as JSON.",
        )
    try:
        return yaml.load(content, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(error).partition("\n")[0] or "nested too deeply"
        return lost(
            Code.DAMAGED,
            f"it is not YAML of an export: {reason}.",
            where=source.path,
            remedy="Export it again.",
        )
