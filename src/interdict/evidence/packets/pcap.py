"""Captures of packets: what devices announce, ask for and show, one record a device."""

import struct
from collections.abc import Iterator

from interdict.core.problem import Problem
from interdict.evidence.devices import Devices
from interdict.evidence.gather import Gathering
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.packets import announcements, configuration, frames, services
from interdict.evidence.packets.announcements import Said
from interdict.evidence.packets.capture import PCAP, PCAPNG, CaptureError
from interdict.evidence.packets.capture import frames as captured
from interdict.evidence.packets.frames import Packet
from interdict.evidence.packets.services import Handshakes
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

MDNS, SSDP, SNMP, DHCP, DHCPV6 = 5353, 1900, 161, (67, 68), (546, 547)
BROKEN = (IndexError, struct.error, ValueError)
MOST_FRAMES = 50_000_000


class PcapReader:
    """Reads who speaks on a link from what was captured there."""

    name = "pcap"
    doc = ReaderDoc(
        title="Packet capture (pcap, pcapng)",
        reads="Frames of Ethernet (VLAN tags stepped over), Linux cooked captures and raw IP: LLDP with the"
        " inventory of media endpoints, CDP, ARP, IPv6 neighbour discovery, DHCP, DHCPv6 through relays,"
        " mDNS,"
        " SSDP, SNMPv3 engine ids, certificates of TLS up to 1.2.",
        gives="One record a device, kind `self`: under its media address for what stays on the link, under"
        " its IP"
        " address for SNMP and TLS, which routers pass on. chassisMac, macAddress, sysName, sysDescr, model,"
        " manufacturer, serialNumber, vendorClass, vendorEnterprise, snmpEngineID, banner,"
        " certificateSubject.",
        references=(
            "draft-ietf-opsawg-pcap",
            "draft-ietf-opsawg-pcapng",
            "IEEE 802.1AB",
            "ANSI/TIA-1057",
            "RFC 2131",
            "RFC 8415",
            "RFC 6762",
            "RFC 3414",
            "RFC 5246",
        ),
        limitations="Fragments after the first, other tunnels than VLAN tags, and TLS 1.3, which encrypts"
        " certificates, are not read. Segments that arrive out of order end a handshake.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether it begins with the magic of a capture."""
        return head.content[:4] in PCAP or head.content[:4] == PCAPNG

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device that says something of itself; a broken packet costs itself only."""
        gathering, complaints, handshakes = (
            Gathering(ordinal),
            Complaints(source.path, unit="packet"),
            Handshakes(),
        )
        devices = Devices(gathering, RecordKind.SELF)
        try:
            for frame in captured(source.stream):
                try:
                    found = frames.packet(frame.link, frame.octets)
                    if found is not None:
                        _take(devices, found, handshakes, place=f"packet {frame.number}")
                except BROKEN:
                    yield from complaints.line(frame.number, "the packet is cut or broken.", remedy=REMEDY)
                if gathering.full:
                    yield gathering.batch()
                if frame.number >= MOST_FRAMES:
                    break
        except CaptureError as error:
            said = f"{error}; what came before is kept."
            yield Problem(code=Code.DAMAGED, message=said, where=source.path, remedy=REMEDY)
        yield from complaints.rest()
        yield gathering.batch()


REMEDY = "Capture it again with the whole packet (`tcpdump -s 0`) if it matters."


def _take(devices: Devices, found: Packet, handshakes: Handshakes, *, place: str) -> None:
    said = list(_of_link(found))
    if said:
        key = next((value for term, value in said if term in ("chassisMac", "macAddress")), found.source_mac)
        _observe(devices, key, said, place)
        return
    said = list(_of_service(found, handshakes))
    if said:
        _observe(devices, found.source, [("managementAddress", found.source), *said], place)


def _observe(devices: Devices, key: str, said: list[tuple[str, str]], place: str) -> None:
    record = devices.record(key, place=place)
    for term, value in said:
        devices.observe(record, term, value)


def _of_link(found: Packet) -> Said:
    """What only devices on the captured link can have sent."""
    ports = (found.source_port, found.destination_port)
    if found.ether_type == frames.LLDP:
        yield from announcements.from_lldp(found.payload)
    elif found.ether_type == frames.ARP:
        yield from announcements.from_arp(found.payload)
    elif found.payload.startswith(announcements.CDP_SNAP) and not found.ether_type:
        yield from announcements.from_cdp(found.payload[len(announcements.CDP_SNAP) :])
    elif found.protocol == frames.ICMPV6:
        yield from announcements.from_neighbour_discovery(found.payload, found.source)
    elif found.protocol == frames.UDP:
        yield from _datagram(found, ports)


def _datagram(found: Packet, ports: tuple[int, int]) -> Said:
    if ports[0] in DHCP and ports[1] in DHCP:
        yield from configuration.from_dhcp(found.payload)
    elif ports[0] in DHCPV6 and ports[1] in DHCPV6:
        yield from configuration.from_dhcpv6(found.payload)
    elif ports[0] == MDNS:
        yield from services.from_mdns(found.payload)
    elif SSDP in ports:
        yield from services.from_ssdp(found.payload)


def _of_service(found: Packet, handshakes: Handshakes) -> Said:
    """What may have come through routers: the media address is the last router's."""
    if found.protocol == frames.UDP and found.source_port == SNMP:
        yield from services.from_snmp(found.payload)
    elif found.protocol == frames.TCP:
        yield from handshakes.take(found)
