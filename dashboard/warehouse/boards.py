"""Boards: panels of any page in an order of one's own, each with the link it was pinned with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import duckdb

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.given_names import Link, checked_name, new_id, read_link, taken, written_link

MOST_PINS: Final = 24
"""A board of more panels would be no overview, and slow."""
NO_BOARD: Final = mark("This board is not here; it may have been deleted.")
CHOOSE_BOARD: Final = mark("Choose another board.")
FULL: Final = mark("The board “{name}” holds {most} panels already.")
TAKE_ONE_AWAY: Final = mark("Remove one of them, or pin to another board.")


@dataclass(frozen=True)
class Pin:
    """One panel: the name of its page, its key there, the parameters of the link, and a title ('': its own)."""

    pin_id: str
    page: str
    panel: str
    link: Link
    title: str = ""


@dataclass(frozen=True)
class Board:
    """A board and its panels, in order."""

    board_id: str
    name: str
    pins: tuple[Pin, ...] = ()


def make(warehouse: Warehouse, name: str) -> Board:
    """A new, empty board. Raises DashboardError for a name that is none, or that another board has."""
    board = Board(new_id(), checked_name(name))
    with warehouse.transaction() as cursor:
        _refuse_taken(cursor, board)
        _write(cursor, board)
    return board


def list_boards(warehouse: Warehouse) -> tuple[Board, ...]:
    """Every board, by name."""
    with closing(warehouse.cursor()) as cursor:
        return _all(cursor)


def board_of(boards: tuple[Board, ...], told: str) -> Board | None:
    """The board of an id, else of a name; None where there is none."""
    by_name = next((board for board in boards if board.name == told), None)
    return next((board for board in boards if board.board_id == told), by_name)


def rename(warehouse: Warehouse, board_id: str, name: str) -> None:
    """Call a board otherwise; its address stays. Raises DashboardError as `make` does."""
    name = checked_name(name)
    with _changing(warehouse, board_id) as (cursor, board):
        _refuse_taken(cursor, replace(board, name=name))
        _write(cursor, replace(board, name=name))


def delete(warehouse: Warehouse, board_id: str) -> None:
    """Forget a board and its pins; the pages of the panels are untouched."""
    with warehouse.transaction() as cursor:
        _forget(cursor, board_id)


def put_back(warehouse: Warehouse, board: Board) -> None:
    """Keep a board as it was before it was deleted, or before one of its panels was removed.

    Raises DashboardError where its name was given away meanwhile.
    """
    with warehouse.transaction() as cursor:
        _refuse_taken(cursor, board)
        _write(cursor, board)


def pin(warehouse: Warehouse, board_id: str, page: str, panel: str, link: Link) -> Pin:
    """Put a panel below the last one of a board. Raises DashboardError where the board is full or gone."""
    added = Pin(new_id(), page, panel, link)
    with _changing(warehouse, board_id) as (cursor, board):
        if len(board.pins) >= MOST_PINS:
            raise DashboardError(FULL, TAKE_ONE_AWAY, exit_code=USAGE, name=board.name, most=MOST_PINS)
        _write(cursor, replace(board, pins=(*board.pins, added)))
    return added


def unpin(warehouse: Warehouse, board_id: str, pin_id: str) -> None:
    """Take a panel off a board."""
    with _changing(warehouse, board_id) as (cursor, board):
        _write(cursor, replace(board, pins=tuple(one for one in board.pins if one.pin_id != pin_id)))


def move(warehouse: Warehouse, board_id: str, pin_id: str, *, by: int) -> None:
    """Move a panel up (`by` negative) or down by so many places, at most to the end."""
    with _changing(warehouse, board_id) as (cursor, board):
        at = next((at for at, one in enumerate(board.pins) if one.pin_id == pin_id), None)
        if at is not None:
            pins = [one for one in board.pins if one.pin_id != pin_id]
            pins.insert(min(max(at + by, 0), len(pins)), board.pins[at])
            _write(cursor, replace(board, pins=tuple(pins)))


def entitle(warehouse: Warehouse, board_id: str, pin_id: str, title: str) -> None:
    """Give a panel a title of one's own; an empty one takes it away. Raises DashboardError for a long one."""
    title = checked_name(title) if title.strip() else ""
    with _changing(warehouse, board_id) as (cursor, board):
        pins = tuple(replace(one, title=title) if one.pin_id == pin_id else one for one in board.pins)
        _write(cursor, replace(board, pins=pins))


@contextmanager
def _changing(warehouse: Warehouse, board_id: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, Board]]:
    with warehouse.transaction() as cursor:
        board = next((one for one in _all(cursor) if one.board_id == board_id), None)
        if board is None:
            raise DashboardError(NO_BOARD, CHOOSE_BOARD, exit_code=USAGE)
        yield cursor, board


def _refuse_taken(cursor: duckdb.DuckDBPyConnection, board: Board) -> None:
    if any(other.name == board.name and other.board_id != board.board_id for other in _all(cursor)):
        raise taken(board.name)


def _all(cursor: duckdb.DuckDBPyConnection) -> tuple[Board, ...]:
    pins: dict[str, list[Pin]] = {}
    for board_id, pin_id, page, panel, link, title in cursor.execute(
        "SELECT board_id, pin_id, page, panel, link, title FROM pins ORDER BY board_id, place"
    ).fetchall():
        pins.setdefault(board_id, []).append(Pin(pin_id, page, panel, read_link(link), title))
    found = cursor.execute("SELECT board_id, name FROM boards ORDER BY lower(name), name").fetchall()
    return tuple(Board(board_id, name, tuple(pins.get(board_id, ()))) for board_id, name in found)


def _forget(cursor: duckdb.DuckDBPyConnection, board_id: str) -> None:
    cursor.execute("DELETE FROM pins WHERE board_id = $board_id", {"board_id": board_id})
    cursor.execute("DELETE FROM boards WHERE board_id = $board_id", {"board_id": board_id})


def _write(cursor: duckdb.DuckDBPyConnection, board: Board) -> None:
    """Keep a board with its pins in the place of what was kept of it."""
    _forget(cursor, board.board_id)
    now = datetime.now().replace(microsecond=0)  # noqa: DTZ005 - naive reporting time
    told = {"board_id": board.board_id, "name": board.name, "now": now}
    cursor.execute("INSERT INTO boards VALUES ($board_id, $name, $now)", told)
    for place, one in enumerate(board.pins):
        cursor.execute(
            "INSERT INTO pins VALUES ($board_id, $place, $pin_id, $page, $panel, $title, $link)",
            {
                "board_id": board.board_id,
                "place": place,
                "pin_id": one.pin_id,
                "page": one.page,
                "panel": one.panel,
                "title": one.title,
                "link": written_link(one.link),
            },
        )
