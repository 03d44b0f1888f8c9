"""
A second evaluator by another method, sharing no code with `law.decide`.

It is two-valued: each condition is evaluated once with every doubt resolved against it and once in its favour
(the sign turns at each `not`). Kleene's answer is true where the first is, false where the second is not.
"""

from datetime import date, timedelta
from operator import ge, gt, le, lt
from typing import Any

from interdict.model import order as law

COMPARE = {
    "is": lambda a, b: a == b,
    "in": lambda a, b: a in set(b),
    "has": lambda a, b: {b} <= a,
    "has-any": lambda a, b: bool(a & set(b)),
    "at-least": ge,
    "at-most": le,
    "more-than": gt,
    "less-than": lt,
    "before": lt,
    "on-or-before": le,
    "after": gt,
    "on-or-after": ge,
    "known": lambda a, b: True,
}


class Twin:
    """Judges as of one day; relations must not depend on the day of production."""

    def __init__(self, library: law.Library, at: date, affiliation: Any) -> None:
        self.library, self.at, self.affiliation = library, at, affiliation

    def status(self, provision: law.Provision, facts: dict[str, Any]) -> str:
        if provision.kind in ("enabling", "duty", "policy"):
            return "not-covered"
        surely = self.covers(provision, facts, self.at, None, doubt=False)
        perhaps = self.covers(provision, facts, self.at, None, doubt=True)
        if surely:
            return "covered"
        if perhaps:
            return "undetermined"
        reached = self.applies(provision, facts, self.at, None, doubt=True)
        return (
            "exempt"
            if reached and self.exempt(provision, facts, self.at, None, doubt=False)
            else "not-covered"
        )

    def covers(self, p: law.Provision, facts: Any, day: date, test: Any, *, doubt: bool) -> bool:
        return self.applies(p, facts, day, test, doubt=doubt) and not self.exempt(
            p, facts, day, test, doubt=not doubt
        )

    def applies(self, p: law.Provision, facts: Any, day: date, test: Any, *, doubt: bool) -> bool:
        inside = within(p.in_force, day, doubt)
        return inside and all(self.holds(c, facts, day, test, doubt) for c in (p.binds, p.reaches))

    def exempt(self, p: law.Provision, facts: Any, day: date, test: Any, *, doubt: bool) -> bool:
        return any(
            within(e.in_force, day, doubt) and self.holds(e.when, facts, day, test, doubt)
            for e in p.exemptions
        )

    def holds(self, c: Any, facts: Any, day: date, test: Any, doubt: bool) -> bool:
        """Whether a condition holds, with doubts counted as `doubt` says."""
        name = type(c).__name__
        if name == "AllOf":
            return all(self.holds(one, facts, day, test, doubt) for one in c.of)
        if name == "AnyOf":
            return any(self.holds(one, facts, day, test, doubt) for one in c.of)
        if name == "NotOf":
            return not self.holds(c.of, facts, day, test, not doubt)
        if name == "During":
            return within(c.periods, day, doubt)
        if name == "Reading":
            return doubt and (not c.when_met or self.holds(c.of, facts, day, test, doubt))
        return self.leaf(c, facts, test, doubt)

    def leaf(self, c: Any, facts: Any, test: Any, doubt: bool) -> bool:
        if isinstance(c, law.OnList):
            return self.listed(c, facts, doubt)
        if c.fact not in facts:
            return doubt
        if isinstance(c, law.FactTest):
            return bool(COMPARE[c.comparison](facts[c.fact], c.value))
        makers = facts[c.fact] if isinstance(facts[c.fact], frozenset) else {facts[c.fact]}
        truths = {
            "true"
            if maker == named
            else str(self.affiliation(maker, named, test=test or c.test, at=self.at).truth)
            for maker in makers
            for named in c.named
        }
        return "true" in truths or (doubt and "unknown" in truths)

    def listed(self, c: law.OnList, facts: Any, doubt: bool) -> bool:
        if not c.through:
            return self.on_list(c, facts, doubt)
        if c.through not in facts:
            return doubt
        outside = {k: v for k, v in facts.items() if k.split(".")[0] != "device"}
        for maker in facts[c.through]:
            module = dict(outside)
            module["device.producer"] = maker
            module["device.has_electronics"] = module["device.is_component"] = True
            if c.as_class:
                module["device.classes"] = frozenset([c.as_class])
            if self.on_list(c, module, doubt):
                return True
        return False

    def on_list(self, c: law.OnList, facts: Any, doubt: bool) -> bool:
        day = c.frozen or self.at
        for entry in self.library.orders[c.list].provisions:
            start = entry.in_force[0].days.start
            assert start is not None
            wanted = entry.kind in ("listing", "definition") and (not c.kind or entry.entry == c.kind)
            after = c.added.start is None or start >= c.added.start
            before = c.added.end is None or start < c.added.end
            if (
                wanted
                and after
                and before
                and self.covers(entry, facts, day, c.affiliates, doubt=doubt)
                and all(self.waited(d, start, facts, doubt) for d in c.after)
            ):
                return True
        return False

    def waited(self, delay: law.Delay, start: date, facts: Any, doubt: bool) -> bool:
        when = facts.get(delay.fact) if delay.fact else self.at
        if when is None:
            return doubt
        if delay.confidence in ("verified", "secondary"):
            return bool(when >= start + timedelta(days=delay.days))
        return bool(when >= start + timedelta(days=0 if doubt else delay.certain_from))


def within(periods: Any, day: date, doubt: bool) -> bool:
    for period in periods:
        first, last = period.days.start, period.days.end
        if (first is None or first <= day) and (last is None or day < last):
            return period.confidence in ("verified", "secondary") or doubt
    return False
