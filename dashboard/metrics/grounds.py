"""What every answer stands on: its SQL, the evidence of the deals in scope, the names behind codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.filters import DIMENSIONS, is_custom
from dashboard.language import mark
from dashboard.metrics.answers import Answer, Evidence, Unavailable
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.statements import statement

SQL: Final = Path(__file__).parent / "sql"
NO_DIMENSION: Final = mark("{metric} cannot be broken down by {by}.")
NO_MODE: Final = mark("{metric} has no mode {mode}.")
CHOOSE: Final = mark("Choose one of: {known}.")
NO_HISTORY: Final = mark(
    "This file cannot show it: it holds each deal's present stage, not the stages before and their dates."
)
NEEDS_HISTORY: Final = (
    mark(
        "a stage history (Salesforce Opportunity History, HubSpot property history, Zoho stage history, an event log)"
    ),
    mark("an export with a date per stage (HubSpot’s “Date entered …” and the like)"),
    mark("the same list exported again on later days (weekly snapshots)"),
)
WITHOUT_HISTORY: Final = mark("deals without a stage history")
NOTHING_LOADED: Final = mark("Nothing is loaded yet.")
NEEDS_EXPORT: Final = (mark("an export of the deals from your CRM or a spreadsheet"),)
WIDEN: Final = (mark("Take the other conditions out of the filter."),)


@dataclass(frozen=True)
class Stage:
    """One stage of one pipeline; kind 0 open, 1 won."""

    pipeline_code: int
    pipeline: str
    stage_code: int
    stage: str
    kind: int
    rank: int


def sql_path(name: str) -> Path:
    """The file of one question."""
    return SQL / f"{name}.sql"


@cache
def sql_text(*names: str) -> str:
    """What the screen shows as the SQL of an answer."""
    return "\n\n".join(statement(sql_path(name)).strip() for name in names)


def stages_of(scope: Scope) -> tuple[Stage, ...]:
    """Open stages in order and the place of won, pipeline by pipeline."""
    chosen = scope.parameters["pipeline"]
    stages = (Stage(*row) for row in scope.lasting(sql_path("stages")))
    return tuple(stage for stage in stages if chosen is None or stage.pipeline_code in chosen)


def values_of(scope: Scope, dimension: str) -> dict[int, str]:
    """Code → text of one dimension; '' for the deals without a value."""
    return dict(scope.lasting(sql_path("dimension_values"), dimension=dimension)) | {0: ""}


def answer(scope: Scope, metric: str, *sql: str, by: str | None = None, mode: str | None = None) -> Answer[Any]:
    """An answer without rows yet: as-of, period, currency, evidence and SQL filled in."""
    return Answer(
        metric=metric,
        as_of=scope.as_of,
        period=scope.filter.period,
        n=0,
        rows=(),
        evidence=Evidence(*scope.evidence),
        by=by,
        mode=mode,
        currency=scope.currency,
        sql=sql_text(*sql),
        parameters={"scope": scope.parameters},
    )


def needs_history(asked: Answer[Any]) -> Answer[Any] | None:
    """The answer "this file cannot show it" when no deal in scope has a stage history; else None."""
    evidence = asked.evidence
    if evidence.A + evidence.B + evidence.C > 0:
        return None
    if evidence.D == 0:
        return replace(asked, unavailable=Unavailable(NOTHING_LOADED, NEEDS_EXPORT)) if _is_empty(asked) else None
    return replace(asked, excluded={WITHOUT_HISTORY: evidence.D}, unavailable=Unavailable(NO_HISTORY, NEEDS_HISTORY))


def narrowed_by(scope: Scope) -> set[str]:
    """Everything the filter narrows but the period and the as-of."""
    chosen = {name for name in DIMENSIONS if scope.filter.values(name)} | {name for name, _ in scope.filter.custom}
    for name in ("amount_from", "amount_before", "active_within_days"):
        if getattr(scope.filter, name) is not None:
            chosen.add(name)
    return chosen


def too_narrow(asked: Answer[Any], scope: Scope, allowed: frozenset[str], reason: str) -> Answer[Any] | None:
    """The answer "not under this filter" when it narrows by more than `allowed`; else None."""
    if narrowed_by(scope) <= allowed:
        return None
    return replace(asked, unavailable=Unavailable(reason, WIDEN, too_narrow=True))


def without_history(asked: Answer[Any]) -> dict[str, int]:
    """The deals that a history metric leaves out, as an exclusion."""
    return {WITHOUT_HISTORY: asked.evidence.D} if asked.evidence.D else {}


def checked_dimension(metric: str, by: str | None, extra: tuple[str, ...] = ()) -> str | None:
    """The dimension asked for. Raises DashboardError when the metric has no such breakdown."""
    known = (*DIMENSIONS, *extra)
    if by is not None and by not in known and not is_custom(by):
        raise DashboardError(NO_DIMENSION, CHOOSE, exit_code=USAGE, metric=metric, by=by, known=", ".join(known))
    return by


def checked_mode(metric: str, mode: str, known: tuple[str, ...]) -> str:
    """The mode asked for. Raises DashboardError when the metric has no such mode."""
    if mode not in known:
        raise DashboardError(NO_MODE, CHOOSE, exit_code=USAGE, metric=metric, mode=mode, known=", ".join(known))
    return mode


def share(part: float, whole: float) -> float | None:
    """Part ÷ whole; None where there is nothing to divide by."""
    return part / whole if whole else None


def _is_empty(asked: Answer[Any]) -> bool:
    """Whether there is nothing at all, and not merely nothing that the filter lets through."""
    asking: Mapping[str, object] = asked.parameters["scope"]  # type: ignore[assignment]
    narrowing = (*DIMENSIONS, "custom_fields", "amount_from", "amount_before", "active_since")
    period = asked.period
    return period.first is None and period.before is None and all(asking.get(name) is None for name in narrowing)
