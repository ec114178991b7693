"""Boards: pins in an order, each with its own link; kept, moved, entitled, taken away and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import USAGE, DashboardError
from dashboard.warehouse import boards
from dashboard.warehouse.backup import backup
from dashboard.warehouse.boards import MOST_PINS, Board
from dashboard.warehouse.connection import Warehouse
from tests.blank_warehouse import warehouse_at

EAST, WEST = {"team": ["East"]}, {"team": ["West & <b>"], "mode": ["entered"]}


def only(warehouse: Warehouse) -> Board:
    (board,) = boards.list_boards(warehouse)
    return board


def a_board(warehouse: Warehouse, *panels: str) -> Board:
    board = boards.make(warehouse, "Mine")
    for panel in panels:
        boards.pin(warehouse, board.board_id, "funnel", panel, EAST)
    return only(warehouse)


def test_a_board_holds_its_pins_in_order_after_opening_again_and_in_the_backup(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        board = boards.make(warehouse, " Mine ")
        first = boards.pin(warehouse, board.board_id, "funnel", "ways", EAST)
        second = boards.pin(warehouse, board.board_id, "velocity", "parts", WEST)
        copy = backup(warehouse, tmp_path / "copy.duckdb")
    for path in (tmp_path / "w.duckdb", copy):
        with warehouse_at(path) as warehouse:
            assert only(warehouse) == Board(board.board_id, "Mine", (first, second))
    assert second.link == WEST


def test_a_board_is_found_by_its_id_before_its_name() -> None:
    one, other = Board("a1", "One"), Board("b2", "a1")
    assert boards.board_of((one, other), "a1") == one
    assert boards.board_of((one, other), "One") == one
    assert boards.board_of((one, other), "none") is None


@settings(max_examples=15)
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(-6, 6)), max_size=6))
def test_moving_never_loses_or_doubles_a_pin(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[int, int]]
) -> None:
    with warehouse_at(tmp_path_factory.getbasetemp() / "moves.duckdb") as warehouse:
        for board in boards.list_boards(warehouse):
            boards.delete(warehouse, board.board_id)
        board = a_board(warehouse, *"abcde")
        expected = list(board.pins)
        for at, by in moves:
            pin = expected.pop(at)
            expected.insert(min(max(at + by, 0), len(expected)), pin)
            boards.move(warehouse, board.board_id, pin.pin_id, by=by)
            assert only(warehouse).pins == tuple(expected)


def test_a_pin_gets_a_title_of_its_own_and_leaves_the_board_alone(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        board = a_board(warehouse, "ways", "funnel")
        boards.entitle(warehouse, board.board_id, board.pins[0].pin_id, "  *Ours*  ")
        assert [pin.title for pin in only(warehouse).pins] == ["*Ours*", ""]
        boards.entitle(warehouse, board.board_id, board.pins[0].pin_id, " ")
        assert only(warehouse) == board
        boards.unpin(warehouse, board.board_id, board.pins[0].pin_id)
        assert only(warehouse).pins == board.pins[1:]
        boards.put_back(warehouse, board)
        assert only(warehouse) == board


def test_two_boards_never_have_one_name(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        board = a_board(warehouse, "ways")
        other = boards.make(warehouse, "Other")
        for refused in (
            lambda: boards.make(warehouse, "Mine"),
            lambda: boards.rename(warehouse, other.board_id, "Mine"),
            lambda: boards.put_back(warehouse, Board("gone", "Mine")),
        ):
            with pytest.raises(DashboardError) as told:
                refused()
            assert told.value.exit_code == USAGE
        boards.rename(warehouse, board.board_id, "Ours")
        assert [one.name for one in boards.list_boards(warehouse)] == ["Other", "Ours"]


def test_a_board_that_is_full_or_gone_takes_no_pin_and_stays_as_it_was(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        board = a_board(warehouse, *["ways"] * MOST_PINS)
        with pytest.raises(DashboardError):
            boards.pin(warehouse, board.board_id, "funnel", "ways", EAST)
        assert only(warehouse) == board
        boards.delete(warehouse, board.board_id)
        assert boards.list_boards(warehouse) == ()
        with pytest.raises(DashboardError):
            boards.pin(warehouse, board.board_id, "funnel", "ways", EAST)
