"""Boards on the screen: any panel is pinned with its filter and drawn with it, however often it stands there."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PLACES
from dashboard.views import boards_panels
from dashboard.warehouse import boards
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said

VIEWS = Path(boards_panels.__file__).parent
STAY_AT_HOME = {
    "agenda",  # takes notes of the day's review
    "left-out",  # a list with a choice of its own, told by the link
    "new",  # a short list that leads on to the long one
    "gone",
}
"""Panels that cannot stand alone."""


def on_a_board() -> None:
    """The page of the boards."""
    from dashboard.views import boards, frame, session
    from tests.dashboard.views.page_menu import register

    register()
    session.remember_link("boards")
    frame.render_plain(boards.page)


def on_the_funnel() -> None:
    """The page of the funnel, with the room to pin its first panel open."""
    import streamlit as st

    from dashboard.views import frame, funnel, session
    from dashboard.views.panel import PIN
    from tests.dashboard.views.page_menu import register

    register()
    session.remember_link("funnel")
    st.session_state["foot-funnel"] = [PIN]
    frame.render(funnel.page, funnel.PANELS)


def pinned(told: Warehouse, *pins: tuple[str, str, dict[str, list[str]]]) -> str:
    """A board with these panels; gives its id."""
    board = boards.make(told, "Mine")
    for page, panel, link in pins:
        boards.pin(told, board.board_id, page, panel, link)
    return board.board_id


def button(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def test_every_panel_of_a_page_can_be_pinned_or_is_named_as_one_that_stays() -> None:
    registered = {key for panels in boards_panels.PANELS.values() for key in panels}
    told = set()
    for path in VIEWS.glob("*.py"):
        code = path.read_text(encoding="utf-8")
        told |= set(re.findall(r'key=f?"panel-(?:\{review\.under\})?([\w-]+)"', code))
        told |= {
            key
            for call in re.findall(r"\bpanel\((.*?)\n    \)", code, re.DOTALL)
            for key in re.findall(r'^ +key="([\w-]+)"', call, re.MULTILINE)
        }
    assert told - STAY_AT_HOME <= registered, "add it to PANELS of its page"
    assert set(boards_panels.PANELS) <= {place.name for place in PLACES}


def test_a_panel_is_pinned_with_the_filter_and_the_choices_of_the_moment(told: Warehouse) -> None:
    page = run_with(on_the_funnel, team="East", mode="entered", lang="en")
    page.text_input(key="pin-name-funnel").set_value("*Mine* <b>")
    button(page, "pin-do-funnel")
    assert not page.exception
    (board,) = boards.list_boards(told)
    (pin,) = board.pins
    assert (board.name, pin.page, pin.panel) == ("*Mine* <b>", "funnel", "funnel")
    assert pin.link == {"team": ["East"], "mode": ["entered"]}
    page.run()
    assert any("Pinned to" in link.proto.label for link in page.get("page_link")), "said until something else is done"
    button(page, "pin-do-funnel")
    assert [len(one.pins) for one in boards.list_boards(told)] == [2], "the same board is offered first"


def test_the_same_panel_stands_twice_each_with_its_own_filter(told: Warehouse) -> None:
    board = pinned(
        told,
        ("funnel", "funnel", {"team": ["East"]}),
        ("funnel", "funnel", {"team": ["West"], "mode": ["entered"]}),
        ("win_loss", "rates", {"by": ["owner"], "owner": ["Ana"]}),
    )
    page = run_with(on_a_board, board=board)
    assert not page.exception
    shown = said(page)
    assert r"Team: East · as of" in shown
    assert "2 deals" in shown
    assert "Reached this stage or a later one" in shown
    assert "Entered this stage itself" in shown, "each in its own mode"
    assert "Owner: Ana" in shown
    assert [control.key for control in page.segmented_control] == ["language"], "a panel on a board keeps its choices"
    assert link_in(page) == {"board": [board]}, "drawing writes no link"


@pytest.mark.parametrize("page_name", sorted(boards_panels.PANELS))
def test_every_panel_draws_alone_and_beside_itself(told: Warehouse, page_name: str) -> None:
    keys = list(boards_panels.PANELS[page_name])
    board = pinned(told, *[(page_name, key, link) for key in keys for link in ({}, {"team": ["East"]})])
    page = run_with(on_a_board, board=board)
    assert not page.exception
    assert not page.error
    heads = [caption.value for caption in page.caption if "as of" in caption.value and "Team: East" in caption.value]
    assert len(heads) == len(keys)


def test_what_is_gone_from_the_data_or_the_product_is_said_in_its_place(told: Warehouse) -> None:
    board = pinned(
        told, ("funnel", "funnel", {"owner": ["Left"], "team": ["East"]}), ("funnel", "sold", {}), ("no_page", "x", {})
    )
    page = run_with(on_a_board, board=board)
    assert any("Left" in warning.value for warning in page.warning)
    assert len([info for info in page.info if "no such panel" in info.value]) == 2
    assert "Reached this stage or a later one" in said(page), "the rest is shown"


def test_panels_move_get_a_title_go_and_come_back(told: Warehouse) -> None:
    board = pinned(told, ("funnel", "funnel", {}), ("velocity", "velocity", {}))
    first, second = boards.list_boards(told)[0].pins
    page = run_with(on_a_board, board=board)
    button(page, f"move-1-{first.pin_id}")
    assert [pin.panel for pin in boards.list_boards(told)[0].pins] == ["velocity", "funnel"]
    page.text_input(key=f"pin-title-{second.pin_id}").set_value("*Ours*").run()
    assert r"**\*Ours\***" in said(page)
    button(page, f"unpin-{first.pin_id}")
    assert [pin.panel for pin in boards.list_boards(told)[0].pins] == ["velocity"]
    button(page, "board-undo")
    assert [pin.panel for pin in boards.list_boards(told)[0].pins] == ["velocity", "funnel"]
    button(page, "board-delete")
    assert boards.list_boards(told) == ()
    assert "No board yet" in said(page)
    button(page, "board-undo")
    assert boards.list_boards(told)[0].board_id == board
    assert not page.exception


@pytest.mark.usefixtures("told")
def test_without_a_board_the_page_says_what_one_is_and_a_wrong_link_is_named() -> None:
    page = run_with(on_a_board, board="*gone*")
    assert [r"\*gone\*" in warning.value for warning in page.warning] == [True]
    assert "No board yet" in said(page)
    assert not page.exception
