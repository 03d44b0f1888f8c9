"""
Feed every reader damaged copies of its cases until the time is up; a crash is kept and shown.

    python tools/fuzz_readers.py --minutes 10 [--reader NAME]... [--seed 1]

Each reader gets the same share of the time. A case's file is changed by cutting, repeating, overwriting and
swapping parts, and by splicing in parts of other readers' cases; the result is given to the reader directly,
so that its own recognition does not shield it. A crash, a batch with a property that does not exist, or an
input that takes longer than `--slowest` seconds ends with exit code 1; the input is kept below `--keep`.
"""

import argparse
import io
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from interdict.evidence.archives import CUT_SHORT
from interdict.evidence.mapping import properties
from interdict.evidence.reader import Flat, Head, Opened, Reader, Rows
from interdict.evidence.readers import READERS

CASES = Path(__file__).parents[1] / "tests" / "corpus"
LONGEST = 256 * 1024
"""Bytes of a damaged input."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the fuzzing; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10, help="for all readers together")
    parser.add_argument("--reader", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=20, help="seconds one input may take")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "interdict-fuzz")
    said = parser.parse_args(arguments)
    readers = [reader for reader in READERS if not said.reader or reader.name in said.reader]
    share = said.minutes * 60 / max(len(readers), 1)
    return max((_fuzz(reader, share, said) for reader in readers), default=2)


def _fuzz(reader: Reader, seconds: float, said: argparse.Namespace) -> int:
    chance = random.Random(f"{said.seed} {reader.name}")  # noqa: S311 - not for secrets
    seeds = [
        path.read_bytes()[:LONGEST]
        for path in sorted((CASES / reader.name).glob("*/input/**/*"))
        if path.is_file()
    ]
    others = [path.read_bytes()[:LONGEST] for path in sorted(CASES.glob("*/*/input/*")) if path.is_file()]
    until, count, slowest = time.monotonic() + seconds, 0, 0.0
    while time.monotonic() < until:
        content = _damaged(chance.choice(seeds), chance.choice(others), chance)
        began = time.monotonic()
        failure = _fails(reader, content)
        slowest = max(slowest, time.monotonic() - began)
        count += 1
        if failure or slowest > said.slowest:
            said.keep.mkdir(parents=True, exist_ok=True)
            kept = said.keep / f"{reader.name}-{said.seed}-{count}.bin"
            kept.write_bytes(content)
            sys.stdout.write(f"{reader.name}: input {count}, {slowest:.1f} s, kept as {kept}\n{failure}\n")
            return 1
    sys.stdout.write(f"{reader.name}: {count} inputs, slowest {slowest:.2f} s\n")
    sys.stdout.flush()
    return 0


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
