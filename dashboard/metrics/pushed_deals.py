"""Deal by deal, how often and how far its expected close was moved later (definitions §7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, needs_history, sql_path
from dashboard.metrics.pushes import NEEDS_CHANGES, NO_CHANGES
from dashboard.warehouse.scope import Scope

NAME: Final = "pushed_deals"


@dataclass(frozen=True)
class PushedDeal:
    """An open deal that was pushed: `pushes` moves later, `days_pushed` by all of them, from `original_close` on.

    `value` in the reporting currency.
    """

    deal_id: str
    name: str
    owner: str
    stage: str
    pushes: int
    days_pushed: int
    original_close: date | None
    expected_close: date | None
    value: float | None


def ask(scope: Scope) -> Answer[PushedDeal]:
    """One row an open deal that was pushed at least once, most pushes first."""
    asked = answer(scope, NAME, NAME)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    rows = tuple(PushedDeal(*row) for row in scope.rows(sql_path(NAME)))
    if not rows and not scope.rows(sql_path("pushes_known")):
        return replace(asked, unavailable=Unavailable(NO_CHANGES, NEEDS_CHANGES))
    return replace(asked, n=len(rows), rows=rows)
