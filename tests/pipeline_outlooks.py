"""Pipelines that tell what is to come: chances, categories and close dates that move, and a past to learn from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from hypothesis import strategies as st

from tests.pipeline_builder import Change, Deal, Event, Pipeline
from tests.pipeline_strategies import FIRST_DAY, LAST_DAY, pipelines

DECIDED: Final = 26
"""Deals with a known end that are added to a pipeline: enough for an age band to have a chance of its own."""
CATEGORIES: Final = {
    "Commit": "commit",
    "Best Case": "best_case",
    "Pipeline": "pipeline",
    "Omitted": "omitted",
    "?": "other",
}
_words = st.sampled_from([None, *CATEGORIES])
_days = st.dates(FIRST_DAY, LAST_DAY)
_moments = st.builds(datetime.combine, _days, st.sampled_from([time(9), time(16)]))


@st.composite
def outlooks(draw: st.DrawFn) -> tuple[Pipeline, ...]:
    """Pipelines whose deals state chances, categories and close dates, in a history where they have one."""
    found = []
    for pipeline in draw(pipelines()):
        deals = tuple(_stated(draw, deal) for deal in pipeline.deals)
        past = _decided(pipeline, draw(st.sampled_from([0, DECIDED]))) if deals else ()
        found.append(replace(pipeline, deals=deals + past))
    return tuple(found)


def _stated(draw: st.DrawFn, deal: Deal) -> Deal:
    category = draw(_words)
    fields = {**deal.fields, "probability": draw(st.sampled_from([None, 0.2, 0.8])), "forecast_category": category}
    if deal.level != "A":
        return replace(deal, fields=fields)
    changes, due = list(deal.changes), deal.expected_close
    for at in sorted(draw(st.sets(_moments, max_size=3))) if due else ():
        new = draw(st.one_of(st.just(due + timedelta(days=30)), _days)) if due else None
        if at > deal.events[0].at and new != due:
            changes.append(Change("expected_close", due, new, at))
            due = new
    at = draw(_moments)
    before = draw(_words)
    if category and at > deal.events[0].at and before != category:
        changes.append(Change("forecast_category", before, category, at))
    return replace(deal, fields=fields, changes=tuple(sorted(changes, key=lambda change: change.at)))


def _decided(pipeline: Pipeline, count: int) -> tuple[Deal, ...]:
    """Every other is won; they stay in each stage for a day to two months, and were due when they closed."""
    made = []
    for number in range(count):
        at = datetime.combine(FIRST_DAY + timedelta(days=number * 3), time(9))
        events = []
        for place, stage in enumerate(pipeline.stages):
            events.append(Event(stage, at, by_day=False))
            at += timedelta(days=1 + (number * 7 + place * 5) % 60, hours=number % 5)
        events.append(Event("Lost" if number % 2 else "Won", at, by_day=False))
        first = Change("expected_close", None, at.date(), events[0].at)
        deal = Deal(f"{pipeline.name}-past-{number}", pipeline.name, 100.0 + number, None, None, "A")
        made.append(replace(deal, events=tuple(events), changes=(first,)))
    return tuple(made)


def last_instant(found: tuple[Pipeline, ...]) -> datetime:
    """When the file that tells all of it is true: its newest instant."""
    return max(at for pipeline in found for deal in pipeline.deals for at in deal.happened())


def last_look(found: tuple[Pipeline, ...]) -> date:
    """A day on which all of it is known."""
    return last_instant(found).date() + timedelta(days=1)
