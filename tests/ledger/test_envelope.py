import json
import os
from datetime import date
from importlib.resources import files

import msgspec
import pytest
from jsonschema import Draft202012Validator
from tests.ledger.conftest import envelopes, removals

from interdict.core.errors import LedgerError
from interdict.ledger.envelope import pae, payload, schemas, seal
from interdict.model.entry import PREDICATE_TYPES, Removal, Statement

SHIPPED = files("interdict").joinpath("data/schema/predicates")


@pytest.mark.parametrize("name", [uri.split("/")[-2] for uri in PREDICATE_TYPES.values()])
def test_golden_schemas_that_ship_are_what_the_code_says(name):
    text = json.dumps(schemas()[name], indent=1, ensure_ascii=False) + "\n"
    path = SHIPPED.joinpath(f"{name}.schema.json")
    if os.environ.get("INTERDICT_WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text
    Draft202012Validator.check_schema(json.loads(text))


def test_a_statement_satisfies_the_schema_of_its_predicate():
    said = json.loads(payload(removals(1)[0]))
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    validator = Draft202012Validator(schemas()["removal"])
    validator.validate(said["predicate"])
    assert not validator.is_valid({**said["predicate"], "colour": "red"})


def test_an_envelope_is_signed_over_its_payload_type_and_payload(signer):
    import base64

    envelope = json.loads(envelopes(signer, 1)[0])
    body = base64.b64decode(envelope["payload"])
    signature = base64.b64decode(envelope["signatures"][0]["sig"])
    assert signer.public.verifies(signature, pae(body))
    assert not signer.public.verifies(signature, body)


def test_a_statement_longer_than_an_entry_is_refused(signer):
    said = Removal(device="x", on=date(2026, 11, 20), by="Ann Lee", how="x" * 70_000)
    with pytest.raises(LedgerError, match="longer than an entry may be"):
        seal(Statement(subject=(), predicate=said), [signer])


def test_equal_statements_have_equal_bytes(signer):
    assert envelopes(signer, 3) == envelopes(signer, 3)
    assert msgspec.json.decode(envelopes(signer, 1)[0])
