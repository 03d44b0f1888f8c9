"""Banner scans as JSON: masscan, zgrab and zgrab2, and answers of host search services."""

import base64
import binascii
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from interdict.evidence.certificates import observations_of, read_certificate
from interdict.evidence.devices import Devices
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.objects import as_text, gathered, list_at, text_at
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

MARKS = re.compile(
    rb'"ip(?:_str)?"\s*:\s*"[0-9A-Fa-f.:]{2,45}".{0,400}?"(?:ports"\s*:\s*\[\s*\{|data"\s*:\s*[{"])',
    re.DOTALL,
)
"""An address, then the ports or the data of a scan, whatever stands between."""
TITLE = re.compile(r"<title[^>]{0,200}>\s*([^<]{1,300})", re.IGNORECASE)
LONGEST_SAID = 2_000
LEAVES = {
    "banner": "",
    "server_id.raw": "",
    "response.headers.server": ".server",
    "response.headers.www_authenticate": ".auth",
    "ehlo": ".ehlo",
    "firmware": ".firmware",
}
"""Where a result of zgrab2 keeps what the service said, and what is put behind the protocol's name."""
CERTIFICATES = (
    "handshake_log.server_certificates.certificate",
    "tls.handshake_log.server_certificates.certificate",
    "response.request.tls_log.handshake_log.server_certificates.certificate",
)


class BannersReader:
    """Reads what services answered to a scan of many addresses."""

    name = "scan-json"
    doc = ReaderDoc(
        title="Banner scan, JSON (masscan, zgrab, zgrab2)",
        reads="Objects with an address (`ip`, `ip_str`) and `ports` (masscan) or `data` (zgrab, zgrab2; a"
        " text"
        " in answers of host search services); one a line or one array.",
        gives="One record an address, kind `self`: managementAddress, hostname, `banner` of every service,"
        " certificateSubject and certificateIssuer.",
        references=("RFC 8259", "RFC 4514"),
        limitations="Of a page only its title is kept. Results that failed, and nested results of modules"
        " that"
        " are not known, are left out.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether an address with ports or data stands at the beginning."""
        start = head.content.lstrip()
        return start.startswith((b"{", b"[")) and MARKS.search(start[:16_384]) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every object; those of one address become one record."""
        gathering = Gathering(ordinal)
        devices = Devices(gathering, RecordKind.SELF)
        yield from gathered(source, gathering, partial(_host, devices))


def _host(devices: Devices, number: int, host: dict[str, Any]) -> None:
    address = text_at(host, "ip_str") or text_at(host, "ip")
    if not address:
        return
    record = devices.record(address, place=f"object {number}")
    devices.observe(record, "managementAddress", address)
    devices.observe(record, "hostname", text_at(host, "domain"))
    for port in list_at(host, "ports"):
        name, said = text_at(port, "service.name"), text_at(port, "service.banner")
        _said(devices, record, name, said)
    data = host.get("data")
    if isinstance(data, str):
        _said(devices, record, text_at(host, "transport") or "tcp", data)
    elif isinstance(data, dict):
        for name, result in data.items():
            _result(devices, record, name, result)


def _result(devices: Devices, record: int, name: str, result: Any) -> None:
    if isinstance(result, str):
        _said(devices, record, name, result)
        return
    inner = result.get("result", result) if isinstance(result, dict) else None
    if not isinstance(inner, dict):
        return
    for path, behind in LEAVES.items():
        _said(devices, record, f"{name}{behind}", _first(inner, path))
    if title := TITLE.search(_first(inner, "response.body")[:100_000]):
        _said(devices, record, f"{name}.title", title[1])
    for path in CERTIFICATES:
        _certificate(devices, record, inner, path)


def _said(devices: Devices, record: int, name: str, said: str) -> None:
    if said.strip():
        devices.observe(record, "banner", f"{name or 'tcp'}: {said.strip()[:LONGEST_SAID]}")


def _first(value: Any, path: str) -> str:
    """The text at a path; of a list of texts its first."""
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if isinstance(value, list):
        value = value[0] if value else None
    return as_text(value) or ""


def _certificate(devices: Devices, record: int, result: dict[str, Any], path: str) -> None:
    """From the certificate itself where the scan kept it, else from its parsed names."""
    try:
        named = read_certificate(base64.b64decode(_first(result, f"{path}.raw"), validate=True))
    except (binascii.Error, ValueError):
        named = None
    if named:
        for term, value in observations_of(named):
            devices.observe(record, term, value)
        return
    subject, issuer = (_first(result, f"{path}.parsed.{key}") for key in ("subject_dn", "issuer_dn"))
    devices.observe(record, "certificateSubject", subject)
    devices.observe(record, "certificateIssuer", issuer)
    if subject:
        _said(devices, record, "tls.subject", subject)
