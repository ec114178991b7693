"""Boards: panels of any page in an order of one's own, each with the filter and the choices it was pinned with."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import navigation
from dashboard.filters import describe, read_link
from dashboard.language import mark
from dashboard.metrics import deals_behind
from dashboard.views import boards_panels, empty, failure, faults, links, menu, session
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.panel import no_deals
from dashboard.views.pinning import BOARD
from dashboard.views.review import Review, Visit
from dashboard.warehouse import boards, known
from dashboard.warehouse.boards import Board, Pin
from dashboard.warehouse.given_names import LONGEST_NAME
from dashboard.warehouse.scope import scope_of

NOT_THERE: Final = mark("The link names the board “{name}”, which is not here; it may have been deleted.")
_DELETED: Final = "board-deleted"
_CHOSEN: Final = "board-chosen"
_NAME: Final = "board-name"


def page(visit: Visit) -> None:
    """Show the board of the link, else the first; what a board is, where there is none."""
    if known.newest(visit.warehouse) is None:
        empty.nothing_loaded(visit)
        return
    found = boards.list_boards(visit.warehouse)
    told = (visit.link.get(BOARD) or [""])[-1]
    board = boards.board_of(found, told)
    if told and board is None:
        st.warning(literal(visit.words(NOT_THERE, name=told)))
    _deleted(visit)
    if not found:
        _nothing_pinned(visit)
        return
    board = board or found[0]
    _head(visit, found, board)
    for at, pin in enumerate(board.pins):
        _pin(visit, board, pin, at)
    if not board.pins:
        st.info(visit.words("Open a page and choose “Pin to a board” under a panel."), title=visit.words("Empty board"))


def _nothing_pinned(visit: Visit) -> None:
    """Designed state: no board yet."""
    words = visit.words
    st.title(words("No board yet"), anchor=False)
    st.markdown(
        literal(
            words(
                "A board holds panels of any page in your order, each with the filter it was pinned with: the funnel "
                "of one team beside the win rate of another. Open a page and choose “Pin to a board” under a panel."
            )
        )
    )
    with st.container(horizontal=True):
        for name in ("overview", "funnel", "win_loss"):
            links.page_link(name, words(navigation.place(name).title))


def _head(visit: Visit, found: tuple[Board, ...], board: Board) -> None:
    words, by_id = visit.words, {one.board_id: one for one in found}
    with st.container(horizontal=True, vertical_alignment="center", key="board-head"):
        st.title(literal(board.name), anchor=False, width="content")
        if len(found) > 1:
            st.session_state[_CHOSEN] = board.board_id
            st.selectbox(
                words("Board"),
                list(by_id),
                key=_CHOSEN,
                format_func=lambda board_id: by_id[board_id].name,
                filter_mode=None,
                width=240,
                label_visibility="collapsed",
                on_change=_open_chosen,
            )
        with st.popover(words("Share, rename, delete"), type="tertiary", key="board-change"):
            st.code(links.to_page("boards", {BOARD: [board.board_id]}), language=None, wrap_lines=True)
            with (
                st.form("board-rename", border=False),
                st.container(horizontal=True, vertical_alignment="bottom"),
            ):
                key = f"{_NAME}-{board.board_id}"
                st.text_input(words("New name"), board.name, key=key, max_chars=LONGEST_NAME)
                st.form_submit_button(words("Rename"), on_click=_rename, args=(visit, board, key))
            st.button(words("Delete"), key="board-delete", on_click=_delete, args=(visit, board))


def _pin(visit: Visit, board: Board, pin: Pin, at: int) -> None:
    words = visit.words
    draw = boards_panels.PANELS.get(pin.page, {}).get(pin.panel)
    review = _review(visit, pin)
    with st.container(key=f"pin-{pin.pin_id}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"pin-head-{pin.pin_id}"):
            if pin.title:
                st.markdown(f"**{literal(pin.title)}**", width="content")
            st.caption(literal(_where(review, pin)), width="content")
            if draw is not None:
                state = {**pin.link, **links.spoken()}
                st.page_link(menu.page(pin.page), label=words("Open on its page"), query_params=state)
            _arrange(visit, board, pin, at)
        if draw is None:
            st.info(words("This version has no such panel any more. It can be removed from the board."))
            return
        for dropped in read_link(pin.link, known.dimension_values(visit.warehouse)).dropped:
            st.warning(literal(dropped.sentence(words)))
        with session.standing_in(pin.link):
            if asked(deals_behind.ask, review.scope, selection=None, limit=0).n:
                faults.contained(draw)(review)
            else:
                no_deals(review)


def _review(visit: Visit, pin: Pin) -> Review:
    """The reader's visit, with the filter of the pin in the place of the page's."""
    chosen = read_link(pin.link, known.dimension_values(visit.warehouse)).chosen
    return Review(
        words=visit.words,
        theme=visit.theme,
        warehouse=visit.warehouse,
        link=pin.link,
        filter=chosen,
        scope=scope_of(visit.warehouse, chosen),
        under=f"{pin.pin_id}-",
    )


def _where(review: Review, pin: Pin) -> str:
    """The page, the filter in words, the day and the number of deals of a pin."""
    words = review.words
    shown = asked(deals_behind.ask, review.scope, selection=None, limit=0).n
    titles = {place.name: words(place.title) for place in navigation.PLACES}
    parts = (
        titles.get(pin.page, pin.page),
        *describe(review.filter, words),
        words("as of {day}", day=words.day(review.scope.as_of)),
        words.plural("{n} deal", "{n} deals", shown),
    )
    return " · ".join(parts)


def _arrange(visit: Visit, board: Board, pin: Pin, at: int) -> None:
    words, key = visit.words, f"pin-title-{pin.pin_id}"
    told, named = (visit, board, pin), words("Title on this board")
    with st.popover(words("Arrange"), type="tertiary", key=f"arrange-{pin.pin_id}"):
        with st.container(horizontal=True):
            for label, by, end in ((words("Move up"), -1, 0), (words("Move down"), 1, len(board.pins) - 1)):
                st.button(label, key=f"move-{by}-{pin.pin_id}", on_click=_move, args=(*told, by), disabled=at == end)
        st.text_input(named, pin.title, key=key, max_chars=LONGEST_NAME, on_change=_entitle, args=(*told, key))
        st.button(words("Remove from the board"), key=f"unpin-{pin.pin_id}", on_click=_unpin, args=told)


def _deleted(visit: Visit) -> None:
    """Take a deletion back, until something else is deleted."""
    gone: tuple[str, Board] | None = st.session_state.get(_DELETED)
    if gone is None:
        return
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center", key="board-deleted-line"):
        st.markdown(literal(gone[0]), width="content")
        st.button(words("Undo"), key="board-undo", type="tertiary", on_click=_put_back, args=(visit, gone[1]))


def _open_chosen() -> None:
    session.write_link({**session.read_link(), BOARD: [st.session_state[_CHOSEN]]})


def _rename(visit: Visit, board: Board, key: str) -> None:
    failure.noting(boards.rename, visit.warehouse, board.board_id, st.session_state[key])


def _delete(visit: Visit, board: Board) -> None:
    boards.delete(visit.warehouse, board.board_id)
    st.session_state[_DELETED] = (visit.words("The board “{name}” was deleted.", name=board.name), board)
    session.write_link({name: values for name, values in session.read_link().items() if name != BOARD})


def _move(visit: Visit, board: Board, pin: Pin, by: int) -> None:
    failure.noting(lambda: boards.move(visit.warehouse, board.board_id, pin.pin_id, by=by))


def _entitle(visit: Visit, board: Board, pin: Pin, key: str) -> None:
    failure.noting(boards.entitle, visit.warehouse, board.board_id, pin.pin_id, st.session_state[key])


def _unpin(visit: Visit, board: Board, pin: Pin) -> None:
    failure.noting(boards.unpin, visit.warehouse, board.board_id, pin.pin_id)
    st.session_state[_DELETED] = (visit.words("The panel was removed from the board."), board)


def _put_back(visit: Visit, board: Board) -> None:
    failure.noting(boards.put_back, visit.warehouse, board)
    st.session_state.pop(_DELETED, None)
