import asyncio
import os
import threading
import time
from contextlib import contextmanager

import pytest

pytest.importorskip("pysnmp")

from tests.collect.conftest import AUTH, PRIVACY, USER, VRP, Agents, free_port

from interdict.collect.credentials import Auth, Credential
from interdict.collect.folder import Folder
from interdict.collect.outcome import Outcome
from interdict.collect.snmp import Manner, collect_snmp
from interdict.collect.target import Target
from interdict.evidence.read import Table, read_all

QUICK = Manner(timeout=1.0, retries=2, rate=200.0)

VERSION_3 = {"version": "3", "user": USER, "auth": Auth.SHA256, "auth_key": AUTH, "privacy_key": PRIVACY}
VERSION_3["context"] = "core"  # snmpsim finds a recording by it


def collected(folder, hosts, port, known, manner=QUICK):
    targets = [Target(host=host, port=port) for host in hosts]
    return collect_snmp(targets, known, Folder(folder), manner=manner)


def test_a_walk_is_written_and_read_as_evidence(agents, community, tmp_path):
    run = collected(tmp_path, agents.hosts[:1], agents.port, community)
    assert [one.outcome for one in run.asked] == [Outcome.COLLECTED]
    sink = Table()
    reading = read_all([tmp_path], sink=sink)
    assert [source.reader for source in reading.sources] == ["snmprec"]
    said = {row["property"]: row["value"] for batch in sink.observation_batches for row in batch.to_pylist()}
    assert said["sysObjectID"] == "1.3.6.1.4.1.2011.2.62.2.9"
    assert said["snmpEngineID"] == "800007db0300e0fc123456"
    assert said["entPhysicalMfgName"] == "Huawei"
    assert said["answeredEnterprise"] == "2011.5.25"


def test_what_is_written_is_what_the_agent_was_recorded_to_say(agents, community, tmp_path):
    collected(tmp_path, agents.hosts[:1], agents.port, community)
    (written,) = tmp_path.iterdir()
    assert sorted(written.read_text().splitlines()) == sorted(VRP.splitlines())


def test_version_3_with_authentication_and_privacy_is_spoken(agents, tmp_path):
    known = (Credential(**VERSION_3),)
    run = collected(tmp_path, agents.hosts[1:2], agents.port, known)
    assert run.asked[0].outcome is Outcome.COLLECTED, run.asked


@pytest.mark.parametrize(
    ("change", "expected"),
    [({"user": "nobody"}, Outcome.REFUSED), ({"auth_key": "wrong-wrong"}, Outcome.REFUSED)],
)
def test_wrong_credentials_of_version_3_are_refused_and_reported(agents, tmp_path, change, expected):
    run = collected(tmp_path, agents.hosts[2:3], agents.port, (Credential(**(VERSION_3 | change)),))
    assert [one.outcome for one in run.asked] == [expected]
    assert AUTH not in run.asked[0].detail
    assert not list(tmp_path.iterdir())


def test_a_wrong_community_and_a_missing_device_give_no_answer(agents, tmp_path):
    manner = Manner(timeout=0.3, retries=0)
    run = collected(tmp_path, agents.hosts[:1], agents.port, (Credential(community="wrong"),), manner)
    run2 = collected(tmp_path, ["127.0.9.9"], agents.port, (Credential(community="core"),), manner)
    assert run.asked[0].outcome is Outcome.NO_ANSWER
    assert run2.asked[0].outcome in (Outcome.NO_ANSWER, Outcome.UNREACHABLE)


@contextmanager
def answering(device, host):
    """A device of our own on loopback; gives its port."""
    port, loop = free_port(), asyncio.new_event_loop()
    endpoint = loop.create_datagram_endpoint(device, local_addr=(host, port))
    loop.run_until_complete(endpoint)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


class Garbage(asyncio.DatagramProtocol):
    """A device that answers every request with octets that are no SNMP."""

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        for junk in (b"\xff" * 40, b"", b"0\x82\xff\xff", data[: len(data) // 2], os.urandom(500)):
            self.transport.sendto(junk, addr)


def test_a_device_that_answers_garbage_ends_and_harms_no_other(agents, community, tmp_path):
    with answering(Garbage, "127.0.8.1") as port:
        targets = [Target(host="127.0.8.1", port=port), Target(host=agents.hosts[3], port=agents.port)]
        run = collect_snmp(targets, community, Folder(tmp_path), manner=Manner(timeout=1, retries=1))
    assert run.asked[0].outcome in (Outcome.NO_ANSWER, Outcome.NONSENSE)
    assert run.asked[1].outcome is Outcome.COLLECTED


def test_a_second_run_asks_only_what_is_missing(agents, community, tmp_path):
    collected(tmp_path, agents.hosts[:2], agents.port, community)
    run = collected(tmp_path, agents.hosts[:3], agents.port, community)
    assert [one.outcome for one in run.asked] == [Outcome.KEPT, Outcome.KEPT, Outcome.COLLECTED]


class Falling(asyncio.DatagramProtocol):
    """A device that answers the first request with one row and then no more."""

    def __init__(self):
        self.answers = 0

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        from pyasn1.codec.ber import decoder, encoder
        from pysnmp.proto.api import v2c

        self.answers += 1
        if self.answers > 1:
            return
        message, _ = decoder.decode(data, asn1Spec=v2c.Message())
        answer = v2c.apiMessage.get_response(message)
        pdu = v2c.apiMessage.get_pdu(answer)
        v2c.apiPDU.set_varbinds(pdu, [((1, 3, 6, 1, 2, 1, 1, 5, 0), v2c.OctetString("falling"))])
        self.transport.sendto(encoder.encode(answer), addr)


def test_a_device_that_falls_silent_leaves_an_unfinished_walk_that_is_asked_for_again(community, tmp_path):
    with answering(Falling, "127.0.8.2") as port:
        manner = Manner(timeout=0.3, retries=0)
        run = collected(tmp_path, ["127.0.8.2"], port, community, manner)
        again = collected(tmp_path, ["127.0.8.2"], port, community, manner)
    assert [(one.outcome, one.rows) for one in run.asked] == [(Outcome.PARTIAL, 1)]
    assert [one.outcome for one in again.asked] == [Outcome.NO_ANSWER]
    sink = Table()
    read_all([tmp_path], sink=sink)
    assert sink.observation_batches[0]["value"].to_pylist() == ["falling"]


def test_a_target_without_a_credential_is_not_asked(tmp_path):
    run = collected(tmp_path, ["127.0.0.1"], 161, (Credential(match="10.*", community="core"),))
    assert run.asked[0].outcome is Outcome.NO_CREDENTIAL


def test_a_device_is_asked_no_faster_than_its_rate(agents, community, tmp_path):
    began = time.monotonic()
    collected(tmp_path, agents.hosts[4:5], agents.port, community, Manner(rate=10.0, timeout=2))
    assert time.monotonic() - began > 10 / 10.0  # eleven sub-trees, at least one request each


@pytest.mark.slow
def test_two_hundred_agents_are_collected_in_under_a_minute(tmp_path):
    pytest.importorskip("snmpsim")
    (tmp_path / "sim").mkdir()
    running = Agents(tmp_path / "sim", 200, {"core": VRP})
    try:
        time.sleep(6)
        began = time.monotonic()
        manner = Manner(concurrency=100, timeout=5, retries=2)
        run = collected(
            tmp_path / "walks", running.hosts, running.port, (Credential(community="core"),), manner
        )
        took = time.monotonic() - began
    finally:
        running.stop()
    assert run.count(Outcome.COLLECTED) == 200, [one for one in run.asked if one.outcome != "collected"][:3]
    assert took < 60
