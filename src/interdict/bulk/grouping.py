"""Records that share an identifying key become one device: relationally, by the smallest record number."""

from collections.abc import Sequence
from typing import Any

import ibis
import pyarrow as pa

from interdict.bulk.engine import Engine
from interdict.evidence.group import MOST_RECORDS, PLACEHOLDERS, RULES, LinkRule
from interdict.model import columns
from interdict.model.observation import RecordKind

ROUNDS = 40
"""Rounds of label passing; chains of linked records are a few long, so this bound is never near."""

KIND_ORDER = (
    RecordKind.SELF,
    RecordKind.CONFIGURATION,
    RecordKind.ASSET,
    RecordKind.SUBSCRIBER,
    RecordKind.NEIGHBOUR,
)
"""Which record speaks first for a device that several sources know."""


SEPARATORS = (":", "-", ".", " ")
"""Between the digits of an address as people and devices write it."""


def hex_address(value: Any) -> Any:
    """Lower-case hex digits of a media address, however spelled; other text stays what it is, or is cut."""
    digits = value.lower().replace("0x", "")
    for separator in SEPARATORS:  # plain replacing takes a tenth of the time of an expression
        digits = digits.replace(separator, "")
    return digits


def is_global_address(digits: Any) -> Any:
    """Whether twelve digits are a globally unique unicast address, the only ones that identify a device."""
    second = digits.substr(1, 1)
    return (
        (digits.length() == 12)
        & digits.re_search("^[0-9a-f]{12}$")
        & second.isin(list("048c"))
        & (digits != "0" * 12)
        & ~digits.startswith("00005e0001")  # VRRP (RFC 9568)
        & ~digits.startswith("00000c07ac")  # HSRP (RFC 2281)
    )


def normal_form(value: Any, how: str) -> Any:
    """
    The form in which two spellings of one identifying value are equal; null where it identifies nothing.

    Args:
        value: A string column.
        how: `mac`, `name` (host part, upper case), `part` (letters and digits), or `serial` and `plain` (the
            same, at least six of them; ask `identifies` before relying on one).
    """
    if how == "mac":
        digits = hex_address(value)
        return is_global_address(digits).ifelse(digits, ibis.null("string"))
    folded = value.strip().upper()
    if how == "name":
        folded = folded.re_extract(r"^([^.]+)", 1)
        good = (folded.length() >= 5) & folded.re_search(r"[0-9_-]") & ~folded.startswith("<")
        return good.ifelse(folded, ibis.null("string"))
    plain = folded
    for separator in (*SEPARATORS, "/", "_", "#"):
        plain = plain.replace(separator, "")
    if how == "part":
        return (plain.length() >= 3).ifelse(plain, ibis.null("string"))
    return (plain.length() >= 6).ifelse(plain, ibis.null("string"))


def identifies(key: Any, how: str) -> Any:
    """Whether a key in normal form can be an identity: a serial has a digit and is not only padding."""
    if how in {"serial", "plain"}:
        return key.re_search("[0-9]") & key.re_search("[1-9A-EG-Z]")
    return ibis.literal(True)


def _keys(engine: Engine, rule: LinkRule, records: Any, observations: Any) -> Any:
    """Keys of one rule that more than one record carries, with the kind and the source of each record."""
    chosen = observations.filter(
        (observations.component == "") & observations.property.isin(list(rule.properties))
    )
    keyed = chosen.select("record", key=normal_form(chosen.value, rule.normalise)).drop_null("key")
    # nearly every key of a large table is its record's alone; two minima under a number find the others
    coded = keyed.select("record", code=keyed.key.hash())
    spread = coded.group_by("code").agg(first=coded.record.min(), last=coded.record.max())
    several = spread.filter(spread["first"] != spread["last"]).select("code")
    coded = keyed.mutate(code=keyed.key.hash()).semi_join(several, "code").select("record", "key")
    good = ~coded.key.isin(sorted(PLACEHOLDERS)) & identifies(coded.key, rule.normalise)
    keyed = engine.keep(f"keys_{rule.name}", coded.filter(good))
    owned = keyed.join(records, "record")
    owned = owned.filter(owned.kind.isin([str(kind) for kind in rule.kinds]))
    return owned.select("record", "key", "kind", source=owned.record // columns.RECORDS_PER_SOURCE).distinct()


def _links(engine: Engine, rule: LinkRule, records: Any, observations: Any) -> Any:
    """Records under keys that this rule accepts, as `(name|key, record)`."""
    keys = _keys(engine, rule, records, observations)
    shared = keys.group_by("key").agg(
        records=keys.record.nunique(),
        sources=keys.source.nunique(),
        spokesmen=keys.record.nunique(where=keys.kind == str(RecordKind.SELF)),
    )
    good = (shared.records > 1) & (shared.records <= MOST_RECORDS) & (shared.spokesmen <= rule.spokesmen)
    if not rule.within_source:
        good = good & (shared.sources == shared.records)
    accepted = shared.filter(good).select("key")
    linked = keys.join(accepted, "key")
    return linked.select(key=ibis.literal(f"{rule.name}|") + linked.key, record=linked.record)


def group_records(engine: Engine, records: Any, observations: Any, rules: Sequence[LinkRule] = RULES) -> Any:
    """
    A table `(record, device)`: every record that stands for a device, and the device it belongs to.

    Args:
        engine: Where to compute.
        records: Rows of `columns.RECORD`.
        observations: Rows of `columns.OBSERVATION`.
        rules: Which keys link which records.
    Returns: A kept table; `device` is the smallest record number among those linked. The kept table `shared`
        has the records of devices with more than one.
    """
    standing = records.filter(~records.kind.isin([str(RecordKind.PURCHASE), str(RecordKind.SITE)]))
    sources = (standing.record // columns.RECORDS_PER_SOURCE).nunique().execute()
    usable = [rule for rule in rules if rule.within_source or sources > 1]
    links = engine.keep(
        "links", ibis.union(*[_links(engine, rule, standing, observations) for rule in usable])
    )
    labels = engine.keep("labels_0", links.select("record", device=links.record).distinct())
    for turn in range(1, ROUNDS + 1):
        passed = engine.keep(f"labels_{turn}", _pass_labels(links, labels))
        changed = passed.join(labels, ["record", "device"], how="anti").count().execute()
        labels = passed
        if not changed:
            break
    engine.keep("shared", labels.select("record"))
    joined = standing.select("record").left_join(labels, "record")
    return engine.keep(
        "membership", joined.select("record", device=ibis.coalesce(joined.device, joined.record))
    )


def observed_devices(engine: Engine, records: Any, observations: Any, membership: Any) -> Any:
    """
    `columns.OBSERVATION` with `device`, without what purchases and sites say.

    Nearly every record is a device of its own; only the few that were linked to another are joined.

    Args:
        engine: Where to compute.
        records: Rows of `columns.RECORD`.
        observations: Rows of `columns.OBSERVATION`.
        membership: Result of `group_records`.
    """
    linked = engine.keep("linked", membership.filter(membership.record != membership.device))
    device = ibis.coalesce(linked.device, observations.record)
    joined = observations.left_join(linked, "record").select(*observations.columns, device=device)
    others = records.filter(records.kind.isin([str(RecordKind.PURCHASE), str(RecordKind.SITE)]))
    if not others.count().execute():
        return joined
    return joined.anti_join(engine.keep("not_devices", others.select("record")), "record")


def _pass_labels(links: Any, labels: Any) -> Any:
    joined = links.join(labels, "record")
    per_key = joined.group_by("key").agg(device=joined.device.min())
    back = links.join(per_key, "key")
    return back.group_by("record").agg(device=back.device.min())


def primary_records(engine: Engine, records: Any, membership: Any) -> Any:
    """A table `(device, record, key, kind, place, sources)`: the record that speaks first for each device."""
    order = pa.table({"kind": [str(k) for k in KIND_ORDER], "rank": list(range(len(KIND_ORDER)))})
    ranks = engine.register("kind_ranks", order)
    joined = membership.join(records, "record").join(ranks, "kind")
    rank = joined["rank"].cast("int64") * (1 << 58) + joined.record
    first = joined.group_by("device").agg(
        first=rank.min(),
        records=joined.record.nunique(),
        sources=(joined.record // columns.RECORDS_PER_SOURCE).nunique(),
    )
    number = (first["first"] % (1 << 58)).cast("int64")
    chosen = first.select("device", "records", "sources", record=number)
    named = chosen.join(records, "record")
    return engine.keep(
        "primary", named.select("device", "record", "key", "kind", "place", "records", "sources")
    )
