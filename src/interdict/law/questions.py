"""Missing facts put as questions to a person, the ones that help most devices first."""

from collections import Counter
from collections.abc import Iterable, Sequence

from interdict.model.finding import Decision, Question
from interdict.model.vocabulary import Vocabulary


def questions(
    profiles: Iterable[tuple[int, Sequence[Decision]]], vocabulary: Vocabulary, *, about: str = ""
) -> tuple[Question, ...]:
    """
    What to ask so that undetermined decisions become definite, ranked by how many devices it helps.

    Args:
        profiles: How many devices share a profile of facts, with the decisions of that profile.
        vocabulary: Where the questions are worded.
        about: What is asked of, for questions that are not about the operator.
    """
    helped: Counter[str] = Counter()
    for devices, decisions in profiles:
        wanted = {fact for decision in decisions for facts in decision.settles for fact in facts}
        helped.update(dict.fromkeys(wanted, devices))
    ranked = sorted(helped.items(), key=lambda item: (-item[1], item[0]))
    return tuple(question(fact, vocabulary, devices=devices, about=about) for fact, devices in ranked)


def question(name: str, vocabulary: Vocabulary, *, devices: int = 0, about: str = "") -> Question:
    """One fact put as a question; what is asked of the operator is asked of nothing else."""
    fact = vocabulary.facts[name]
    return Question(
        fact=name,
        question=fact.question,
        subject=fact.subject,
        about="" if fact.subject == "operator" else about,
        devices=devices,
        where_to_look=fact.where,
    )
