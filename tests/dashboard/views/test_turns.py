"""Who may draw: one at a time, first come first served, nobody behind a page that was left or that hangs."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dashboard.filters import DealFilter
from dashboard.views.asked import beside
from dashboard.views.turns import TURNS, Turns
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of
from tests.dashboard.views.conftest import run_with

SOON_S = 5.0


def until(true: Callable[[], bool]) -> None:
    """Wait until something is so. Raises AssertionError where it does not come."""
    end = time.monotonic() + SOON_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


@contextmanager
def drawing(turns: Turns, visit: str, drawn: list[str]) -> Iterator[threading.Event]:
    """A page in a thread of its own that notes itself once it draws, and draws until the event is set."""
    done = threading.Event()

    def page() -> None:
        with turns.turn(visit):
            drawn.append(visit)
            done.wait(SOON_S)

    thread = threading.Thread(target=page)
    thread.start()
    try:
        yield done
    finally:
        done.set()
        thread.join()


def numbers() -> None:
    """A page of numbers that says how many deals there are."""
    import streamlit as st  # noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

    from dashboard.metrics import deals_behind  # noqa: PLC0415
    from dashboard.views import frame  # noqa: PLC0415
    from dashboard.views.asked import asked  # noqa: PLC0415
    from dashboard.views.review import Review  # noqa: PLC0415

    def page(review: Review) -> None:
        st.text(f"{asked(deals_behind.ask, review.scope, selection=None, limit=0).n} deals")

    frame.render(page)


def test_pages_are_drawn_one_after_the_other_in_the_order_they_came() -> None:
    turns, drawn = Turns(), list[str]()
    with drawing(turns, "a", drawn) as a:
        until(lambda: drawn == ["a"])
        with drawing(turns, "b", drawn) as b:
            until(lambda: turns.waiting() == 1)
            with drawing(turns, "c", drawn):
                until(lambda: turns.waiting() == 2)
                assert drawn == ["a"]
                a.set()
                until(lambda: drawn == ["a", "b"])
                assert turns.waiting() == 1
                b.set()
                until(lambda: drawn == ["a", "b", "c"])


def test_who_clicks_on_keeps_the_place_in_line_and_what_was_left_does_not_wait() -> None:
    turns, drawn = Turns(), list[str]()
    with drawing(turns, "a", drawn) as a:
        until(lambda: drawn == ["a"])
        with drawing(turns, "b", drawn) as left:
            until(lambda: turns.waiting() == 1)
            with drawing(turns, "c", drawn):
                until(lambda: turns.waiting() == 2)
                with drawing(turns, "b", drawn) as newer:
                    until(lambda: drawn == ["a", "b"])
                    assert turns.waiting() == 2
                    left.set()
                    time.sleep(0.02)
                    assert drawn == ["a", "b"], "it had no turn, and gives none back"
                    a.set()
                    until(lambda: drawn == ["a", "b", "b"])
                    newer.set()
                    until(lambda: drawn == ["a", "b", "b", "c"])


def test_who_waits_for_the_warehouse_lets_others_draw_and_is_the_next_after_them() -> None:
    turns, drawn, asks, answered = Turns(), list[str](), threading.Event(), threading.Event()

    def page() -> None:
        with turns.turn("a"):
            with turns.aside():
                asks.set()
                answered.wait(SOON_S)
            drawn.append("a again")

    thread = threading.Thread(target=page)
    thread.start()
    asks.wait(SOON_S)
    with drawing(turns, "b", drawn) as b:
        until(lambda: drawn == ["b"])
        with drawing(turns, "c", drawn):
            until(lambda: turns.waiting() == 1)
            answered.set()
            until(lambda: turns.waiting() == 2)
            b.set()
            until(lambda: drawn == ["b", "a again", "c"])
    thread.join()


def test_the_turn_of_a_page_that_fails_is_given_back() -> None:
    turns = Turns()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.turn("a"), turns.aside():
            raise ZeroDivisionError
    with turns.turn("b"):
        assert turns.waiting() == 0


def test_nobody_waits_for_ever_behind_a_page_that_hangs() -> None:
    turns, drawn = Turns(patience_s=0.05), list[str]()
    with drawing(turns, "hangs", drawn):
        until(lambda: drawn == ["hangs"])
        with drawing(turns, "b", drawn):
            until(lambda: drawn == ["hangs", "b"])
            assert turns.waiting() == 0


@pytest.mark.usefixtures("told")
def test_a_page_of_numbers_waits_for_its_turn() -> None:
    drawn = list[str]()
    with ThreadPoolExecutor(1) as pool:
        with drawing(TURNS, "a", drawn):
            until(lambda: drawn == ["a"])
            page = pool.submit(run_with, numbers)
            until(lambda: TURNS.waiting() == 1)
            assert not page.done()
        assert [text.value for text in page.result().text] == ["3 deals"]


def test_while_the_warehouse_is_asked_others_draw(told: Warehouse) -> None:
    drawn = list[str]()

    def ask(scope: Scope) -> tuple[int, ...]:
        del scope
        with drawing(TURNS, "b", drawn):
            until(lambda: drawn[-1:] == ["b"])
        drawn.append("answered")
        return (1,)

    scope = scope_of(told, DealFilter())
    with TURNS.turn("a"):
        assert [beside(ask, scope), beside(ask, scope)] == [(1,), (1,)]
        drawn.append("a")
    assert drawn == ["b", "answered", "a"], "the second time it was kept"
