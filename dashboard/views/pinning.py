"""“Pin to a board”, under a panel: the panel, with the filter and the choices of the moment, goes onto a board."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.views import failure, links, menu, session, told
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse import boards
from dashboard.warehouse.given_names import LONGEST_NAME

BOARD: Final = "board"
"""Parameter of the link to a board: its id, or its name."""
NEW: Final = ""
"""Stands for a board to be made among the boards to choose from."""


def offer(review: Review, panel: str) -> None:
    """Choose a board, or name a new one, and pin."""
    words = review.words
    with st.container(width=400, gap="small"):
        failure.show_noted(words, f"pin-refused-{panel}")
        known = {board.board_id: board.name for board in boards.list_boards(review.warehouse)}
        _pinned(review, panel, known)
        chosen = NEW
        if known:
            chosen = st.selectbox(
                words("Board"),
                [*known, NEW],
                key=f"pin-board-{panel}",
                format_func=lambda board_id: known.get(board_id) or words("A new board"),
                filter_mode=None,
            )
        # A form: what was typed travels with the press of the button, however busy the page is.
        with st.form(f"pin-form-{panel}", border=False):
            if chosen == NEW:
                st.text_input(words("Name of the new board"), key=f"pin-name-{panel}", max_chars=LONGEST_NAME)
            st.form_submit_button(words("Pin"), key=f"pin-do-{panel}", on_click=_pin, args=(review, panel, chosen))


def offer_once_opened(review: Review, panel: str) -> None:
    """Offer it behind a click, for what is no panel. Nothing for what cannot stand alone, and on a board."""
    if panel not in review.pinnable:
        return
    box = st.expander(review.words("Pin to a board"), type="compact", on_change="rerun", key=f"pin-{panel}")
    if box.open:
        with box:
            offer(review, panel)


def _pinned(review: Review, panel: str, known: dict[str, str]) -> None:
    """Say where the panel was just put as it is shown, with the way there."""
    board_id, shown = told.told(f"pin-{panel}") or (None, None)
    if board_id in known and shown == links.state(review):
        st.page_link(
            menu.page("boards"),
            label=literal(review.words("Pinned to “{name}”: open the board", name=known[board_id])),
            query_params={BOARD: board_id, **links.spoken()},
        )


def _pin(review: Review, panel: str, board_id: str) -> None:
    failure.noting(_do, review, panel, board_id, where=f"pin-refused-{panel}")


def _do(review: Review, panel: str, board_id: str) -> None:
    if board_id == NEW:
        board_id = boards.make(review.warehouse, st.session_state[f"pin-name-{panel}"]).board_id
    boards.pin(review.warehouse, board_id, session.place().name, panel, links.state(review))
    st.session_state[f"pin-board-{panel}"] = board_id
    told.tell(f"pin-{panel}", (board_id, links.state(review)))
