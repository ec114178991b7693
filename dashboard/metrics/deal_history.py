"""What happened to one deal: its stages and the changes of its values, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.metrics.grounds import sql_path
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class DealEvent:
    """One event. `what`: stage, amount, expected_close or owner; `stay_days`: how long a left stage was held."""

    happened_at: datetime
    what: str
    before: str
    after: str
    stay_days: float | None


def ask(scope: Scope, deal_id: str) -> tuple[DealEvent, ...]:
    """The events of one deal up to the as-of; empty when the scope does not hold it."""
    return tuple(DealEvent(*row) for row in scope.rows(sql_path("deal_history"), deal_id=deal_id))
