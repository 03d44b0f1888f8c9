import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.model.finding import Reason
from interdict.report.pack import NUMBERS, TEXTS, Packer, embeddable, packed

from .sample import DECISIONS, sample


def unpacked(packer: Packer, number: int) -> tuple[Any, ...]:
    """Claim, truth, fact, found and children of a packed reason."""
    texts = packer.texts.values()
    claim, truth, operator, fact, found, _, _, children = packer.reasons.values()[number]
    inner = tuple(unpacked(packer, child) for child in children)
    return texts[claim], truth, operator, texts[fact], texts[found], inner


def plain(reason: Reason) -> tuple[Any, ...]:
    inner = tuple(plain(child) for child in reason.children)
    return reason.claim, reason.truth.value, reason.operator, reason.fact, reason.found, inner


def test_a_reason_tree_survives_packing() -> None:
    packer = Packer()
    for decisions in DECISIONS.values():
        for decision in decisions:
            number = packer.reason(decision.reason)
            assert unpacked(packer, number) == plain(decision.reason)


def test_a_row_survives_packing() -> None:
    packer = Packer()
    row = sample().devices[0]
    cells = packer.row(row)
    texts = packer.texts.values()
    for name, cell in zip((*TEXTS, *NUMBERS), cells, strict=False):
        value = getattr(row, name)
        assert (texts[cell] if name in TEXTS else cell) == (value if name in NUMBERS else str(value or ""))
    shown = [tuple(texts[n] for n in parts) for parts in cells[-1]]
    assert tuple(f"{name} = {value} ({where})" for name, value, where in shown) == row.evidence


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("sysDescr = VRP (R) = 8 (a.walk, line 2)", ("sysDescr", "VRP (R) = 8", "a.walk, line 2")),
        ("banner = two\nlines (a, b)", ("banner", "two\nlines", "a, b")),
        ("model = F660 (copy (2).csv, row 1)", ("", "model = F660 (copy (2).csv, row 1)", "")),
        ("no form at all", ("", "no form at all", "")),
    ],
)
def test_an_evidence_line_is_taken_apart_or_kept_whole(line: str, parts: tuple[str, str, str]) -> None:
    packer = Packer()
    numbers = packer.evidence(line)
    assert tuple(packer.texts.values()[n] for n in numbers) == parts


def test_every_text_and_every_reason_stands_once() -> None:
    data = packed(sample(extra=300))
    assert len(set(data["texts"])) == len(data["texts"])
    assert len(set(data["reasons"])) == len(data["reasons"])
    assert len(data["reasons"]) == len(packed(sample())["reasons"])


def test_an_address_that_is_a_script_is_not_packed() -> None:
    assert "javascript" not in json.dumps(packed(sample())["citations"])


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_values_read_back_and_hold_nothing_that_html_reads(value: object) -> None:
    text = embeddable(value)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == value


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        embeddable(float("nan"))


def test_a_clue_set_aside_keeps_its_reason() -> None:
    data = packed(sample())
    aside = [data["texts"][why] for found in data["identifications"].values() for _, why in found["aside"]]
    assert "2011.10 is the H3C branch inside Huawei's number" in aside


def test_parts_are_found_under_the_number_of_their_device() -> None:
    run = msgspec.structs.replace(sample(), part_decisions={77: DECISIONS[1]})
    assert list(packed(run)["parts"]) == [77]
