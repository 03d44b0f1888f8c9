"""Maker and model of phones that a table lists by their IMEI, from the operator's allocation table."""

import pyarrow as pa
import pyarrow.compute as pc

from interdict.evidence.allocation import Allocations
from interdict.evidence.reader import Flat, Rows
from interdict.model import columns

BY_CODE = pa.array(["imei", "tac"])
"""Properties that hold a type allocation code, or begin with one."""


def with_makers(rows: Rows | Flat, table: Allocations) -> Rows | Flat:
    """
    The same rows, with maker and model of every phone whose code the table knows.

    The maker is `allocatedMaker`, beside what the row itself says: two sources may disagree.
    """
    said = rows.observations
    phones = said.filter(pc.is_in(said["property"], value_set=BY_CODE))
    if not phones.num_rows:
        return rows
    digits = pc.replace_substring_regex(phones["value"], pattern=r"[^0-9]", replacement="")
    code = pc.utf8_slice_codeunits(digits, 0, 8)
    place = pc.index_in(code, value_set=pa.array(table.codes, pa.string()))
    batches = [said]
    for term, values in (("allocatedMaker", table.makers), ("model", table.models)):
        value = pa.array(values, pa.string()).take(place)
        known = pc.fill_null(pc.greater(pc.utf8_length(value), 0), False)
        batches.append(_observed(phones["record"].filter(known), term, value.filter(known)))
    merged = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return Rows(records=rows.records, observations=merged[0])


def _observed(records: pa.Array, term: str, values: pa.Array) -> pa.RecordBatch:
    component, prop = (pa.repeat(pa.scalar(text), len(records)) for text in ("", term))
    return pa.record_batch([records, component, prop, values], schema=columns.OBSERVATION)
