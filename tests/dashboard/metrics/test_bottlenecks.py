"""Bottleneck verdicts: what they rest on, what they find, and when they stay silent."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

import numpy as np
import pytest
from hypothesis import example, given, settings

from dashboard.estimates.exits import AGES, exits_to_see
from dashboard.metrics import bottlenecks
from dashboard.metrics.answers import WORKING_DAYS, Answer
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, spans
from dashboard.metrics.bottleneck_verdicts import LEAST_EXITS, SLOWER
from dashboard.metrics.bottlenecks import Bottleneck
from dashboard.metrics.grounds import stages_of
from dashboard.periods import Period, end_of_day, minute_number
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Deal, Event, Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.exits import exposures
from tests.simulations.made_up import ADVANCED, STAGES, Planted, pipeline, wins_if_it_ended

STAGE_NAMES = ("Lead", "Demo", "Proposal", "Contract")
SEGMENT_NAMES = ("SMB", "Mid-market", "Enterprise")
FIRST = datetime(2024, 6, 1)


@example(
    found=(
        a_pipeline()
        .deal("same day").enters("Lead", on="2026-03-21").moves_to("Proposal", on="2026-03-21")
        .deal("next day").enters("Lead", on="2026-03-21").loses(on="2026-03-22"),
    ),
    seen=[(date(2026, 3, 30), Period())],
)  # fmt: skip
@given(found=pipelines(whole_histories=True), seen=looks())
@settings(max_examples=10)
def test_every_day_a_deal_spends_in_a_stage_is_watched_once_in_its_window(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, _ in seen:
        asked = scope(warehouse, day)
        last = end_of_day(day).replace(second=0)
        edges = [last - timedelta(days=days) for days in (45, 17, 0)]
        watched, _ = spans(asked, [minute_number(edge) for edge in edges])
        names = {stage.stage_code: (stage.pipeline, stage.stage) for stage in stages_of(asked)}
        for told, era in itertools.product(found, (0, 1)):
            spent, exits = exposures(told, edges[era], edges[era + 1], end_of_day(day))
            for at, (code, _) in enumerate(watched.cells):
                pipeline_name, stage = names[code]
                if pipeline_name != told.name:
                    continue
                days, ends = np.zeros(len(AGES)), np.zeros((len(AGES), 4))
                for (where, age), share in spent.items():
                    days[BAND_OF_DAY[age]] += share if where == stage else 0
                for (where, age, cause), count in exits.items():
                    ends[BAND_OF_DAY[age], cause] += count if where == stage else 0
                assert watched.windows[era].exposure[at] == pytest.approx(days, abs=1e-9)
                assert (watched.windows[era].ends[at] == ends).all()
            shown = {names[code][1] for code, _ in watched.cells if names[code][0] == told.name}
            assert {stage for stage, age in spent if spent[stage, age] > 0} <= shown


PROPOSAL_SLOWER = Planted(stage=2, segment=2, start=620 - 60, slower=2.5)


def _told(*, deals_a_day: float, planted: Planted | None = None, days: int = 620, seed: int = 4) -> Pipeline:
    """A simulated pipeline as deals with amounts; what lies after the last day is not told."""
    seen = pipeline(np.random.default_rng(seed), deals_a_day=deals_a_day, days=days, planted=planted)
    told = a_pipeline(stages=", ".join(STAGE_NAMES))
    per_stage = [np.flatnonzero(seen.stage == stage) for stage in range(STAGES)]
    following: dict[float, int] = {float(seen.entered[at]): int(at) for stage in per_stage[1:] for at in stage}
    deals = []
    for number, first in enumerate(per_stage[0]):
        at: int | None = int(first)
        events, created = [], _instant(seen.entered[first])
        while at is not None:
            events.append(Event(STAGE_NAMES[seen.stage[at]], _instant(seen.entered[at]), by_day=False))
            left = float(seen.left[at])
            at = None if left >= days else following.get(left, -1 if seen.cause[at] == ADVANCED else -2)
            if at is not None and at < 0:
                events.append(Event("Won" if at == -1 else "Lost", _instant(left), by_day=False))
                at = None
        fields: dict[str, object] = {"deal_name": f"Deal {number}", "segment": SEGMENT_NAMES[seen.segment[first]]}
        deals.append(Deal(f"D{number}", told.name, 1000.0, created, None, "A", fields, tuple(events)))
    return replace(told, deals=tuple(deals))


def _instant(day: float) -> datetime:
    return FIRST + timedelta(minutes=int(day * 1440))


def _flagged(answer: Answer[Bottleneck]) -> set[tuple[str, str | None]]:
    return {(row.stage, row.value) for row in answer.rows if row.pattern}


def test_a_slow_down_is_found_where_it_is_and_since_when_and_what_it_costs(holding: Holding) -> None:
    story = _told(deals_a_day=8, planted=PROPOSAL_SLOWER)
    warehouse, day = holding(story), (FIRST + timedelta(days=619)).date()
    answer = bottlenecks.ask(scope(warehouse, day), by="segment")
    assert ("Proposal", "Enterprise") in _flagged(answer)
    assert not {place for place in _flagged(answer) if place[1] in {"SMB", "Mid-market"}}
    row = next(row for row in answer.rows if (row.stage, row.value) == ("Proposal", "Enterprise"))
    assert row.pattern == "slow"
    assert row.since is not None
    assert abs(row.since - (FIRST + timedelta(days=560)).date()) <= timedelta(days=21)
    assert row.exits < row.expected_exits
    assert row.others_ratio is not None
    assert row.others_ratio < 1
    assert row.advances_missed > 0
    # What is only late is not lost. The estimate rests on the 21 exits that were seen.
    assert row.wins_missed == pytest.approx(8 * wins_if_it_ended(PROPOSAL_SLOWER, day=620), rel=0.3)
    assert row.wins_lost is not None
    assert row.wins_lost < 1
    assert row.money_a_day == pytest.approx((row.wins_missed or 0) * 1000 / 365)
    assert answer.rows[0].pattern, "signals come first"
    by_work = bottlenecks.ask(scope(warehouse, day), by="segment", mode=WORKING_DAYS)
    assert _flagged(by_work) == _flagged(answer)
    found = next(one for one in by_work.rows if (one.stage, one.value) == ("Proposal", "Enterprise"))
    assert found.since is not None
    assert abs(found.since - row.since) <= timedelta(days=21)


def test_fewer_advances_are_told_apart_from_slow_exits(holding: Holding) -> None:
    planted = Planted(stage=1, segment=0, start=620 - 90, fewer=0.5)
    story = _told(deals_a_day=8, planted=planted)
    answer = bottlenecks.ask(scope(holding(story), (FIRST + timedelta(days=619)).date()), by="segment")
    row = next(row for row in answer.rows if (row.stage, row.value) == ("Demo", "SMB"))
    assert row.pattern == "low_conversion"
    assert row.advance_share is not None
    assert row.expected_share is not None
    assert row.advance_share < row.expected_share
    assert row.since is None
    assert row.wins_missed == pytest.approx(8 * wins_if_it_ended(planted, day=620), rel=0.2)
    assert row.wins_lost == pytest.approx(row.wins_missed), "what is lost does not come later"


def test_two_deals_a_day_get_intervals_and_how_many_more_are_needed_and_no_light(holding: Holding) -> None:
    story = _told(deals_a_day=2, planted=Planted(stage=0, segment=0, start=620 - 60, slower=2.2))
    answer = bottlenecks.ask(scope(holding(story), (FIRST + timedelta(days=619)).date()), by="segment")
    assert {row.pattern for row in answer.rows} == {None}
    assert {row.exits_q for row in answer.rows} == {None}
    assert all(row.exits_low is not None for row in answer.rows), "the intervals stand, the lights do not"
    largest = max(answer.rows, key=lambda row: row.expected_exits)
    assert largest.expected_exits > LEAST_EXITS, "by itself it would be judged"
    typical = median(row.expected_exits for row in answer.rows if row.value is None)
    reach = exits_to_see(SLOWER, level=0.05 / (2 * len(answer.rows)))
    assert largest.deals_needed == ceil(reach - typical)
    assert all(row.deals_needed >= LEAST_EXITS - row.expected_exits for row in answer.rows)
    assert answer.excluded[bottlenecks.TOO_FEW] == len(answer.rows)


def test_the_window_widens_with_few_deals_and_not_with_what_is_found(holding: Holding) -> None:
    last = (FIRST + timedelta(days=619)).date()
    assert bottlenecks.widened(scope(holding(_told(deals_a_day=1)), last), "segment").mode == "120"
    assert bottlenecks.widened(scope(holding(_told(deals_a_day=10)), last), "segment").mode == "60"


def test_value_days_lost_are_days_beyond_the_median_stay_times_the_amount(holding: Holding) -> None:
    """Forty deals left Lead after 10 days each, a year ago; two wait there now, for 30 and 8 days."""
    story = a_pipeline(stages="Lead, Proposal")
    for number in range(40):
        day = date(2026, 1, 1) + timedelta(days=number)
        story = story.deal(f"D{number}", amount=100).enters("Lead", on=f"{day} 09:00")
        story = story.moves_to("Proposal", on=f"{day + timedelta(days=10)} 09:00").wins(
            on=f"{day + timedelta(days=20)}"
        )
    story = story.deal("late", amount=500).enters("Lead", on="2026-08-02 00:00")
    story = story.deal("new", amount=900).enters("Lead", on="2026-08-24 00:00")
    row = next(row for row in bottlenecks.ask(scope(holding(story), date(2026, 8, 31))).rows if row.stage == "Lead")
    assert row.benchmark_days is not None
    assert row.benchmark_days == pytest.approx(9.5, abs=0.5), "within the day in which all of them left"
    assert row.open_deals == 2
    assert row.open_value == pytest.approx(1400)
    assert row.excess_deal_days == pytest.approx(30 - row.benchmark_days, abs=0.01)
    assert row.value_days_lost == pytest.approx((30 - row.benchmark_days) * 500, abs=5)
    assert row.came == 1
    assert row.went == 0


def test_one_export_without_history_cannot_show_it(holding: Holding) -> None:
    story = a_pipeline().deal("D1", amount=10, level="D", created="2026-01-02").enters("Lead", on="2026-01-02")
    answer = bottlenecks.ask(scope(holding(story), date(2026, 3, 1)))
    assert answer.unavailable is not None
    assert answer.rows == ()
