"""Processes really killed at random instants: nothing acknowledged is lost, nothing is left unreadable."""

import os
import random
import signal
import time
import uuid
from datetime import UTC, date, datetime

import pytest
from tests.api.timeline import AT, Timeline

from interdict import api
from interdict.bulk.scan import Choice
from interdict.case.register import Register
from interdict.case.snapshots import damage, snapshots
from interdict.model.statement import Removal

KILLS = {"scan": 40, "review": 210}
"""On each of two databases: 500 in all."""
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="skipped: no fork")]


def killed(work, after: float) -> list[str]:
    """
    Runs `work` in a process that is killed after so many seconds.

    Args:
        work: Called with a function that acknowledges a word; what is acknowledged was promised to be kept.
        after: Seconds.
    Returns: The words that were acknowledged before the kill.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(lambda word: os.write(writing, f"{word}\n".encode()))
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return [line.strip() for line in pipe.read().splitlines(keepends=True) if line.endswith("\n")]


def test_no_acknowledged_statement_is_lost(database):
    case, chance, promised = str(uuid.uuid4()), random.Random(7), set()
    Register(database, case).close()
    for turn in range(KILLS["review"]):

        def speak(acknowledge, turn=turn):
            register = Register(database, case)
            for number in range(10_000):
                said = Removal(on=date(2026, 1, 1), note=f"{turn}-{number}")
                acknowledge(register.add(said, author="Ann", at=datetime.now(UTC)).said.note)

        promised.update(killed(speak, chance.uniform(0.005, 0.12)))
    register = Register(database, case)
    kept = [one.said.note for one in register.statements()]
    register.close()
    assert len(kept) == len(set(kept))
    assert promised <= set(kept)
    assert promised, "every process was killed before it could say anything"


def test_no_acknowledged_snapshot_is_lost_and_every_case_stays_readable(tmp_path, database):
    timeline, chance, promised = Timeline(tmp_path, database), random.Random(11), set()
    started = time.monotonic()
    promised.add(timeline.scan().snapshot.name)
    took = time.monotonic() - started
    for turn in range(KILLS["scan"]):

        def scan(acknowledge):
            for _ in range(50):
                done = api.scan_case(
                    timeline.case,
                    choice=Choice(at=AT, orders=("us/fcc-covered-list",)),
                    now=datetime.now(UTC),
                    environment=timeline.environment,
                    again=True,
                )
                acknowledge(done.snapshot.name)

        promised.update(killed(scan, chance.uniform(0.01, 1.3 * took)))
        if turn % 10 == 0:
            assert timeline.status().snapshot
    found = snapshots(timeline.case / "snapshots")
    assert promised <= {one.name for one in found}
    assert all(damage(one) == () for one in found)
    last = timeline.scan()
    assert not [path for path in (timeline.case / "snapshots").iterdir() if path.name.startswith(".")]
    assert api.replay(timeline.case, last.snapshot.name, environment=timeline.environment).same
