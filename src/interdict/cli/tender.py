"""`interdict tender`: what a tender costs with and without some bidders."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from interdict.cli.options import Json
from interdict.cli.output import errors, results

if TYPE_CHECKING:
    from interdict.model.tender import Tender


def tender(
    bids: Annotated[
        Path, typer.Argument(metavar="BIDS", help="Lots and bidders (YAML), or past bids (CSV).")
    ],
    without: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="BIDDER", help="A bidder to leave out; may be repeated."),
    ] = None,
    replay: Annotated[
        bool,
        typer.Option("--replay", help="Say what sets the published estimates for Europe apart."),
    ] = False,
    runs: Annotated[
        int, typer.Option("--runs", metavar="N", help="Replications of the simulation.")
    ] = 20_000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="The same seed gives the same figures.", min=0)
    ] = 0,
    as_json: Json = False,
) -> None:
    """
    Say what a tender is expected to cost with every bidder and without some, and what that rests on.

    For example: interdict tender bids.yaml --without huawei --without zte
    """
    from interdict import api

    found = api.tender(bids, without or (), replications=runs, seed=seed, replay=replay)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
        return
    page = results()
    page.print(_lots(found))
    for line in _said(found):
        page.print(escape(line))
    for problem in found.problems:
        errors().print(str(problem), markup=False)


def _lots(found: "Tender") -> Table:
    from interdict.report.cost import money

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("lot", no_wrap=True)
    titles = ("bidders", "everybody", "90 % of cases", "remain", "without", "90 % of cases", "dearer by")
    for name in titles:
        table.add_column(name, justify="right", no_wrap=True)
    for one in found.lots:
        cells = []
        for names, price in ((one.bidders, one.everybody), (one.remaining, one.without)):
            interval = f"{money(price.p5, '').strip()} – {money(price.p95, '').strip()}"
            cells += [str(len(names)), money(price.mean, found.currency).strip(), interval]
        table.add_row(escape(one.lot), *cells, f"{one.ratio - 1:.1%}")
    return table


def _said(found: "Tender") -> Iterator[str]:
    from interdict.report.cost import money

    left = ", ".join(found.without) or "nobody"
    yield f"{found.title}, {found.auction}; left out: {left}"
    more = money(found.alone - found.everybody, found.currency)
    error = sum(one.without.error**2 + one.everybody.error**2 for one in found.lots) ** 0.5
    yield f"leaving them out costs {more} (sampling error at most {money(error, found.currency)})"
    if found.delay:
        yield f"and {money(found.delay, found.currency)} for the delay, as given"
    for one in found.lots:
        wins = ", ".join(f"{name} {share:.0%}" for name, share in one.wins.items())
        yield f"{one.lot}: units supplied with everybody in: {wins}"
        if one.unserved > 0:
            yield f"{one.lot}: {one.unserved:.0%} of the units are beyond what the others can supply"
    yield f"{found.replications:,} replications, seed {found.seed}"
    for said in found.assumptions:
        yield f"assumed: {said}"
    if found.replay:
        whole = 1.0
        yield "published estimates for Europe differ by the product of:"
        for step in found.replay:
            whole *= step.factor
            yield f"  {step.factor:6.2f}  {step.name} ({step.basis}). {step.said}"
        yield f"  {whole:6.2f}  in all"
