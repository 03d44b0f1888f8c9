"""Verbs that use the network."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from interdict.collect.outcome import Collected
from interdict.collect.snmp import Manner
from interdict.core.errors import UsageError
from interdict.core.progress import Progress


def collect_snmp(
    targets: Sequence[str],
    into: Path,
    *,
    environment: Mapping[str, str],
    credentials: Path | None = None,
    port: int = 161,
    manner: Manner | None = None,
    progress: Progress | None = None,
) -> Collected:
    """
    Ask devices by SNMP and write one walk each, which `scan` reads; what an earlier run collected is kept.

    Args:
        targets: Hosts, addresses, networks, or `@FILE` of them.
        into: Folder for the walks.
        environment: Of the process: credentials, where no file is given.
        credentials: YAML file with credentials.
        port: UDP port of targets that name none.
        manner: How hard to ask.
        progress: Told of every target that is done.
    Raises: UsageError, CredentialsError or OutputError before or while asking.
    """
    from interdict.collect import credentials as secrets
    from interdict.collect import snmp
    from interdict.collect.folder import Folder
    from interdict.collect.target import targets as named

    known = secrets.credentials(credentials, environment)
    whom = named(targets, port=port)
    return snmp.collect_snmp(whom, known, Folder(into), manner=manner or Manner(), progress=progress)


def collect_inventory(
    kind: str,
    url: str,
    into: Path,
    *,
    token: str,
    again: bool = False,
    progress: Progress | None = None,
) -> Collected:
    """
    Fetch an inventory server's lists and write them, which `scan` reads.

    Args:
        kind: `netbox` (Nautobot too) or `librenms`.
        url: Address of the server.
        into: Folder for the lists.
        token: Shown to the server, and to no other.
        again: Fetch lists that an earlier run completed too.
        progress: Told of every list that is done.
    Raises: UsageError if the kind or address makes no sense; OutputError if a list cannot be written.
    """
    from interdict.collect import server
    from interdict.collect.folder import Folder

    kinds = {"netbox": (server.netbox, server.NETBOX), "librenms": (server.librenms, server.LIBRENMS)}
    if kind not in kinds:
        raise UsageError(f"unknown kind of server {kind!r}", remedy=f"Use {' or '.join(kinds)}.")
    known, lists = kinds[kind]
    return server.collect_lists(
        known(url, token), lists, Folder(into), name=kind, again=again, progress=progress
    )
