"""Win rate by count and by value, with its named options (definitions §4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, share, sql_path
from dashboard.metrics.rows import WinRate
from dashboard.warehouse.scope import Scope

NAME: Final = "win_rate"
VOID: Final = mark("void deals (disqualified, duplicate, cancelled)")
NO_VALUE: Final = mark("closed deals without a positive amount: not in the rate by value")
OVERDUE_DAYS: Final = 90
"""Days past the expected close after which `with_overdue` takes an open deal for lost."""
MODES: Final = ("closed", "with_void", "with_overdue")
OVERDUE_SQL: Final = "win_rate_overdue"
Counts = tuple[int, float, int]
"""Deals, their value, and how many of them have none."""
NOTHING: Final[Counts] = (0, 0.0, 0)


def ask(
    scope: Scope, *, from_rank: int = 0, overdue_days: int | None = None, void_as_lost: bool = False
) -> Answer[WinRate]:
    """One row: won ÷ (won + lost) of the deals closed in the period; None when nothing closed.

    Options: `from_rank`: only deals with a stage history that reached this stage of their pipeline (1 is the first; a
    won deal reached all). `overdue_days`: open deals more days past their expected close, which lies in the period,
    count as lost. `void_as_lost`: void deals do too.
    """
    asking: dict[str, object] = {"from_rank": from_rank}
    found = {kind: (deals, value, no_value) for kind, deals, value, no_value in scope.rows(sql_path(NAME), **asking)}
    won, lost, void = (found.get(kind, NOTHING) for kind in (1, 2, 3))
    asked = answer(scope, NAME, NAME)
    overdue = NOTHING
    if overdue_days is not None:
        asking["overdue_days"] = overdue_days
        asked = answer(scope, NAME, NAME, OVERDUE_SQL)
        ((deals, value, no_value),) = scope.rows(sql_path(OVERDUE_SQL), **asking)
        overdue = (deals, value, no_value)
    lost = _sum(lost, overdue, void if void_as_lost else NOTHING)
    row = replace(_row(won, lost), void=void[0], overdue=overdue[0])
    excluded = {VOID: 0 if void_as_lost else void[0], NO_VALUE: won[2] + lost[2]}
    return replace(
        asked,
        n=won[0] + lost[0],
        rows=(row,),
        excluded={reason: count for reason, count in excluded.items() if count},
        parameters={**asked.parameters, **asking},
    )


def _sum(*counted: Counts) -> Counts:
    deals, values, no_value = zip(*counted, strict=True)
    return sum(deals), sum(values), sum(no_value)


def _row(won: Counts, lost: Counts) -> WinRate:
    low, high = wilson(won[0], won[0] + lost[0])
    return WinRate(
        won=won[0],
        lost=lost[0],
        win_rate=share(won[0], won[0] + lost[0]),
        low=low,
        high=high,
        won_value=won[1],
        lost_value=lost[1],
        win_rate_value=share(won[1], won[1] + lost[1]) if lost[2] < lost[0] or not lost[0] else None,
        void=0,
        mean_won_amount=share(won[1], won[0] - won[2]),
    )
