"""The values of a group as one text, in their order, on every engine."""

from typing import Any

import ibis


def joined(values: Any, between: str, *, where: Any = None) -> Any:
    """
    The values of each group in ascending order with `between` them; null where there is none.

    Args:
        values: A string column.
        between: What stands between two values.
        where: Which rows count; all where absent.
    """
    text = values.collect(where=where).sort().join(between)
    return (values.count(where=where) > 0).ifelse(text, ibis.null("string"))
