"""How people really type a maker, a model and a date into a spreadsheet."""

from collections.abc import Callable
from datetime import date
from random import Random

VARIANTS = {
    "Huawei": (
        "Huawei",
        "HUAWEI",
        "huawei",
        "Huawei Technologies",
        "Huwaei",
        "Huawie",
        "华为",
        "Hua Wei",
        "HUAWEI TECH CO LTD",
    ),
    "ZTE": ("ZTE", "zte", "ZTE Corp", "ZTE Corporation", "Z.T.E.", "中兴", "中兴通讯", "Zhongxing Telecom"),
    "Hikvision": ("Hikvision", "HIKVISION", "HIK Vision", "Hikvison", "海康威视"),
    "Dahua": ("Dahua", "DAHUA", "Dahua Technology", "大华"),
    "Nokia": ("Nokia", "NOKIA", "Nokia Networks", "Nokia Solutions and Networks"),
    "Ericsson": ("Ericsson", "ERICSSON", "Ericson", "LM Ericsson"),
    "Cisco": ("Cisco", "CISCO", "Cisco Systems", "cisco systems inc"),
    "Juniper": ("Juniper", "Juniper Networks", "JUNIPER"),
    "MikroTik": ("MikroTik", "Mikrotik", "Mikrotick", "RouterBoard"),
    "APC": ("APC", "American Power Conversion", "APC by Schneider"),
    "Palo Alto Networks": ("Palo Alto", "Palo Alto Networks", "PaloAlto"),
}
"""Usual spellings; the first is the careful one. A maker that is not here is always typed right."""

_DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%Y", "%b %Y", "%Y%m%d")
_CAREFUL = 0.6


def maker(random: Random, name: str) -> str:
    """A maker as typed: the careful spelling in six of ten rows."""
    variants = VARIANTS.get(name, (name,))
    return variants[0] if random.random() < _CAREFUL else random.choice(variants)


def model(random: Random, name: str, *, alone: bool) -> str:
    """A model as typed; one that stands `alone`, without a maker, is still typed so that it can be read."""
    changes: list[Callable[[str], str]] = [str.lower, str.upper, lambda text: f" {text} "]
    if not alone:
        changes.append(lambda text: text.replace("-", " "))
    return name if random.random() < 0.8 else random.choice(changes)(name)


def day(random: Random, value: date) -> str:
    """A date as typed: the house style in six of ten rows, else whatever somebody liked."""
    style = _DATES[0] if random.random() < _CAREFUL else random.choice(_DATES)
    return value.strftime(style)


def mac(random: Random, address: str) -> str:
    """A media address as typed: colons, Cisco dots, hyphens or nothing between the digits."""
    if not address:
        return ""
    pairs = [address[place : place + 2] for place in range(0, 12, 2)]
    dotted = ".".join(address[place : place + 4] for place in range(0, 12, 4)).lower()
    return random.choice((":".join(pairs).lower(), ":".join(pairs), "-".join(pairs), dotted, address))
