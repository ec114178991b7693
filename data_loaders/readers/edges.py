"""Cells with blanks around them, found in the bytes of a column: hardly any column has one, and trimming is dear."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

BLANKS: Final = " \t\r\n\u00a0\u3000\ufeff\u200b"
"""What is trimmed off a cell."""
_CODES: Final = tuple(blank.encode() for blank in BLANKS)
_FIRST: Final = np.isin(np.arange(256), [code[0] for code in _CODES])
_LAST: Final = np.isin(np.arange(256), [code[-1] for code in _CODES])
"""Which bytes a blank begins and ends with: few cells do, and each of those is looked at for each blank."""


def needs_trimming(column: pa.ChunkedArray) -> bool:
    """Whether any cell of a text column is empty, or begins or ends with a blank."""
    return any(_needs_trimming(chunk) for chunk in column.chunks)


def _needs_trimming(chunk: pa.Array) -> bool:
    if chunk.type != pa.string():
        return True
    cells = chunk.drop_null() if chunk.null_count else chunk
    _, offsets, data = cells.buffers()
    if not len(cells):
        return False
    bounds = np.frombuffer(offsets, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
    begins, ends = bounds[:-1], bounds[1:]
    if data is None or bool((begins == ends).any()):
        return True
    letters = np.frombuffer(data, dtype=np.uint8)
    doubtful = _FIRST[letters[begins]] | _LAST[letters[ends - 1]]
    begins, ends = begins[doubtful], ends[doubtful]
    for code in _CODES:
        long = ends - begins >= len(code)
        if _spells(letters, begins[long], code) or _spells(letters, ends[long] - len(code), code):
            return True
    return False


def _spells(letters: NDArray[np.uint8], starts: NDArray[np.int32], code: bytes) -> bool:
    """Whether the bytes from any of the starts on are those of `code`."""
    for offset, byte in enumerate(code):
        starts = starts[letters[starts + offset] == byte]
    return len(starts) > 0
