"""A writer that is really killed, at many instants."""

import os
import random
import signal
import time

import pytest
from tests.ledger.conftest import envelopes

from interdict.ledger.bundle import Contents, write_bundle
from interdict.ledger.log import Log, create
from interdict.ledger.verify import Policy, verify

KILLS = 120


def entry(number):
    """An entry that says its number; of different lengths, so that files end at different places."""
    return f"entry {number} ".encode() + b"x" * (number * 37 % 900)


def append_until_killed(folder, signer, told):
    """Append batches for ever; after each is acknowledged, write the size of the log to the pipe."""
    log = Log(folder)
    while True:
        batch = [entry(number) for number in range(log.size, log.size + 1 + log.size % 40)]
        log.append(batch, signer)
        os.write(told, b"%d\n" % log.size)


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_however_the_writer_is_killed(tmp_path, signer):
    log, dice = create(tmp_path / "ledger", signer), random.Random(20_261_127)
    acknowledged = 0
    for _ in range(KILLS):
        told, write = os.pipe()
        child = os.fork()
        if child == 0:
            append_until_killed(log.folder, signer, write)
        os.close(write)
        time.sleep(dice.uniform(0, 0.06))
        os.kill(child, signal.SIGKILL)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        with os.fdopen(told) as lines:
            acknowledged = max([acknowledged, *map(int, lines.read().split())])
        again = Log(log.folder)
        assert again.size >= acknowledged
        assert list(again.entries(0, again.size)) == [entry(number) for number in range(again.size)]
        again.check()
    assert acknowledged > KILLS


def test_every_checkpoint_that_was_kept_is_of_one_history(tmp_path, signer):
    log = create(tmp_path / "ledger", signer)
    for size in (1, 40, 300, 2):
        log.append(envelopes(signer, size, start=log.size), signer)
    sizes = tuple(int(path.name) for path in (log.folder / "checkpoints").iterdir())
    write_bundle(log, Contents(claims=(0,), since=sizes), tmp_path / "all.bundle")
    assert verify(tmp_path / "all.bundle", Policy(keys=(signer.public.vkey,))).verified
