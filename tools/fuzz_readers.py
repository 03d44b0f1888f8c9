"""
Feed every reader damaged copies of its cases until the time is up; a crash is kept and shown.

    python tools/fuzz_readers.py --minutes 10 [--reader NAME]... [--seed 1]
    nice -n 15 python tools/fuzz_readers.py --minutes 320 --each 10 --record docs/explanation/fuzzing.md

Time is processor time and goes in turns, always to the reader that has had least of it, until `--minutes`
are spent or every reader has had `--each`. `--record` adds what was run to the table of that page after each
turn, so a run may be interrupted and a later one goes on where it ended, with other inputs.

A case's file is changed by cutting, repeating, overwriting and swapping parts, and by splicing in parts of
other readers' cases; the result is given to the reader directly, so that its own recognition does not shield
it. A crash, a batch with a property that does not exist, or an input that takes longer than `--slowest`
seconds ends with exit code 1; the input is kept below `--keep`, and that reader gets no further turn.
"""

import argparse
import io
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from interdict.core.whole import whole_file
from interdict.evidence.archives import CUT_SHORT
from interdict.evidence.mapping import properties
from interdict.evidence.reader import Flat, Head, Opened, Reader, Rows
from interdict.evidence.readers import READERS

CASES = Path(__file__).parents[1] / "tests" / "corpus"
LONGEST = 256 * 1024
"""Bytes of a damaged input."""
TURN = 20.0
"""Seconds that a reader has at a time."""
BEGIN, END = "<!-- measured by tools/fuzz_readers.py -->\n", "<!-- end of the measured part -->"


class Had(msgspec.Struct):
    """What a reader has been put through so far."""

    seconds: float = 0.0
    inputs: int = 0
    slowest: float = 0.0
    failed: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzing; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="for all readers together")
    parser.add_argument(
        "--each", type=float, default=float("inf"), help="minutes after which a reader has had enough"
    )
    parser.add_argument("--record", type=Path, help="page whose table says what was run")
    parser.add_argument("--reader", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=20, help="seconds one input may take")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "interdict-fuzz")
    said = parser.parse_args(arguments)
    readers = [reader for reader in READERS if not said.reader or reader.name in said.reader]
    if not readers:
        return 2
    had = {reader.name: Had() for reader in READERS} | recorded(said.record)
    until = time.process_time() + said.minutes * 60
    while left := [r for r in readers if had[r.name].seconds < said.each * 60 and not had[r.name].failed]:
        seconds = min(TURN, until - time.process_time(), said.minutes * 60 / len(readers))
        if seconds <= 0:
            break
        reader = min(left, key=lambda one: had[one.name].seconds)
        _turn(reader, seconds, had[reader.name], said)
        record(said.record, had)
    for reader in readers:
        one = had[reader.name]
        sys.stdout.write(
            f"{reader.name}: {one.inputs} inputs in {one.seconds:.0f} s, slowest {one.slowest:.2f} s\n"
        )
    return int(any(had[reader.name].failed for reader in readers))


def recorded(page: Path | None) -> dict[str, Had]:
    """What the table of a page says was run; empty where there is none."""
    text = page.read_text(encoding="utf-8") if page and page.exists() else ""
    rows = re.findall(r"^\| `([\w-]+)` \| ([\d.]+) \| (\d+) \| ([\d.]+) \|$", text, re.MULTILINE)
    return {
        name: Had(seconds=float(minutes) * 60, inputs=int(inputs), slowest=float(slowest))
        for name, minutes, inputs, slowest in rows
    }


def record(page: Path | None, had: dict[str, Had]) -> None:
    """Write what was run into the table of a page that has the two marks."""
    if not page:
        return
    rows = "".join(
        f"| `{name}` | {one.seconds / 60:.2f} | {one.inputs} | {one.slowest:.2f} |\n"
        for name, one in had.items()
    )
    table = f"\n| reader | minutes | inputs | slowest input, s |\n|---|---|---|---|\n{rows}\n"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    with whole_file(page) as aside:
        aside.write_text(f"{before}{BEGIN}{table}{END}{rest.partition(END)[2]}", encoding="utf-8")


def _turn(reader: Reader, seconds: float, had: Had, said: argparse.Namespace) -> None:
    chance = random.Random(f"{said.seed} {reader.name} {had.inputs}")  # noqa: S311 - not for secrets
    seeds = [
        path.read_bytes()[:LONGEST]
        for path in sorted((CASES / reader.name).glob("*/input/**/*"))
        if path.is_file()
    ]
    others = [path.read_bytes()[:LONGEST] for path in sorted(CASES.glob("*/*/input/*")) if path.is_file()]
    began = time.process_time()
    while time.process_time() < began + seconds and not had.failed:
        content = _damaged(chance.choice(seeds), chance.choice(others), chance)
        start = time.process_time()
        failure = _fails(reader, content)
        taken = time.process_time() - start
        had.slowest = max(had.slowest, taken)
        had.inputs += 1
        had.failed = bool(failure) or taken > said.slowest
        if had.failed:
            said.keep.mkdir(parents=True, exist_ok=True)
            kept = said.keep / f"{reader.name}-{said.seed}-{had.inputs}.bin"
            kept.write_bytes(content)
            sys.stdout.write(f"{reader.name}: input {had.inputs}, {taken:.1f} s, kept as {kept}\n{failure}\n")
            sys.stdout.flush()
    had.seconds += time.process_time() - began


def _fails(reader: Reader, content: bytes) -> str:
    """The traceback of a crash, or what is wrong with a batch; empty where all is well."""
    try:
        reader.accepts(Head(path="fuzz", name="fuzz", size=len(content), content=content[: 64 * 1024]))
        source = Opened(path="fuzz", name="fuzz", stream=io.BytesIO(content), size=len(content))
        for batch in reader.read(source, ordinal=0, mapping=None):
            if isinstance(batch, Rows | Flat):
                unknown = set(batch.observations["property"].to_pylist()) - properties()
                if unknown:
                    return f"properties that do not exist: {sorted(unknown)}"
    except (OSError, *CUT_SHORT):
        return ""
    except Exception:  # noqa: BLE001 - finding these is the purpose
        return traceback.format_exc()
    return ""


def _damaged(content: bytes, other: bytes, chance: random.Random) -> bytes:
    parts = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        begin = chance.randint(0, len(parts))
        end = min(len(parts), begin + chance.choice((1, 2, 8, 64, 512)))
        parts[begin:end] = b"".join(_replacement(bytes(parts[begin:end]), other, chance))
    return bytes(parts[:LONGEST])


def _replacement(part: bytes, other: bytes, chance: random.Random) -> Iterator[bytes]:
    kind = chance.randint(0, 5)
    if kind == 1:
        yield part * chance.choice((2, 3, 100))
    elif kind == 2:
        yield chance.randbytes(len(part))
    elif kind == 3:
        begin = chance.randint(0, len(other))
        yield other[begin : begin + chance.choice((8, 80, 800))]
    elif kind == 4:
        yield chance.choice((b"\n", b"\0", b'"', b"<", b" " * 500, b"\xff\xfe", b"9" * 40, b"]]>]]>", b"}"))
    elif kind == 5:
        yield part[::-1]


if __name__ == "__main__":
    sys.exit(main())
