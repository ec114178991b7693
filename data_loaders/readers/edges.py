"""Cells with blanks around them, found in the bytes of a column: hardly any column has one, and trimming is dear."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

BLANKS: Final = " \t\r\n\u00a0\u3000\ufeff\u200b"
"""What is trimmed off a cell."""


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
    first, last = letters[begins], letters[ends - 1]
    for blank in BLANKS:
        code = blank.encode()
        leading = begins[(first == code[0]) & (ends - begins >= len(code))]
        trailing = ends[(last == code[-1]) & (ends - begins >= len(code))] - len(code)
        if _spells(letters, leading, code) or _spells(letters, trailing, code):
            return True
    return False


def _spells(letters: NDArray[np.uint8], starts: NDArray[np.int32], code: bytes) -> bool:
    """Whether the bytes from any of the starts on are those of `code`."""
    for offset, byte in enumerate(code):
        starts = starts[letters[starts + offset] == byte]
    return len(starts) > 0
