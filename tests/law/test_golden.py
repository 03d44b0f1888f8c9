"""Made orders that say all an order can: how they are read, dated, described, decided and explained."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from interdict.law.cases import Supposed
from interdict.law.describe import history_lines, provision_lines
from interdict.law.explain import explain, settling
from interdict.law.load import load_library
from interdict.law.situations import Naming, Situation, decide_situation, orders_of, read_situations
from interdict.law.timeline import calendar
from interdict.model.order import Library

HERE = Path(__file__).parent / "golden"
LATER = date(2024, 6, 1)
NAMING = Naming(
    resolve=lambda text: (text, text) if text in ("huawei", "zte") else None, nearest=lambda _: ()
)


@pytest.fixture
def made() -> Library:
    return load_library([HERE / "orders"], parties={"huawei", "zte"})


def check(name: str, text: str) -> None:
    path = HERE / name
    if os.environ.get("INTERDICT_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run `make golden` and review the difference"


def lines(found: Iterable[str]) -> str:
    return "\n".join([*found, ""])


def test_the_golden_orders_are_read_to_the_last_field(made: Library) -> None:
    own = {name: fact for name, fact in made.vocabulary.facts.items() if name.startswith("operator.serves")}
    own |= {name: made.vocabulary.facts[name] for name in ("operator.licence_class", "site.mast_height")}
    own["operator.licence_number"] = made.vocabulary.facts["operator.licence_number"]
    read = {"facts": own, "gazette": made.sources["GAZETTE"], "orders": made.orders}
    check("read.json", msgspec.json.format(msgspec.json.encode(read), indent=1).decode() + "\n")
    assert {name: Path(home) for name, home in made.folders.items()} == {
        name: HERE / "orders" / name for name in made.orders
    }


def test_the_golden_calendar_says_what_changes_when(made: Library) -> None:
    events = calendar(made.orders.values(), made)
    shown = (f"{one.day} {one.order}#{one.provision}: {one.what} [{one.confidence}]" for one in events)
    check("calendar.txt", lines(shown))


def described(library: Library) -> Iterator[str]:
    for order in library.orders.values():
        yield from (f"{order.id}: {line}" for line in history_lines(order))
        for provision in order.provisions:
            for head, paragraphs in provision_lines(provision, library.vocabulary):
                yield f"{order.id}#{provision.id}: {head}"
                yield from (f"  {line}" for line in paragraphs)


def test_the_golden_orders_are_described_in_words(made: Library) -> None:
    check("described.txt", lines(described(made)))


def decided(situation: Situation, library: Library, *, long: bool) -> Iterator[str]:
    orders = orders_of(situation, library, ["xx/*"], ())
    outcome = decide_situation(situation, library, orders, Supposed({}), at=LATER)
    yield f"# {situation.id}, as of {outcome.at}"
    for decision in outcome.decisions:
        yield f"{decision.order}#{decision.provision}: {decision.status}"
        yield from explain(decision, library, long=long)
        for effect in decision.effects:
            yield f"  {effect.kind} {effect.action}: {effect.since} {effect.due} {effect.due_text}"
        yield f"  settled by: {settling(decision)}"


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_the_golden_situations_are_decided_and_explained(made: Library, long: bool) -> None:
    situations = read_situations(HERE / "situations.yaml", made, NAMING)
    text = lines(line for one in situations for line in decided(one, made, long=long))
    check(f"decided-{'long' if long else 'short'}.txt", text)


def test_the_golden_situations_are_read_to_the_last_field(made: Library) -> None:
    situations = read_situations(HERE / "situations.yaml", made, NAMING)
    plain = [msgspec.structs.replace(one, where=one.where.removeprefix(f"{HERE}/")) for one in situations]
    encoded = msgspec.json.encode(plain, order="sorted")
    check("situations.json", msgspec.json.format(encoded, indent=1).decode() + "\n")
