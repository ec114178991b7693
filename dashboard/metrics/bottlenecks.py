"""Where deals get stuck that used to move on (definitions §3): a signal with its error rate, and what it costs.

Signal: exits of the last days against those expected from the hazards of the 12 months before, and what share of the
deals that left lately advanced, against the 12 months before; each one-sided, Benjamini–Hochberg at 5 % over all cells
that hold enough to be judged. Impact: value-days beyond the benchmark, and the wins that the stage would bring at its
baseline.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from dashboard.estimates import wilson
from dashboard.estimates.exits import change_point, exit_score, ratio_intervals
from dashboard.language import mark
from dashboard.metrics import bottleneck_around, bottleneck_impact, bottleneck_working
from dashboard.metrics.answers import WORKING_DAYS, Answer
from dashboard.metrics.bottleneck_around import Around, around
from dashboard.metrics.bottleneck_counts import Place, Spans, Window, spans
from dashboard.metrics.bottleneck_impact import Impact, came_and_went, impacts
from dashboard.metrics.bottleneck_verdicts import Pattern, Verdicts, benchmarks, verdicts
from dashboard.metrics.bottleneck_waiting import Cell
from dashboard.metrics.bottleneck_working import worked_spans
from dashboard.metrics.grounds import (
    Stage,
    answer,
    checked_dimension,
    checked_mode,
    needs_history,
    share,
    stages_of,
    values_of,
    without_history,
)
from dashboard.metrics.side_by_side import side_by_side
from dashboard.metrics.stage_dwell_working import calendar_said
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays

NAME: Final = "bottlenecks"
WINDOWS: Final = ("60", "120", "180")
"""Days of the window. A short one sees sooner, a long one needs fewer deals a day."""
MODES: Final = (*WINDOWS, WORKING_DAYS)
SPANS: Final = ("bottleneck_spans", "bottleneck_standing")
SQL: Final = (
    *bottleneck_around.SQL,
    bottleneck_impact.SQL,
)
LEAST_MIX_DAYS: Final = 90
BASELINE_DAYS: Final = 365
WEEKS_BACK: Final = 26
TOO_FEW: Final = mark("cells with too few deals for a verdict")


@dataclass(frozen=True)
class Bottleneck:
    """The verdict on one stage (value None) or on one value of the dimension in it.

    `pattern`: both, slow, low_conversion, or None for no signal. `deals_needed` more before a verdict is possible, 0
    where it is. Exits in the window: `exits_ratio` = observed ÷ expected with its exact 95 % interval,
    `others_ratio` the same against the other values' exits in that time. Of the deals that advanced or were lost in the
    window (at least 90 days) `advance_share` advanced (Wilson interval), `expected_share` by the 12 months before.
    `exits_q`, `advance_q`: adjusted p. `since`: the week from which exits are fewer, None without a slow signal.
    The rest is told at `bottleneck_impact.Impact`; days, reporting currency.
    """

    pipeline: str
    stage: str
    rank: int
    value: str | None
    pattern: Pattern | None
    deals_needed: int
    exits: int
    expected_exits: float
    exits_ratio: float | None
    exits_low: float | None
    exits_high: float | None
    exits_q: float | None
    others_ratio: float | None
    left: int
    advance_share: float | None
    advance_low: float | None
    advance_high: float | None
    expected_share: float | None
    advance_q: float | None
    since: date | None
    benchmark_days: float | None
    open_deals: int
    open_value: float
    excess_deal_days: float
    value_days_lost: float
    share_of_deal_days: float | None
    came: int
    went: int
    advances_missed: float
    wins_missed: float | None
    wins_lost: float | None
    money_a_day: float | None


def ask(scope: Scope, by: str | None = None, mode: str = "60") -> Answer[Bottleneck]:
    """Verdicts on every stage, and with a dimension on every value in every stage; the costliest signals first.

    `mode`: days of the window, or `working_days` for ages in working days over the shortest window that will do.
    """
    working = checked_mode(NAME, mode, MODES) == WORKING_DAYS
    return widened(scope, by, working=True) if working else _asked(scope, by, mode, None)


def _asked(scope: Scope, by: str | None, window: str, days: WorkedDays | None) -> Answer[Bottleneck]:
    """The verdicts over one window; with `days` by working days."""
    scope = scope.broken_down(checked_dimension(NAME, by))
    sql = (*(SPANS if days is None else bottleneck_working.SQL), *SQL)
    asked = answer(scope, NAME, *sql, by=by, mode=window if days is None else WORKING_DAYS)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    with side_by_side() as pool:
        there, lately = pool.submit(around, scope, days), pool.submit(came_and_went, scope)
        seen, parameters = _watched(scope, int(window), days)
    if days is not None:
        parameters = {**parameters, "window_days": int(window), **calendar_said(work_calendar(scope.warehouse))}
    rows = _rows(scope, by, seen, there.result(), lately.result(), days) if seen.cells else ()
    unjudged = sum(row.deals_needed > 0 for row in rows)
    return replace(
        asked,
        n=sum(row.exits for row in rows if row.value is None),
        rows=rows,
        excluded=without_history(asked) | ({TOO_FEW: unjudged} if unjudged else {}),
        parameters={**asked.parameters, **parameters},
    )


def widened(scope: Scope, by: str | None = None, *, working: bool = False) -> Answer[Bottleneck]:
    """The verdicts over the shortest window in which at least half of the places hold enough to be judged.

    The width follows from the number of deals alone, never from what was found, so the error rate holds.
    """
    days = bottleneck_working.calendar_of(scope) if working else None
    found = _asked(scope, by, WINDOWS[0], days)
    for window in WINDOWS[1:]:
        if 2 * sum(row.deals_needed == 0 for row in found.rows) >= len(found.rows):
            break
        found = _asked(scope, by, window, days)
    return found


def window_days(answer: Answer[Bottleneck]) -> int:
    """Calendar days of the window over which an answer judged."""
    return int(str(answer.parameters.get("window_days", answer.mode or 0)))


def _windows(scope: Scope, window_days: int) -> list[tuple[int, int]]:
    """The year before the window and the window, for the exits; the same for the mix of exits, of at least 90 days."""
    starts = [scope.as_of_min - days * MINUTES_A_DAY for days in (window_days, max(window_days, LEAST_MIX_DAYS))]
    return [window for at in starts for window in ((at - BASELINE_DAYS * MINUTES_A_DAY, at), (at, scope.as_of_min))]


def _watched(scope: Scope, window_days: int, days: WorkedDays | None) -> tuple[Spans, dict[str, object]]:
    """What was seen in the year before and in the window, for the exits; the ends alone for the mix of exits.

    The four overlap, so what is asked for are the eras between their edges, and each window adds its own up.
    """
    wanted = _windows(scope, window_days)
    edges = sorted({edge for window in wanted for edge in window})
    windows = [
        Window(edges.index(first), edges.index(last), with_days=number < len(wanted) // 2)
        for number, (first, last) in enumerate(wanted)
    ]
    if days is not None:
        return worked_spans(scope, days, edges, windows), {}
    return spans(scope, edges, windows=windows)


def _rows(
    scope: Scope,
    by: str | None,
    seen: Spans,
    there: Around,
    lately: Mapping[Cell, tuple[int, int]],
    days: WorkedDays | None,
) -> tuple[Bottleneck, ...]:
    stages = {stage.stage_code: stage for stage in stages_of(scope) if stage.kind == 0}
    names = values_of(scope, by) if by else {}
    pipelines = {code: stage.pipeline for code, stage in stages.items()}
    found = verdicts(seen, pipelines, by_value=by is not None)
    slow = [place for at, place in enumerate(found.places) if found.pattern(at) in {"both", "slow"}]
    since = _since(scope, slow, days)
    off = {place: pattern for at, place in enumerate(found.places) if (pattern := found.pattern(at))}
    cost = impacts(scope, seen, there, lately, benchmarks(seen), off)
    exits = found.scores.exits
    ratios = zip(*ratio_intervals(exits.observed, exits.expected), strict=True)
    rows = [
        _row(
            stages[stage],
            None if code is None else names.get(code, ""),
            found,
            at,
            ratio,
            cost.get((stage, code), Impact()),
            since,
        )
        for at, ((stage, code), ratio) in enumerate(zip(found.places, ratios, strict=True))
        if stage in stages
    ]
    return tuple(sorted(rows, key=_order))


def _order(row: Bottleneck) -> tuple[bool, float, float, str, int, bool, str]:
    """Signals first, by value-days lost, then by deal-days lost."""
    return (
        row.pattern is None,
        -row.value_days_lost,
        -row.excess_deal_days,
        row.pipeline,
        row.rank,
        row.value is not None,
        row.value or "",
    )


def _row(
    stage: Stage,
    value: str | None,
    found: Verdicts,
    at: int,
    ratio: tuple[float, float, float],
    impact: Impact,
    since: dict[Place, date],
) -> Bottleneck:
    exits, advances, others = found.scores.exits, found.scores.advances, found.scores.others
    left, advanced = round(float(found.scores.left[at])), round(float(advances.observed[at]))
    low, high = wilson(advanced, left)
    return Bottleneck(
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        value=value,
        pattern=found.pattern(at),
        deals_needed=int(found.deals_needed[at]),
        exits=round(float(exits.observed[at])),
        expected_exits=float(exits.expected[at]),
        exits_ratio=_known(ratio[0]),
        exits_low=_known(ratio[1]),
        exits_high=_known(ratio[2]),
        exits_q=_known(found.exits_q[at]),
        others_ratio=share(float(others.observed[at]), float(others.expected[at])) if others else None,
        left=left,
        advance_share=advanced / left if left else None,
        advance_low=low,
        advance_high=high,
        expected_share=_known(float(advances.expected[at]) / left) if left else None,
        advance_q=_known(found.advance_q[at]),
        since=since.get(found.places[at]),
        **vars(impact),
    )


def _since(scope: Scope, slow: list[Place], days: WorkedDays | None) -> dict[Place, date]:
    """First day of the week, counted back from the as-of, from which a slow place has had fewer exits than before."""
    if not slow:
        return {}
    week = 7 * MINUTES_A_DAY
    first = scope.as_of_min - WEEKS_BACK * week
    edges = [first - BASELINE_DAYS * MINUTES_A_DAY, *range(first, scope.as_of_min + 1, week)]
    of_stages = sorted({stage for stage, _ in slow})
    if days is None:
        seen, _ = spans(scope, edges, of_stages)
    else:
        seen = worked_spans(scope, days, edges, [Window(era, era + 1) for era in range(len(edges) - 1)], of_stages)
    scores = [exit_score(seen.windows[0], now, seen.stages) for now in seen.windows[1:]]
    found = {}
    for stage, code in slow:
        mine = [at for at, cell in enumerate(seen.cells) if cell[0] == stage and code in {None, cell[1]}]
        start = change_point(
            np.array([one.observed[mine].sum() for one in scores]),
            np.array([one.expected[mine].sum() for one in scores]),
        )
        if start is not None:
            found[(stage, code)] = (scope.as_of - timedelta(weeks=WEEKS_BACK - start)).date() + timedelta(days=1)
    return found


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
