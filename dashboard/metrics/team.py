"""Owners or teams side by side: what is open with them, what they won, how fast, and what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from dashboard.metrics import activities, coverage, pushes, sales_cycle, stuck_deals, win_loss
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_dimension, sql_path, values_of
from dashboard.metrics.people_rows import TeamRow
from dashboard.metrics.side_by_side import side_by_side
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "TeamRow", "ask"]

NAME: Final = "team"
DIMENSIONS_OF_PEOPLE: Final = ("owner", "team")
SQL: Final = (
    "team_open",
    "stuck_counts",
    "win_loss",
    "sales_cycle",
    "pushes",
    "coverage",
    "activities_deals",
    "activities",
)


def ask(scope: Scope, by: str = "owner") -> Answer[TeamRow]:
    """One row a value of the dimension that has open or closed deals, largest open value first."""
    asked = answer(scope, NAME, *SQL, by=by)
    scope = scope.broken_down(checked_dimension(NAME, by))
    names = values_of(scope, by)
    with side_by_side(2) as pool:
        stuck = pool.submit(stuck_deals.counts, scope)
        there = pool.submit(scope.rows, sql_path("team_open"))
        won_and_lost = pool.submit(win_loss.ask, scope, by)
        took = pool.submit(sales_cycle.ask, scope, by, with_lost=False)
        targeted = pool.submit(coverage.ask, scope, by)
        moved = pool.submit(pushes.pushed_deals, scope)
        acts = pool.submit(activities.pace, scope)
    waiting = stuck.result()
    standing = {names.get(code, ""): (*row, (waiting or {}).get(code, 0)) for code, *row in there.result()}
    closed, cycles, covered = (_by_value(part.result()) for part in (won_and_lost, took, targeted))
    pushed = None if (deals := moved.result()) is None else {names.get(code, ""): own for code, own in deals.items()}
    acted = {names.get(code, ""): pace for code, pace in acts.result().items()}
    rows = [
        _row(
            value,
            standing.get(value, (0, 0.0, 0, 0)),
            closed.get(value),
            cycles.get(value),
            covered.get(value),
            stuck=waiting is not None,
            acted=acted.get(value),
            pushed=None if pushed is None else pushed.get(value, 0),
        )
        for value in standing.keys() | closed.keys()
    ]
    return replace(
        asked,
        n=sum(row.open + row.won + row.lost for row in rows),
        rows=tuple(sorted(rows, key=lambda row: (-row.open_value, -row.won_value, row.value))),
    )


def _by_value(found: Answer[Any]) -> Mapping[str, Any]:
    return {row.value or "": row for row in found.rows}


def _row(
    value: str,
    standing: tuple[Any, ...],
    closed: Any,  # noqa: ANN401 - a row of win_loss, or None
    cycle: Any,  # noqa: ANN401 - a row of sales_cycle, or None
    covered: Any,  # noqa: ANN401 - a row of coverage, or None
    *,
    stuck: bool,
    pushed: int | None,
    acted: float | None,
) -> TeamRow:
    deals, open_value, no_value, waiting = standing
    return TeamRow(
        value=value,
        open=deals,
        open_value=open_value,
        no_value=no_value,
        won=closed.won if closed else 0,
        lost=closed.lost if closed else 0,
        win_rate=closed.win_rate if closed else None,
        low=closed.low if closed else None,
        high=closed.high if closed else None,
        won_value=closed.won_value if closed else 0.0,
        median_days=cycle.median_days if cycle else None,
        cycles=cycle.won if cycle else 0,
        stuck=waiting if stuck else None,
        pushed=pushed,
        target=covered.target if covered else None,
        coverage=covered.coverage if covered else None,
        needed_coverage=covered.needed_coverage if covered else None,
        per_30_days=acted,
    )
