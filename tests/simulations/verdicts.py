"""How often the bottleneck verdicts find what was planted, and how often they cry wolf.

`python -m tests.simulations` prints the table: planted × deals a day → reports with the right flag, with a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.estimates.exits import AGES, Watched, watched
from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, LOST, MOST_DAYS, Spans
from dashboard.metrics.bottleneck_verdicts import Verdicts, verdicts
from dashboard.metrics.bottlenecks import BASELINE_DAYS, LEAST_MIX_DAYS, MODES
from tests.simulations.made_up import SEGMENTS, STAGES, Planted, Visits, pipeline

DAYS: Final = 700
WINDOW: Final = int(MODES[0])
SEED: Final = 20


@dataclass(frozen=True)
class Line:
    """One line of the table, shares of reports: the place flagged, another stage (or anything) flagged wrongly.

    `judged`: share in which the place (where nothing is planted: any place) held enough for a verdict.
    """

    planted: str
    deals_a_day: float
    after_days: int
    found: float | None
    wrong: float
    judged: float


def seen_in(visits: Visits, windows: list[tuple[float, float]]) -> Spans:
    """What the metric's SQL would return of these visits, as arrays."""
    cells = [(stage, segment) for stage in range(STAGES) for segment in range(SEGMENTS)]
    return Spans(tuple(cells), tuple(_watched(visits, first, last) for first, last in windows))


def seen_at(visits: Visits, day: float) -> Spans:
    """What the verdicts on a day rest on."""
    windows = []
    for length in (WINDOW, LEAST_MIX_DAYS):
        windows += [(day - length - BASELINE_DAYS, day - length), (day - length, day)]
    return seen_in(visits, windows)


def report(visits: Visits, day: float) -> Verdicts:
    """The verdicts on a day, by stage and by stage and segment."""
    return verdicts(seen_at(visits, day), dict.fromkeys(range(STAGES), "the only one"), by_value=True)


def lines(runs: int) -> Iterator[Line]:
    """The table, line by line; `runs` pipelines each, the planted place going round the stages and segments."""
    for deals_a_day in (10.0, 2.0):
        yield of_nothing(deals_a_day, runs)
        for after_days in (30, 60):
            yield of_planted(deals_a_day, runs, after_days=after_days, slower=2.2)
        for after_days in (60, 90):
            yield of_planted(deals_a_day, runs, after_days=after_days, fewer=0.35)


def of_nothing(deals_a_day: float, runs: int) -> Line:
    """Reports on pipelines in which nothing changes."""
    random = np.random.default_rng(SEED)
    wrong, judged = [], []
    for _ in range(runs):
        found = report(pipeline(random, deals_a_day=deals_a_day, days=DAYS), DAYS)
        wrong.append(any(found.pattern(at) for at in range(len(found.places))))
        judged.append(float(np.mean(found.deals_needed == 0)))
    return Line("nothing", deals_a_day, 0, None, float(np.mean(wrong)), float(np.mean(judged)))


def of_planted(deals_a_day: float, runs: int, *, after_days: int, slower: float = 1.0, fewer: float = 0.0) -> Line:
    """Reports `after_days` after a slow-down, or after fewer advances, in one segment of one stage."""
    random = np.random.default_rng(SEED)
    right, wrong, judged = [], [], []
    for run in range(runs):
        planted = Planted(run % STAGES, run // STAGES % SEGMENTS, DAYS - after_days, slower, fewer)
        found = report(pipeline(random, deals_a_day=deals_a_day, days=DAYS, planted=planted), DAYS)
        flagged = {place for at, place in enumerate(found.places) if found.pattern(at)}
        place = (planted.stage, planted.segment)
        right.append(place in flagged)
        wrong.append(any(stage != planted.stage for stage, _ in flagged))
        judged.append(bool(found.deals_needed[found.places.index(place)] == 0))
    name = f"{slower:g} × slower" if slower > 1 else f"{fewer:.0%} fewer advance"
    return Line(name, deals_a_day, after_days, float(np.mean(right)), float(np.mean(wrong)), float(np.mean(judged)))


def _watched(visits: Visits, first: float, last: float) -> Watched:
    seen = (visits.left > first) & (visits.entered < last)
    entered, left = visits.entered[seen], np.minimum(visits.left[seen], visits.entered[seen] + MOST_DAYS)
    start, end = np.maximum(first - entered, 0), np.minimum(left, last) - entered
    cell = visits.stage[seen] * SEGMENTS + visits.segment[seen]
    cause = np.where(left <= last, visits.cause[seen], 0)
    began, ended = (BAND_OF_DAY[days.astype(np.int64)] for days in (start, np.ceil(end) - 1))
    shape = (STAGES * SEGMENTS, len(AGES))

    def spread(band: np.ndarray, weights: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        place = cell[chosen] * len(AGES) + band[chosen]
        return np.bincount(place, weights=weights[chosen], minlength=shape[0] * shape[1]).reshape(shape).astype(float)

    ones, everything = np.ones(len(start)), np.full(len(start), fill_value=True)
    ends = np.stack([spread(ended, ones, cause == number) for number in range(1, LOST + 2)], axis=-1)
    return watched(
        spread(began, ones, everything),
        spread(began, start - AGES[began], everything),
        spread(ended, ones, everything),
        spread(ended, end - AGES[ended], everything),
        ends,
    )
