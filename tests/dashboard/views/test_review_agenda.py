"""The agenda: what is written beside an item stays there, and the next review says what became of it."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.metrics.deals_then import DealThen
from dashboard.views.review_agenda import decision, to_follow_up
from dashboard.views.review_followup import deal_became
from dashboard.views.review_items import place_named
from dashboard.warehouse import review_notes
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.review_notes import Note
from tests.dashboard.charts.answered import EN
from tests.dashboard.views.conftest import run_with, said

THEN, TODAY = date(2026, 1, 15), date(2026, 3, 5)
HOSTILE = "**bold** :red[x] <b>y</b> [link](https://example.com) $1"
LITERAL = r"\*\*bold\*\* :" + "\u2060" + r"red\[x\] \<b\>y\</b\> \[link\](https:" + "\u2060"


def agenda_page() -> None:
    """The review page with one deal as its agenda, ready to be written to."""
    from dashboard.views import frame, review_agenda
    from dashboard.views.review import Review
    from dashboard.views.review_items import Item
    from tests.dashboard.views.page_menu import register

    def page(review: Review) -> None:
        item = Item("deal", "D3", "*华夏* :red[x]", "王伟 · ¥ 70")
        review_agenda.show(review, (item,))

    register()
    frame.render(page)


def opened(as_of: date | None = None) -> AppTest:
    """The page with the room for a note opened."""
    page = run_with(agenda_page, **({} if as_of is None else {"as_of": as_of.isoformat()}))
    page.session_state[f"write-{as_of or TODAY}-deal-D3"] = True
    return page.run()


def test_a_note_and_a_decision_are_kept_and_shown_letter_for_letter(told: Warehouse) -> None:
    page = opened()
    page.text_area[0].set_value(HOSTILE)
    page.text_input[0].set_value("Call the CFO")
    page.text_input[1].set_value("<i>Ana</i>")
    page.date_input[0].set_value(date(2026, 3, 12))
    page.button[[one.label for one in page.button].index("Keep")].click().run()
    (note,) = review_notes.written(told, TODAY)
    assert (note.note, note.what, note.by_when) == (HOSTILE, "Call the CFO", date(2026, 3, 12))
    again = run_with(agenda_page)
    assert f"Note: {LITERAL}" in said(again)
    assert r"Decided: Call the CFO · \<i\>Ana\</i\> · by 12 Mar 2026" in said(again)
    assert HOSTILE not in said(again)


@pytest.mark.usefixtures("told")
def test_a_note_of_a_later_review_is_not_known_at_an_earlier_one(told: Warehouse) -> None:
    review_notes.write(told, Note("deal", "D3", TODAY, "Acme", "said later"))
    assert "said later" not in said(run_with(agenda_page, as_of=THEN.isoformat()))
    assert "said later" in said(run_with(agenda_page))


def test_the_next_review_says_what_became_of_each_deal(told: Warehouse) -> None:
    for deal in ("D1", "D2", "D9"):
        review_notes.write(told, Note("deal", deal, THEN, f"Deal {deal}", what=f"Push {deal}"))
    shown = said(run_with(agenda_page))
    assert "15 Jan 2026 · Deal D1 · won since" in shown
    assert "15 Jan 2026 · Deal D2 · lost since" in shown
    assert "15 Jan 2026 · Deal D9 · no longer among the loaded deals" in shown


def test_a_deal_that_moved_says_from_where_to_where(told: Warehouse) -> None:
    review_notes.write(told, Note("deal", "D1", date(2026, 1, 5), "Acme", what="Send the offer"))
    assert "Acme · moved from Lead to Proposal" in said(run_with(agenda_page, as_of=THEN.isoformat()))


def test_a_decision_about_a_deal_stays_true_under_a_filter_that_leaves_the_deal_out(told: Warehouse) -> None:
    review_notes.write(told, Note("deal", "D1", THEN, "Acme", what="Send the offer"))
    assert "Acme · won since" in said(run_with(agenda_page, owner="王伟"))


def test_a_decision_ticked_off_is_gone_from_the_review_after_the_next(told: Warehouse) -> None:
    review_notes.write(told, Note("change", "lost", THEN, "Lost", what="Ask why", by_when=date(2026, 2, 1)))
    page = run_with(agenda_page)
    assert "was due on 1 Feb 2026" in said(page)
    page.checkbox[0].check().run()
    assert review_notes.written(told, TODAY)[0].done_on == TODAY
    page.checkbox[0].uncheck().run()
    assert review_notes.written(told, TODAY)[0].done_on is None


def test_of_earlier_reviews_only_what_is_still_to_be_done_is_followed_up() -> None:
    first, second, today = date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 15)
    done = Note("deal", "A", first, "A", what="Call", done_on=second)
    to_do = Note("deal", "B", first, "B", what="Call")
    only_said = Note("deal", "C", first, "C", note="Hm")
    last = Note("deal", "D", second, "D", note="Hm")
    mine = Note("deal", "E", today, "E", note="Hm")
    assert to_follow_up((mine, last, done, to_do, only_said), today) == (last, to_do)
    assert to_follow_up((mine,), today) == ()


def test_a_decision_is_said_with_what_is_known_of_it() -> None:
    assert not decision(Note("deal", "A", TODAY, "A", note="Hm"), EN)
    assert decision(Note("deal", "A", TODAY, "A", who="Ana"), EN) == "– · Ana"


@pytest.mark.parametrize(
    ("then", "now", "said_of_it"),
    [
        (("open", "Lead"), ("won", ""), "won since"),
        (("won", ""), ("won", ""), "was won already"),
        (("lost", ""), ("open", "Lead"), "open again, in Lead"),
        (("open", "Lead"), ("open", "Lead"), "still in Lead"),
        (("open", "Lead"), ("missing", ""), "missing from its list since"),
        (None, ("open", "Lead"), "still in Lead"),
    ],
)
def test_what_became_of_a_deal(then: tuple[str, str] | None, now: tuple[str, str], said_of_it: str) -> None:
    before = None if then is None else DealThen(*then, None, None)
    assert deal_became(before, DealThen(*now, None, None), EN) == said_of_it


def test_a_place_is_named_the_same_way_back() -> None:
    assert place_named('["销售", "方案/报价", "segment", ""]') == ("销售", "方案/报价", "segment", "")
