"""What is to come, deal by deal: chances by history, weights, coverage, and what earlier quarters were said to bring."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.flags import expected_close
from tests.reference.money import Rates, total, value
from tests.reference.open_deals import age_days, open_deals
from tests.reference.outcomes import closed, worth_at
from tests.reference.visits import LAST_INSTANT, Visit, days, every, has_history, status, visits

FIRST_DAYS: Final = (0, 8, 15, 31, 61, 91)
YEAR: Final = timedelta(days=365)
LOOKED_BACK_DAYS: Final = (180, 240, 300, 360)
LEAST_DECIDED: Final = 20
LEAST_DATED: Final = 0.8
Place = tuple[str, int, int]
"""Pipeline, rank, first day of the age band."""


def band(age: float) -> int:
    """First day of the age band of an age in days."""
    return FIRST_DAYS[bisect_right(FIRST_DAYS, age) - 1]


@dataclass(frozen=True)
class Chances:
    """By place: how many decided deals had come to it, and how many of them were won."""

    decided: Mapping[Place, int]
    won: Mapping[Place, int]

    def at(self, pipeline: str, rank: int, age: float) -> float | None:
        """Share won at an age; of the whole stage where fewer than twenty had come to it."""
        place = (pipeline, rank, band(age))
        used = place if self.decided.get(place, 0) >= LEAST_DECIDED else (pipeline, rank, 0)
        return self.won.get(used, 0) / self.decided[used] if self.decided.get(used) else None


def chances(pipelines: Sequence[Pipeline], as_of: datetime) -> Chances:
    """Of the decided deals with a stay in the last 12 months: that they came to a stage and stayed so long."""
    decided: dict[Place, int] = defaultdict(int)
    won: dict[Place, int] = defaultdict(int)
    for pipeline, deal in every(pipelines):
        outcome = status(pipeline, deal, as_of)
        if outcome not in {"won", "lost"} or not has_history(deal):
            continue
        seen = visits(pipeline, deal, as_of)
        for stage in {visit.stage for visit in seen if visit.kind == "open"}:
            stays = [visit for visit in seen if visit.stage == stage]
            if all(visit.left is not None and visit.left <= as_of - YEAR for visit in stays):
                continue
            spent = sum(days((visit.left or as_of) - visit.entered) for visit in stays)
            for first in FIRST_DAYS:
                if spent >= first:
                    decided[pipeline.name, stays[0].rank, first] += 1
                    won[pipeline.name, stays[0].rank, first] += outcome == "won"
    return Chances(decided, won)


def stated_chance(pipeline: Pipeline, deal: Deal, here: Visit) -> float | None:
    """The file's chance of today, which is that of the stay that goes on."""
    stated, last = deal.fields.get("probability"), visits(pipeline, deal, LAST_INSTANT)[-1]
    goes_on = last.kind == "open" and here.stage != "" and last.entered == here.entered
    return float(str(stated)) if stated is not None and goes_on else None


@dataclass(frozen=True)
class Weighed:
    """Open deals of one stage."""

    deals: int
    value: float
    chance_file: float | None
    weighted_file: float | None
    decided: int
    weighted_history: float | None


def weighted(pipelines: Sequence[Pipeline], as_of: datetime, rates: Rates) -> dict[tuple[str, str], Weighed]:
    """By pipeline and stage, of the open deals whose stage is known."""
    known = chances(pipelines, as_of)
    places: dict[tuple[str, str], list[tuple[Pipeline, Deal, Visit]]] = defaultdict(list)
    for pipeline, deal, here in open_deals(pipelines, as_of):
        if here.stage:
            places[pipeline.name, here.stage].append((pipeline, deal, here))
    found = {}
    for place, standing in places.items():
        pipeline, _, here = standing[0]
        worth = [value(deal, as_of, rates) for _, deal, _ in standing]
        stated = [stated_chance(*one) for one in standing]
        told = [chance for chance in stated if chance is not None]
        learned = [known.at(pipeline.name, here.rank, age_days(pipeline, deal, as_of)) for _, deal, _ in standing]
        decided = known.decided.get((pipeline.name, here.rank, 0), 0)
        found[place] = Weighed(
            len(standing),
            total(worth),
            sum(told) / len(told) if told else None,
            total(w * p for w, p in zip(worth, stated, strict=True) if w is not None and p is not None)
            if told
            else None,
            decided,
            total(w * p for w, p in zip(worth, learned, strict=True) if w is not None and p is not None)
            if decided
            else None,
        )
    return found


def calibrated(
    pipelines: Sequence[Pipeline], as_of: datetime, rates: Rates
) -> dict[tuple[str, float], tuple[int, int, float]]:
    """By source and tenth of chance: deals open on an earlier day that are decided by now, how many of them were won,
    and the mean of what was said of them: by the history then, and by the file of today's open deals of the stage.
    """
    by_file = {place: one.chance_file for place, one in weighted(pipelines, as_of, rates).items()}
    seen: dict[tuple[str, float], list[tuple[float, bool]]] = defaultdict(list)
    for back in LOOKED_BACK_DAYS:
        then = _end(as_of.date() - timedelta(days=back))
        known = chances(pipelines, then)
        for pipeline, deal, here in open_deals(pipelines, then):
            outcome = status(pipeline, deal, as_of)
            if not here.stage or not has_history(deal) or outcome not in {"won", "lost"}:
                continue
            told = {
                "history": known.at(pipeline.name, here.rank, age_days(pipeline, deal, then)),
                "file": by_file.get((pipeline.name, here.stage)),
            }
            for source, chance in told.items():
                if chance is not None:
                    seen[source, min(int(round(chance * 10, 9)), 9) / 10].append((chance, outcome == "won"))
    return {
        place: (len(found), sum(won for _, won in found), sum(chance for chance, _ in found) / len(found))
        for place, found in seen.items()
    }


def mean_won_amount(pipelines: Sequence[Pipeline], pipeline: str, as_of: datetime, rates: Rates) -> float | None:
    """Of the deals won in the last 12 months, those without an amount left out."""
    amounts = [
        one.value
        for one in closed(pipelines, Period(), as_of, rates)
        if one.status == "won" and one.pipeline.name == pipeline and one.at > as_of - YEAR and one.value is not None
    ]
    above = [amount for amount in amounts if amount > 0]
    return sum(above) / len(above) if above else None


@dataclass(frozen=True)
class Due:
    """What is open at an instant, by when it is due, and what was won in the period so far."""

    won: int
    won_value: float
    due: int
    due_value: float
    weighted_value: float
    overdue: int
    undated: int
    no_value: int


def due_in(pipelines: Sequence[Pipeline], period: Period, as_of: datetime, rates: Rates) -> Due:
    """Of a period with both ends; due is from the day of `as_of` on."""
    assert period.first is not None
    assert period.before is not None
    won = [one for one in closed(pipelines, period, as_of, rates) if one.status == "won"]
    standing = [
        (expected_close(pipeline, deal, as_of), value(deal, as_of, rates), stated_chance(pipeline, deal, here))
        for pipeline, deal, here in open_deals(pipelines, as_of)
    ]
    today = as_of.date()
    due = [one for one in standing if one[0] and max(today, period.first) <= one[0] < period.before]
    return Due(
        len(won),
        total(one.value for one in won if one.value is not None and one.value > 0),
        len(due),
        total(worth for _, worth, _ in due),
        total(worth * chance for _, worth, chance in due if worth is not None and chance is not None),
        sum(1 for day, _, _ in standing if day and day < today),
        sum(1 for day, _, _ in standing if day is None),
        sum(1 for _, worth, _ in due if worth is None),
    )


def yield_share(
    pipelines: Sequence[Pipeline], periods: Sequence[tuple[Period, date]], as_of: datetime, rates: Rates
) -> float | None:
    """Of what was open on a day of each period and due in the rest of it: the share of its value won by the period's end.

    None where too few due dates of those days are known.
    """
    opened = yielded = 0.0
    deals = dated = 0
    for period, day in periods:
        assert period.before is not None
        then, end = _end(day), _end(period.before - timedelta(days=1))
        for pipeline, deal, _ in open_deals(pipelines, then):
            due, worth = expected_close(pipeline, deal, then), value(deal, then, rates) or 0.0
            if due is not None and due < day:
                continue
            deals += 1
            dated += due is not None
            if due is not None and due < period.before:
                opened += worth
                yielded += worth if status(pipeline, deal, min(end, as_of)) == "won" else 0.0
    return yielded / opened if opened and dated >= LEAST_DATED * deals else None


@dataclass(frozen=True)
class Quarter:
    """What the deals due in a quarter were expected to bring at its start, and brought."""

    deals: int
    due_value: float
    forecast: float
    won: int
    actual: float


def quarter_said(pipelines: Sequence[Pipeline], quarter: Period, rates: Rates) -> Quarter | None:
    """None where too few due dates of its start are known."""
    assert quarter.first is not None
    assert quarter.before is not None
    then, end = _end(quarter.first - timedelta(days=1)), _end(quarter.before - timedelta(days=1))
    standing = [one for one in open_deals(pipelines, then) if one[2].stage and has_history(one[1])]
    dates = [expected_close(pipeline, deal, then) for pipeline, deal, _ in standing]
    if sum(1 for day in dates if day is not None) < LEAST_DATED * len(standing):
        return None
    due = [one for one, day in zip(standing, dates, strict=True) if day and quarter.first <= day < quarter.before]
    return _brought(pipelines, due, then, end, rates)


def _brought(
    pipelines: Sequence[Pipeline],
    due: Sequence[tuple[Pipeline, Deal, Visit]],
    then: datetime,
    end: datetime,
    rates: Rates,
) -> Quarter:
    known = chances(pipelines, then)
    deals, won, worth, forecast, actual = 0, 0, 0.0, 0.0, 0.0
    for pipeline, deal, here in due:
        chance = known.at(pipeline.name, here.rank, age_days(pipeline, deal, then))
        if chance is None:
            continue
        deals += 1
        worth += value(deal, then, rates) or 0.0
        forecast += chance * (value(deal, then, rates) or 0.0)
        if status(pipeline, deal, end) == "won":
            won += 1
            actual += worth_at(pipeline, deal, end, rates) or 0.0
    return Quarter(deals, worth, forecast, won, actual)


def category(deal: Deal, at: datetime, true_at: datetime) -> str | None:
    """The forecast category that the log or the file (true at `true_at`) had told by then; None: none."""
    told = [change for change in deal.changes if change.field == "forecast_category"]
    said: list[tuple[datetime, object]] = [(datetime(1900, 1, 1), told[0].old)] if told else []
    said += [(change.at, change.new) for change in told]
    stated = deal.fields.get("forecast_category")
    said += [] if stated is None else [(true_at, stated)]
    known = [word for when, word in sorted(said, key=lambda one: one[0]) if when <= at]
    return None if not known or known[-1] is None else str(known[-1])


def four_before(period: Period) -> Iterator[Period]:
    """The four quarters before a quarter, newest first."""
    assert period.first is not None
    first = period.first
    for _ in range(4):
        before, month = first, first.month - 3
        first = date(first.year - (month < 1), month + 12 * (month < 1), 1)
        yield Period(first, before)


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59))
