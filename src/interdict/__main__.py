"""`python -m interdict` is the `interdict` command."""

from interdict.cli.main import run

run()
