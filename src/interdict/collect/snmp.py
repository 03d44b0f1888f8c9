"""Asks many devices by SNMP at once and writes one walk each; the only module that imports `pysnmp`."""

import asyncio
import socket
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from interdict.collect.credentials import Auth, Credential, Privacy, credential_for
from interdict.collect.folder import UNFINISHED, Folder
from interdict.collect.outcome import Asked, Collected, Outcome
from interdict.collect.target import Target
from interdict.core.errors import UsageError
from interdict.core.progress import Progress, Silent

SUBTREES = (
    "1.3.6.1.2.1.1",  # system (RFC 3418)
    "1.3.6.1.6.3.10.2.1.1",  # snmpEngineID (RFC 3411)
    "1.3.6.1.2.1.2.2.1.6",  # ifPhysAddress (RFC 2863)
    "1.3.6.1.2.1.17.1.1",  # dot1dBaseBridgeAddress (RFC 4188)
    "1.3.6.1.2.1.25.3.2.1.3",  # hrDeviceDescr (RFC 2790)
    "1.3.6.1.2.1.33.1.1",  # upsIdent (RFC 1628)
    "1.3.6.1.2.1.47.1.1.1.1",  # entPhysicalTable (RFC 6933)
    "1.0.8802.1.1.2.1.3",  # LLDP local system (IEEE 802.1AB)
    "1.0.8802.1.1.2.1.4.1.1",  # LLDP remote systems
    "1.3.6.1.4.1.9.9.23.1.2.1.1",  # cdpCacheTable (CISCO-CDP-MIB)
    "1.3.6.1.4.1",  # enterprises: which sub-trees it answers in
)
"""What the reader of walks uses, the most telling first."""
MOST_ROWS = 20_000
"""Rows kept of one sub-tree; entity tables of large chassis have some 10,000."""
MOST_ENTERPRISE_ROWS = 2_000
"""Rows kept of all enterprise sub-trees: they tell who made it, not how it is doing."""
MOST_BRANCH_ROWS = 60
"""Rows asked for of one enterprise branch before the walk jumps behind it: counters say nothing of makers."""
ENTERPRISES = "1.3.6.1.4.1"
BRANCH = 9
"""Numbers of an identifier down to the third below `enterprises`."""
LARGEST_NUMBER = (1 << 32) - 1
"""Of one sub-identifier (RFC 2578, section 3.5)."""
LONGEST_VALUE = 64 << 10
REPETITIONS = 25
"""Rows asked for at once (RFC 3416, section 4.2.3): an answer of so many fits a datagram of most agents."""
TAGS = {
    "Integer32": 2,
    "Integer": 2,
    "OctetString": 4,
    "Bits": 4,
    "Null": 5,
    "ObjectIdentifier": 6,
    "IpAddress": 64,
    "Counter32": 65,
    "Gauge32": 66,
    "Unsigned32": 66,
    "TimeTicks": 67,
    "Opaque": 68,
    "Counter64": 70,
}
"""BER tags of SMIv2 types (RFC 2578, section 7.1), as snmpsim's record format writes them."""
ENDS = ("NoSuchObject", "NoSuchInstance", "EndOfMibView")


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How hard devices are asked."""

    concurrency: int = 50
    """Devices asked at the same moment."""
    rate: float = 20.0
    """Requests a second to one device, at most."""
    timeout: float = 2.0
    """Seconds until a request counts as lost."""
    retries: int = 1
    patience: float = 120.0
    """Seconds for one device in all."""
    again: bool = False
    """Ask devices that an earlier run collected too."""


class _Walk:
    """What one device has answered so far."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []
        self.answered = False
        self.detail = ""
        self.outcome = Outcome.COLLECTED

    def stop(self, outcome: Outcome, detail: str) -> None:
        self.outcome, self.detail = outcome, detail

    def asked(self, target: Target) -> Asked:
        if self.rows and self.outcome is not Outcome.COLLECTED:
            self.outcome = Outcome.PARTIAL
        return Asked(target=target.name, outcome=self.outcome, rows=len(self.rows), detail=self.detail)


def collect_snmp(
    targets: Sequence[Target],
    known: tuple[Credential, ...],
    into: Folder,
    *,
    manner: Manner,
    progress: Progress | None = None,
) -> Collected:
    """
    Ask every target and write `<name>.snmprec` for each that answered; files of an earlier run are kept.

    Args:
        targets: Whom to ask.
        known: Credentials, in the order in which they are looked through.
        into: Where the walks go, each when it is complete.
        manner: How hard to ask.
        progress: Told of every target that is done.
    Raises: UsageError if pysnmp is not installed; OutputError if a walk cannot be written.
    """
    try:
        import pysnmp.hlapi.v3arch.asyncio as library
    except ImportError:
        raise UsageError(
            "collecting by SNMP needs `pysnmp`, which is not installed here",
            remedy="Run `pip install 'interdict[collect]'`.",
        ) from None
    progress = progress or Silent()
    progress.stage("Asking devices by SNMP", total=len(targets))
    return asyncio.run(_all(library, targets, known, into, manner, progress))


async def _all(
    library: Any,
    targets: Sequence[Target],
    known: tuple[Credential, ...],
    into: Folder,
    manner: Manner,
    progress: Progress,
) -> Collected:
    engine = library.SnmpEngine()
    gate = asyncio.Semaphore(manner.concurrency)

    async def one(target: Target) -> Asked:
        async with gate:
            asked = await _one(library, engine, target, known, into, manner)
        progress.step(note=target.name)
        return asked

    try:
        return Collected(asked=tuple(await asyncio.gather(*map(one, targets))))
    finally:
        engine.close_dispatcher()


async def _one(
    library: Any, engine: Any, target: Target, known: tuple[Credential, ...], into: Folder, manner: Manner
) -> Asked:
    name = f"{target.name}.snmprec"
    if into.has(name) and not manner.again:
        return Asked(target=target.name, outcome=Outcome.KEPT)
    credential = credential_for(target.host, known)
    if credential is None:
        return Asked(target=target.name, outcome=Outcome.NO_CREDENTIAL)
    walk = _Walk()
    try:
        agent = await _transport(library, target, manner)
        asking = _Asking(library, engine, agent, credential, manner)
        await asyncio.wait_for(asking.everything(walk), manner.patience)
    except TimeoutError:
        walk.stop(Outcome.NO_ANSWER, f"it was not done after {manner.patience:g} seconds")
    except (OSError, library_error(library)) as error:
        walk.stop(Outcome.UNREACHABLE, str(error)[:200])
    asked = walk.asked(target)
    if walk.rows:
        said = [UNFINISHED + asked.detail.encode() + b"\n"] if asked.outcome is Outcome.PARTIAL else []
        into.write(name, [*said, *_content(walk)])
    return asked


def library_error(library: Any) -> type[Exception]:
    """The error class of pysnmp, below which all of its own are."""
    from pysnmp.error import PySnmpError

    found: type[Exception] = PySnmpError
    return found


def _content(walk: _Walk) -> list[bytes]:
    """The rows in the order of their identifiers, which is what snmpsim and a person expect."""
    rows = {tuple(map(int, row.partition(b"|")[0].split(b"."))): row for row in walk.rows}
    return [rows[oid] for oid in sorted(rows)]


async def _transport(library: Any, target: Target, manner: Manner) -> Any:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(target.host, target.port, type=socket.SOCK_DGRAM)
    family, _, _, _, address = found[0]
    kind = library.Udp6TransportTarget if family == socket.AF_INET6 else library.UdpTransportTarget
    return await kind.create(address[:2], timeout=manner.timeout, retries=manner.retries)


def _user(library: Any, credential: Credential) -> Any:
    if credential.version == "2c":
        return library.CommunityData(credential.community, mpModel=1)
    auth = {
        Auth.MD5: library.USM_AUTH_HMAC96_MD5,
        Auth.SHA: library.USM_AUTH_HMAC96_SHA,
        Auth.SHA224: library.USM_AUTH_HMAC128_SHA224,
        Auth.SHA256: library.USM_AUTH_HMAC192_SHA256,
        Auth.SHA384: library.USM_AUTH_HMAC256_SHA384,
        Auth.SHA512: library.USM_AUTH_HMAC384_SHA512,
    }
    privacy = {
        Privacy.DES: library.USM_PRIV_CBC56_DES,
        Privacy.AES: library.USM_PRIV_CFB128_AES,
        Privacy.AES192: library.USM_PRIV_CFB192_AES,
        Privacy.AES256: library.USM_PRIV_CFB256_AES,
    }
    return library.UsmUserData(
        credential.user,
        credential.auth_key,
        credential.privacy_key,
        authProtocol=auth[credential.auth],
        privProtocol=privacy[credential.privacy],
    )


class _Asking:
    """One device being asked, request by request, no faster than its rate."""

    def __init__(self, library: Any, engine: Any, agent: Any, credential: Credential, manner: Manner) -> None:
        self._library = library
        self._engine = engine
        self._agent = agent
        self._user = _user(library, credential)
        self._context = credential.context.encode()
        self._pause = 1.0 / manner.rate
        self._next = 0.0

    async def everything(self, walk: _Walk) -> None:
        """Walk every sub-tree until the device stops answering or makes no sense."""
        for subtree in SUBTREES:
            most = MOST_ENTERPRISE_ROWS if subtree == ENTERPRISES else MOST_ROWS
            if not await self._subtree(walk, subtree, most):
                return

    async def _subtree(self, walk: _Walk, subtree: str, most: int) -> bool:
        """Whether to go on with the next sub-tree."""
        inside = tuple(map(int, subtree.split(".")))
        last, count = inside, 0
        branches: Counter[tuple[int, ...]] = Counter()
        while count < most:
            error, status, rows = await self._request(last)
            if error is not None:
                walk.stop(*_reason(error, answered=walk.answered))
                return False
            walk.answered = True
            if status or not rows:
                return (
                    True  # an agent without the sub-tree may answer with an error (RFC 3416, section 4.2.3)
                )
            for oid, kind, octets in rows:
                if kind in ENDS or oid[: len(inside)] != inside:
                    return True
                if oid <= last:
                    walk.stop(Outcome.NONSENSE, f"its answers run in circles below {subtree}")
                    return False
                last, count = oid, count + 1
                walk.rows.append(_row(oid, kind, octets))
                branches[oid[:BRANCH]] += 1
            if subtree == ENTERPRISES and branches[last[:BRANCH]] >= MOST_BRANCH_ROWS:
                last = (*last[:BRANCH], LARGEST_NUMBER)
        if subtree != ENTERPRISES:
            walk.detail = f"only the first {most:,} rows below {subtree} are kept"
        return True

    async def _request(
        self, after: tuple[int, ...]
    ) -> tuple[Any, int, list[tuple[tuple[int, ...], str, Any]]]:
        """One request; identifiers are numbers, so that no MIB is ever looked up, here or on a server."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        self._next = loop.time() + self._pause
        answer: asyncio.Future[Any] = loop.create_future()

        def answered(
            _engine: Any, _handle: Any, error: Any, status: Any, _index: Any, rows: Any, _: Any
        ) -> None:
            if not answer.done():
                answer.set_result((error, int(status), rows))

        from pysnmp.proto.api import v2c

        library = self._library
        name, _ = library.cmdgen.LCD.configure(self._engine, self._user, self._agent, self._context)
        library.cmdgen.cmdgen.BulkCommandGenerator().send_varbinds(
            self._engine, name, None, self._context, 0, REPETITIONS, [(after, v2c.null)], answered, None
        )
        error, status, rows = await answer
        return error, status, [(tuple(name), type(value).__name__, value) for name, value in rows]


def _reason(error: Any, *, answered: bool) -> tuple[Outcome, str]:
    """How an error of the library ends the walk."""
    name, said = type(error).__name__, str(error)[:200]
    if name == "RequestTimedOut":
        if answered:
            return Outcome.PARTIAL, "it stopped answering"
        return Outcome.NO_ANSWER, "it did not answer; a wrong community is met with silence"
    if name in REFUSALS:
        return Outcome.REFUSED, said
    return Outcome.NONSENSE, said


REFUSALS = {
    "UnknownUserName",
    "UnknownSecurityName",
    "WrongDigest",
    "AuthenticationFailure",
    "DecryptionError",
    "UnsupportedSecurityLevel",
    "UnsupportedAuthProtocol",
    "UnsupportedPrivProtocol",
    "AuthorizationError",
    "NoAccess",
    "NotInTimeWindow",
}
"""Error indications of RFC 3414, section 3.2, by the names that pysnmp gives them."""


def _row(oid: tuple[int, ...], kind: str, value: Any) -> bytes:
    """One line of snmpsim's record format: `oid|tag|value`, octets that are no plain text in hex."""
    tag = str(TAGS.get(kind, 4))
    if tag in ("4", "64", "68"):
        octets = bytes(value.asOctets())[:LONGEST_VALUE]
        plain = (
            tag == "4"
            and octets.isascii()
            and octets.decode("ascii").isprintable()
            and octets.strip() == octets
        )
        text = octets.decode("ascii") if plain else octets.hex()
        tag += "" if plain else "x"
    else:
        text = str(value)
    return f"{'.'.join(map(str, oid))}|{tag}|{text}\n".encode()
