"""Options of commands that sign, and what they make of them."""

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from interdict.cli.output import errors

if TYPE_CHECKING:
    from interdict.api import Sealed
    from interdict.ledger.keys import Signer

PASSPHRASE = "INTERDICT_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret

Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger", metavar="DIR", help="Folder of the ledger; the case's, else ./ledger, if left out."
    ),
]
HERE = Path("ledger")
"""Where the ledger is when nobody says."""
Key = Annotated[
    Path,
    typer.Option("--key", metavar="FILE", help="Private key file; with --signer, the .vkey file."),
]
Program = Annotated[
    str,
    typer.Option(
        "--signer",
        metavar="COMMAND",
        help="Program that signs what it reads on stdin, for keys in hardware or a key service.",
    ),
]
Snapshot = Annotated[
    str, typer.Option("--snapshot", metavar="NAME", help="With --case: name or day of the snapshot.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", metavar="FILE", help="Bundle with what was added, for `interdict verify`."),
]


def signer_of(key: Path, program: str) -> "Signer":
    """The signer that options name; the passphrase of a key file is in INTERDICT_KEY_PASSPHRASE."""
    from interdict.ledger.keys import CommandSigner, load_public, load_signer

    if program:
        return CommandSigner(shlex.split(program), load_public(key))
    return load_signer(key, passphrase=os.environ.get(PASSPHRASE, ""))


def tell(sealed: "Sealed", ledger: Path, out: Path | None, *, as_json: bool) -> None:
    """Write the bundle where one is asked for, and say what was added."""
    from interdict import api

    if out:
        api.bundle(ledger, out, entries=sealed.entries)
    if as_json:
        typer.echo(msgspec.json.encode(sealed).decode())
        return
    typer.echo(f"{sealed.origin}: {sealed.size:,} entries, root {sealed.root}")
    first, last = sealed.entries[:1], sealed.entries[-1:]
    added = f"#{first[0]}" if first == last and first else f"#{first[0]} to #{last[0]}" if first else ""
    typer.echo(f"added {added}" if added else "nothing is new; everything was sealed already")
    if out:
        errors().print(f"bundle: {out}", markup=False)
