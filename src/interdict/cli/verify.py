"""`interdict verify`: checks a bundle offline and prints every step."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from interdict.cli.options import Json
from interdict.core.errors import NotVerifiedError, UsageError

if TYPE_CHECKING:
    from interdict.ledger.verify import Claim, Verdict

SHOWN = 20
"""Claims printed in full."""
LONGEST_FILE = 1 << 20
"""Bytes of a file that an option names."""


def verify(
    bundle: Annotated[
        Path, typer.Argument(metavar="BUNDLE", help="File that `interdict seal` or `attest` wrote.")
    ],
    key: Annotated[
        list[str],
        typer.Option(
            "--key", metavar="VKEY", help="Public key of the ledger: the line, or its file; repeatable."
        ),
    ],
    origin: Annotated[
        str, typer.Option("--origin", metavar="NAME", help="Origin of the log; the key's name if left out.")
    ] = "",
    seen: Annotated[
        Path | None,
        typer.Option("--seen", metavar="FILE", help="Checkpoint seen before: older or other histories fail."),
    ] = None,
    remember: Annotated[
        Path | None,
        typer.Option("--remember", metavar="FILE", help="Keep the checkpoint there where all steps pass."),
    ] = None,
    witness: Annotated[
        list[str] | None,
        typer.Option("--witness", metavar="VKEY", help="Public key of a witness; may be repeated."),
    ] = None,
    quorum: Annotated[
        int, typer.Option("--quorum", metavar="NUMBER", min=0, help="Witnesses that must have cosigned.")
    ] = 0,
    authority: Annotated[
        Path | None,
        typer.Option("--authority", metavar="PEM", help="Certificates of the time-stamping authority."),
    ] = None,
    every_signature: Annotated[
        bool,
        typer.Option("--every-signature", help="Check each entry's own signature, above 10,000 entries too."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Check a bundle with nothing but the ledger's public key; print each step and what is claimed.

    Exit status 0: every step passed. 13: one did not, and nothing in the bundle is to be believed.
    """
    from interdict.api.proof import verify as verified
    from interdict.core.whole import whole_file
    from interdict.ledger.verify import Policy

    policy = Policy(
        keys=tuple(_line(text) for text in key),
        origin=origin,
        witnesses=tuple(_line(text) for text in witness or ()),
        quorum=quorum,
        seen=_read(seen).decode("utf-8", "replace") if seen else "",
        authority=_read(authority) if authority else b"",
        every_signature=every_signature,
    )
    verdict = verified(bundle, policy)
    typer.echo(msgspec.json.encode(verdict).decode() if as_json else _text(verdict))
    if not verdict.verified:
        failed = next(step for step in verdict.steps if not step.passed)
        raise NotVerifiedError(
            f"does not verify: {failed.name}: {failed.said}",
            where=str(bundle),
            remedy="Do not rely on it; ask for it again and compare the key by another way.",
        )
    if remember:
        with whole_file(remember) as aside:
            aside.write_text(verdict.checkpoint, "utf-8")


def _text(verdict: "Verdict") -> str:
    lines = [f"{'ok  ' if step.passed else 'FAIL'} {step.name}: {step.said}" for step in verdict.steps]
    for claim in verdict.claims[:SHOWN]:
        lines += _claim(claim)
    if len(verdict.claims) > SHOWN:
        lines.append(f"… and {len(verdict.claims) - SHOWN:,} more claims (--json gives all)")
    lines.append("verified" if verdict.verified else "NOT VERIFIED")
    return "\n".join(_harmless(line) for line in lines)


def _harmless(line: str) -> str:
    """The line without signs that a terminal would act on: bundles come from others."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def _claim(claim: "Claim") -> list[str]:
    said = claim.predicate
    lines = [f"#{claim.index} {claim.kind}"]
    if "claim" in said:
        lines.append(f"  {said['claim']}")
    plain = {name: value for name, value in said.items() if isinstance(value, str | int) and name != "claim"}
    lines.append("  " + "; ".join(f"{name} {value}" for name, value in plain.items() if value != ""))
    lines += [f"  about {name} sha256 {digest}" for name, digest in claim.subjects]
    reach = said.get("reach")
    if isinstance(reach, dict):
        sources = reach.get("sources") or []
        kinds = ", ".join(map(str, reach.get("evidenceKinds") or []))
        lines.append(
            f"  looked at: {len(sources) + int(reach.get('sourcesLeftOut') or 0)} sources ({kinds}), "
            f"{reach.get('devices')} devices, {reach.get('undetermined')} undetermined"
        )
        lines += [f"  out of sight: {one}" for one in reach.get("outOfSight") or []]
    return [line for line in lines if line.strip()]


def _line(text: str) -> str:
    """A key given as its line, or as a file with it."""
    if text.count("+") >= 2 and not Path(text).is_file():
        return text
    return _read(Path(text)).decode("utf-8", "replace").strip()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_FILE)
    except OSError as error:
        raise UsageError(
            f"cannot be read: {error.strerror or error}", where=str(path), remedy="Check its name."
        ) from error
