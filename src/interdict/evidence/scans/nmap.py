"""Scans that nmap wrote as XML: one device a host that was up."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from interdict.core.problem import Problem
from interdict.evidence.certificates import observations_of, pem_blocks, read_certificate
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import elements, text_of
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

ROOT = re.compile(rb"<nmaprun\b")
MOST_SERVICES = 256
"""Services kept of one host."""
LONGEST_SAID = 2_000
"""Characters kept of what one script printed."""
SCRIPTS = {
    "banner": "",
    "http-title": ".title",
    "http-server-header": ".server",
    "http-auth": ".auth",
    "rtsp-url-brute": "",
    "snmp-info": ".info",
    "telnet-ntlm-info": "",
    "upnp-info": "",
    "ftp-syst": "",
    "sip-methods": "",
    "ssh-auth-methods": "",
}
"""Scripts that print what a service itself said, and what is put behind the service's name."""


class NmapReader:
    """Reads the hosts of a scan with what their services said."""

    name = "nmap-xml"
    doc = ReaderDoc(
        title="nmap scan (XML)",
        reads="The document of `nmap -oX`: hosts that were up, their open ports, and what scripts printed.",
        gives="One record a host, kind `self`, under its address: managementAddress, macAddress, hostname;"
        " `description` with the product a service was taken for; `banner` of what scripts printed;"
        " sysDescr of snmp-sysdescr; certificateSubject and certificateIssuer of ssl-cert.",
        references=("nmap.dtd", "RFC 4514"),
        limitations="The maker that nmap looks up for an address is left out, because interdict looks"
        " blocks up"
        " itself; so are guesses of the operating system from how packets are answered. 256 services a host.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the root element of a scan stands at the beginning."""
        return head.content.lstrip().startswith(b"<") and ROOT.search(head.content[:8192]) is not None

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every host, one by one."""
        gathering = Gathering(ordinal)
        for host in elements(source.stream, wanted={"host"}, where=source.path):
            if isinstance(host, Problem):
                yield host
            else:
                _host(gathering, host)
                if gathering.full:
                    yield gathering.batch()
        yield gathering.batch()


def _host(gathering: Gathering, host: Element) -> None:
    status = host.find("status")
    if status is not None and status.get("state") != "up":
        return
    found = [(one.get("addrtype", ""), one.get("addr", "")) for one in host.findall("address")]
    addresses = [address for kind, address in found if kind != "mac"]
    key = next(iter([*addresses, *(address for _, address in found)]), "")
    if not key:
        return
    record = gathering.record(key=key, kind=RecordKind.SELF)
    for kind, address in found:
        gathering.observe(record, "macAddress" if kind == "mac" else "managementAddress", address)
    for name in host.findall("hostnames/hostname")[:1]:
        gathering.observe(record, "hostname", name.get("name", ""))
    ports = [port for port in host.findall("ports/port") if _state(port) == "open"]
    for port in ports[:MOST_SERVICES]:
        _port(gathering, record, port)
    for script in host.findall("hostscript/script"):
        _script(gathering, record, script, service="host")


def _state(port: Element) -> str:
    state = port.find("state")
    return state.get("state", "") if state is not None else ""


def _port(gathering: Gathering, record: int, port: Element) -> None:
    service = port.find("service")
    told = service.attrib if service is not None else {}
    name = told.get("name") or f"{port.get('protocol', 'tcp')}/{port.get('portid', '')}"
    product = " ".join(told[key] for key in ("product", "version", "extrainfo") if told.get(key))
    if product:
        gathering.observe(record, "description", f"{name}: {product}")
    for script in port.findall("script"):
        _script(gathering, record, script, service=name)


def _script(gathering: Gathering, record: int, script: Element, *, service: str) -> None:
    name, output = script.get("id", ""), script.get("output", "").strip()[:LONGEST_SAID]
    if name == "ssl-cert":
        _certificate(gathering, record, script)
    elif name == "snmp-sysdescr":
        gathering.observe(record, "sysDescr", re.split(r"\n\s*System uptime", output)[0])
    elif name in SCRIPTS and output:
        gathering.observe(record, "banner", f"{service}{SCRIPTS[name]}: {output}")


def _certificate(gathering: Gathering, record: int, script: Element) -> None:
    """From the certificate itself where the scan kept it, else from the names that the scan wrote out."""
    for one in script.findall("elem"):
        for der in pem_blocks((one.text or "").encode()) if one.get("key") == "pem" else ():
            if named := read_certificate(der):
                for term, value in observations_of(named):
                    gathering.observe(record, term, value)
                return
    for key, term in (("subject", "certificateSubject"), ("issuer", "certificateIssuer")):
        for table in script.findall("table"):
            if table.get("key") == key:
                name = _name(table)
                gathering.observe(record, term, name)
                if key == "subject" and name:
                    gathering.observe(record, "banner", f"tls.subject: {name}")


SHORT = {"commonName": "CN", "organizationName": "O", "organizationalUnitName": "OU", "countryName": "C"}
"""Attribute types as nmap spells them, in the short form of RFC 4514, section 3."""


def _name(table: Element) -> str:
    parts = [(SHORT.get(one.get("key", "")), text_of(one, ".")) for one in table.findall("elem")]
    return ",".join(f"{short}={value}" for short, value in parts if short and value)
