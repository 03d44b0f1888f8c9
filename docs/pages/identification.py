"""Identification: clue rules, traps, roles; and the registries it looks numbers up in."""

from interdict.assess.situation import load_roles
from interdict.identify import combine
from interdict.identify.rules import load_rules, load_traps
from interdict.parties.load import load_parties
from interdict.registries.extract import Provenance, provenance
from interdict.registries.pon import vendors
from pages.markdown import bullets, code, codes, page, plain, section, table
from pages.source import attribute_docs


def clues() -> str:
    """Every clue rule with its weight, and every trap."""
    limits = attribute_docs(combine)
    traps = load_traps()
    rules = [
        (code(name), rule.evidence_class, rule.bearing.value, f"{rule.weight:g}", plain(rule.because))
        for name, rule in load_rules().items()
    ]
    return page(
        "Clue rules and traps",
        "A clue rule says what an observation suggests about the maker and what that is worth; a trap says "
        "when not to believe it.",
        section(
            "Clue rules",
            "A weight is a natural log-odds. Of one evidence class only the strongest clue counts for a "
            "party; classes add. `{name}` is the party.",
            table(("rule", "class", "bearing", "weight", "sentence"), rules),
        ),
        section(
            "Thresholds",
            table(
                ("constant", "value", "meaning"),
                [
                    (code(name), f"{getattr(combine, name):g}", plain(limits[name]))
                    for name in ("NAME_ABOVE", "ACCUSE_ABOVE", "CONTRADICTS_FROM")
                ],
            ),
        ),
        section(
            "Branches that another maker uses",
            table(
                ("branch", "device is of", "why"),
                [(code(b.prefix), code(b.instead) or "nobody", plain(b.because)) for b in traps.branches],
            ),
        ),
        section(
            "Enterprise numbers that name nobody",
            table(
                ("number", "holder"),
                [(str(number), plain(holder)) for number, holder in traps.generic_enterprises.items()],
            ),
        ),
        section(
            "Platforms that several makers ship",
            bullets(
                f"Words {codes(one.words)} set aside the rules {codes(one.sets_aside['rules'])} about "
                f"{codes(one.sets_aside['parties'])}: {plain(one.because)}."
                for one in traps.platforms
            ),
        ),
        section(
            "Makers of parts",
            "Their name on a part says nothing of the host: "
            + codes(sorted(traps.component_makers))
            + ". An address block alone names nobody where it is of "
            + codes(sorted(traps.boards))
            + ".",
        ),
        section("Words that name nobody", codes(sorted(word for word in traps.nobody if word)) + "."),
        section("Address blocks that name nobody", plain(", ".join(sorted(traps.nobody_blocks))) + "."),
    )


def roles() -> str:
    """Every network role with the facts that follow from it."""
    rows = [
        (
            code(name),
            plain(role.label),
            role.segment,
            codes(sorted(role.classes)),
            *(_three_valued(value) for value in (role.route, role.see, role.disrupt)),
        )
        for name, role in load_roles().items()
    ]
    return page(
        "Roles",
        "A role says what a device does in the network; the equipment classes and capabilities that the law "
        "asks about follow from it.",
        table(("role", "label", "segment", "classes", "routes traffic", "sees traffic", "disruptable"), rows)
        + "\n\n`open`: not known from the role alone; a person is asked where a provision turns on it.",
    )


def _three_valued(value: bool | None) -> str:
    return "open" if value is None else "yes" if value else "no"


def registries() -> str:
    """Where looked-up numbers come from, and which parties are described."""
    parties = load_parties()
    return page(
        "Registries and parties",
        "Numbers are looked up in extracts that ship with the package; nothing is fetched.",
        _registry("MAC blocks (OUI)", provenance("oui")),
        _registry("Private enterprise numbers", provenance("pen")),
        section(
            "PON vendor ids",
            f"{len(vendors())} four-letter vendor ids, each with the source it was read in, stand in "
            "`data/identifiers/pon.yaml`.",
        ),
        section(
            "Parties whose ownership is described",
            f"Names, brands and numbers of {len(parties.makers):,} more makers are known, without ownership.",
            table(
                ("party", "name"),
                [(code(one.id), plain(one.name)) for one in sorted(parties.parties.values(), key=_id)],
            ),
        ),
    )


def _id(party: object) -> str:
    return str(party.id)  # type: ignore[attr-defined]


def _registry(title: str, source: Provenance) -> str:
    return section(
        title,
        bullets(
            [
                f"What it is: {plain(source.title)}",
                f"Source: {plain(source.source)}",
                f"Licence: {plain(source.licence)}",
                f"As of {source.dated}; what was assigned later is unknown",
                f"{source.rows:,} rows, SHA-256 {code(source.sha256)}, checked when it is loaded",
            ]
        ),
    )
