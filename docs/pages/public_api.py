"""The public API: the verbs of `interdict.api` with their signatures and docstrings."""

import inspect
from collections.abc import Callable

from interdict import api
from pages.markdown import fenced, page, section


def public_api() -> str:
    """Every public function of `interdict.api`."""
    return page(
        "Public API",
        "`interdict.api` has one verb for each step; commands hand over to the same verbs.",
        "Verbs print nothing and ask no clock: the date comes in as `at` or inside `choice` "
        "(`interdict.bulk.scan.Choice`).\n",
        *(_verb(one) for one in verbs()),
    )


def verbs() -> list[Callable[..., object]]:
    """Functions that `interdict.api` offers, in the order of their names."""
    return [value for name in sorted(api.__all__) if inspect.isfunction(value := getattr(api, name))]


def _verb(verb: Callable[..., object]) -> str:
    lines = [f"{verb.__name__}("]
    signature = inspect.signature(verb)
    starred = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            lines.append("    *,")
            starred = True
        lines.append(f"    {_parameter(parameter)},")
    returned = inspect.formatannotation(signature.return_annotation)
    lines.append(f") -> {returned}")
    return section(
        verb.__name__,
        fenced([line.replace("collections.abc.", "").replace("pathlib.", "") for line in lines], "python"),
        fenced((inspect.getdoc(verb) or "").splitlines()),
    )


def _parameter(parameter: inspect.Parameter) -> str:
    text = f"{parameter.name}: {inspect.formatannotation(parameter.annotation)}"
    return text if parameter.default is parameter.empty else f"{text} = {parameter.default!r}"
