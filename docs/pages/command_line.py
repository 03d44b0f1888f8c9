"""The command line: every command with its arguments and options, read from the application itself."""

from collections.abc import Iterator
from typing import Any

import typer

from interdict.cli.main import app
from pages.markdown import code, fenced, page, plain, section, table


def command_line() -> str:
    """Every command, argument and option."""
    root = typer.main.get_command(app)
    return page(
        "Command line",
        "`interdict` is one command with a sub-command for each step; results go to standard output, "
        "talk and progress to standard error.",
        f"{plain(root.help)} The exit status is one of [these](errors.md#exit-status-says-what-was-found).\n",
        section("Options of all commands", _options(root)),
        *_sections("interdict", root),
    )


def commands(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """Every command below `command` that does something by itself, by its full name."""
    below = getattr(command, "commands", {})
    if not below:
        yield name, command
    for word, child in below.items():
        yield from commands(f"{name} {word}", child)


def _sections(name: str, root: Any) -> Iterator[str]:
    for full, command in commands(name, root):
        usage = " ".join([full, *(_usage(one) for one in command.params if _is_argument(one))])
        yield section(
            full,
            plain(command.help),
            fenced([f"{usage} [OPTIONS]"]),
            _arguments(command),
            _options(command),
        )


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _usage(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _arguments(command: Any) -> str:
    rows = [(code(_usage(one)), plain(one.help or "")) for one in command.params if _is_argument(one)]
    return table(("argument", "meaning"), rows) if rows else ""


def _options(command: Any) -> str:
    rows = [
        (code(_spelling(one)), plain(one.help or ""), _default(one))
        for one in command.params
        if not _is_argument(one)
    ]
    return table(("option", "meaning", "default"), rows) if rows else ""


def _spelling(option: Any) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.metavar or 'TEXT'}"


def _default(option: Any) -> str:
    default = option.default
    return "" if option.is_flag or default in (None, "", [], ()) else code(default)
