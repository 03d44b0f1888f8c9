"""What a missing fact is asked of: the operator once, a site, a model, or each device."""

from interdict.model.asking import Scope
from interdict.model.vocabulary import Fact

EACH = frozenset(
    {
        "device.in_service",
        "device.produced_on",
        "device.purposes",
        "device.supplied_to_agency",
        "device.network_segments",
        "device.connects_to_third_party_facilities",
        "device.service_equipment_producers",
    }
)
"""Facts in which two devices of one model differ: where it stands, what it serves, when it was made."""

OF_MODELS = frozenset({"device", "component", "authorization"})
"""Subjects of which devices of one model are alike, apart from `EACH`."""


def scope_of(fact: Fact) -> Scope:
    """What one answer to the question for a fact speaks of, where the records name a site or a model."""
    if fact.subject in ("operator", "contract"):  # no record says which contract a thing serves
        return Scope.OPERATOR
    if fact.subject == "site":
        return Scope.SITE
    return Scope.MODEL if fact.subject in OF_MODELS and fact.id not in EACH else Scope.DEVICE
