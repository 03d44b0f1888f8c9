"""A ledger of a few statements, signed by a key of its own."""

from datetime import date

import pytest

from interdict.ledger.envelope import seal
from interdict.ledger.keys import generate, load_signer
from interdict.ledger.log import create
from interdict.model.entry import Removal, Statement, Subject

NAME = "prairie.example/interdict"


def removals(count, start=0):
    """Statements that devices were removed, each with a document."""
    document = Subject(name="manifest.pdf", digest={"sha256": "ab" * 32})
    return [
        Statement(
            subject=(document,),
            predicate=Removal(device=f"nj-core-{start + n}", on=date(2026, 11, 20), by="Ann Lee"),
        )
        for n in range(count)
    ]


def envelopes(signer, count, start=0):
    """The same as entries."""
    return [seal(one, [signer]) for one in removals(count, start)]


@pytest.fixture
def signer(tmp_path):
    generate(tmp_path / "a.key", NAME)
    return load_signer(tmp_path / "a.key")


@pytest.fixture
def log(tmp_path, signer):
    """Five entries in two commits."""
    log = create(tmp_path / "ledger", signer)
    log.append(envelopes(signer, 3), signer)
    log.append(envelopes(signer, 2, start=3), signer)
    return log
