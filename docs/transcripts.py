"""
Runs the commands that a page shows and compares what they print with what the page says they print.

    python docs/transcripts.py docs/tutorial/first-scan.md            # exit 1 if an output differs
    python docs/transcripts.py --write docs/tutorial/first-scan.md    # put the real outputs into the page

A page's commands run in order in one empty folder. A `{code-block}` with a `:caption:` is a file of that
name. In a `console` block, lines that begin with `$ ` are commands (`interdict`, `python`, `cat`, `echo $?`);
the lines below are their output, where a lone `…` stands for lines left out.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(
    r"^```(?:console|\{code-block\} \w+\n:caption: (?P<name>\S+))\n(?P<body>.*?)^```$", re.M | re.S
)
LEFT_OUT = "…"
PROGRESS = re.compile(r"^[A-Za-z ]+(?: \([\d,]+\))? …$")
"""On a terminal progress is a bar that vanishes; elsewhere it is such lines."""
SECONDS = 300


class Exchange(NamedTuple):
    """A command and what the page says it prints."""

    command: str
    output: tuple[str, ...]


def replay(page: Path, folder: Path, *, write: bool = False) -> list[str]:
    """
    Run a page's commands in `folder`.

    Args:
        page: Markdown.
        folder: An empty folder; the repository's `examples` are linked into it.
        write: Put what was printed into the page.
    Returns: One message for each output that differs from the page.
    """
    (folder / "examples").symlink_to(ROOT / "examples")
    session, messages = _Session(folder), []
    text = page.read_text("utf-8")

    def renewed(block: re.Match[str]) -> str:
        if name := block["name"]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block["body"].lstrip("\n"), "utf-8")
            return block[0]
        lines = ["```console"]
        for said in exchanges(block["body"]):
            real = abridged(session.run(said.command), said.output)
            if tuple(real) != said.output:
                messages.append(_differs(page, said, real))
            lines += [f"$ {said.command}", *real]
        return "\n".join([*lines, "```"])

    changed = BLOCK.sub(renewed, text)
    if write and changed != text:
        page.write_text(changed, "utf-8")
    return messages


def exchanges(body: str) -> Iterator[Exchange]:
    """The commands of one console block, each with the output below it."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, *output = part.rstrip("\n").split("\n")
        while command.endswith("\\"):
            following, *output = output
            command = f"{command}\n{following}"
        yield Exchange(command, tuple(output))


def abridged(real: Sequence[str], said: Sequence[str]) -> list[str]:
    """What was printed, with as many lines before and after `…` as the page has."""
    if LEFT_OUT not in said:
        return list(real)
    before = said.index(LEFT_OUT)
    after = len(said) - before - 1
    return [*real[:before], LEFT_OUT, *(real[-after:] if after else [])]


def _differs(page: Path, said: Exchange, real: Sequence[str]) -> str:
    shown = "\n".join(f"  {line}" for line in real)
    return f"{page.name}: `{said.command}` prints something else:\n{shown}"


class _Session:
    """Runs commands one after the other and remembers the last exit status."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._status = 0

    def run(self, command: str) -> list[str]:
        """The lines that the command prints, on either stream."""
        if command == "echo $?":
            return [str(self._status)]
        program, *arguments = shlex.split(command.replace("\\\n", " "))
        if program == "cat":
            return (self._folder / arguments[0]).read_text("utf-8").rstrip("\n").split("\n")
        if program not in ("interdict", "python"):
            raise SystemExit(f"a page can run interdict, python, cat and echo $?, not {program}")
        module = ["-m", "interdict"] if program == "interdict" else []
        done = subprocess.run(  # noqa: S603 - commands of our own pages, no shell
            [sys.executable, *module, *arguments],
            cwd=self._folder,
            env=_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=SECONDS,
        )
        self._status = done.returncode
        lines = [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")]
        return [line for line in lines if not PROGRESS.match(line)]


def _environment() -> dict[str, str]:
    fixed = {"COLUMNS": "100", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    return {**os.environ, **fixed}


def main() -> int:
    """Replays the pages given. Returns: 1 where an output differs and was not to be written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="+", help="Markdown pages or folders of them")
    parser.add_argument("--write", action="store_true", help="put the real outputs into the pages")
    given = parser.parse_args()
    pages = [
        page for path in given.pages for page in (sorted(path.glob("*.md")) if path.is_dir() else [path])
    ]
    messages = []
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            messages += replay(page, Path(folder), write=given.write)
    print("\n".join(messages) or "every output is as the pages say")
    return int(bool(messages) and not given.write)


if __name__ == "__main__":
    sys.exit(main())
