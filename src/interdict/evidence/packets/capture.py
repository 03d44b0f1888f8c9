"""The containers of captured packets, pcap and pcapng: frames with their link type."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

PCAP = {
    b"\xd4\xc3\xb2\xa1": "<",
    b"\xa1\xb2\xc3\xd4": ">",
    b"\x4d\x3c\xb2\xa1": "<",
    b"\xa1\xb2\x3c\x4d": ">",
}
"""Magic to byte order; the latter two have nanoseconds (draft-ietf-opsawg-pcap)."""
PCAPNG = b"\x0a\x0d\x0d\x0a"
BYTE_ORDER = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
"""draft-ietf-opsawg-pcapng, section 4.1."""
LARGEST_BLOCK = 16 << 20
LARGEST_FRAME = 1 << 18
"""Bytes; the snapshot length of tcpdump is 262,144."""
INTERFACE, SIMPLE, ENHANCED = 1, 3, 6
"""Block types that are read."""


class Frame(msgspec.Struct, frozen=True):
    """One captured frame."""

    number: int
    link: int
    """Link type as registered (`1` Ethernet, `113` Linux cooked, `101` raw IP)."""
    octets: bytes


class CaptureError(Exception):
    """The container contradicts itself or ends inside a packet; what came before is good."""


def frames(stream: BinaryIO) -> Iterator[Frame]:
    """
    Every frame of a capture.

    Raises: CaptureError where the container breaks.
    """
    magic = stream.read(4)
    if magic in PCAP:
        yield from _pcap(stream, PCAP[magic])
    elif magic == PCAPNG:
        yield from _pcapng(stream)
    else:
        raise CaptureError("it is no capture")


def _exactly(stream: BinaryIO, count: int) -> bytes:
    found = stream.read(count)
    if len(found) < count:
        raise CaptureError("it ends inside a packet")
    return found


def _pcap(stream: BinaryIO, order: str) -> Iterator[Frame]:
    header = _exactly(stream, 20)
    link = struct.unpack(f"{order}I", header[16:])[0] & 0x0FFF_FFFF
    number = 0
    while head := stream.read(16):
        if len(head) < 16:
            raise CaptureError("it ends inside a packet")
        captured = struct.unpack(f"{order}8xI4x", head)[0]
        if captured > LARGEST_FRAME:
            raise CaptureError(f"packet {number + 1} says that it has {captured:,} bytes")
        number += 1
        yield Frame(number, link, _exactly(stream, captured))


def _pcapng(stream: BinaryIO) -> Iterator[Frame]:
    order = "<"
    links: list[int] = []
    number = 0
    stream.seek(0)
    while head := stream.read(8):
        if head[:4] == PCAPNG:
            mark = _exactly(stream, 4)
            if mark not in BYTE_ORDER:
                raise CaptureError("a section has no byte order")
            order, links = BYTE_ORDER[mark], []
            _exactly(stream, _length(head, order) - 12)
            continue
        body = _exactly(stream, _length(head, order) - 8)[:-4]
        kind = struct.unpack(f"{order}I", head[:4])[0]
        if kind == INTERFACE and len(body) >= 2:
            links.append(struct.unpack(f"{order}H", body[:2])[0])
        elif kind in (ENHANCED, SIMPLE):
            number += 1
            yield _block(kind, body, order, links, number)


def _length(head: bytes, order: str) -> int:
    if len(head) < 8:
        raise CaptureError("it ends inside a block")
    length: int = struct.unpack(f"{order}I", head[4:])[0]
    if length < 12 or length > LARGEST_BLOCK:
        raise CaptureError(f"a block says that it has {length:,} bytes")
    return length


def _block(kind: int, body: bytes, order: str, links: list[int], number: int) -> Frame:
    start = 20 if kind == ENHANCED else 4
    if len(body) < start:
        raise CaptureError("a packet block is too short")
    interface, captured = 0, len(body) - start
    if kind == ENHANCED:
        interface, captured = struct.unpack(f"{order}I8xI4x", body[:20])
    link = links[interface] if interface < len(links) else -1
    return Frame(number, link, body[start : start + min(captured, LARGEST_FRAME)])
