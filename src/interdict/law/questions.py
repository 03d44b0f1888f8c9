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

    Of questions that help as many, the one on which most decisions hang comes first.

    Args:
        profiles: How many devices share a profile of facts, with the decisions of that profile.
        vocabulary: Where the questions are worded.
        about: What is asked of, for questions that are not about the operator.
    """
    helped, bears = Counter[str](), Counter[str]()
    for devices, decisions in profiles:
        wanted = Counter(
            fact for one in decisions for fact in {fact for facts in one.settles for fact in facts}
        )
        helped.update(dict.fromkeys(wanted, devices))
        bears.update({fact: devices * times for fact, times in wanted.items()})
    ranked = sorted(helped, key=lambda fact: (-helped[fact], -bears[fact], fact))
    return tuple(question(fact, vocabulary, devices=helped[fact], about=about) for fact in ranked)


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
