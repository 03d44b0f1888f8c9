"""By what a device is known again in another snapshot, and which device of one is which of the other."""

from typing import Any

import ibis

from interdict.bulk.engine import Engine
from interdict.bulk.grouping import identifies, normal_form
from interdict.bulk.inventory import Inventory
from interdict.evidence.group import MOST_RECORDS, PLACEHOLDERS, RULES

LASTING = tuple(rule for rule in RULES if rule.name != "interface")
"""Sorts of keys that stay with a device; interfaces come and go with their cards."""

SOURCE_ID = "id"
"""The id that a source gives, used where nothing else is shared."""


def device_keys(engine: Engine, inventory: Inventory) -> Any:
    """
    A kept table `(device, strength, key)`: every identity of every device, 0 the hardest to share.

    Args:
        engine: Where to compute.
        inventory: Devices with their observations.
    Returns: `key` is `rule|value in normal form`; each once a device.
    """
    parts = []
    for strength, rule in enumerate(LASTING):
        said = inventory.observed.filter(
            (inventory.observed.component == "") & inventory.observed.property.isin(list(rule.properties))
        )
        keyed = said.select("device", value=normal_form(said.value, rule.normalise)).drop_null("value")
        keyed = keyed.filter(
            ~keyed.value.isin(sorted(PLACEHOLDERS)) & identifies(keyed.value, rule.normalise)
        )
        parts.append(
            keyed.select(
                "device",
                strength=ibis.literal(strength, "int8"),
                key=ibis.literal(f"{rule.name}|") + keyed.value,
            )
        )
    own = inventory.records.join(inventory.membership, "record")
    parts.append(
        own.select(
            "device",
            strength=ibis.literal(len(LASTING), "int8"),
            key=ibis.literal(f"{SOURCE_ID}|") + own.kind + "|" + own.key,
        )
    )
    return engine.keep("device_keys", ibis.union(*parts).distinct())


def matched(engine: Engine, before: Any, after: Any, *, name: str = "matched") -> Any:
    """
    A kept table `(before, after, key)`: for each earlier device the later one that it is.

    Of several later devices the one with the hardest key is taken, then the smallest number; a key that
    more than a dozen devices of either side carry says nothing. Two earlier devices may be one later one.

    Args:
        engine: Where to compute.
        before: `(device, strength, key)` of the earlier snapshot.
        after: The same of the later one.
        name: Of the kept table.
    """
    usable = _few(before).join(_few(after), "key")
    pairs = before.join(after, ["key", "strength"]).select(
        "key", "strength", before=before.device, after=after.device
    )
    pairs = pairs.semi_join(usable, "key")
    order = ibis.struct({"strength": pairs.strength.cast("int64"), "after": pairs.after, "key": pairs.key})
    rank = pairs.strength.cast("string").lpad(2, "0") + "|" + pairs.after.cast("string").lpad(20, "0")
    best = pairs.group_by("before").agg(best=order.argmin(rank + "|" + pairs.key))
    return engine.keep(
        name,
        best.select("before", after=best.best["after"], key=best.best["key"], strength=best.best["strength"]),
    )


def _few(keys: Any) -> Any:
    """Keys that few enough devices carry to mean one."""
    counted = keys.group_by("key").agg(carriers=keys.device.nunique())
    return counted.filter(counted.carriers <= MOST_RECORDS).select("key")
