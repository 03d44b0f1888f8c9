"""Lists are read whatever their headers and separators; no text makes the reader fail."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.exposure.lists import LARGEST, Lists, read_lists

ALPHABET = st.sampled_from(
    [*'fromtonodeweight,;\t"\n\r -1.5eE/', "<graphml>", "?SNDlib", "NODES (\n", "sysname x\n"]
)


def read(folder: Path, text: str, name: str = "list.csv") -> Lists:
    (folder / name).write_text(text, encoding="utf-8")
    return read_lists([folder / name])


@pytest.mark.parametrize("header", ["A End;Z End;Metric", "From Site;To Site;Weight", "source;target;cost"])
def test_headers_and_separators_of_every_kind(tmp_path: Path, header: str) -> None:
    (link,) = read(tmp_path, f"{header}\nkc-1;kc-2;1,500\n").links
    assert (link.a, link.b, link.weight, link.place) == ("kc-1", "kc-2", 1500.0, "row 2")


def test_yes_counts_one_and_no_counts_nothing(tmp_path: Path) -> None:
    (node,) = read(tmp_path, "site,hospital,government,911\nkc-1,yes,no,2\n").nodes
    assert node.amounts == {"hospitals": 1.0, "emergency-calls": 2.0}


@pytest.mark.parametrize(
    "line",
    [
        " ip address 10.0.0.1 255.255.255.252",
        " ip address 10.0.0.1/30",
        "set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/30",
    ],
)
def test_addresses_of_every_grammar(tmp_path: Path, line: str) -> None:
    (one,) = read(tmp_path, f"hostname kc-rtr1\n{line}\n ip address 10.9.9.9 255.255.255.0\n").interfaces
    assert (one.host, one.network) == ("kc-rtr1", "10.0.0.0/30")


def test_a_cell_without_end_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, 'from,to\n"' + "x" * 200_000)
    assert [one.code for one in found.problems] == ["P400"]


def test_many_empty_lines_cost_no_more_than_their_number(tmp_path: Path) -> None:
    begun = time.process_time()
    read(tmp_path, "hostname a\n" + " \n" * 200_000, "a.cfg")
    assert time.process_time() - begun < 5
    assert LARGEST == 256 << 20


@given(st.lists(ALPHABET | st.text(max_size=5), max_size=40).map("".join))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        path.write_bytes(text.encode("utf-8", "replace"))
        assert isinstance(read_lists([path]), Lists)
