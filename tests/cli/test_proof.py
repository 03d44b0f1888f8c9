"""Seal, attest and verify, as a person types them."""

import json
import shutil
import subprocess
from datetime import date

import pyarrow.parquet as pq
import pytest
from tests.cli.door import interdict

from interdict.case.sealed import absence_of
from interdict.cli.main import main
from interdict.core.errors import RefusedError, UsageError
from interdict.model.entry import Scope
from interdict.parties.load import load_parties

NAME = "prairie.example/interdict"


@pytest.fixture
def case(scanned, tmp_path, monkeypatch):
    """A copy of the report of the small network, a key beside it."""
    shutil.copytree(scanned[0] / "rep", tmp_path / "rep")
    monkeypatch.chdir(tmp_path)
    assert main(["keys", "generate", "interdict.key", "--name", NAME]) == 0
    return tmp_path


def run(capsys, *words):
    code = main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_sealed_report_verifies_with_the_public_key_alone(case, tmp_path, capsys):
    assert run(capsys, "seal", "rep", "--out", "rep.bundle", "--at", "2026-11-27")[0] == 0
    elsewhere = tmp_path / "auditor"
    elsewhere.mkdir()
    for name in ("rep.bundle", "interdict.key.vkey"):
        shutil.copy(case / name, elsewhere)
    done = interdict("verify", "rep.bundle", "--key", "interdict.key.vkey", cwd=elsewhere)
    assert done.returncode == 0
    for text in ("ok   entries: 2 entries", "predicate/inspection/v1", "looked at: 2 sources", "\nverified"):
        assert text in done.stdout


def test_a_changed_bundle_ends_with_13_and_says_which_step_failed(case, capsys):
    run(capsys, "seal", "rep", "--out", "rep.bundle")
    data = (case / "rep.bundle").read_bytes()
    (case / "rep.bundle").write_bytes(data.replace(b'"index":0', b'"index":1'))
    code, said, told = run(capsys, "verify", "rep.bundle", "--key", "interdict.key.vkey")
    assert (code, "FAIL form" in said, "NOT VERIFIED" in said, "E042" in told) == (13, True, True, True)
    found = json.loads(run(capsys, "verify", "rep.bundle", "--key", "interdict.key.vkey", "--json")[1])
    assert (found["verified"], found["claims"]) == (False, [])


def test_what_was_seen_is_remembered_and_an_older_state_refused(case, capsys):
    for name in ("one", "two"):
        run(capsys, "seal", "rep", "--whole", "--out", f"{name}.bundle")
        words = ("verify", f"{name}.bundle", "--key", "interdict.key.vkey", "--remember", "seen")
        assert run(capsys, *words)[0] == 0
    code, said, _ = run(capsys, "verify", "one.bundle", "--key", "interdict.key.vkey", "--seen", "seen")
    assert (code, "replayed" in said) == (13, True)


def test_absence_is_refused_where_the_records_show_the_maker(case, capsys):
    code, _, told = run(capsys, "attest", "absence", "rep", "--maker", "huawei")
    assert (code, "E041" in told, "nj-core-1" in told) == (1, True, True)
    assert not (case / "ledger").exists()


def test_absence_states_what_was_looked_at_and_what_was_not(case, capsys):
    assert run(capsys, "attest", "absence", "rep", "--maker", "Hytera", "--out", "a.bundle")[0] == 0
    said = json.loads(run(capsys, "verify", "a.bundle", "--key", "interdict.key.vkey", "--json")[1])
    predicate = said["claims"][0]["predicate"]
    assert "no device made by, labelled or holding a part by Hytera" in predicate["claim"]
    assert "1 are undetermined" in predicate["claim"]
    assert predicate["reach"]["evidenceKinds"] == ["delimited", "snmprec"]
    assert {one["path"] for one in predicate["reach"]["sources"]} == {
        "evidence/assets.csv",
        "evidence/nj-core-1.snmprec",
    }
    assert any("none of the sources" in one for one in predicate["reach"]["outOfSight"])


@pytest.mark.parametrize(
    ("scope", "makers", "error", "text"),
    [
        (Scope(sites=("Atlantis",)), ("nokia",), RefusedError, "no record has the site Atlantis"),
        (Scope(), ("huawii",), UsageError, "no party or maker is called 'huawii'"),
        (Scope(), (), RefusedError, "2 such devices are there"),
    ],
)
def test_a_claim_that_the_records_cannot_carry_is_refused(case, scope, makers, error, text):
    with pytest.raises(error, match=text):
        absence_of(case / "rep", scope, makers, called=load_parties().called, attested=date(2026, 11, 27))


def test_only_the_scope_counts(case):
    source = "evidence/assets.csv"
    devices = [row for row in pq.read_table("rep/devices.parquet").to_pylist() if row["source"] == source]
    found = absence_of(
        case / "rep",
        Scope(sources=(source,)),
        ("huawei",),
        called=load_parties().called,
        attested=date(2026, 11, 27),
    )
    assert found.reach.devices == len(devices) == 2


def test_a_removal_carries_its_document(case, capsys):
    (case / "manifest.pdf").write_bytes(b"signed for by the recycler")
    words = ("attest", "removal", "nj-core-1", "--on", "2026-11-20", "--by", "Ann Lee")
    assert run(capsys, *words, "--document", "manifest.pdf", "--out", "r.bundle")[0] == 0
    said = run(capsys, "verify", "r.bundle", "--key", "interdict.key.vkey")[1]
    assert "1 attachments have the digests" in said
    assert "device nj-core-1" in said
    words = (
        "attest",
        "disposal",
        "nj-core-1",
        "--on",
        "2026-11-22",
        "--by",
        "Ann Lee",
        "--method",
        "recycled",
    )
    assert run(capsys, *words)[0] == 0


def test_a_claim_cannot_send_a_terminal_its_own_commands(case, capsys):
    words = (
        "attest",
        "removal",
        "nj\x1b[2J",
        "--on",
        "2026-11-20",
        "--by",
        "Ann\nverified",
        "--out",
        "r.bundle",
    )
    assert run(capsys, *words)[0] == 0
    said = run(capsys, "verify", "r.bundle", "--key", "interdict.key.vkey")[1]
    assert "\x1b" not in said
    assert said.split("\n").count("verified") == 1


def test_a_key_is_handed_over_at_the_command_line(case, capsys):
    run(capsys, "seal", "rep")
    run(capsys, "keys", "generate", "new.key", "--name", NAME)
    assert run(capsys, "keys", "rotate", "--to", "new.key")[0] == 0
    assert run(capsys, "seal", "rep")[0] == 1
    assert run(capsys, "seal", "rep", "--key", "new.key", "--embed", "--out", "n.bundle")[0] == 0
    assert run(capsys, "verify", "n.bundle", "--key", run(capsys, "keys", "show", "interdict.key")[1])[0] == 0


AUTHORITY = """
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.pem -out ca.crt -subj /CN=ca -days 3650
openssl req -newkey rsa:2048 -nodes -keyout tsa.pem -out tsa.csr -subj /CN=tsa
printf 'extendedKeyUsage=critical,timeStamping' > ext
openssl x509 -req -in tsa.csr -CA ca.crt -CAkey ca.pem -CAcreateserial -out tsa.crt -days 3650 -extfile ext
echo 01 > serial
printf '[tsa]\\ndefault_tsa=t\\n[t]\\nserial=serial\\nsigner_digest=sha256\\n' > cnf
printf 'default_policy=1.2.3\\ndigests=sha256\\n' >> cnf
openssl ts -reply -config cnf -queryfile q.tsq -signer tsa.crt -inkey tsa.pem -out a.tsr
"""


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl as the authority")
def test_a_time_stamp_is_asked_for_kept_and_verified_offline(case, capsys):
    pytest.importorskip("rfc3161_client", reason="the extra `timestamp`")
    assert run(capsys, "seal", "rep", "--timestamp-request", "q.tsq")[0] == 0
    subprocess.run(["sh", "-ec", AUTHORITY], check=True, capture_output=True)
    assert run(capsys, "seal", "--timestamp-response", "a.tsr", "--whole", "--out", "t.bundle")[0] == 0
    words = ("verify", "t.bundle", "--key", "interdict.key.vkey", "--authority")
    code, said, _ = run(capsys, *words, "ca.crt")
    assert (code, "ok   timestamp: the checkpoint existed at" in said) == (0, True)
    run(capsys, "seal", "rep", "--whole", "--out", "later.bundle")
    assert run(capsys, "seal", "--timestamp-response", "a.tsr")[0] == 1
    assert "FAIL timestamp" in run(capsys, "verify", "later.bundle", *words[2:], "ca.crt")[1]
