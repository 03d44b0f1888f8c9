"""Asks inventory servers over HTTP, page by page, and writes their answers as they come."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import IO, Any

import msgspec

from interdict.collect.folder import Folder
from interdict.collect.outcome import Asked, Collected, Outcome
from interdict.core.errors import UsageError
from interdict.core.progress import Progress, Silent

LARGEST_PAGE = 256 << 20
MOST_PAGES = 100_000
PAGE = 500
"""Objects a page; NetBox gives at most 1,000 unless set otherwise."""
NETBOX = {
    "devices": "/api/dcim/devices/",
    "modules": "/api/dcim/modules/",
    "inventory-items": "/api/dcim/inventory-items/",
    "interfaces": "/api/dcim/interfaces/",
}
"""Lists of the REST interface of NetBox and Nautobot that the reader uses."""
LIBRENMS = {"devices": "/api/v0/devices"}


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirection could carry the token to another server, so none is followed."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Follow nothing; the status becomes the answer."""


class _FailedError(Exception):
    """One list could not be collected."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome


class Server(msgspec.Struct, frozen=True, kw_only=True):
    """One inventory server and how to show that one may ask it."""

    url: str
    """`https://netbox.example.net`, also with a path below which the interface lies."""
    header: str
    """Name of the header that carries the token."""
    token: str
    timeout: float = 30.0

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise UsageError(
                f"{self.url!r} is no address of a server",
                where="URL",
                remedy="Write https://netbox.example.net.",
            )

    def __repr__(self) -> str:
        return f"Server(url={self.url!r})"


def netbox(url: str, token: str) -> Server:
    """A NetBox or Nautobot; `Token …` is how both of them take it."""
    return Server(url=url, header="Authorization", token=f"Token {token}")


def librenms(url: str, token: str) -> Server:
    """A LibreNMS."""
    return Server(url=url, header="X-Auth-Token", token=token)


def collect_lists(
    server: Server,
    lists: dict[str, str],
    into: Folder,
    *,
    name: str,
    again: bool = False,
    progress: Progress | None = None,
) -> Collected:
    """
    Write `<name>-<list>.jsonl`, one object a line, for every list; lists of an earlier run are kept.

    Args:
        server: Whom to ask.
        lists: Name of each list to its path.
        into: Where the files go, each when its last page is there.
        name: How the files begin.
        again: Ask for lists that an earlier run completed too.
        progress: Told of every list that is done.
    """
    progress = progress or Silent()
    progress.stage(f"Asking {urllib.parse.urlsplit(server.url).hostname}", total=len(lists))
    asked = []
    for kind, path in lists.items():
        asked.append(_list(server, path, into, file=f"{name}-{kind}.jsonl", again=again))
        progress.step(note=kind)
    return Collected(asked=tuple(asked))


def _list(server: Server, path: str, into: Folder, *, file: str, again: bool) -> Asked:
    if into.has(file) and not again:
        return Asked(target=file, outcome=Outcome.KEPT)
    rows = 0

    def lines() -> Iterator[bytes]:
        nonlocal rows
        for row in _rows(server, path):
            rows += 1
            yield msgspec.json.encode(row) + b"\n"

    try:
        into.write(file, lines())
    except _FailedError as failed:
        return Asked(target=file, outcome=failed.outcome, detail=str(failed))
    return Asked(target=file, outcome=Outcome.COLLECTED, rows=rows)


def _rows(server: Server, path: str) -> Iterator[Any]:
    """Every object of a list, through its pages."""
    base = server.url.rstrip("/")
    url = f"{base}{path}?{urllib.parse.urlencode({'limit': PAGE, 'depth': 1})}"
    for _ in range(MOST_PAGES):
        page = _page(server, url)
        found = page.get("results", page.get("devices"))
        if not isinstance(found, list):
            raise _FailedError(Outcome.NONSENSE, "its answer has neither `results` nor `devices`")
        yield from found
        following = page.get("next")
        if not following:
            return
        url = urllib.parse.urljoin(url, str(following))
        if _origin(url) != _origin(base):
            raise _FailedError(Outcome.NONSENSE, "its next page lies on another server; the token stays here")


def _origin(url: str) -> tuple[str, str]:
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, parts.netloc


def _page(server: Server, url: str) -> dict[str, Any]:
    request = urllib.request.Request(url, headers={server.header: server.token, "Accept": "application/json"})  # noqa: S310 - the scheme was checked
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(request, timeout=server.timeout) as answer:
            content = answer.read(LARGEST_PAGE + 1)
        if len(content) > LARGEST_PAGE:
            raise _FailedError(Outcome.NONSENSE, "one page has more than 256 MiB")
        return msgspec.json.decode(content, type=dict[str, Any])
    except urllib.error.HTTPError as error:
        refused = error.code in (401, 403)
        said = f"it answered {error.code} {error.reason}" + _elsewhere(error.headers)
        raise _FailedError(Outcome.REFUSED if refused else Outcome.NONSENSE, said) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _FailedError(Outcome.NONSENSE, "its answer is not a JSON object") from None
    except TimeoutError:
        raise _FailedError(Outcome.NO_ANSWER, f"no answer within {server.timeout:g} seconds") from None
    except (OSError, ValueError) as error:
        raise _FailedError(Outcome.UNREACHABLE, str(error)[:200]) from None


def _elsewhere(headers: Message) -> str:
    place = headers.get("Location") if headers else None
    return "; it sends elsewhere, which is not followed: give the address it names" if place else ""
