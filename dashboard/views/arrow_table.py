"""Tables as they travel to the browser: Arrow, each column as narrow as what it holds.

Streamlit takes rows and columns of Python over pandas, which is most of what a table costs, and sends every text with
its place and every number as eight bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyarrow as pa

FEW: Final = 127
"""Different texts that a column may have to be sent as their numbers in a list."""


def of_rows(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    """Rows that all have the same headings."""
    return of_columns({head: [row[head] for row in rows] for head in (rows[0] if rows else ())})


def of_columns(columns: Mapping[str, Sequence[object]]) -> pa.Table:
    """Columns of one length by heading."""
    return pa.table({head: _narrow(pa.array(values)) for head, values in columns.items()})


def whole(numbers: Sequence[float | None]) -> list[int | None]:
    """Numbers of a column that shows no fractions."""
    return [None if number is None else round(number) for number in numbers]


def _narrow(column: pa.Array[Any]) -> pa.Array[Any]:
    if pa.types.is_string(column.type):
        return _numbered(column)
    if not pa.types.is_integer(column.type) and not pa.types.is_floating(column.type):
        return column
    try:
        return column.cast(pa.int32())
    except pa.ArrowInvalid:  # fractions, or beyond two thousand million
        return column


def _numbered(texts: pa.Array[Any]) -> pa.Array[Any]:
    """The texts as numbers in a list of the different ones, where they repeat; else as they are."""
    told = texts.dictionary_encode()
    if len(told.dictionary) > min(FEW, len(texts) // 4):
        return texts
    return pa.DictionaryArray.from_arrays(told.indices.cast(pa.int8()), told.dictionary)
