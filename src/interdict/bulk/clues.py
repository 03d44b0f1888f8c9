"""From observations to the clues of every device and component: each distinct key is read once."""

import hashlib
from collections.abc import Iterable
from typing import Any

import ibis
import pyarrow as pa

from interdict.bulk.engine import Engine
from interdict.bulk.grouping import hex_address
from interdict.core.progress import Progress
from interdict.identify.clues import kinds
from interdict.identify.library import Library
from interdict.identify.models import model_of
from interdict.model.identification import Clue
from interdict.registries import oui

KEY_LENGTH = 4000
"""Characters of a value that a key keeps; no clue reads further."""


def _direct(observations: Any, mapping: dict[str, str], of_component: bool) -> Any:
    """Keys that are the value itself."""
    chosen = observations.filter(
        observations.property.isin(list(mapping))
        & ((observations.component != "") if of_component else (observations.component == ""))
    )
    kind = ibis.cases(*((chosen.property == name, kind) for name, kind in mapping.items()), else_="")
    return chosen.select("device", "record", "component", kind=kind, key=chosen.value.substr(0, KEY_LENGTH))


def _addresses(observations: Any) -> Any:
    """Every globally unique address of a device, with how near to the chassis it is."""
    chosen = observations.filter(
        (observations.component == "") & observations.property.isin(list(kinds.ADDRESS_PROPERTIES))
    )
    place = ibis.cases(
        *((chosen.property == name, place) for name, place in kinds.ADDRESS_PROPERTIES.items()), else_=""
    )
    sized = chosen.select("device", place=place, digits=hex_address(chosen.value))
    return sized.filter(is_assigned(sized.digits, sized.place == "cpe"))


def is_assigned(digits: Any, block: Any) -> Any:
    """Whether digits are a globally unique unicast address, or the 24 bits of one where a block is wanted."""
    whole = digits.re_search("^[0-9a-f]{12}$") | (block & digits.re_search("^[0-9a-f]{6}$"))
    return whole & digits.substr(1, 1).isin(list("048c"))


def _engine_addresses(observations: Any) -> Any:
    """The address inside an engine id of format 3 (RFC 3411)."""
    chosen = observations.filter(observations.property == "snmpEngineID")
    digits = chosen.value.re_replace(r"[^0-9A-Fa-f]", "").lower()
    inside = chosen.select(
        "device", place=ibis.literal("chassis"), digits=digits.substr(10, 12), format=digits.substr(8, 2)
    )
    good = inside.filter(
        (inside.format == "03") & (inside.digits.length() == 12) & (inside.digits != "0" * 12)
    )
    return good.drop("format")


def _blocks(engine: Engine, addresses: Any) -> Any:
    """The organisation whose block, longest first, each distinct address lies in."""
    table = engine.register("blocks", oui.table())
    heads = with_block(addresses.select("digits").distinct(), table)
    return heads.select("digits", "organisation").drop_null("organisation")


def with_block(heads: Any, table: Any) -> Any:
    """A table with the column `digits`, and beside it `organisation`: whose block they lie in, else null."""
    own = heads.columns
    for bits in (36, 28, 24):
        part = table.filter(table.bits == bits).select(
            **{f"prefix{bits}": table.prefix.lower(), f"organisation{bits}": table.organisation}
        )
        heads = heads.mutate(**{f"head{bits}": heads.digits.substr(0, bits // 4)})
        heads = heads.left_join(part, heads[f"head{bits}"] == part[f"prefix{bits}"])
    organisation = ibis.coalesce(heads.organisation36, heads.organisation28, heads.organisation24)
    return heads.select(*own, organisation=organisation)


def _address_keys(engine: Engine, observations: Any) -> Any:
    """`scope|organisation` keys: of chassis addresses, and of interfaces by the share a block has."""
    addresses = engine.keep("addresses", _addresses(observations).union(_engine_addresses(observations)))
    blocks = engine.keep("address_blocks", _blocks(engine, addresses))
    known = addresses.join(blocks, "digits")
    near = known.filter(known.place.isin(["chassis", "cpe"]))
    nearest = near.select("device", key=near.place + "|" + near.organisation)
    counted = (
        known.filter(known.place == "interface")
        .group_by(["device", "organisation"])
        .agg(n=ibis._.digits.nunique())
    )
    total = counted.group_by("device").agg(total=counted.n.sum())
    shares = counted.join(total, "device")
    scope = (shares.n * 2 > shares.total).ifelse("most|", "some|")
    return nearest.union(shares.select("device", key=scope + shares.organisation))


def _derived(engine: Engine, observations: Any) -> Any:
    """Keys cut out of values: engine numbers, address blocks, PON vendor ids, names without numbers."""
    own = observations.filter(observations.component == "")
    engines = own.filter(own.property == "snmpEngineID")
    number = engines.value.re_replace(r"[^0-9A-Fa-f]", "").lower().substr(0, 8)
    serials = own.filter(own.property.isin(list(kinds.SERIAL_PROPERTIES)))
    addresses = _address_keys(engine, observations)
    named = own.filter(own.property.isin(list(kinds.NAME_PROPERTIES)))
    parts = [
        engines.select("device", kind=ibis.literal("engine"), key=number),
        serials.select("device", kind=ibis.literal("pon"), key=vendor_part(serials.value)).drop_null("key"),
        addresses.select("device", kind=ibis.literal("address"), key=addresses.key),
        named.select("device", kind=ibis.literal("host-name"), key=plain_name(named.value)),
    ]
    keyed = ibis.union(*parts)
    return keyed.select(
        "device",
        record=ibis.literal(0, "int64"),
        component=ibis.literal(""),
        kind=keyed.kind,
        key=keyed.key,
    )


def vendor_part(value: Any) -> Any:
    """The vendor id of a PON serial: four letters, or the eight hex digits that spell them; else null."""
    serial = value.strip().upper()
    return ibis.cases(
        (serial.re_search("^[0-9A-F]{16}$"), serial.substr(0, 8)),
        (serial.re_search("^[A-Z]{4}-?[0-9A-F]{8}$"), serial.substr(0, 4)),
        else_=ibis.null("string"),
    )


def plain_name(value: Any) -> Any:
    """A host name without numbers and hexadecimal tail, which differ and say nothing of a device's role."""
    return value.lower().re_replace(r"[-_][0-9][0-9a-f]+$|[0-9]+", "-").substr(0, 80)


def keys_of(engine: Engine, observations: Any) -> Any:
    """
    A kept table `(device, record, component, kind, key)`: everything a clue may be read from.

    Args:
        engine: Where to compute.
        observations: `columns.OBSERVATION` joined with `device`.
    """
    own = _direct(observations, dict(kinds.OF_DEVICE), of_component=False)
    own = own.mutate(record=ibis.literal(0, "int64"))
    parts = _direct(observations, dict(kinds.OF_COMPONENT), of_component=True)
    return engine.keep("keys", ibis.union(own, parts, _derived(engine, observations)))


class Decided:
    """The clues of every distinct key, numbered, so that a set of clues is a set of small numbers."""

    def __init__(self) -> None:
        self.clues: list[Clue] = []
        self._numbers: dict[str, int] = {}
        self._rows: dict[str, list[Any]] = {
            "kind": [],
            "key": [],
            "clue": [],
            "model": [],
            "one": [],
            "two": [],
        }

    def read(self, pairs: Iterable[tuple[str, str]], library: Library, progress: Progress) -> None:
        """Read each `(kind, key)` once."""
        for kind, key in pairs:
            found = kinds.clues_of(kind, key, library)
            model = model_of(kind, key, library)
            for number in [self._number(clue) for clue in found] or [-1]:
                row = (kind, key, number, model, *self._codes(number))
                for column, value in zip(self._rows.values(), row, strict=True):
                    column.append(value)
            progress.step()

    def _number(self, clue: Clue) -> int:
        number = self._numbers.setdefault(clue.id, len(self.clues))
        if number == len(self.clues):
            self.clues.append(clue)
        return number

    def _codes(self, number: int) -> tuple[int, int]:
        """Two numbers of 48 bits that stand for a clue in the sums by which sets of clues are told apart."""
        if number < 0:
            return 0, 0
        digest = hashlib.blake2b(self.clues[number].id.encode(), digest_size=12).digest()
        return int.from_bytes(digest[:6], "big"), int.from_bytes(digest[6:], "big")

    def table(self) -> pa.Table:
        """Columns `kind`, `key`, `clue` (-1: nothing suggested), `model`, and the codes `one` and `two`."""
        types = {"kind": pa.string(), "key": pa.string(), "clue": pa.int32(), "model": pa.string()}
        types |= {"one": pa.int64(), "two": pa.int64()}
        return pa.table({name: pa.array(self._rows[name], kind) for name, kind in types.items()})


def read_clues(engine: Engine, keys: Any, library: Library, progress: Progress) -> tuple[Decided, Any]:
    """
    The clues of every distinct key, and the kept table of keys with their `clue`, `model`, `one`, `two`.

    Args:
        engine: Where to compute.
        keys: Result of `keys_of`.
        library: What identification knows.
        progress: Told of every key read.
    """
    distinct = keys.select("kind", "key").distinct().order_by("kind", "key").to_pyarrow()
    progress.stage("reading clues", total=distinct.num_rows)
    decided = Decided()
    pairs = zip(distinct["kind"].to_pylist(), distinct["key"].to_pylist(), strict=True)
    decided.read(pairs, library, progress)
    table = engine.register("decided_keys", decided.table())
    return decided, engine.keep("device_clues", keys.join(table, ["kind", "key"]))
