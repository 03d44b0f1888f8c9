"""Octet strings as recorders write them: text, addresses, raw bytes."""

import re

from interdict.registries import mac

HEX_WITH_SEPARATORS = re.compile(rb'\s*"?(?:0x)?((?:[0-9A-Fa-f]{2}[ :\-]?){5,32})"?\s*')


def text(octets: bytes) -> str:
    """The characters of a string: UTF-8, else GB 18030 where it fits (Chinese sites), else Latin-1."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        pass
    try:
        found = octets.decode("gb18030")
    except UnicodeDecodeError:
        return octets.decode("latin-1")
    return found if re.search("[\u4e00-\u9fff]{2}", found) else octets.decode("latin-1")


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
