"""Who has never seen the sample can answer the questions of a review from the front page alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import DealFilter
from dashboard.metrics import bottlenecks, deals_behind, pipeline_changes, stuck_deals
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day
from dashboard.views.bottlenecks_words import signals, waiting
from dashboard.views.overview_people import waiting as waiting_with
from dashboard.warehouse import review_notes
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.review_notes import Note
from dashboard.warehouse.scope import scope_of
from tests.dashboard.charts.answered import spaced
from tests.dashboard.views.conftest import run_with, said
from tests.dashboard.views.test_overview import bottlenecks_page, overview_page

pytestmark = pytest.mark.usefixtures("asks_the_sample")
STARTED = date(2026, 7, 6)
"""The day from which Proposal has been slow for Enterprise (sample_data/README.md)."""


@pytest.fixture(scope="module")
def shown(sample: Warehouse) -> AppTest:
    return run_with(overview_page)


def answers(page: AppTest) -> str:
    """The page without the marks of Markdown and with spaces that break."""
    return spaced(said(page)).replace("\\", "")


def test_where_is_the_bottleneck_since_when_for_whom(shown: AppTest) -> None:
    found = re.search(
        r"Proposal · Enterprise: deals leave later than before, since the week of (\d+) Jul", answers(shown)
    )
    assert found is not None
    assert abs(date(2026, 7, int(found[1])) - STARTED) <= timedelta(days=14)


def test_nothing_that_was_not_planted_is_flagged(shown: AppTest) -> None:
    flagged = re.findall(r"\*\*(.*?): deals leave|\*\*(.*?): fewer deals", answers(shown))
    assert flagged == [("New business · Proposal · Enterprise", "")]


def test_what_to_check_and_what_to_do_about_it(shown: AppTest) -> None:
    assert [box.label.replace("\\", "") for box in shown.expander if box.label.startswith("Causes")] == [
        "Causes to check and measures: Proposal · Enterprise"
    ]
    assert "Is the approval of quotes slow?" in answers(shown)


def test_what_does_it_cost_a_day(shown: AppTest) -> None:
    assert re.search(r"^Costs a day\n≈ ¥ \d+(\.\d+)?K$", answers(shown), re.MULTILINE)
    assert re.search(r"It costs about ¥ \d+(\.\d+)?K a day\.", answers(shown))


def test_which_five_deals_to_discuss(shown: AppTest) -> None:
    deals = re.findall(r"\d+\. \*\*(.+)\*\*  \n.* · ¥ .* · .*(?:stuck|idle|overdue|pushed)", answers(shown))
    assert len(deals) >= 5
    assert len(set(deals)) == len(deals)


def test_what_changed_since_last_week(sample: Warehouse, shown: AppTest) -> None:
    scope = scope_of(sample, DealFilter())
    week = {row.kind: row for row in pipeline_changes.ask(scope, since=end_of_day(date(2026, 11, 8))).rows}
    told = re.search(r"### Open pipeline is ¥ ([\d.]+)M, .* last week: ¥ ([\d.]+)M is new", answers(shown))
    assert told is not None
    assert float(told[1]) == pytest.approx(week["end"].value / 1e6, rel=0.01)
    assert float(told[2]) == pytest.approx(week["created"].value / 1e6, rel=0.01)


def test_will_we_make_the_quarter(shown: AppTest) -> None:
    told = answers(shown)
    assert "What is open is not enough: ¥ 8.27M of ¥ 21.6M is won" in told
    assert re.search(r"¥ \d+(\.\d+)?M is missing without new deals", told)


def test_who_needs_help_is_said_of_the_deals(sample: Warehouse, shown: AppTest) -> None:
    assert re.search(r"\d+ deals with Zhao Lei wait, worth ¥ [\d.]+M", answers(shown))
    scope = scope_of(sample, DealFilter())
    first = waiting_with(stuck_deals.ask(scope).rows)[0]
    assert first.owner == "Zhao Lei"
    listed = deals_behind.ask(scope, Selection("stuck_deals", by="owner", value=first.owner))
    assert listed.n == first.deals


def test_the_deals_of_every_place_are_as_many_as_it_says(sample: Warehouse) -> None:
    for chosen in (DealFilter(), DealFilter(owner=("Zhao Lei",))):
        scope = scope_of(sample, chosen)
        for by in ("segment", "owner"):
            rows = bottlenecks.widened(scope, by).rows
            assert any(row.open_deals for row in rows)
            for row in rows:
                assert deals_behind.ask(scope, waiting(row, by), limit=0).n == row.open_deals


@pytest.mark.parametrize("since", [date(2026, 11, 8), date(2026, 8, 15), date(2025, 11, 15)])
def test_every_bar_of_what_changed_opens_as_many_deals_as_it_says(sample: Warehouse, since: date) -> None:
    scope = scope_of(sample, DealFilter())
    for row in pipeline_changes.ask(scope, since=end_of_day(since)).rows:
        chosen = Selection("pipeline_changes", row.kind, mode=since.isoformat())
        assert deals_behind.ask(scope, chosen, limit=0).n == row.deals


def test_each_comparison_is_named_in_the_sentence() -> None:
    assert "since 15 Nov 2025" in answers(run_with(overview_page, vs="year"))
    assert "since 15 Aug 2026" in answers(run_with(overview_page, vs="period"))


def test_a_comparison_that_is_none_is_said_and_last_week_is_shown() -> None:
    page = run_with(overview_page, vs="2019-01-01")
    assert any("2019-01-01" in warning.value for warning in page.warning)
    assert "last week" in answers(page)


def test_the_bottlenecks_page_tells_every_signal_with_its_playbook(sample: Warehouse) -> None:
    told = answers(run_with(bottlenecks_page))
    assert len(signals(bottlenecks.widened(scope_of(sample, DealFilter()), "segment"))) == 2
    assert told.count(": deals leave later than before") == 2
    assert "Is the approval of quotes slow?" in told
    assert "places hold enough deals" in told


def test_a_signal_that_is_gone_is_followed_up(sample: Warehouse) -> None:
    place = '["New business", "Proposal", "segment", "Enterprise"]'
    quiet = '["New business", "Lead", null, null]'
    review_notes.write(
        sample, Note("signal", place, date(2026, 11, 1), "Proposal · Enterprise", what="Delegate quotes")
    )
    review_notes.write(sample, Note("signal", quiet, date(2026, 11, 1), "Lead", what="Look again"))
    told = answers(run_with(overview_page))
    assert "1 Nov 2026 · Proposal · Enterprise · still stands out" in told
    assert "1 Nov 2026 · Lead · no longer stands out" in told
