import json

import pytest

from interdict.cli.main import main


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch):
    for name in ("SNMP_COMMUNITY", "NETBOX_TOKEN", "LIBRENMS_TOKEN"):
        monkeypatch.delenv(f"INTERDICT_{name}", raising=False)


def test_without_credentials_nobody_is_asked(tmp_path, capsys):
    assert main(["collect", "snmp", "127.0.0.1", "--into", str(tmp_path / "w")]) == 1
    assert "INTERDICT_SNMP_COMMUNITY" in capsys.readouterr().err
    assert not (tmp_path / "w").exists()


def test_no_secret_can_be_given_on_the_command_line(capsys):
    assert main(["collect", "snmp", "127.0.0.1", "--community", "s3cret"]) == 2


def test_every_target_is_told_and_none_collected_is_a_failure(tmp_path, capsys, monkeypatch):
    pytest.importorskip("pysnmp")
    monkeypatch.setenv("INTERDICT_SNMP_COMMUNITY", "s3cret")
    quick = ["--timeout", "0.2", "--retries", "0", "--port", "9", "-q"]
    assert main(["collect", "snmp", "127.0.0.1", "127.0.0.2", "--into", str(tmp_path), *quick]) == 3
    said = capsys.readouterr()
    told = [json.loads(line) for line in said.out.splitlines()]
    assert [one["target"] for one in told] == ["127.0.0.1_9", "127.0.0.2_9"]
    assert {one["outcome"] for one in told} <= {"no-answer", "unreachable"}
    assert "s3cret" not in said.out + said.err


@pytest.mark.parametrize("kind", ["netbox", "librenms"])
def test_without_a_token_no_server_is_asked(tmp_path, capsys, kind):
    assert main(["collect", kind, "http://127.0.0.1:9", "--into", str(tmp_path)]) == 2
    assert f"INTERDICT_{kind.upper()}_TOKEN" in capsys.readouterr().err
