"""Won and lost by one dimension (definitions §4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np

from dashboard.estimates import difference_p, false_discovery, newcombe, weighted_wilson, wilson
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_dimension, share, sql_path, stages_of, values_of
from dashboard.metrics.rows import WinLoss
from dashboard.warehouse.scope import Scope

NAME: Final = "win_loss"
OWN_DIMENSIONS: Final = ("lost_reason", "competitor", "stage_lost_from", "month")
CAUSES: Final = ("lost_reason", "competitor", "stage_lost_from")
LEAST_CLOSED: Final = 20
"""Closed deals on both sides below which a difference is not tested (definitions §3: not ranked)."""
WON, LOST = 1, 2


class Closed(NamedTuple):
    """Deals closed one way: how many, their value and its squares, and how many have none."""

    deals: int
    value: float
    squares: float
    no_value: int


NOTHING: Final = Closed(0, 0.0, 0.0, 0)


def ask(scope: Scope, by: str = "owner") -> Answer[WinLoss]:
    """One row a value of the dimension, most closed deals first (months and stages in their order).

    Deals without a value are the row ''. Every closed deal is in exactly one row, so the rows add up to `win_rate`.
    """
    checked_dimension(NAME, by, OWN_DIMENSIONS)
    scope = scope.broken_down(None if by in OWN_DIMENSIONS else by)
    asked = answer(scope, NAME, "win_loss", by=by)
    counts: dict[tuple[int, int], dict[int, Closed]] = defaultdict(dict)
    for code, pipeline, kind, *closed in scope.rows(sql_path("win_loss"), by=by):
        counts[(pipeline, code)][kind] = Closed(*closed)
    names = _names(scope, by)
    all_lost = sum(found.get(LOST, NOTHING).deals for found in counts.values())
    rows = [
        _row(_month(place[1]) if by == "month" else names.get(place, ""), found, all_lost)
        for place, found in sorted(counts.items())
    ]
    if by not in ("month", "stage_lost_from"):
        rows.sort(key=lambda row: (-(row.won + row.lost), row.value))
    if by not in CAUSES:
        rows = _told_apart(rows)
    return replace(
        asked,
        n=sum(row.won + row.lost for row in rows),
        rows=tuple(rows),
        parameters={**asked.parameters, "by": by},
    )


def _row(value: str, found: Mapping[int, Closed], all_lost: int) -> WinLoss:
    won, lost = found.get(WON, NOTHING), found.get(LOST, NOTHING)
    low, high = wilson(won.deals, won.deals + lost.deals)
    row = WinLoss(
        value=value,
        won=won.deals,
        lost=lost.deals,
        win_rate=share(won.deals, won.deals + lost.deals),
        low=low,
        high=high,
        won_value=won.value,
        lost_value=lost.value,
        share_of_lost=share(lost.deals, all_lost),
        no_value=won.no_value + lost.no_value,
    )
    if lost.deals and lost.no_value == lost.deals:  # no lost deal has an amount: everything would be won
        return row
    both = won.value + lost.value
    low, high = weighted_wilson(won.value, both, won.squares + lost.squares)
    return replace(row, win_rate_value=share(won.value, both), value_low=low, value_high=high)


def _told_apart(rows: list[WinLoss]) -> list[WinLoss]:
    """Each value's rate against that of all others together; the tests adjusted for being many."""
    won, closed = sum(row.won for row in rows), sum(row.won + row.lost for row in rows)
    told, tests = [], []
    for row in rows:
        own = row.won + row.lost
        rest = (won - row.won, closed - own)
        other = share(*rest)
        low, high = newcombe(row.won, own, *rest)
        enough = min(own, rest[1]) >= LEAST_CLOSED
        p = difference_p(row.won, own, *rest) if enough else None
        tests.append(np.nan if p is None else p)
        difference = None if row.win_rate is None or other is None else row.win_rate - other
        told.append(replace(row, difference=difference, difference_low=low, difference_high=high))
    adjusted = false_discovery(np.array(tests))
    return [replace(row, difference_q=None if np.isnan(q) else float(q)) for row, q in zip(told, adjusted, strict=True)]


def _names(scope: Scope, by: str) -> dict[tuple[int, int], str]:
    """Text of each (pipeline, code) that can occur; pipeline is 0 but for stages."""
    if by == "month":
        return {}
    if by == "stage_lost_from":
        several = len({stage.pipeline_code for stage in stages_of(scope)}) > 1
        return {
            (stage.pipeline_code, stage.rank): f"{stage.pipeline}: {stage.stage}" if several else stage.stage
            for stage in stages_of(scope)
        }
    return {(0, code): text for code, text in values_of(scope, by).items()}


def _month(number: int) -> str:
    """A month number (year × 12 + month − 1) as 2026-03: years are never merged."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
