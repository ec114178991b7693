"""What holds for every metric of the product, those to come included: the questions are read from the registry."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.filters import BLANK
from dashboard.metrics import METRICS, Metric, open_pipeline, win_rate
from dashboard.metrics.answers import Answer
from dashboard.periods import ALWAYS, Period, end_of_day
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_around import ToldLead, ToldSpend, store_around
from tests.pipeline_builder import Change, Deal, Pipeline
from tests.pipeline_files import Target
from tests.pipeline_strategies import as_of_days, looks, pipelines

NOT_ADDED_UP: Final = {"rank", "deals_needed", "past_periods", "benchmark_n", "steps"}
"""Whole numbers of a row that are no counts; every other one must add up over any dimension."""
MONEY_ADDED_UP: Final = ("won_value", "lost_value", "due_value", "overdue_value", "undated_value", "slipped_value")
SPEND: Final = tuple(
    ToldSpend(source, date(2026, month, 1), date(2026, month + 1, 1), 900.0 + month)
    for source in ("Web", "Event")
    for month in range(1, 9)
)
TARGETS: Final = tuple(
    Target(50_000.0 + month, date(2026, month, 1), date(2026, month + 3, 1), level=level, name=name)
    for month in (1, 4, 7)
    for level, name in (("company", None), ("owner", "Ana"), ("owner", "Bo"))
)

METRICS_BY_NAME: Final = {metric.name: metric for metric in METRICS}

# Without shrinking: an example asks everything, which takes seconds.
UNSHRUNK: Final = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

Question = tuple[Metric, dict[str, str]]


def questions(dimension: str) -> Iterator[Question]:
    """Every metric in every mode, whole, and by the dimension where it can be broken down by it."""
    for metric in METRICS:
        for mode in metric.modes or (None,):
            chosen = {} if mode is None else {"mode": mode}
            yield metric, chosen
            if dimension in metric.dimensions:
                yield metric, {**chosen, "by": dimension}


def name_of(question: Question) -> str:
    """A question as the command line would ask it."""
    metric, chosen = question
    return " ".join([metric.name, *(f"--{name} {value}" for name, value in chosen.items())])


@st.composite
def leads(draw: st.DrawFn) -> tuple[ToldLead, ...]:
    """A few leads; some answered, some converted or disqualified."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        created = datetime.combine(draw(as_of_days()), time(9)) + timedelta(minutes=draw(st.integers(0, 500)))
        became = draw(st.none() | st.integers(0, 30 * 1440))
        reply = draw(st.none() | st.integers(0, 3 * 1440))
        found.append(
            ToldLead(
                f"L{number}",
                source=draw(st.sampled_from(("Web", "Event", None))),
                owner_name=draw(st.sampled_from(("Ana", "Bo", None))),
                outcome="open" if became is None else "converted",
                created_at=created,
                first_response_at=None if reply is None else created + timedelta(minutes=reply),
                converted_at=None if became is None else created + timedelta(minutes=became),
            )
        )
    return tuple(found)


def told_from_the_start(found: Iterable[Pipeline]) -> tuple[Pipeline, ...]:
    """The same deals with what a record keeps only of today: the close date from the start, one next step for all."""
    return tuple(replace(one, deals=tuple(_told(deal) for deal in one.deals)) for one in found)


def _told(deal: Deal) -> Deal:
    deal = replace(deal, fields={**deal.fields, "next_step": "Call"})
    if deal.expected_close is None:
        return deal
    first = Change("expected_close", None, deal.expected_close, deal.events[0].at)
    return replace(deal, expected_close=None, changes=(first, *deal.changes))


def leads_up_to(told: Iterable[ToldLead], instant: datetime) -> tuple[ToldLead, ...]:
    """The leads as a list of that instant would have them."""
    cut = []
    for lead in told:
        if lead.created_at is None or lead.created_at > instant:
            continue
        converted = lead.converted_at is not None and lead.converted_at <= instant
        answered = lead.first_response_at is not None and lead.first_response_at <= instant
        cut.append(
            replace(
                lead,
                outcome="converted" if converted else "open",
                converted_at=lead.converted_at if converted else None,
                first_response_at=lead.first_response_at if answered else None,
            )
        )
    return tuple(cut)


def everything(
    holding: Holding,
    folder: Path,
    found: tuple[Pipeline, ...],
    told: tuple[ToldLead, ...],
    as_of: datetime | None = None,
) -> Warehouse:
    """A warehouse with deals, targets, leads and money spent."""
    warehouse = holding(*found, targets=TARGETS, as_of=as_of)
    store_around(warehouse, folder, leads=told, spend=SPEND)
    return warehouse


def told(answer: Answer[Any]) -> list[tuple[object, ...]]:
    """The rows that say something, floats rounded to what a cent and a minute can tell, without the order of equals."""
    shown = []
    for row in answer.rows:
        parts = dataclasses.asdict(row).values()
        if any(part for part in parts if isinstance(part, int | float)):
            shown.append(tuple(_rounded(part) for part in parts))
    return sorted(shown, key=repr)


def _rounded(part: object) -> object:
    if isinstance(part, float):
        return round(part, 5) + 0.0
    if isinstance(part, tuple | list):
        return tuple(_rounded(one) for one in part)
    return part


def numbers(rows: Iterable[Any]) -> Iterator[tuple[str, float]]:
    """Every number in the rows, curves left out."""
    for row in rows:
        for field in dataclasses.fields(row):
            value = getattr(row, field.name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield field.name, value


@given(found=pipelines(levels=("A",), whole_histories=True), listed=leads(), day=as_of_days())
@settings(UNSHRUNK, max_examples=3)
def test_what_is_learned_later_changes_no_number_of_an_earlier_day(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    listed: tuple[ToldLead, ...],
    day: date,
) -> None:
    instant, whole = end_of_day(day), told_from_the_start(found)
    then = tuple(pipeline.up_to(instant) for pipeline in whole)
    # A pipeline that is not known yet can change no number, but the names: `Sales: Lead` where there are several.
    if not all(pipeline.deals for pipeline in then):
        return
    asked = list(questions("owner"))
    later = scope(everything(holding, tmp_path_factory.mktemp("all"), whole, listed), day)
    known_later = [told(metric.ask(later, **chosen)) for metric, chosen in asked]
    folder = tmp_path_factory.mktemp("then")
    then_known = scope(everything(holding, folder, then, leads_up_to(listed, instant), instant), day)
    for question, rows in zip(asked, known_later, strict=True):
        metric, chosen = question
        assert told(metric.ask(then_known, **chosen)) == rows, name_of(question)


@given(found=pipelines(), listed=leads(), seen=looks())
@settings(UNSHRUNK, max_examples=2)
def test_the_rows_of_a_breakdown_add_up_to_the_whole_over_every_dimension(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    listed: tuple[ToldLead, ...],
    seen: list[tuple[date, Period]],
) -> None:
    warehouse = everything(holding, tmp_path_factory.mktemp("all"), found, listed)
    day, period = seen[0]
    for bounds in (ALWAYS, period):
        asked = scope(warehouse, day, bounds)
        for metric in METRICS:
            if metric.dimensions:
                _check_totals(metric, asked)


ALWAYS_BY: Final = {"win_loss", "win_rate_change", "lead_conversion"}
"""Metrics that are always broken down by something."""


def _check_totals(metric: Metric, asked: Scope) -> None:
    """The same totals, whatever the dimension: no deal is counted twice, none is dropped."""
    totals = {}
    for dimension in metric.dimensions:
        answer = metric.ask(asked, by=dimension)
        if answer.unavailable is None:
            totals[dimension] = _totals(answer, dimension)
    if metric.name not in ALWAYS_BY:
        answer = metric.ask(asked)
        if answer.unavailable is None:
            totals["the whole"] = _totals(answer, None)
    first = next(iter(totals.values()), {})
    for dimension, total in totals.items():
        assert total == pytest.approx(first, abs=0.005), (metric.name, dimension)


def _totals(answer: Answer[Any], by: str | None) -> dict[str, float]:
    # Beside its values a breakdown of bottlenecks shows each stage as a whole.
    rows = [row for row in answer.rows if by is None or row.value is not None]
    found: dict[str, float] = defaultdict(float)
    for name, value in numbers(rows):
        if (isinstance(value, int) and name not in NOT_ADDED_UP) or name in MONEY_ADDED_UP:
            found[name] += value
    return {name: value for name, value in found.items() if value}


@given(found=pipelines(), listed=leads(), seen=looks())
@settings(UNSHRUNK, max_examples=2)
def test_shares_lie_between_nothing_and_all_and_no_number_is_infinite_or_none_at_all(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    listed: tuple[ToldLead, ...],
    seen: list[tuple[date, Period]],
) -> None:
    warehouse = everything(holding, tmp_path_factory.mktemp("all"), found, listed)
    for day, period in seen[:2]:
        for question in questions("segment"):
            metric, chosen = question
            answer = metric.ask(scope(warehouse, day, period), **chosen)
            assert answer.n >= 0
            assert all(count > 0 for count in answer.excluded.values()), name_of(question)
            for name, value in numbers(answer.rows):
                assert math.isfinite(value), (name_of(question), name)
                if is_part_of_a_whole(name, chosen.get("mode")):
                    assert 0 <= value <= 1, (name_of(question), name)
            for row in answer.rows:
                _check_interval(row, name_of(question))


def is_part_of_a_whole(name: str, mode: str | None) -> bool:
    """A share of 0 to 1. Won ÷ target can pass 1, and so can a step's deals ÷ those of the step before if counted apart."""
    if name == "conversion":
        return mode not in {"entered", "flow", "now"}
    return name in {"win_rate", "settled_conversion", "share"} or (
        name.endswith(("_share", "_rate")) and name != "won_share"
    )


RATES_WITH_AN_INTERVAL: Final = {
    "low": ("win_rate", "push_rate", "conversion", "won_share"),
    "settled_low": ("settled_conversion",),
    "advanced_low": ("advanced",),
    "advance_low": ("advance_share",),
    "exits_low": ("exits_ratio",),
    "chance_low": ("chance_history",),
    "km_low_days": ("km_median_days",),
    "value_low": ("win_rate_value",),
}


def _check_interval(row: Any, where: str) -> None:
    if type(row).__name__ == "RateMix":  # its interval is that of a change
        assert row.low is None or row.low - 1e-9 <= row.win_rate - row.win_rate_before <= row.high + 1e-9, where
        return
    for low, rates in RATES_WITH_AN_INTERVAL.items():
        bottom, top = getattr(row, low, None), getattr(row, low.replace("low", "high"), None)
        rate = next((getattr(row, name) for name in rates if hasattr(row, name)), None)
        if rate is None:
            continue
        assert bottom is None or bottom <= rate + 1e-9, (where, low)
        assert top is None or rate <= top + 1e-9, (where, low)


@given(found=pipelines(), listed=leads(), day=as_of_days())
@settings(UNSHRUNK, max_examples=2)
def test_different_questions_about_the_same_deals_agree(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    listed: tuple[ToldLead, ...],
    day: date,
) -> None:
    asked = scope(everything(holding, tmp_path_factory.mktemp("all"), found, listed), day)
    answers = {metric.name: metric.ask(asked) for metric in METRICS}

    def total(metric: str, *names: str) -> float:
        return sum(getattr(row, name) or 0 for row in answers[metric].rows for name in names)

    with_history = sum(dataclasses.astuple(answers["weighted_pipeline"].evidence)[:3]) > 0
    if with_history:
        assert total("weighted_pipeline", "deals") == total("open_pipeline", "deals")
        assert total("weighted_pipeline", "value") == pytest.approx(total("open_pipeline", "value"))
    if answers["needed_deals"].unavailable is None:
        assert total("needed_deals", "deals") == total("open_pipeline", "deals")
    assert (total("win_rate", "won"), total("win_rate", "lost")) == (
        total("win_loss", "won"),
        total("win_loss", "lost"),
    )
    left_out = sum(answers["sales_cycle"].excluded.values())
    assert total("sales_cycle", "won", "lost") + left_out == total("win_rate", "won", "lost")
    assert (total("team", "won"), total("team", "lost")) == (total("win_rate", "won"), total("win_rate", "lost"))
    assert total("team", "open") == total("open_pipeline", "deals")
    assert total("team", "open_value") == pytest.approx(total("open_pipeline", "value"))
    for row in answers["team"].rows:
        one = scope(asked.warehouse, day, owner=(row.value or BLANK,))
        (rate,) = win_rate.ask(one).rows
        assert (row.won, row.lost, row.win_rate) == (rate.won, rate.lost, rate.win_rate)
        assert row.open == sum(stage.deals for stage in open_pipeline.ask(one).rows)
    assert total("lead_conversion", "converted", "disqualified", "open") == total("lead_conversion", "leads")
    cohorts = [METRICS_BY_NAME["win_curve"].ask(asked, mode=mode).rows for mode in ("quarter", "month", "all")]
    for name in ("deals", "won", "lost", "void", "open"):
        assert len({sum(getattr(row, name) for row in rows) for rows in cohorts}) == 1
    for row in (row for rows in cohorts for row in rows):
        assert row.deals == row.won + row.lost + row.void + row.open
        won = [won for _, won, _ in row.curve]
        assert won == sorted(won)
        assert all(won + lost <= 1 + 1e-9 for _, won, lost in row.curve)
    if answers["paths"].unavailable is None:
        assert total("paths", "deals") == total("paths", "won", "lost", "void", "open") == answers["paths"].n
