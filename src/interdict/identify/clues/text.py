"""Clues from text: what a device says of itself, what a service prints, what a record describes."""

import re
from collections.abc import Iterator

from interdict.identify.grammars import written_in
from interdict.identify.library import Library
from interdict.identify.rules import clue
from interdict.model.identification import Clue

READ = 4000
"""Characters of a text that are read; identity stands at the beginning."""


OF_OTHERS = re.compile(
    r"\A.{0,80}\b(?:neighbou?rs?|cdp|lldp\w*|transceivers?|optical-info|optic|autofind|logbuffer|logging)\b"
    r"|^(?:Neighbor index|Device ID: ?\S|Chassis type +:|Chassis id: )",
    re.MULTILINE | re.IGNORECASE,
)
"""Output that is about other devices or about parts: a command that asks for it, or the head of its rows."""


HEADING = re.compile(
    r"^(?:(?:sip\.[\w-]+|telnet|html\.title|ftp): (?:\d{3}[ -])?|http\.www-authenticate: \w+ realm=\"?)"
    r"([A-Za-z][\w.+-]{3,39})(?=[\s/\":]|$)"
)
"""Where services begin with the model they run on: SIP agents, log-in prompts, titles, realms."""


VRP_SERIES = re.compile(r"(?<=\()(?=\d{4}[A-Z]* V\d{3}R\d{3})")
"""Where VRP names a switch of the S series by its number alone: `Version 5.111 (5310EI V200R003)`."""

SCALAR = re.compile(r"\A(?:1\.3\.6\.1\.4\.1\.)?(\d{1,9}(?:\.\d+)*)\.0=(.*)\Z", re.DOTALL)
"""A private string of an object that stands once on a device (RFC 2578, section 7.9), not in a table."""


def from_own_text(key: str, library: Library) -> Iterator[Clue]:
    """What the device's own description says: the first maker it names, its platform, its model."""
    text = key[:READ]
    yield from _makers(text, library, first="text.maker", later="text.mention")
    yield from _models(text, library, rule="text.family")
    yield from _role(text, library, rule="text.family")
    yield from _fingerprinted("snmp", text, library)


def from_command_output(key: str, library: Library) -> Iterator[Clue]:
    """Whose operating system prints so, and whom the output names unless it lists neighbours or parts."""
    text = key[:READ]
    of_others = bool(OF_OTHERS.search(text))
    if of_others:
        yield from _makers(text, library, first="text.mention", later="text.mention")
    else:
        yield from from_own_text(key, library)
    for written in written_in(text, of_others=of_others):
        row = written.grammar
        rule = "text.grammar" if written.certain and row.share == 1 else "text.idiom"
        yield clue(rule, row.party, name=library.name(row.party), role=row.role)


def from_banner(key: str, library: Library) -> Iterator[Clue]:
    """
    What a service says of itself: whom it names, whose form it has, which model it begins with.

    The word server is not read as a role: every service calls itself one.
    """
    yield from (said for said in from_own_text(key, library) if said.family or said.role != "server")
    for written in written_in(key[:READ], "banners"):
        rule = "text.banner" if written.certain else "text.idiom"
        yield clue(rule, written.grammar.party, name=library.name(written.grammar.party))
    protocol, _, said_text = key[:READ].partition(": ")
    yield from _fingerprinted(protocol, said_text, library)
    heading = HEADING.search(key[:READ])
    if heading and sum(map(str.isdigit, heading[1])) > 1:
        party = library.by_model(heading[1])
        if party:
            yield clue("text.family", party, name=library.name(party))


def from_mention(key: str, library: Library) -> Iterator[Clue]:
    """What text that only lies on the device mentions: often a part, a peer or a driver."""
    yield from _makers(key[:READ], library, first="text.mention", later="text.mention")


def from_private_string(key: str, library: Library) -> Iterator[Clue]:
    """
    What text inside a private sub-tree mentions; and the branch and model of the sub-tree's own maker.

    Tables also hold what the device manages, so a model name counts only in an object that stands once.
    """
    yield from from_mention(key, library)
    found = SCALAR.match(key[:READ])
    if not found:
        return
    holder = library.by_enterprise(int(found[1].partition(".")[0]))
    row = library.families.by_branch(found[1])
    if row and row.party == holder:
        yield clue("agent.answered", holder, name=library.name(holder), family=row.id, role=row.role)
    for match in library.families.in_text(found[2][:100]):
        if match.family.party == holder and match.betrays:
            yield clue(
                "text.family",
                holder,
                name=library.name(holder),
                family=match.family.id,
                role=match.family.role,
            )


def from_record_text(key: str, library: Library) -> Iterator[Clue]:
    """What somebody wrote about the device."""
    text = key[:READ]
    yield from _makers(text, library, first="record.description", later="text.mention")
    yield from _models(text, library, rule="record.model")
    yield from _role(text, library, rule="record.model")


def from_part_text(key: str, library: Library) -> Iterator[Clue]:
    """What a part's description mentions."""
    text = key[:READ]
    yield from _makers(text, library, first="module.description", later="module.description")
    yield from _models(text, library, rule="module.model")


def _fingerprinted(protocol: str, text: str, library: Library) -> Iterator[Clue]:
    party = library.by_fingerprint(protocol, text)
    if party:
        yield clue("text.fingerprint", party, name=library.name(party))


def _makers(text: str, library: Library, *, first: str, later: str) -> Iterator[Clue]:
    yield from library.platform_clues(text)
    named: list[str] = []
    for match in library.makers_in(text):
        part = match.slug in library.traps.component_makers
        yield clue(later if named or part else first, match.slug, name=library.name(match.slug))
        if not part:
            named.append(match.slug)


def _models(text: str, library: Library, *, rule: str) -> Iterator[Clue]:
    for match in library.families.in_text(VRP_SERIES.sub("S", text)):
        party = match.family.party if match.betrays else ""
        yield clue(
            rule,
            party,
            name=library.name(party),
            family=match.family.id,
            role=match.family.role,
        )


def _role(text: str, library: Library, *, rule: str) -> Iterator[Clue]:
    role = library.role_in_words(text)
    if role:
        yield clue(rule, role=role)
