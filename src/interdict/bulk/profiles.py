"""Devices by fact profile on a common ground: decided as often as somebody asks, identified once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import msgspec

from interdict.assess.assess import Assessor
from interdict.assess.ground import Ground
from interdict.bulk.assessment import Profiled, profile_inventory
from interdict.bulk.devices import attributes
from interdict.bulk.facts import Facts, gather_facts
from interdict.bulk.scan import Taken, is_month_first, relation_days
from interdict.core.progress import Progress
from interdict.model.asking import Answer
from interdict.model.operator import Operator
from interdict.model.order import Library, Order
from interdict.parties.affiliates import Affiliates
from interdict.parties.load import Parties


class Bench(msgspec.Struct, frozen=True, kw_only=True):
    """Identified devices with their profiles; identification is done, deciding may be done repeatedly."""

    taken: Taken
    operator: Operator
    on: Ground
    facts: Facts
    profiled: Profiled
    shown: Any
    """`devices.SHOWN` by device: hostname, site, region, serial, acquired."""
    answers: tuple[Answer, ...] = ()
    """Answers that are in the profiles already."""

    @property
    def engine(self) -> Any:
        """The engine that holds all rows."""
        return self.taken.inventory.engine

    @property
    def parties(self) -> Parties:
        """The parties data."""
        return self.taken.identifiers.parties

    def assessor(self, library: Library, orders: Sequence[Order], at: date) -> Assessor:
        """What decides these profiles under some orders of the ground as of a day."""
        return Assessor(
            library,
            orders,
            self.operator.facts,
            at=at,
            affiliation=Affiliates(self.parties),
            relation_days=relation_days(self.parties),
            on=self.on,
        )

    def devices(self) -> int:
        """How many devices there are."""
        return int(self.taken.inventory.devices.count().execute())


def bench(taken: Taken, operator: Operator, on: Ground, progress: Progress) -> Bench:
    """
    The devices of an inventory by fact profile.

    Args:
        taken: Devices with identifications; rows live in the inventory's engine.
        operator: Whose equipment it is.
        on: What profiles must tell apart.
        progress: Told of every stage.
    """
    inventory = taken.inventory
    progress.stage("gathering facts")
    facts = gather_facts(inventory.engine, inventory, on, month_first=is_month_first(operator))
    profiled = profile_inventory(inventory.engine, inventory, facts, taken.identifiers)
    shown = attributes(inventory)
    return Bench(taken=taken, operator=operator, on=on, facts=facts, profiled=profiled, shown=shown)


def devices_and_sites(bench: Bench, table: Any, by: Sequence[str]) -> dict[tuple[Any, ...], tuple[int, int]]:
    """
    How many devices at how many named sites, by some columns of a table `(profile, …)`.

    Args:
        table: Profiles with what they are counted under; a device counts once, whatever parts it has.
    """
    pairs = bench.profiled.assessed.join(table, "profile").select("device", *by).distinct()
    placed = pairs.left_join(bench.shown.select("device", "site"), "device")
    site = placed.site.strip().upper().nullif("")
    counted = placed.group_by(*by).agg(devices=ibis._.device.nunique(), sites=site.nunique())
    return {
        tuple(row[name] for name in by): (row["devices"], row["sites"])
        for row in counted.to_pyarrow().to_pylist()
    }
