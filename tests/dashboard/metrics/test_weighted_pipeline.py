"""The open pipeline weighted by the file and by history, and both held against what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.estimates import wilson
from dashboard.metrics import needed_deals, weighted_pipeline
from dashboard.metrics.weighted_pipeline import CALIBRATION, NO_AGE, NO_CHANCE, Calibrated, WeightedStage
from dashboard.periods import Period, end_of_day
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.loading import load_here
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import Target
from tests.pipeline_outlooks import outlooks
from tests.pipeline_strategies import LAST_DAY, PLAIN_RATES, Look, looks
from tests.reference import outlook
from tests.reference.open_deals import open_deals

TODAY = date(2026, 9, 30)


@given(found=outlooks(), seen=looks())
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_every_open_deal_weighs_by_its_file_and_by_the_decided_deals_before_it(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found, targets=[Target(5_000, date(2026, 1, 1), date(2027, 1, 1))])
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    for day in [*(day for day, _ in seen), LAST_DAY]:
        at = end_of_day(day).replace(second=0)
        plain = outlook.weighted(found, at, PLAIN_RATES)
        answer = weighted_pipeline.ask(scope(warehouse, day))
        if answer.unavailable is not None:
            continue
        shown = {(row.pipeline, row.stage): row for row in answer.rows if isinstance(row, WeightedStage)}
        assert shown.keys() == plain.keys()
        for place, row in shown.items():
            assert (row.deals, row.decided) == (plain[place].deals, plain[place].decided)
            for name in ("value", "chance_file", "weighted_file", "weighted_history"):
                assert getattr(row, name) == pytest.approx(getattr(plain[place], name)), (place, name)
        _check_needed(found, scope(warehouse, day, year), at)


def _check_needed(found: tuple[Pipeline, ...], asked: Scope, at: datetime) -> None:
    """Each stage holds deals × chance × mean won amount; all are scaled to what the target still asks for."""
    known, year = outlook.chances(found, at), Period(date(2026, 1, 1), date(2027, 1, 1))
    remaining = max(0.0, 5_000 - outlook.due_in(found, year, at, PLAIN_RATES).won_value)
    answer = needed_deals.ask(asked)
    worth = {}
    for row in answer.rows:
        chance = known.at(row.pipeline, row.rank, 0)
        amount = outlook.mean_won_amount(found, row.pipeline, at, PLAIN_RATES)
        assert row.chance == pytest.approx(chance)
        assert row.mean_won_amount == pytest.approx(amount)
        assert row.deals == sum(
            1 for pipeline, _, here in open_deals(found, at) if (pipeline.name, here.stage) == (row.pipeline, row.stage)
        )
        if chance is not None and amount is not None:
            worth[row.pipeline, row.stage] = row.deals * chance * amount
    whole = sum(worth.values())
    for row in answer.rows:
        if whole > 0:
            assert row.needed == pytest.approx(row.deals * remaining / whole)
        else:
            assert row.needed is None


def decided(pipeline: Pipeline, *, won: int, lost: int, days: int, first: date, amount: float = 100) -> Pipeline:
    """Deals that stayed in Lead so many days and were then won, or lost."""
    for number in range(won + lost):
        begin = first + timedelta(days=number % 20)
        end = begin + timedelta(days=days)
        pipeline = pipeline.deal(f"{first} {days} {number}", amount=amount).enters("Lead", on=f"{begin} 09:00")
        pipeline = pipeline.wins(on=f"{end} 09:00") if number < won else pipeline.loses(on=f"{end} 09:00")
    return pipeline


def test_history_weighs_a_deal_by_its_stage_and_age(holding: Holding) -> None:
    """Of 80 decided deals 40 were won; of the 40 that came to 31 days, 10. One open deal is 2 days old, one 40."""
    story = decided(a_pipeline(stages="Lead, Proposal"), won=30, lost=10, days=5, first=date(2026, 3, 1))
    story = decided(story, won=10, lost=30, days=45, first=date(2026, 3, 1))
    story = story.deal("new", amount=1000, probability=0.2).enters("Lead", on="2026-09-28 12:00")
    story = story.deal("old", amount=4000, probability=0.4).enters("Lead", on="2026-08-21 12:00")
    rows = weighted_pipeline.ask(scope(holding(story), TODAY)).rows
    (row,) = (row for row in rows if isinstance(row, WeightedStage))
    assert (row.stage, row.deals, row.value, row.decided) == ("Lead", 2, 5000, 80)
    assert row.chance_history == pytest.approx(0.5)
    assert (row.chance_low, row.chance_high) == pytest.approx(wilson(40, 80))
    assert row.weighted_history == pytest.approx(1000 * 0.5 + 4000 * 0.25)
    assert row.weighted_file == pytest.approx(1000 * 0.2 + 4000 * 0.4)
    assert row.chance_file == pytest.approx(0.3)


def test_a_stage_from_which_nothing_was_decided_is_not_weighted_and_counted(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Proposal").deal("D1", amount=10).enters("Lead", on="2026-09-01")
    answer = weighted_pipeline.ask(scope(holding(story), TODAY))
    (row,) = (row for row in answer.rows if isinstance(row, WeightedStage))
    assert row.weighted_history is None
    assert row.weighted_file is None
    assert answer.excluded[NO_CHANCE] == 1


def test_a_deal_of_unknown_age_is_weighted_by_the_file_alone_and_counted(holding: Holding) -> None:
    """One export states since when a deal is in its stage, 40 days, or states nothing: that makes no deal new."""
    story = decided(a_pipeline(stages="Lead, Proposal"), won=30, lost=10, days=5, first=date(2026, 3, 1))
    story = decided(story, won=10, lost=30, days=45, first=date(2026, 3, 1))
    story = story.deal("told", amount=4000, probability=0.4, level="D").enters("Lead", on="2026-08-21 12:00")
    story = story.deal("not told", amount=1000, probability=0.2, level="D", stage_entered_at=None)
    story = story.enters("Lead", on="2026-08-21 12:00")
    answer = weighted_pipeline.ask(scope(holding(story), TODAY))
    (row,) = (row for row in answer.rows if isinstance(row, WeightedStage))
    assert (row.deals, row.value) == (2, 5000)
    assert row.weighted_file == pytest.approx(1000 * 0.2 + 4000 * 0.4)
    assert row.weighted_history == pytest.approx(4000 * 0.25)
    assert answer.excluded[NO_AGE] == 1


def test_deals_decided_more_than_a_year_ago_say_nothing(holding: Holding) -> None:
    story = decided(a_pipeline(stages="Lead, Proposal"), won=30, lost=0, days=5, first=date(2025, 3, 1))
    story = decided(story, won=5, lost=15, days=5, first=date(2026, 3, 1))
    story = story.deal("open", amount=100).enters("Lead", on="2026-09-28 12:00")
    (row,) = (row for row in weighted_pipeline.ask(scope(holding(story), TODAY)).rows if isinstance(row, WeightedStage))
    assert (row.decided, row.chance_history) == (20, 0.25)


def test_a_decided_deal_counts_once_in_a_stage_and_only_for_stays_of_the_last_twelve_months(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("came back", amount=100).enters("Lead", on="2026-03-01 09:00").moves_to("Proposal", on="2026-03-05 09:00")
        .moves_to("Lead", on="2026-03-10 09:00").wins(on="2026-03-20 09:00")
        .deal("a year ago to the minute", amount=100).enters("Lead", on="2025-09-01 09:00").loses(on="2025-09-30 23:59")
        .deal("open", amount=100).enters("Lead", on="2026-09-28 12:00")
    )  # fmt: skip
    (row,) = stages_at(holding(story), TODAY)
    assert (row.decided, row.chance_history) == (1, 1.0)


def test_decided_deals_of_which_no_file_tells_how_long_they_stayed_say_nothing(tmp_path: Path) -> None:
    """Weekly exports: the first shows every deal in its stage, but not since when; one that was lost comes back."""
    weeks = {
        "2026-03-02": ("Qualified", "Qualified", "Qualified"),
        "2026-03-09": ("Won", "Lost", "Qualified"),
        "2026-03-16": ("Won", "Qualified", "Qualified"),
    }
    files = []
    for day, stages in weeks.items():
        lines = [f"{number},Deal {number},Account {number},{stage},10" for number, stage in enumerate(stages)]
        content = "\n".join(["Opportunity ID,Opportunity Name,Account Name,Stage,Amount", *lines])
        files.append((f"deals_{day}.csv", content.encode()))
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        load_here(warehouse, tmp_path, files)
        for seen, there in ((date(2026, 3, 9), 1), (date(2026, 3, 16), 2)):
            (row,) = stages_at(warehouse, seen)
            assert (row.deals, row.decided, row.chance_history) == (there, 0, None)


def test_the_calibration_looks_from_earlier_days_with_what_was_known_then(holding: Holding) -> None:
    """Until spring half of the deals were won; of the ten open 180 days ago only two were, which the chance could not know."""
    story = decided(a_pipeline(stages="Lead, Proposal"), won=30, lost=30, days=5, first=date(2025, 11, 1))
    for number in range(10):
        story = story.deal(f"open then {number}", amount=100).enters("Lead", on="2026-03-30 09:00")
        story = story.wins(on="2026-06-01 09:00") if number < 2 else story.loses(on="2026-06-01 09:00")
    rows = weighted_pipeline.ask(scope(holding(story), TODAY), mode=CALIBRATION).rows
    (row,) = (row for row in rows if isinstance(row, Calibrated) and row.source == "history")
    assert row.said == pytest.approx(0.5)
    assert (row.deals, row.won) == (10, 2)
    assert row.won_share == pytest.approx(0.2)


def test_the_order_in_which_chances_were_added_up_moves_no_deal_to_another_tenth() -> None:
    added_up = [0.8, 0.8000000000000002, 0.7999999999999999]
    assert {weighted_pipeline._Look("file", said, np.arange(1), won=True).tenth for said in added_up} == {8}


@given(found=outlooks(), days=st.integers(60, 300))
@settings(max_examples=4, phases=[Phase.explicit, Phase.generate])
def test_the_calibration_counts_what_became_of_every_deal_that_was_open_then(
    holding: Holding, found: tuple[Pipeline, ...], days: int
) -> None:
    warehouse = holding(*found)
    for day in (LAST_DAY, LAST_DAY + timedelta(days=days)):
        plain = outlook.calibrated(found, end_of_day(day).replace(second=0), PLAIN_RATES)
        answer = weighted_pipeline.ask(scope(warehouse, day), mode=CALIBRATION)
        if answer.unavailable is not None:
            continue
        rows = [row for row in answer.rows if isinstance(row, Calibrated)]
        assert {(row.source, row.said_low): (row.deals, row.won) for row in rows} == {
            place: (deals, won) for place, (deals, won, _) in plain.items()
        }
        for row in rows:
            assert row.said == pytest.approx(plain[row.source, row.said_low][2])
            assert row.won_share == row.won / row.deals
            assert (row.low, row.high) == wilson(row.won, row.deals)
        assert answer.n == sum(deals for deals, _, _ in plain.values())


def test_needed_deals_scale_what_is_there_to_what_remains(holding: Holding) -> None:
    """4 open deals, half of all are won at 100: 200 expected; 600 are missing, so 12 deals are needed."""
    story = decided(a_pipeline(stages="Lead, Proposal"), won=20, lost=20, days=5, first=date(2026, 3, 1))
    for number in range(4):
        story = story.deal(f"open {number}", amount=1).enters("Lead", on="2026-09-28 12:00")
    target = Target(600, date(2026, 7, 1), date(2026, 10, 1))
    rows = {row.stage: row for row in needed_deals.ask(scope(holding(story, targets=[target]), TODAY)).rows}
    lead = rows["Lead"]
    assert (lead.deals, lead.chance, lead.mean_won_amount) == (4, 0.5, 100)
    assert lead.expected_value == pytest.approx(200)
    assert lead.needed == pytest.approx(12)
    assert lead.missing == 8
    assert rows["Proposal"].deals == 0


def stages_at(warehouse: Warehouse, day: date) -> list[WeightedStage]:
    """The rows a stage at the end of a day."""
    return [row for row in weighted_pipeline.ask(scope(warehouse, day)).rows if isinstance(row, WeightedStage)]


def test_the_chance_of_today_is_that_of_the_stay_that_goes_on_and_of_no_earlier_day(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("won since", amount=100, probability=1.0).enters("Lead", on="2026-01-05").wins(on="2026-03-02")
        .deal("moved on", amount=200, probability=0.8).enters("Lead", on="2026-01-06").moves_to("Proposal", on="2026-03-03")
        .deal("there still", amount=400, probability=0.3).enters("Lead", on="2026-01-07").is_worth(500, since="2026-03-04")
    )  # fmt: skip
    warehouse = holding(story)
    (then,) = stages_at(warehouse, date(2026, 2, 15))
    assert (then.deals, then.value) == (3, 700)
    assert then.weighted_file == pytest.approx(0.3 * 400)
    assert then.chance_file == pytest.approx(0.3)
    now = {row.stage: row.weighted_file for row in stages_at(warehouse, date(2026, 3, 31))}
    assert now == {"Lead": pytest.approx(0.3 * 500), "Proposal": pytest.approx(0.8 * 200)}
