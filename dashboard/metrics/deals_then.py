"""How deals stood at an earlier instant, to be read beside how they stand now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dashboard.metrics.grounds import sql_path
from dashboard.metrics.pipeline_changes import bound
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class DealThen:
    """One deal at an instant: `status` as in a list of deals, `amount` at that day's rates."""

    status: str
    stage: str
    amount: float | None
    expected_close: date | None


def ask(scope: Scope, deal_ids: Sequence[str], *, since: datetime) -> dict[str, DealThen]:
    """Deal id → how it stood; deals that were not there then are absent."""
    instant: dict[str, Any] = bound(scope, since)
    rows = scope.of_anyone().rows(
        sql_path("deals_then"),
        deal_ids=list(deal_ids),
        since_min=instant["since_min"],
        rates_then=instant["rates_then"],
    )
    return {deal_id: DealThen(status, stage, amount, close) for deal_id, status, stage, amount, close in rows}
