"""Count killed and surviving mutants by module, from the working folder that `mutmut run` leaves."""

import json
from collections import Counter
from pathlib import Path

FOUND = Path("mutants/src/interdict/law")
"""mutmut keeps one file of exit codes beside each module that it mutated."""
KILLED = {1, 3}
"""Exit codes that mutmut records: a test failed, or pytest itself did."""
TIMED_OUT = {24, 36, 152, 255, -24}
"""The mutant ran on without end; it counts as killed, and is shown by itself."""
UNTRIED = {None, 2, 34}
"""Not begun, interrupted, or skipped; whatever else is recorded survived, or no test reaches it."""


def counts(path: Path) -> Counter[str]:
    """How many mutants of a module were killed, timed out, survived, or were not tried."""
    codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values()
    return Counter(_outcome(code) for code in codes)


def _outcome(code: int | None) -> str:
    if code in UNTRIED:
        return "untried"
    if code in TIMED_OUT:
        return "timed out"
    return "killed" if code in KILLED else "survived"


def main() -> None:
    """Print one row of a Markdown table for each module, and the sum."""
    total: Counter[str] = Counter()
    print(
        "| module | mutants | tried | killed | of these by timeout | share |\n|---|---:|---:|---:|---:|---:|"
    )
    for path in sorted(FOUND.glob("*.py.meta")):
        found = counts(path)
        total += found
        if found.total():
            print(_row(f"`{path.name.removesuffix('.py.meta')}`", found))
    print(_row("**all**", total))


def _row(name: str, found: Counter[str]) -> str:
    killed = found["killed"] + found["timed out"]
    tried = killed + found["survived"]
    share = f"{100 * killed / tried:.1f} %" if tried else "–"
    return f"| {name} | {found.total()} | {tried} | {killed} | {found['timed out']} | {share} |"


if __name__ == "__main__":
    main()
