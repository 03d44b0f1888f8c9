"""Agents on loopback that replay recordings: snmpsim, started once for these tests."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interdict.collect.credentials import Credential

VRP = """1.3.6.1.2.1.1.1.0|4|Huawei Versatile Routing Platform Software, Version 8.180 (NE40E)
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2011.2.62.2.9
1.3.6.1.2.1.1.5.0|4|core-1
1.3.6.1.2.1.2.2.1.6.1|4x|00e0fc123456
1.3.6.1.2.1.47.1.1.1.1.12.1|4|Huawei
1.3.6.1.2.1.47.1.1.1.1.13.1|4|CR5D00E8NC72
1.0.8802.1.1.2.1.4.1.1.9.0.1.1|4|agg-2
1.3.6.1.4.1.2011.5.25.31.1.1.1.1.1.1|2|3
1.3.6.1.6.3.10.2.1.1.0|4x|800007db0300e0fc123456
"""
USER, AUTH, PRIVACY = "auditor", "authentic-8", "private-88"


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Agents:
    """A responder with some addresses, all on one port."""

    def __init__(self, folder: Path, count: int, recordings: dict[str, str]) -> None:
        self.port = free_port()
        self.hosts = [f"127.0.{n // 250 + 1}.{n % 250 + 1}" for n in range(count)]
        data = folder / "data"
        data.mkdir()
        for name, content in recordings.items():
            # snmpsim looks identifiers up in their own order
            rows = sorted(content.splitlines(), key=lambda row: [*map(int, row.split("|")[0].split("."))])
            (data / f"{name}.snmprec").write_text("\n".join(rows) + "\n")
        command = [shutil.which("snmpsim-command-responder", path=str(Path(sys.executable).parent))]
        command += ["--data-dir", str(data), "--cache-dir", str(folder / "cache"), "--logging-method=null"]
        command += ["--process-user=root", "--process-group=root"] if _is_root() else []
        command += ["--v3-user", USER, "--v3-auth-key", AUTH, "--v3-auth-proto=SHA256"]
        command += ["--v3-priv-key", PRIVACY, "--v3-priv-proto=AES"]
        command += [f"--agent-udpv4-endpoint={host}:{self.port}" for host in self.hosts]
        with (folder / "responder.log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def _is_root() -> bool:
    import os

    return hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(scope="session")
def agents(tmp_path_factory):
    """Six agents: communities `core` and `public`, and the version 3 user's context."""
    pytest.importorskip("snmpsim")
    running = Agents(tmp_path_factory.mktemp("agents"), 6, {"core": VRP, "public": VRP})
    time.sleep(3)  # the responder says nothing when it is ready; the first request is retried besides
    assert running.process.poll() is None
    yield running
    running.stop()


@pytest.fixture
def community():
    return (Credential(community="core"),)
