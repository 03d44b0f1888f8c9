"""A session log cut at its prompts: which device answered which command with what."""

import re
from collections.abc import Iterable, Iterator

import msgspec

LONGEST_LINE = 2_000
"""Characters of a line that are looked at; terminals wrap long before."""
LONGEST_SECTION = 4 << 20
"""Characters of one answer that are kept."""
MOST_LINES = 100_000
"""Lines of one answer that are kept."""

STAMP = re.compile(r"^\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?\]?:? ?")
"""What terminal programs put before every line of a log, where they were told to."""
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]")
"""ECMA-48 control sequences."""
PAGER = re.compile(r"^ *-{2,4} ?\(?[Mm]ore.{0,60}?\)? ?-{2,4} *\r?|^Press any key to continue.{0,40}?\r")
PROMPTS = tuple(
    re.compile(pattern + r" ?(?P<command>.*)$")
    for pattern in (
        r"^(?:HRP_[AMS])?<(?P<host>[\w.\-/]{1,64})>",  # VRP, Comware: user view
        r"^(?:HRP_[AMS])?\[[~*]?(?P<view>[\w.\-/]{1,80})\]",  # the same, system view and below
        r"^\[[\w.\-]{1,40}@(?P<host>[^\]\s]{1,64})\] ?[/\w \-]{0,60}>",  # RouterOS
        r"^[*!]*[AB]:(?:\w+@)?(?P<host>[\w.\-]{1,64})(?:>[\w>\-]{1,60})?[#$]",  # SR OS
        r"^[\w.\-]{1,40}@(?P<host>[\w.\-]{1,64})[>#]",  # Junos
        r"^(?:RP/\d+/\w+/CPU\d+:)?(?P<host>[A-Za-z][\w.\-]{0,63})(?:\([\w\-/. ]{1,40}\))?[#>]",  # IOS and kin
    )
)
VERBS = frozenset(
    {
        *("display", "dis", "disp", "show", "sho", "sh", "get", "print", "admin", "diagnose", "environment"),
        *("screen-length", "terminal", "term", "enable", "en", "system-view", "sys", "scroll", "mmi-mode"),
        *("config", "configure", "conf", "return", "quit", "exit", "undo", "set", "no", "interface", "int"),
    }
)
"""First words by which a line that looks like a prompt of a device not yet met is believed to be one."""
ASKING = frozenset({"display", "dis", "disp", "show", "sho", "sh", "admin"})


class Section(msgspec.Struct, kw_only=True):
    """One answer."""

    host: str = ""
    """Name in the prompt; empty before the first prompt."""
    command: str = ""
    line: int = 1
    """Number of the line with the prompt."""
    text: str = ""
    cut: bool = False
    """Whether there was more text than is kept."""


class Prompt(msgspec.Struct, frozen=True):
    """A line with a prompt."""

    host: str
    command: str


def clean(line: str) -> str:
    r"""
    A line of a log as it stood on the screen: without stamps, control sequences, pagers and rubbed-out text.

    >>> clean("---- More ----\x1b[42D          \x1b[42DSlot 1"), clean("[2024-05-01 09:00:00] <R1>dis arp")
    ('Slot 1', '<R1>dis arp')
    """
    line = ESCAPES.sub("\r", line[: 4 * LONGEST_LINE])
    line = PAGER.sub("", STAMP.sub("", line, count=1), count=1)
    if "\r" in line:
        line = next((part for part in reversed(line.split("\r")) if part.strip()), "")
    if "\b" in line:
        line = _rubbed_out(line)
    return line[:LONGEST_LINE].rstrip()


def _rubbed_out(line: str) -> str:
    """A line after its backspaces, each of which takes back the character before it."""
    left: list[str] = []
    for character in line:
        if character != "\b":
            left.append(character)
        elif left:
            left.pop()
    return "".join(left)


def prompt(line: str, known: set[str]) -> Prompt | None:
    """
    The prompt that a line begins with; `None` where it has none.

    >>> prompt("<core-1>display version", set()), prompt("<core-1>", set())
    (Prompt(host='core-1', command='display version'), None)
    >>> prompt("RP/0/RSP0/CPU0:pe1#show version", set()).host, prompt("[core-1-Vlanif1]quit", {"core-1"}).host
    ('pe1', 'core-1')
    """
    for form in PROMPTS:
        if not (found := form.match(line)):
            continue
        said = found.groupdict()
        command = said["command"].strip()
        host = said.get("host") or _owner(said.get("view") or "", known)
        if host in known or _is_command(command):
            return Prompt(host, command)
    return None


def asks(line: str) -> bool:
    """Whether a line is a prompt with a command that makes the device say something."""
    found = prompt(line, set())
    if not found:
        return False
    return found.command.split()[0].casefold() in ASKING or found.command.rstrip().endswith(" print")


def sections(lines: Iterable[tuple[int, str]]) -> Iterator[Section]:
    """
    The answers of a log in their order; what stands before the first prompt is an answer of nobody.

    Args:
        lines: Numbers from 1 with lines already cleaned.
    """
    known: set[str] = set()
    current, kept, length = Section(), list[str](), 0
    for number, line in lines:
        found = prompt(line, known)
        if found:
            known.add(found.host)
            yield _closed(current, kept)
            current = Section(host=found.host, command=found.command, line=number)
            kept, length = [], 0
        elif length < LONGEST_SECTION and len(kept) < MOST_LINES:
            kept.append(line)
            length += len(line) + 1
        else:
            current.cut = True
    yield _closed(current, kept)


def _closed(section: Section, kept: list[str]) -> Section:
    section.text = "\n".join(kept)
    return section


def _owner(view: str, known: set[str]) -> str:
    """The device of a view prompt such as `[core-1-Vlanif10]`: the known name that it begins with."""
    if view in known:
        return view
    owners = [name for name in known if view.startswith(f"{name}-")]
    return max(owners, key=len, default=view)


def _is_command(text: str) -> bool:
    words = text.split(maxsplit=1)
    return bool(words) and (
        words[0].casefold() in VERBS or (words[0].startswith("/") and text.endswith("print"))
    )
