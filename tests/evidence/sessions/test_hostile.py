"""Time is bounded whatever stands in a text: no pattern may look again and again at the same characters."""

import time

import pytest

from interdict.evidence.commands.answer import hear
from interdict.evidence.commands.heard import Heard
from interdict.evidence.reader import Head
from interdict.evidence.readers import READERS

TEXTS = {
    "blanks": " " * 64_000,
    "empty lines": "\n" * 64_000,
    "indented letters": (" " * 1_900 + "x\n") * 33,
    "members with gaps": ("a : b" + " " * 1_900 + "x\n") * 33,
    "words": "a " * 32_000,
    "rules": "-" * 64_000,
    "inventory without end": 'NAME: "' + 'x" ' * 21_000,
    "capabilities": "Device ID  Local Intrfce  H\n" + ("x Gi1/0/1 120 " + "R " * 900 + "\n") * 33,
    "versions": "Cisco IOS Software " + "Version " * 8_000,
    "headers": "vlan mac addr OnuIndex Sn " * 2_400,
}
SECONDS = 5
"""Far above what any of them takes (under 0.5 s on one slow core), far below what backtracking takes."""


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_holds_up_a_reader(name):
    began = time.monotonic()
    content = TEXTS[name].encode()
    for reader in READERS:
        reader.accepts(Head(path="x", name="x", size=len(content), content=content))
    hear(TEXTS[name], Heard(), command="show x")
    assert time.monotonic() - began < SECONDS
