"""One look at every byte of a text file: is it UTF-8, how many lines has it, which odd blanks."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from data_loaders.beside import begin, side_by_side

BLANKS: Final = ("\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
"""The blanks other than spaces and line ends."""
PIECE: Final = 1 << 18
"""Bytes looked at together: from larger pieces on the system hands out their memory anew each time, page by page."""
LONGEST: Final = 3
"""Most continuation bytes of a character in UTF-8."""


@dataclass(frozen=True)
class Seen:
    """What the bytes of a file hold. The rest is not counted once a piece is no UTF-8.

    `breaks` counts line feeds; `blanks` are those of `BLANKS` that occur; `open_end`: the last line has no line feed.
    """

    is_utf8: bool
    breaks: int = 0
    nulls: bool = False
    blanks: frozenset[str] = frozenset()
    open_end: bool = False


def begin_look(path: Path) -> Future[Seen]:
    """What a file holds; one processor looks at it from now on."""
    return begin(lambda: _whole(_piece(path, start) for start in _starts(path)))


def look_through(path: Path) -> Seen:
    """Look at every byte of a file, in pieces, on all processors."""
    with closing(side_by_side(lambda start: _piece(path, start), _starts(path))) as pieces:
        return _whole(pieces)


def _starts(path: Path) -> range:
    return range(0, path.stat().st_size, PIECE)


def _whole(pieces: Iterable[Seen]) -> Seen:
    """What pieces one after the other hold, up to the first that is no UTF-8."""
    found: list[Seen] = []
    for seen in pieces:
        if not seen.is_utf8:
            return seen
        found.append(seen)
    return Seen(
        is_utf8=True,
        breaks=sum(seen.breaks for seen in found),
        nulls=any(seen.nulls for seen in found),
        blanks=frozenset().union(*(seen.blanks for seen in found)),
        open_end=bool(found) and found[-1].open_end,
    )


def _piece(path: Path, start: int) -> Seen:
    """The piece from `start` on, cut between characters."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(PIECE + LONGEST)
    first = _continuations(data, 0) if start else 0
    last = PIECE + _continuations(data, PIECE)
    # To copy it takes twice as long as to look at it: its memory comes page by page.
    piece = memoryview(data)[first:last]
    if not data.isascii() and not _is_utf8(piece):
        return Seen(is_utf8=False)
    return Seen(
        is_utf8=True,
        breaks=line_feeds(piece),
        nulls=_holds(data, piece, "\x00"),
        blanks=frozenset(blank for blank in BLANKS if _holds(data, piece, blank)),
        open_end=bytes(piece[-1:]) != b"\n",
    )


def line_feeds(piece: bytes | memoryview) -> int:
    """How many there are; Python's own count takes five times as long."""
    return int(np.count_nonzero(np.frombuffer(piece, dtype=np.uint8) == ord("\n")))


def _continuations(data: bytes, at: int) -> int:
    """How many bytes from `at` on belong to the character that began before; at most three."""
    count = 0
    while count < LONGEST and at + count < len(data) and data[at + count] & 0xC0 == 0x80:
        count += 1
    return count


def _is_utf8(piece: memoryview) -> bool:
    """Whether the bytes are UTF-8 throughout; Arrow proves it without making a string."""
    ends = np.array([0, len(piece)], dtype=np.int32)
    whole = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(piece)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _holds(data: bytes, piece: memoryview, character: str) -> bool:
    """Whether a piece of the data holds a character. To look for one byte is quick, and the first is seldom there."""
    first, *others = character.encode()
    if first not in data:
        return False
    numbers = np.frombuffer(piece, dtype=np.uint8)
    places = np.flatnonzero(numbers == first)
    for offset, byte in enumerate(others, start=1):
        places = places[places + offset < len(numbers)]
        places = places[numbers[places + offset] == byte]
    return len(places) > 0
