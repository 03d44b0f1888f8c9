import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest

from interdict.collect.folder import Folder
from interdict.collect.outcome import Outcome
from interdict.collect.server import LIBRENMS, NETBOX, Server, collect_lists, librenms, netbox
from interdict.core.errors import UsageError
from interdict.evidence.read import Table, read_all

DEVICES = [
    {
        "id": number,
        "url": f"http://x/api/dcim/devices/{number}/",
        "name": f"pe-{number}",
        "device_type": {"model": "NE40E", "manufacturer": {"name": "Huawei"}},
    }
    for number in range(1, 4)
]


class Inventory(BaseHTTPRequestHandler):
    """Speaks like NetBox, two devices a page; other paths misbehave each in its own way."""

    seen: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self):
        parts = urlsplit(self.path)
        token = self.headers.get("Authorization") or self.headers.get("X-Auth-Token") or ""
        self.seen.append((parts.path, token))
        if "right" not in token:
            return self.answer(403, b"{}")
        if parts.path == "/elsewhere":
            return self.answer(200, {"results": [{"id": 1}], "next": "http://192.0.2.9/api/"})
        if parts.path == "/moved":
            return self.answer(302, b"", {"Location": "http://192.0.2.9/"})
        if parts.path == "/garbage":
            return self.answer(200, b"<html>")
        if parts.path == "/api/v0/devices":
            return self.answer(200, {"status": "ok", "devices": [{"device_id": 1, "hostname": "a"}]})
        start = int(parse_qs(parts.query).get("offset", ["0"])[0])
        following = f"http://{self.headers['Host']}{parts.path}?offset={start + 2}"
        rows = DEVICES if parts.path == "/api/dcim/devices/" else []
        more = following if start + 2 < len(rows) else None
        return self.answer(200, {"results": rows[start : start + 2], "next": more})

    def answer(self, status, content, headers=()):
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def url():
    Inventory.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Inventory)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_every_page_is_fetched_and_read_as_evidence(url, tmp_path):
    run = collect_lists(netbox(url, "right"), NETBOX, Folder(tmp_path), name="netbox")
    assert [(one.outcome, one.rows) for one in run.asked] == [(Outcome.COLLECTED, n) for n in (3, 0, 0, 0)]
    sink = Table()
    read_all([tmp_path / "netbox-devices.jsonl"], sink=sink)
    assert [row["key"] for row in sink.record_batches[0].to_pylist()] == ["pe-1", "pe-2", "pe-3"]


def test_librenms_answers_in_one_page(url, tmp_path):
    run = collect_lists(librenms(url, "right"), LIBRENMS, Folder(tmp_path), name="librenms")
    assert [(one.outcome, one.rows) for one in run.asked] == [(Outcome.COLLECTED, 1)]


def test_a_second_run_keeps_what_is_complete(url, tmp_path):
    collect_lists(netbox(url, "right"), NETBOX, Folder(tmp_path), name="netbox")
    run = collect_lists(netbox(url, "right"), NETBOX, Folder(tmp_path), name="netbox")
    assert run.count(Outcome.KEPT) == 4


def test_a_wrong_token_is_refused_and_nothing_is_left_behind(url, tmp_path):
    run = collect_lists(netbox(url, "bad"), {"devices": "/api/dcim/devices/"}, Folder(tmp_path), name="n")
    assert run.asked[0].outcome is Outcome.REFUSED
    assert "bad" not in run.asked[0].detail
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("path", ["/elsewhere", "/moved", "/garbage"])
def test_an_answer_that_makes_no_sense_leaves_no_file_and_keeps_the_token_here(url, tmp_path, path):
    run = collect_lists(netbox(url, "right"), {"x": path}, Folder(tmp_path), name="n")
    assert run.asked[0].outcome is Outcome.NONSENSE
    assert not list(tmp_path.iterdir())
    assert len(Inventory.seen) == 1


def test_a_server_that_is_not_there_is_unreachable(tmp_path):
    run = collect_lists(netbox("http://127.0.0.1:9", "t"), {"x": "/"}, Folder(tmp_path), name="n")
    assert run.asked[0].outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize("url", ["file:///etc/passwd", "netbox.example", "ftp://x/", "https://user:pw@x/"])
def test_an_address_that_is_no_server_is_refused(url):
    with pytest.raises(UsageError):
        Server(url=url, header="X", token="t")
