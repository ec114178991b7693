"""Pipelines as they come: skips, moves back, drags, reopened and void deals, blanks, several currencies, levels A, B and D."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.periods import Period
from tests.pipeline_builder import OUTCOMES, Change, Deal, Event, Level, Pipeline
from tests.pipeline_files import Rate

FIRST_DAY: Final = date(2026, 1, 5)
LAST_DAY: Final = date(2026, 12, 31)
RATES: Final = (Rate("USD", "EUR", 0.9), Rate("CNY", "EUR", 0.125))
"""What one unit is worth in the reporting currency, EUR; XAF is left without a rate on purpose."""

PLAIN_RATES: Final = {"": 1.0, "EUR": 1.0, "USD": 0.9, "CNY": 0.125}
MINUTE: Final = timedelta(minutes=1)
DRAG: Final = timedelta(minutes=10)
TOLD: Final = 30
"""How many tellings the tests draw from."""

_stage_names = ("Lead", "Qualified", "Proposal", "Negotiation", "方案报价")
_blankable = {
    "owner_name": ("Ana", "Bo", "李雷"),
    "source": ("Web", "Event"),
    "segment": ("SMB", "Enterprise"),
    "lost_reason": ("Price", "No budget"),
    "competitor": ("Acme",),
    "currency": ("EUR", "USD", "CNY", "XAF"),
}
_amounts = st.one_of(st.none(), st.just(0.0), st.integers(1, 1_000_000).map(lambda cents: cents / 100))
# Working hours only: a drag through stages never straddles midnight, the edge at which an as-of cuts.
_minutes_apart = st.one_of(
    st.sampled_from([3, 10, 11, 45, 240]),
    st.integers(1, 60).map(lambda days: days * 1440),
    st.integers(1, 60 * 24 * 40),
)


def pipelines(
    levels: tuple[Level, ...] = ("A", "A", "B", "D"), *, whole_histories: bool = False
) -> st.SearchStrategy[tuple[Pipeline, ...]]:
    """One or two pipelines with up to a dozen deals each; `whole_histories`: none was created before its first event.

    All tests draw from the same `TOLD` ones, whose warehouses are laid out once: that takes longer than asking them.
    With FRESH_PIPELINES set each test tells its own, and a failure shrinks to the smallest one.
    """
    if os.environ.get("FRESH_PIPELINES"):
        return _told_anew(levels, whole=whole_histories)
    return st.deferred(lambda: st.sampled_from(_told(levels, whole=whole_histories)))


@cache
def _told(levels: tuple[Level, ...], *, whole: bool) -> tuple[tuple[Pipeline, ...], ...]:
    """The same ones in every process, the simplest first."""
    with ThreadPoolExecutor(1) as elsewhere:  # the test of which this may be a part would count it as nested
        return elsewhere.submit(_tell, levels, whole=whole).result()


def _tell(levels: tuple[Level, ...], *, whole: bool) -> tuple[tuple[Pipeline, ...], ...]:
    found: list[tuple[Pipeline, ...]] = []

    @settings(max_examples=2 * TOLD, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(_told_anew(levels, whole=whole))
    def tell(one: tuple[Pipeline, ...]) -> None:
        found.append(one)

    tell()
    return tuple(dict.fromkeys(found[::2]))  # neighbours are much alike


@st.composite
def _told_anew(draw: st.DrawFn, levels: tuple[Level, ...], *, whole: bool) -> tuple[Pipeline, ...]:
    found = []
    for number, name in enumerate(draw(st.sampled_from([("Sales",), ("Sales", "Partner")]))):
        stages = _stage_names[: draw(st.integers(2, 5))]
        stories = draw(st.lists(_deals(name, stages, levels, whole), min_size=1 if number == 0 else 0, max_size=12))
        found.append(
            Pipeline(
                name,
                stages,
                tuple(replace(deal, deal_id=f"{name}-{place}") for place, deal in enumerate(stories)),
            )
        )
    return tuple(found)


@st.composite
def _deals(
    draw: st.DrawFn,
    pipeline: str,
    stages: tuple[str, ...],
    levels: tuple[Level, ...],
    whole: bool,
) -> Deal:
    level = draw(st.sampled_from(levels))
    by_day = draw(st.booleans())
    born = _first_instant(draw, by_day=by_day)
    events = (
        _forward(draw, stages, born, by_day=by_day) if level == "B" else _wandering(draw, stages, born, by_day=by_day)
    )
    fields: dict[str, object] = {"deal_name": draw(st.sampled_from(["Big deal", "Small deal", None]))}
    fields |= {name: draw(st.one_of(st.none(), st.sampled_from(values))) for name, values in _blankable.items()}
    if level == "D":
        events, born = events[-1:], events[0].at
    amount = draw(_amounts)
    return Deal(
        deal_id="",
        pipeline=pipeline,
        amount=amount,
        created=draw(st.sampled_from([born, None] if whole else [born, _earlier(draw, born), None])),
        expected_close=draw(st.one_of(st.none(), st.dates(FIRST_DAY, LAST_DAY))),
        level=level,
        fields=fields,
        events=events,
        changes=_amount_changes(draw, amount, events, by_day=by_day) if level == "A" else (),
    )


def _earlier(draw: st.DrawFn, born: datetime) -> datetime:
    return born - timedelta(days=draw(st.integers(0, 30)))


def _first_instant(draw: st.DrawFn, *, by_day: bool) -> datetime:
    day = draw(st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=120)))
    minute = 0 if by_day else draw(st.integers(8 * 60, 18 * 60))
    return datetime(day.year, day.month, day.day) + minute * MINUTE


def _later(draw: st.DrawFn, at: datetime, *, by_day: bool) -> datetime:
    if by_day:
        return at + timedelta(days=draw(st.integers(0, 40)))
    after = at + draw(_minutes_apart) * MINUTE
    # Outside working hours: the next morning.
    if 8 <= after.hour < 20:
        return after
    return datetime(after.year, after.month, after.day, 9) + timedelta(days=1, minutes=draw(st.integers(0, 59)))


def _wandering(draw: st.DrawFn, stages: tuple[str, ...], born: datetime, *, by_day: bool) -> tuple[Event, ...]:
    """Through any stage in any order, to an outcome, and sometimes back from it."""
    at, stage = born, draw(st.sampled_from([stages[0], stages[0], *stages]))
    events = [Event(stage, at, by_day)]
    for _ in range(draw(st.integers(0, 6))):
        at = _later(draw, at, by_day=by_day)
        stage = draw(st.sampled_from([*stages, *stages, "Won", "Lost", "Lost", "Void"]))
        # A close that is closed again has two closing days, of which a record keeps one; what a drag alone parts is one.
        is_drag = at.date() == events[-1].at.date() if by_day else at - events[-1].at <= DRAG
        again = stage == events[-1].stage or (is_drag and stage in {event.stage for event in events})
        if stage not in OUTCOMES or not again:
            events.append(Event(stage, at, by_day))
    return tuple(events)


def _forward(draw: st.DrawFn, stages: tuple[str, ...], born: datetime, *, by_day: bool) -> tuple[Event, ...]:
    """A date per stage: each stage at most once, never back."""
    path = [stage for place, stage in enumerate(stages) if place == 0 or draw(st.booleans())]
    outcome = draw(st.sampled_from(["", "Won", "Lost", "Void"]))
    at, events = born, []
    for stage in [*path, outcome] if outcome else path:
        events.append(Event(stage, at, by_day))
        at = _later(draw, at, by_day=by_day) + (timedelta(days=1) if by_day else 11 * MINUTE)
    return tuple(events)


def _amount_changes(
    draw: st.DrawFn, amount: float | None, events: tuple[Event, ...], *, by_day: bool
) -> tuple[Change, ...]:
    """The amount changes a few times between the first and the last event."""
    found: list[Change] = []
    span = int((events[-1].at - events[0].at) / MINUTE)
    for offset in sorted(draw(st.sets(st.integers(1, span), max_size=2))) if span > 1 else []:
        at = events[0].at + offset * MINUTE
        at = datetime(at.year, at.month, at.day) if by_day else at
        new = draw(_amounts)
        if new != amount and events[0].at < at < events[-1].at and all(change.at < at for change in found):
            found.append(Change("amount", amount, new, at))
            amount = new
    return tuple(found)


@st.composite
def as_of_days(draw: st.DrawFn) -> date:
    """A day to look from: before, within or after what happens."""
    return draw(st.dates(FIRST_DAY, LAST_DAY))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """All dates, since a day, up to a day, or between two."""
    first = draw(st.one_of(st.none(), st.dates(FIRST_DAY, LAST_DAY)))
    days = draw(st.one_of(st.none(), st.integers(1, 200)))
    start = first or FIRST_DAY
    return Period(first, None if days is None else start + timedelta(days=days))


Look = tuple[date, Period]
"""From when one looks, and at which period."""


def looks() -> st.SearchStrategy[list[Look]]:
    """A few looks at one warehouse: asking is cheap, loading is not."""
    return st.lists(st.tuples(as_of_days(), periods()), min_size=3, max_size=5)
