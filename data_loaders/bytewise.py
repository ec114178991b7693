"""One look at every byte of a text file: is it UTF-8, how many lines has it, which odd blanks."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data_loaders.beside import begin, side_by_side

BLANKS: Final = ("\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
"""The blanks other than spaces and line ends."""
PIECE: Final = 4 << 20
"""Bytes looked at together: between two pieces, and within one, the thread waits for its turn, while others import."""
LONGEST: Final = 3
"""Most continuation bytes of a character in UTF-8."""
_LETTERS: Final = np.array([chr(byte).isalnum() or byte >= 0x80 for byte in range(256)])
"""The bytes of letters and digits, and of everything beyond ASCII; delimiters and quotation marks are none of them."""


@dataclass(frozen=True)
class Seen:
    """What the bytes of a file hold. The rest is not counted once a piece is no UTF-8.

    `breaks` counts line feeds; `blanks` are those of `BLANKS` that occur, `outer`: one of them may begin or end a cell;
    `open_end`: the last line has no line feed.
    """

    is_utf8: bool
    breaks: int = 0
    nulls: bool = False
    blanks: frozenset[str] = frozenset()
    outer: bool = False
    open_end: bool = False


class _Room:
    """Memory for a piece and for what is compared in it, used again and again.

    The system hands out memory page by page: new one for each piece would cost as much as looking at it.
    """

    def __init__(self, size: int) -> None:
        self.data = bytearray(size)
        self._numbers = np.frombuffer(self.data, dtype=np.uint8)
        self._same = np.empty(size, dtype=np.bool_)

    def are(self, byte: int, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Which of the bytes from `first` to `last` are this one; until the next question."""
        return np.equal(self._numbers[first:last], byte, out=self._same[first:last])

    def places(self, character: str, first: int, last: int) -> npt.NDArray[np.intp]:
        """Where a character begins. To look for one byte is quick, and it is seldom there."""
        start, *others = character.encode()
        if self.data.find(start, first, last) < 0:
            return np.empty(0, dtype=np.intp)
        places = first + np.flatnonzero(self.are(start, first, last))
        for offset, byte in enumerate(others, start=1):
            places = places[places + offset < last]
            places = places[self._numbers[places + offset] == byte]
        return places

    def outer(self, places: npt.NDArray[np.intp], length: int, first: int, last: int) -> bool:
        """Whether any of the characters of a length at these places stands elsewhere than between two letters."""
        if not len(places):
            return False
        if places[0] == first or places[-1] + length == last:  # what is beyond is not looked at
            return True
        within = _LETTERS[self._numbers[places - 1]] & _LETTERS[self._numbers[places + length]]
        return not within.all()


def begin_look(path: Path) -> Future[Seen]:
    """What a file holds; one processor looks at it from now on."""
    rooms: list[_Room] = []
    return begin(lambda: _whole(_piece(path, start, rooms) for start in _starts(path)))


def look_through(path: Path) -> Seen:
    """Look at every byte of a file, in pieces, on all processors."""
    rooms: list[_Room] = []
    with closing(side_by_side(lambda start: _piece(path, start, rooms), _starts(path))) as pieces:
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
        outer=any(seen.outer for seen in found),
        open_end=bool(found) and found[-1].open_end,
    )


def _piece(path: Path, start: int, rooms: list[_Room]) -> Seen:
    """The piece from `start` on, cut between characters; `rooms`: those that nobody uses now."""
    with path.open("rb") as file:
        file.seek(start)
        room = rooms.pop() if rooms else _Room(min(PIECE, path.stat().st_size) + LONGEST)
        size = file.readinto(room.data)
    first = _continuations(room.data, 0, size) if start else 0
    last = min(PIECE, size) + _continuations(room.data, PIECE, size)
    seen = _seen(room, first, last)
    rooms.append(room)
    return seen


def _continuations(data: bytearray, at: int, end: int) -> int:
    """How many bytes from `at` on belong to the character that began before; at most three."""
    count = 0
    while count < LONGEST and at + count < end and data[at + count] & 0xC0 == 0x80:
        count += 1
    return count


def _seen(room: _Room, first: int, last: int) -> Seen:
    """What the bytes from `first` to `last` hold."""
    piece = memoryview(room.data)[first:last]
    if not _is_utf8(piece):
        return Seen(is_utf8=False)
    places = {blank: room.places(blank, first, last) for blank in BLANKS}
    return Seen(
        is_utf8=True,
        breaks=int(np.count_nonzero(room.are(ord("\n"), first, last))),
        nulls=room.data.find(0, first, last) >= 0,
        blanks=frozenset(blank for blank, found in places.items() if len(found)),
        outer=any(room.outer(found, len(blank.encode()), first, last) for blank, found in places.items()),
        open_end=bytes(piece[-1:]) != b"\n",
    )


def line_feeds(piece: bytes | memoryview) -> int:
    """How many there are; Python's own count takes five times as long."""
    return int(np.count_nonzero(np.frombuffer(piece, dtype=np.uint8) == ord("\n")))


def _is_utf8(piece: memoryview) -> bool:
    """Whether the bytes are UTF-8 throughout; Arrow proves it without making a string."""
    ends = np.array([0, len(piece)], dtype=np.int32)
    whole = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(piece)])
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True
