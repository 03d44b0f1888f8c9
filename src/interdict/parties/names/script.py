"""Names of any script in ASCII letters."""

import re
import unicodedata

import anyascii

IDEOGRAPHS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
"""A run of Chinese characters."""
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻ"))


def latin(text: str) -> str:
    """
    The text in lower-case ASCII, whatever its script.

    >>> latin("Ｈｙｔｅｒａ Düsseldorf"), latin("Хуавэй"), latin("中興")
    ('hytera dusseldorf', 'khuavey', ' zhongxing ')
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    plain = IDEOGRAPHS.sub(lambda found: f" {found.group()} ", plain)
    if plain.isascii():
        return plain.lower()
    return anyascii.anyascii(plain).lower().replace("'", "").replace("`", "")


def script_of(text: str) -> str:
    """
    `latin`, `han`, `other`, or `mixed` where Latin letters stand beside others.

    >>> script_of("Huawei"), script_of("华为"), script_of("ZTE中兴"), script_of("Хуавэй")
    ('latin', 'han', 'mixed', 'other')
    """
    if text.isascii():
        return "latin"
    letters = [letter for letter in unicodedata.normalize("NFKC", text) if letter.isalpha()]
    foreign = [letter for letter in letters if letter > "\u024f"]
    if not foreign:
        return "latin"
    if len(foreign) < len(letters):
        return "mixed"
    return "han" if all(IDEOGRAPHS.match(letter) for letter in foreign) else "other"
