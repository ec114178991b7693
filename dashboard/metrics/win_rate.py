"""Win rate by count and by value (definitions §4)."""

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


def ask(scope: Scope) -> Answer[WinRate]:
    """One row: won ÷ (won + lost) of the deals closed in the period; None when nothing closed."""
    asked = answer(scope, NAME, "win_rate")
    found = {kind: (deals, value, no_value) for kind, deals, value, no_value in scope.rows(sql_path("win_rate"))}
    nothing = (0, 0.0, 0)
    (won, won_value, won_blank), (lost, lost_value, lost_blank) = found.get(1, nothing), found.get(2, nothing)
    void = found.get(3, nothing)[0]
    low, high = wilson(won, won + lost)
    row = WinRate(
        won=won,
        lost=lost,
        win_rate=share(won, won + lost),
        low=low,
        high=high,
        won_value=won_value,
        lost_value=lost_value,
        win_rate_value=share(won_value, won_value + lost_value) if lost_blank < lost or not lost else None,
        void=void,
    )
    excluded = {VOID: void} if void else {}
    if won_blank + lost_blank:
        excluded[NO_VALUE] = won_blank + lost_blank
    return replace(asked, n=won + lost, rows=(row,), excluded=excluded)
