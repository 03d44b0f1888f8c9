"""
Measures the ledger: entries sealed a second with fsync, and the verification of a bundle over all of them.

    python benchmarks/ledger.py                         # 100,000 entries
    python benchmarks/ledger.py --entries 10000 --folder /var/tmp/bench
    python benchmarks/ledger.py --across                # compare with sigstore and securesystemslib

What is on disk when an append returns: the entry bundles and tiles it touched, and their folders, synced
before the checkpoint; the checkpoint, synced aside, renamed, and its folder synced. One append is one commit,
whatever its size.
"""

import argparse
import base64
import hashlib
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from interdict.ledger.bundle import Contents, write_bundle
from interdict.ledger.envelope import pae, payload, seal
from interdict.ledger.keys import FileSigner, generate, load_signer
from interdict.ledger.log import Log, create
from interdict.ledger.verify import Policy, verify
from interdict.model.entry import Removal, Statement, Subject

GROUPS = (1, 10, 100, 1_000)
"""Entries in one commit."""


def statement(number: int) -> Statement:
    """A removal with one document."""
    digest = hashlib.sha256(b"%d" % number).hexdigest()
    removal = Removal(device=f"nj-{number:06d}", on=date(2026, 11, 20), by="Ann Lee", site="Newark 3")
    return Statement(subject=(Subject(name="manifest.pdf", digest={"sha256": digest}),), predicate=removal)


def main() -> int:
    """Measure and print. Returns: 1 where a figure misses its target or the implementations differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument(
        "--folder", type=Path, help="where to write; a folder of the temporary place if left out"
    )
    parser.add_argument("--across", action="store_true", help="compare with independent implementations only")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=words.folder) as place:
        generate(Path(place) / "bench.key", "bench.example/interdict")
        signer = load_signer(Path(place) / "bench.key")
        return across(Path(place), signer) if words.across else measure(Path(place), signer, words.entries)


def measure(place: Path, signer: FileSigner, entries: int) -> int:
    """Seal, bundle and verify."""
    good = True
    for group in GROUPS:
        log, count = create(place / f"log-{group}", signer), min(entries, group * 20)
        began = time.perf_counter()
        for start in range(0, count, group):
            log.append([seal(statement(n), [signer]) for n in range(start, start + group)], signer)
        rate = count / (time.perf_counter() - began)
        print(f"seal, {group:>5,} entries a commit: {rate:>8,.0f} entries/s, signing and fsync included")
        good &= group < GROUPS[-1] or rate >= 1_000
    log = create(place / "log", signer)
    began = time.perf_counter()
    for start in range(0, entries, 1_000):
        end = min(start + 1_000, entries)
        log.append([seal(statement(n), [signer]) for n in range(start, end)], signer)
    print(f"seal of {entries:,} in commits of 1,000: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    write_bundle(log, Contents(claims=(0, entries // 2), whole=True), place / "all.bundle")
    size = (place / "all.bundle").stat().st_size / 1e6
    print(f"bundle of all {entries:,}: {time.perf_counter() - began:.1f} s, {size:.0f} MB")
    began = time.perf_counter()
    verdict = verify(place / "all.bundle", Policy(keys=(signer.public.vkey,)))
    took = time.perf_counter() - began
    print(f"verify of {entries:,} entries: {took:.2f} s, verified: {verdict.verified}")
    for step in verdict.steps:
        print(f"  {step.name}: {step.said}")
    return int(not (good and verdict.verified and took < 5))


def across(place: Path, signer: FileSigner) -> int:
    """Have sigstore's Merkle code and securesystemslib's DSSE code judge what is written here."""
    try:
        from securesystemslib.dsse import Envelope
        from sigstore._internal import merkle as theirs
    except ImportError:
        print("install sigstore and securesystemslib to compare", file=sys.stderr)
        return 1
    log, differing, compared = create(place / "log", signer), 0, 0
    for size in (1, 2, 3, 7, 8, 255, 256, 257, 1_000, 70_000):
        log.append([seal(statement(n), [signer]) for n in range(log.size, size)], signer)
        for index in sorted({0, size // 3, size // 2, size - 1}):
            inner, border = theirs._decomp_inclusion_proof(index, size)
            entry, proof = next(log.entries(index, index + 1)), log.inclusion(index)
            half = theirs._chain_inner(theirs._hash_leaf(entry), proof[:inner], index)
            root = theirs._chain_border_right(half, proof[inner:])
            compared += 1
            differing += root != log.checkpoint.root or len(proof) != inner + border
    print(f"sigstore computes our root from our inclusion proof: {compared - differing} of {compared}")
    entry = json.loads(next(Log(place / "log").entries(5, 6)))
    signature = base64.b64decode(entry["signatures"][0]["sig"])
    envelope = Envelope.from_dict(entry)
    same = envelope.pae() == pae(payload(statement(5)))
    same &= signer.public.verifies(signature, envelope.pae())
    print(f"securesystemslib signs the same bytes of an envelope: {same}")
    return int(bool(differing) or not same)


if __name__ == "__main__":
    sys.exit(main())
