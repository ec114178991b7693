"""From forecast category to forecast category: what the files told on both days, and nothing where they did not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dashboard.metrics import category_matrix, deals_behind, forecast_categories, stage_matrix
from dashboard.metrics.selection import Selection
from dashboard.periods import Period
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline, end_of
from tests.pipeline_files import store

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
    plain = a_pipeline().deal("A", amount=1, expected_close="2026-03-20", level="D").enters("Lead", on="2026-02-01")
    bare = scope(holding(plain, as_of=end_of(LAST)), date.fromisoformat(LAST))
    assert forecast_categories.ask(bare).unavailable is not None
