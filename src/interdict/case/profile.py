"""The operator profile: facts about the operator, each checked against the vocabulary."""

from pathlib import Path

from interdict.core.errors import OrderDataError, ProfileError
from interdict.law.nodes import read
from interdict.law.vocabulary import declared, read_value
from interdict.model.operator import Operator
from interdict.model.vocabulary import Vocabulary

NAME = "operator.name"
"""Key of the operator's name: shown, never decided on."""


def load_profile(path: Path, vocabulary: Vocabulary) -> Operator:
    """
    Read `operator.fact: value` lines of a YAML file.

    Raises: ProfileError naming file, line and the nearest fact for a word the vocabulary does not know.
    """
    try:
        node, _ = read(path)
        entries = node.entries()
        name = entries.pop(NAME).text() if NAME in entries else ""
        facts = {
            fact: read_value(value, declared(fact, vocabulary, value)) for fact, value in entries.items()
        }
    except OrderDataError as error:
        raise ProfileError(error.message, where=error.where, remedy=error.remedy) from error
    except OSError as error:
        raise ProfileError(
            f"cannot be read: {error.strerror}", where=str(path), remedy="Give the path of a profile file."
        ) from error
    foreign = sorted(fact for fact in facts if not fact.startswith("operator."))
    if foreign:
        raise ProfileError(
            f"{foreign[0]} is not a fact about the operator",
            where=str(path),
            remedy="A profile holds `operator.` facts; facts of devices belong in the records.",
        )
    return Operator(name=name, facts=facts)
