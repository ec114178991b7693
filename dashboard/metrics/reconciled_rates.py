"""The win rates of definitions §4 against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.metrics.grounds import Stage, share, sql_path, stages_of
from dashboard.metrics.reconciled import Pair, Side, apart, pair
from dashboard.metrics.win_rate import OVERDUE_DAYS
from dashboard.warehouse.scope import Scope

DEFINITIONS: Final = ("count", "value", "cohort", "from_stage", "overdue", "void")
SQL: Final = ("reconciled_outcomes",)
OPEN, WON, LOST, VOID = 0, 1, 2, 3
NO_HISTORY: Final = -1


@dataclass(frozen=True)
class Outcome:
    """Deals that every definition treats alike; see `sql/reconciled_outcomes.sql`."""

    pipeline: int
    kind: int
    in_period: bool
    in_cohort: bool
    reach: int
    has_value: bool
    deals: int
    value: float
    numbers: tuple[int, ...]


def compare(scope: Scope, a: str, b: str, *, with_deals: bool = False) -> tuple[tuple[Pair, ...], int]:
    """One pair over all deals, or with the rate from a stage on one a stage; and the deals that either counts."""
    found = scope.rows(sql_path(SQL[0]), overdue_days=OVERDUE_DAYS, with_deals=with_deals)
    parts = [Outcome(*(*row[:-1], tuple(row[-1] or ()))) for row in found]
    if "from_stage" not in (a, b):
        return (_pair(parts, a, b, None),), _counted(parts, a, b, None)
    stages = [stage for stage in stages_of(scope) if stage.kind == 0]
    pairs = [_pair([part for part in parts if part.pipeline == at.pipeline_code], a, b, at) for at in stages]
    first = {stage.pipeline_code: stage for stage in reversed(stages)}
    n = sum(_counted([part for part in parts if part.pipeline == code], a, b, at) for code, at in first.items())
    return tuple(one for one in pairs if one.row.n_a + one.row.n_b), n


def _pair(parts: Sequence[Outcome], a: str, b: str, stage: Stage | None) -> Pair:
    rank = stage.rank if stage else 0
    counted = apart(
        parts,
        lambda part: why_not(a, part, rank),
        lambda part: why_not(b, part, rank),
        lambda part: (part.deals, part.numbers),
        "weighted" if "value" in (a, b) else None,
    )
    names = (stage.pipeline, stage.stage) if stage else ("", "")
    return pair(*names, _side(parts, a, rank), _side(parts, b, rank), counted)


def _side(parts: Sequence[Outcome], definition: str, rank: int) -> Side:
    counted = [part for part in parts if why_not(definition, part, rank) is None]
    n = sum(part.deals for part in counted)
    if definition != "value":
        return Side(definition, share(sum(part.deals for part in counted if part.kind == WON), n), n)
    lost_at_all = any(part.kind == LOST and why_not("count", part, rank) is None for part in parts)
    if lost_at_all and not any(part.kind == LOST for part in counted):
        return Side(definition, None, n)
    won = sum(part.value for part in counted if part.kind == WON)
    return Side(definition, share(won, sum(part.value for part in counted)), n)


def _counted(parts: Sequence[Outcome], a: str, b: str, stage: Stage | None) -> int:
    rank = stage.rank if stage else 0
    return sum(part.deals for part in parts if why_not(a, part, rank) is None or why_not(b, part, rank) is None)


def why_not(definition: str, part: Outcome, rank: int) -> str | None:
    """Why a definition leaves these deals out; None where it counts them, won as won and all others as lost."""
    if (part.kind == OPEN and definition != "overdue") or (part.kind == VOID and definition != "void"):
        return "void" if part.kind == VOID else "still_open"
    if definition == "cohort":
        return None if part.in_cohort else "entered_outside"
    if not part.in_period:
        return "due_outside" if part.kind == OPEN else "closed_outside"
    if definition == "value" and not part.has_value:
        return "no_value"
    if definition == "from_stage" and part.reach < rank:
        return "no_history" if part.reach == NO_HISTORY else "not_reached"
    return None
