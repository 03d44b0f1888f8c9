"""Octet strings as recorders write them: text, addresses, raw bytes."""

import re

from interdict.registries import mac

IDEOGRAPHS = re.compile("[\u4e00-\u9fff]{2}")
HEX_WITH_SEPARATORS = re.compile(rb'\s*"?(?:0x)?((?:[0-9A-Fa-f]{2}[ :\-]?){5,32})"?\s*')


def text(octets: bytes) -> str:
    """The characters of a string: UTF-8, else GB 18030 where it fits (Chinese sites), else Latin-1."""
    found = readable(octets)
    return octets.decode("latin-1") if found is None else found


def readable(octets: bytes) -> str | None:
    r"""
    The characters of a string that is text for certain; `None` for other octets.

    >>> readable("华为".encode("gb18030")), readable(b"SMU11B"), readable(b"\xff\xc0\xa8")
    ('华为', 'SMU11B', None)
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            found = octets.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or IDEOGRAPHS.search(found):
            return found
    return None


def is_address(octets: bytes) -> bool:
    """Whether octets of unknown kind are a media address: a usual spelling, or six that are no plain text."""
    return mac.parse(octets.decode("latin-1")) is not None or (len(octets) == 6 and not octets.isascii())


def address(octets: bytes) -> str:
    """
    A media address as `00:e0:fc:12:34:56`, from six raw octets or any usual spelling; other text as it is.

    >>> address(bytes.fromhex("00E0FC123456")), address(b"0:e0:fc:12:34:56"), address(b"")
    ('00:e0:fc:12:34:56', '00:e0:fc:12:34:56', '')
    """
    digits = mac.parse(octets.decode("latin-1"))
    if digits:
        return bytes.fromhex(digits).hex(":")
    if len(octets) == 6:
        return octets.hex(":")
    return text(octets).strip() if octets.isascii() else octets.hex(":")


def hex_digits(octets: bytes) -> str:
    r"""
    Lower-case hex digits of an engine id, recorded raw or already as hex text.

    >>> hex_digits(b"80:00:07:DB:03"), hex_digits(b"\x80\x00\x07\xdb\x03")
    ('800007db03', '800007db03')
    """
    written = HEX_WITH_SEPARATORS.fullmatch(octets)
    if written:
        return re.sub(rb"[ :\-]", b"", written[1]).decode().lower()
    return octets.hex()
