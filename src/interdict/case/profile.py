"""The operator profile: facts about the operator and its contracts, each checked against the vocabulary."""

from pathlib import Path

from interdict.core.errors import OrderDataError, ProfileError
from interdict.law.nodes import Node, read, suggestion
from interdict.law.vocabulary import declared, read_value, shaped
from interdict.model.caps import Measured
from interdict.model.operator import Operator
from interdict.model.vocabulary import Vocabulary

MEASURES = "measures"
"""Key of what is declared of the network as a whole: `{measure: {total: n, producers: {party: n}}}`."""
OWN = ("operator.", "contract.")
"""What a profile may tell: facts about the operator, and about its contracts where all are alike."""
NAME = "operator.name"
"""Key of the operator's name: shown, never decided on."""


def load_profile(path: Path, vocabulary: Vocabulary) -> Operator:
    """
    Read `operator.fact: value` lines of a YAML file; `contract.fact: value` where all contracts are alike.

    Raises: ProfileError naming file, line and the nearest fact for a word the vocabulary does not know.
    """
    try:
        return operator_of(read(path)[0], str(path), vocabulary)
    except OSError as error:
        raise ProfileError(
            f"cannot be read: {error.strerror}", where=str(path), remedy="Give the path of a profile file."
        ) from error
    except OrderDataError as error:
        raise ProfileError(error.message, where=error.where, remedy=error.remedy) from error


def operator_of(node: Node, where: str, vocabulary: Vocabulary) -> Operator:
    """
    The operator that a mapping of facts describes.

    Args:
        node: `operator.fact: value` entries, as `load_profile` reads them.
        where: For a complaint that is about no single line.
        vocabulary: What facts and measures there are.
    Raises: ProfileError for a word that the vocabulary does not know, or a fact about something else.
    """
    try:
        entries = node.entries()
        name = entries.pop(NAME).text() if NAME in entries else ""
        measures = _measures(entries.pop(MEASURES), vocabulary) if MEASURES in entries else {}
        facts = {
            fact: read_value(value, declared(fact, vocabulary, value)) for fact, value in entries.items()
        }
    except OrderDataError as error:
        raise ProfileError(error.message, where=error.where, remedy=error.remedy) from error
    foreign = sorted(fact for fact in facts if not fact.startswith(OWN))
    if foreign:
        raise ProfileError(
            f"{foreign[0]} is not a fact about the operator or its contracts",
            where=where,
            remedy="A profile holds `operator.` and `contract.` facts; others belong in the records.",
        )
    return Operator(name=name, facts=facts, measures=measures)


def _measures(node: Node, vocabulary: Vocabulary) -> dict[str, Measured]:
    """Totals and shares of producers by measure, for caps over the whole network."""
    found = {}
    for name, value in node.entries().items():
        if name not in vocabulary.measures:
            raise value.fail(f"unknown measure {name!r}", suggestion(name, vocabulary.measures))
        found[name] = shaped(value, Measured)
    return found
