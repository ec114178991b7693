"""From forecast category to forecast category: what the files told on both days, and nothing where they did not."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.metrics import category_matrix, deals_behind, forecast_categories, stage_matrix
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, end_of_day, quarter_of
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Deal, Pipeline, a_pipeline, end_of
from tests.pipeline_files import store
from tests.pipeline_outlooks import CATEGORIES, last_instant, last_look, outlooks
from tests.pipeline_strategies import PLAIN_RATES, as_of_days
from tests.reference import outlook
from tests.reference.flags import expected_close
from tests.reference.money import value
from tests.reference.open_deals import open_deals
from tests.reference.visits import every, status

FIRST, LAST = "2026-03-02", "2026-03-09"
THEN: Final = {"kept": "Commit", "won": "Commit", "slipped": "Commit", "rose": "Pipeline", "new": None, "blank": None}
NOW: Final = {
    "kept": "承诺",
    "won": "Closed",
    "slipped": "BEST_CASE",
    "rose": "Best Case",
    "new": "Omitted",
    "blank": None,
}


@given(found=outlooks(), seen=st.lists(st.tuples(as_of_days(), st.integers(1, 120)), min_size=2, max_size=3))
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_every_deal_is_counted_in_the_category_it_was_said_to_be_in(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[tuple[date, int]]
) -> None:
    warehouse = holding(*found)
    for day, days in [*seen, (last_look(found), 1), (last_look(found), 60)]:
        asked, since = scope(warehouse, day), end_of_day(day - timedelta(days=days))
        moved: Counter[tuple[str, str, str, str]] = Counter()
        for pipeline, deal in every(found):
            then, now = (_category(pipeline, deal, at, last_instant(found)) for at in (since, end_of_day(day)))
            if now[0] != "absent" and (now[0] == "open" or then[0] in {"open", "absent"}):
                moved[(*then, *now)] += 1
        rows = category_matrix.ask(asked, since=since).rows
        shown = {(row.from_kind, row.from_category, row.to_kind, row.to_category): row.deals for row in rows}
        assert shown == (dict(moved) if any(category for _, category, _, _ in moved) else {})
        _check_period(found, asked, end_of_day(day).replace(second=0))


def _category(pipeline: Pipeline, deal: Deal, at: datetime, true_at: datetime) -> tuple[str, str]:
    """Kind, and of an open deal its category as it was told by then."""
    kind = status(pipeline, deal, at) or "absent"
    word = outlook.category(deal, at, true_at) if kind == "open" else None
    return kind, "" if word is None else CATEGORIES[word]


def _check_period(found: tuple[Pipeline, ...], asked: Scope, at: datetime) -> None:
    """What is due in the rest of the quarter, by category, and what was won in it."""
    today, period = at.date(), quarter_of(at.date())
    assert period.before is not None
    worth: dict[str, list[float | None]] = defaultdict(list)
    for pipeline, deal, _ in open_deals(found, at):
        due = expected_close(pipeline, deal, at)
        if due is not None and today <= due < period.before:
            _, category = _category(pipeline, deal, at, last_instant(found))
            worth[category].append(value(deal, at, PLAIN_RATES))
    won = outlook.due_in(found, period, at, PLAIN_RATES)
    answer = forecast_categories.ask(asked)
    if answer.unavailable is not None:
        assert not any(category for category in worth if category != "closed")
        return
    for row in answer.rows:
        own = worth.get(row.category, [])
        closed = (won.won, won.won_value) if row.category == "closed" else (0, 0.0)
        assert row.deals == len(own) + closed[0]
        assert row.value == pytest.approx(sum(one or 0 for one in own) + closed[1])
    told = sum(row.deals for row in answer.rows)
    assert told == answer.n == sum(len(own) for own in worth.values()) + won.won


def told(categories: dict[str, str | None], *, last: bool) -> Pipeline:
    story = a_pipeline()
    for name, category in categories.items():
        if name == "new" and not last:
            continue
        born = "2026-03-05" if name == "new" else "2026-02-01"
        story = story.deal(name, amount=10, created=born, level="D", forecast_category=category)
        story = story.enters("Lead", on=born)
        story = story.wins(on="2026-03-06") if name == "won" and last else story
    return story


@pytest.fixture
def weekly(holding: Holding, tmp_path: Path) -> Warehouse:
    warehouse = holding(told(THEN, last=False), as_of=end_of(FIRST))
    store(warehouse, tmp_path, told(NOW, last=True), as_of=end_of(LAST))
    return warehouse


def test_every_deal_is_in_the_cell_of_its_categories(weekly: Warehouse) -> None:
    asked = scope(weekly, date.fromisoformat(LAST))
    answer = category_matrix.ask(asked, since=end_of(FIRST))
    cells = {(row.from_kind, row.from_category, row.to_kind, row.to_category): row.deals for row in answer.rows}
    assert cells == {
        ("open", "commit", "open", "commit"): 1,
        ("open", "commit", "won", ""): 1,
        ("open", "commit", "open", "best_case"): 1,
        ("open", "pipeline", "open", "best_case"): 1,
        ("absent", "", "open", "omitted"): 1,
        ("open", "", "open", ""): 1,
    }
    assert answer.n == stage_matrix.ask(asked, since=end_of(FIRST)).n
    fell = Selection("category_matrix", "open-open", None, "commit", value="best_case")
    assert [deal.deal_id for deal in deals_behind.ask(asked, fell, since=end_of(FIRST)).rows] == ["slipped"]


def test_a_category_is_known_from_the_file_that_told_it(weekly: Warehouse) -> None:
    assert category_matrix.ask(scope(weekly, date.fromisoformat(LAST)), since=end_of("2026-02-20")).unavailable
    same = category_matrix.ask(scope(weekly, date(2026, 3, 4)), since=end_of(FIRST)).rows
    assert {(row.from_category, row.to_category) for row in same} >= {("commit", "commit"), ("pipeline", "pipeline")}


def test_one_export_cannot_show_it(holding: Holding) -> None:
    asked = scope(holding(told(THEN, last=False), as_of=end_of(FIRST)), date.fromisoformat(FIRST))
    assert category_matrix.ask(asked).unavailable is not None


def test_categories_of_a_period_are_told_alone_and_added_up_from_the_surest_on(holding: Holding) -> None:
    story = a_pipeline()
    due = {"Commit": "2026-03-20", "Best Case": "2026-03-25", "Pipeline": "2026-03-31", "Omitted": "2026-03-30"}
    for number, (category, day) in enumerate(due.items(), start=1):
        story = story.deal(category, amount=100 * number, expected_close=day, level="D", forecast_category=category)
        story = story.enters("Lead", on="2026-02-01")
    story = story.deal("later", amount=7, expected_close="2026-04-02", level="D", forecast_category="Commit")
    story = story.enters("Lead", on="2026-02-01")
    story = story.deal("won", amount=50, level="D", forecast_category="Closed").enters("Lead", on="2026-02-01")
    story = story.wins(on="2026-03-01")
    asked = scope(
        holding(story, as_of=end_of(LAST)), date.fromisoformat(LAST), Period(date(2026, 1, 1), date(2026, 4, 1))
    )
    rows = forecast_categories.ask(asked).rows
    assert [(row.category, row.value, row.cumulative_value) for row in rows] == [
        ("closed", 50, 50),
        ("commit", 100, 150),
        ("best_case", 200, 350),
        ("pipeline", 300, 650),
        ("omitted", 400, None),
    ]
    for row in rows:
        assert deals_behind.ask(asked, Selection(forecast_categories.NAME, value=row.category)).n == row.deals
    plain = a_pipeline().deal("A", amount=1, expected_close="2026-03-20", level="D").enters("Lead", on="2026-02-01")
    bare = scope(holding(plain, as_of=end_of(LAST)), date.fromisoformat(LAST))
    assert forecast_categories.ask(bare).unavailable is not None
