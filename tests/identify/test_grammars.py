import re

import pytest

from interdict.identify.grammars import load_grammars, written_in

FILES = ("grammars", "banners")
MARKS = [(name, row, mark) for name in FILES for row in load_grammars(name) for mark in row.marks]


@pytest.mark.parametrize(("name", "row", "mark"), MARKS, ids=lambda value: getattr(value, "pattern", "")[:40])
def test_every_mark_is_found_in_its_example_and_in_no_other_makers_grammar(name, row, mark):
    assert re.search(mark.pattern, mark.example, re.MULTILINE)
    assert mark.near == mark.near.casefold()
    assert mark.near in mark.example.casefold()
    assert {found.grammar.party for found in written_in(mark.example, name)} == {row.party}


def test_two_usual_marks_make_a_grammar_and_one_does_not():
    assert not written_in("GE0/0/1 up")[0].certain
    assert written_in("display arp\nGE0/0/1 up")[0].certain


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("GigabitEthernet1/0/1 current state: UP\nBridge-Aggregation1", {"Comware"}),
        ("GigabitEthernet0/0/1 current state : UP", {"VRP and YunShan OS"}),
        ("ACL's step is 5", {"Comware"}),
        ("Acl's step is 5", {"VRP and YunShan OS"}),
        ("interface table\n1 up up", set()),
    ],
)
def test_systems_with_a_common_ancestor_are_told_apart(text, systems):
    assert {found.grammar.system for found in written_in(text)} == systems


def test_what_a_neighbour_says_of_itself_is_not_the_printers_grammar():
    told = "Port description: XGigabitEthernet0/0/1"
    assert written_in(told)
    assert written_in(told, of_others=True) == ()


def test_long_lines_do_not_slow_the_reading_down():
    assert written_in("display " + "a-" * 2000 + "\n" + " " * 3000) == ()
