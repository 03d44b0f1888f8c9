"""`interdict keys`: makes keys, shows public ones, and hands a ledger over to another."""

import os
from pathlib import Path
from typing import Annotated

import typer

from interdict.cli.options import Json
from interdict.cli.signing import HERE, PASSPHRASE, Key, Ledger, Program, signer_of, tell

app = typer.Typer(no_args_is_help=True, help="Keys that sign a ledger.")


@app.command()
def generate(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="New file for the private key.")],
    name: Annotated[
        str,
        typer.Option(
            "--name", metavar="NAME", help="Who signs, as a URL without scheme: also the log's origin."
        ),
    ],
    witness: Annotated[
        bool, typer.Option("--witness", help="A key that cosigns the checkpoints of others.")
    ] = False,
) -> None:
    """Make an Ed25519 key pair: FILE, readable by its owner only, and FILE.vkey to give to others.

    Where INTERDICT_KEY_PASSPHRASE is set, the private key is encrypted with it.
    """
    from interdict.ledger.keys import COSIGNATURE, ED25519
    from interdict.ledger.keys import generate as made

    kind = COSIGNATURE if witness else ED25519
    typer.echo(made(path, name, passphrase=os.environ.get(PASSPHRASE, ""), kind=kind).vkey)


@app.command()
def show(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Private key file, or its .vkey file.")],
) -> None:
    """Print the public key: one line to give to whoever verifies."""
    from interdict.ledger.keys import load_public, vkey_path

    beside = vkey_path(path)
    typer.echo(load_public(beside if beside.is_file() else path).vkey)


@app.command()
def rotate(
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="New private key file, of the same name.")],
    ledger: Ledger = None,
    key: Key = Path("interdict.key"),
    signer: Program = "",
    as_json: Json = False,
) -> None:
    """Hand a ledger over to a new key: both sign the entry, and only the new one signs from there on."""
    from interdict import api

    done = api.rotate_key(ledger or HERE, signer_of(key, signer), signer_of(to, ""))
    tell(done, ledger or HERE, None, as_json=as_json)
