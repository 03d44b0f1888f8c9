"""The model name that a key carries: the value of a model column, or the name that stands in a text."""

import re

from interdict.identify.library import Library

OWN_TEXT = frozenset({"own-text", "banner", "command-output", "record-text"})
MODEL_COLUMNS = frozenset({"model", "chassis-model", "part-model"})

CISCO_IMAGE = re.compile(r"Software \(([A-Z0-9]+)[_-]")
"""Platform inside `Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M)`."""


def model_of(kind: str, key: str, library: Library) -> str:
    """The model that a key of this kind names; empty where it names none."""
    if kind in MODEL_COLUMNS:
        return key.strip()[:120]
    if kind not in OWN_TEXT:
        return ""
    names = [match.model for match in library.families.in_text(key[:1000])]
    if names:
        return max(names, key=lambda name: (any(c.isdigit() for c in name), len(name)))
    image = CISCO_IMAGE.search(key)
    return image.group(1) if image else ""
