"""Builds the carrier from a seed: sites in eight counties, what stands at each, what customers use."""

import math
from collections.abc import Iterator
from random import Random

from prairie.plant import COUNTIES, Plant
from prairie.subscribers import subscribers
from prairie.traps import trap_devices
from prairie.values import Network, Site

CELL_SITES = 220
CORE_SITES = ("Antler City", "Fescue Junction", "Harrow Mills")
SHOPS = 8
TOWNS = (
    "Willow",
    "Coulee",
    "Badger",
    "Sandstone",
    "Meadowlark",
    "Prairie Dog",
    "Windmill",
    "Chokecherry",
    "Buffalo",
    "Long Draw",
    "Cedar",
    "Hawk",
    "Rabbit",
    "Plum",
    "Lone Tree",
    "Gopher",
    "Thistle",
    "Pheasant",
    "Slough",
    "Ridge",
)
FEATURES = (
    "Hill",
    "Creek",
    "Butte",
    "Road",
    "School",
    "Elevator",
    "Tower",
    "Crossing",
    "Flat",
    "Draw",
    "Bench",
)
_ORIGIN = (47.1, -104.6)


def build_network(seed: int) -> Network:
    """The whole carrier; the same seed gives the same carrier."""
    random = Random(seed)
    sites = tuple(_sites(random))
    plant = Plant(random)
    devices = [device for site in sites for device in plant.at(site)]
    devices += trap_devices(plant, sites)
    return Network(sites=sites, devices=tuple(devices), subscribers=tuple(subscribers(Random(seed + 1))))


def _sites(random: Random) -> Iterator[Site]:
    names = [f"{town} {feature}" for town in TOWNS for feature in FEATURES]
    random.shuffle(names)
    for number in range(CELL_SITES):
        yield _site(random, f"PW-{number + 1:04d}", names[number], "Cell site", number)
    for number, name in enumerate(CORE_SITES):
        yield _site(random, f"CORE-{number + 1}", f"{name} MSC", "Core site", number * 75)
    for number in range(SHOPS):
        yield _site(
            random,
            f"SHOP-{number + 1:02d}",
            f"{names[-number - 1].split()[0]} Store",
            "Retail store",
            number * 28,
        )


def _site(random: Random, key: str, name: str, kind: str, number: int) -> Site:
    """Sites lie on a spiral, so that counties hang together and the microwave ring has a shape."""
    angle, reach = number * 2.399963, 0.08 * math.sqrt(number + 1)
    county = COUNTIES[int((angle % math.tau) / math.tau * len(COUNTIES))]
    latitude = _ORIGIN[0] + reach * math.sin(angle) + random.uniform(-0.01, 0.01)
    longitude = _ORIGIN[1] + reach * 1.4 * math.cos(angle) + random.uniform(-0.01, 0.01)
    return Site(
        id=key,
        name=name,
        kind=kind,
        county=county,
        latitude=round(latitude, 6),
        longitude=round(longitude, 6),
    )
