"""What changed between two instants (definitions §8): a waterfall that adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, needs_history, sql_path
from dashboard.metrics.rows import PipelineChange
from dashboard.periods import MINUTES_A_DAY, day_number, end_of_day, minute_number
from dashboard.warehouse.scope import Scope, rates_at

NAME: Final = "pipeline_changes"
ORDER: Final = (
    "start",
    "reopened",
    "created",
    "transferred_in",
    "pulled_in",
    "carried_in",
    "late_entry",
    "increased",
    "decreased",
    "currency",
    "won",
    "lost",
    "void",
    "missing",
    "transferred_out",
    "pushed_out",
    "pulled_out",
    "end",
)
NO_VALUE: Final = mark("open deals without an amount or an exchange rate: counted as 0")


def ask(
    scope: Scope,
    since: datetime | None = None,
    *,
    close_from: date | None = None,
    close_before: date | None = None,
) -> Answer[PipelineChange]:
    """The bars from `since` (default: the eve of the period, else a week before the as-of) to the as-of.

    Over all open deals, or those due in a window of close dates.

    Always start and end; the others where a deal is in them. start + Σ = end, to the cent.
    """
    asked = answer(scope, NAME, "pipeline_changes")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    parameters = bound(scope, since, close_from=close_from, close_before=close_before)
    found = {row[0]: row[1:] for row in scope.rows(sql_path("pipeline_changes"), with_deals=False, **parameters)}
    rows = tuple(_bar(kind, found) for kind in ORDER if kind in ("start", "end") or kind in _present(found))
    return replace(
        asked,
        n=rows[0].deals,
        rows=rows,
        parameters={**asked.parameters, **parameters},
    )


def bound(
    scope: Scope, since: datetime | None, *, close_from: date | None = None, close_before: date | None = None
) -> dict[str, Any]:
    """The bound parameters of the waterfall's SQL; its scope is that of anyone where deals can be handed over."""
    first = scope.filter.period.first
    start = since or end_of_day(
        (scope.as_of - timedelta(days=7)).date() if first is None else first - timedelta(days=1)
    )
    day = minute_number(start) // MINUTES_A_DAY
    anyone = scope.of_anyone()
    return {
        "scope": anyone.parameters,
        "owners": None if anyone is scope else scope.parameters["owner"],
        "teams": None if anyone is scope else scope.parameters["team"],
        "since_min": minute_number(start),
        "rates_then": rates_at(scope.warehouse, day),
        "close_from": None if close_from is None else day_number(close_from),
        "close_before": None if close_before is None else day_number(close_before),
    }


def _present(found: dict[str, tuple[Any, ...]]) -> set[str]:
    present = {kind for kind, (deals, *_rest) in found.items() if deals}
    return present | ({"currency"} if found["steady_currency"][0] else set())


def _bar(kind: str, found: dict[str, tuple[Any, ...]]) -> PipelineChange:
    deals, value = found.get(kind, (0, 0.0))[:2]
    steady_deals, steady_value = found["steady"][:2]
    currency_deals, currency_value = found["steady_currency"][:2]
    if kind == "start":
        return PipelineChange(kind, deals + steady_deals, (value or 0.0) + steady_value)
    if kind == "end":
        return PipelineChange(kind, deals + steady_deals, (value or 0.0) + steady_value + currency_value)
    if kind == "currency":
        return PipelineChange(kind, deals + currency_deals, (value or 0.0) + currency_value)
    return PipelineChange(kind, deals, value or 0.0)
