"""Records and observations of formats that describe devices one by one, gathered into batches."""

from collections.abc import Callable, Iterable, Iterator

import pyarrow as pa

from interdict.evidence.archives import CUT_SHORT
from interdict.evidence.reader import Batch, Rows
from interdict.model import columns
from interdict.model.observation import RecordKind

LONGEST_VALUE = 20_000
"""Characters kept of one value; longer ones are command output, whose identity stands at its beginning."""
BATCH_OBSERVATIONS = 50_000
"""A batch is handed on when it has this many observations."""


class Gathering:
    """A growing batch of one input; numbers its records."""

    def __init__(self, ordinal: int) -> None:
        self._next = ordinal * columns.RECORDS_PER_SOURCE
        self._clear()

    def record(self, *, key: str, kind: RecordKind, place: str = "") -> int:
        """Begin a record; returns its number, to observe under."""
        number = self._next
        self._next += 1
        self._records.append((number, key, kind.value, place))
        return number

    def observe(self, record: int, term: str, value: str, *, component: str = "") -> None:
        """Note one thing the input says; a blank value says nothing."""
        value = value.strip("\0")[:LONGEST_VALUE]
        if value and not value.isspace():
            self._observations.append((record, component, term, value))

    @property
    def full(self) -> bool:
        """Whether it is time to hand the batch on."""
        return len(self._observations) >= BATCH_OBSERVATIONS

    def batch(self) -> Rows:
        """All that was gathered since the last batch."""
        rows = Rows(
            records=_batch(self._records, columns.RECORD),
            observations=_batch(self._observations, columns.OBSERVATION),
        )
        self._clear()
        return rows

    def _clear(self) -> None:
        self._records: list[tuple[int, str, str, str]] = []
        self._observations: list[tuple[int, str, str, str]] = []


def and_then(body: Iterator[Batch], ending: Callable[[], Iterable[Batch]]) -> Iterator[Batch]:
    """What a reader gives and what it has gathered, the latter also where the input is cut short."""
    try:
        yield from body
    except CUT_SHORT:
        yield from ending()
        raise
    yield from ending()


def _batch(rows: list[tuple[int, str, str, str]], schema: pa.Schema) -> pa.RecordBatch:
    transposed = zip(*rows, strict=True) if rows else [[] for _ in schema]
    return pa.record_batch(
        [_array(list(column), field.type) for column, field in zip(transposed, schema, strict=True)],
        schema=schema,
    )


def _array(values: list[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:  # half a surrogate pair from a cut JSON escape is no character
        return pa.array([str(value).encode(errors="replace").decode() for value in values], kind)
