"""Commands on the pages run, and print what the pages say."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = """\
```{code-block} text
:caption: list.csv
Asset Tag,Manufacturer,Model
A1,Nokia,7750 SR-1
```

```console
$ cat list.csv
Asset Tag,Manufacturer,Model
…
$ interdict orders check nowhere
something else
$ echo $?
1
```
"""


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("transcripts", DOCS / "transcripts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["transcripts"] = module
    spec.loader.exec_module(module)
    return module


TRANSCRIPTS = load()


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(DOCS.glob("tutorial/*.md")), ids=lambda page: page.stem)
def test_the_tutorial_prints_what_it_says(page: Path, tmp_path: Path) -> None:
    assert TRANSCRIPTS.replay(page, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("page", sorted(DOCS.glob("how-to/*.md")), ids=lambda page: page.stem)
def test_how_to_pages_print_what_they_say(page: Path, tmp_path: Path) -> None:
    assert TRANSCRIPTS.replay(page, tmp_path) == []


def test_a_difference_is_told_and_can_be_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    (tmp_path / "one").mkdir()
    (message,) = TRANSCRIPTS.replay(page, tmp_path / "one", write=True)
    assert "`interdict orders check nowhere` prints something else" in message
    assert "nowhere: is neither a file nor a folder" in page.read_text("utf-8")
    (tmp_path / "two").mkdir()
    assert TRANSCRIPTS.replay(page, tmp_path / "two") == []


def test_every_page_shows_its_commands_where_they_are_run() -> None:
    pages = [*DOCS.glob("tutorial/*.md"), *DOCS.glob("how-to/*.md")]
    assert sum(page.read_text("utf-8").count("\n$ interdict ") for page in pages) >= 12


def test_a_page_runs_nothing_but_its_own_tools(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ rm -r x\n```\n", "utf-8")
    (tmp_path / "one").mkdir()
    with pytest.raises(SystemExit, match="not rm"):
        TRANSCRIPTS.replay(page, tmp_path / "one")
