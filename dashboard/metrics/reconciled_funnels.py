"""The modes of the funnel against each other, stage by stage (definitions §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.metrics.grounds import Stage, sql_path, stages_of
from dashboard.metrics.reconciled import Pair, Side, apart, pair
from dashboard.warehouse.scope import Scope

DEFINITIONS: Final = ("reached", "entered", "in_order", "now")
SQL: Final = ("reconciled_progress",)
ENDS: Final = {1: "won", 2: "lost", 3: "void", 4: "missing"}


@dataclass(frozen=True)
class Progress:
    """Deals that every mode treats alike; see `sql/reconciled_progress.sql`. `visited`: a bit for each rank."""

    pipeline: int
    kind: int
    rank: int
    furthest: int
    strict_depth: int
    visited: int
    in_cohort: bool
    has_history: bool
    deals: int
    numbers: tuple[int, ...]


def compare(scope: Scope, a: str, b: str, *, with_deals: bool = False) -> tuple[tuple[Pair, ...], int]:
    """One pair a stage of each pipeline that either mode counts deals in; and the deals that were looked at."""
    found = scope.rows(sql_path(SQL[0]), with_deals=with_deals)
    parts = [Progress(*(*row[:-1], tuple(row[-1] or ()))) for row in found]
    stages = [stage for stage in stages_of(scope) if stage.kind == 0]
    pairs = [_pair([part for part in parts if part.pipeline == at.pipeline_code], a, b, at) for at in stages]
    return tuple(one for one in pairs if one.row.n_a + one.row.n_b), sum(part.deals for part in parts)


def _pair(parts: Sequence[Progress], a: str, b: str, stage: Stage) -> Pair:
    counted = apart(
        parts,
        lambda part: why_not(a, part, stage.rank),
        lambda part: why_not(b, part, stage.rank),
        lambda part: (part.deals, part.numbers),
    )
    return pair(stage.pipeline, stage.stage, _side(parts, a, stage.rank), _side(parts, b, stage.rank), counted)


def _side(parts: Sequence[Progress], mode: str, rank: int) -> Side:
    n = sum(part.deals for part in parts if why_not(mode, part, rank) is None)
    return Side(mode, float(n), n)


def why_not(mode: str, part: Progress, rank: int) -> str | None:
    """Why a mode leaves these deals out at a stage; None where it counts them."""
    if mode == "now":
        return _not_now(part, rank)
    if not part.has_history or not part.in_cohort:
        return "entered_outside" if part.has_history else "no_history"
    if part.furthest < rank:
        return "not_reached"
    if mode != "reached" and not part.visited >> rank & 1:
        return "skipped"
    return "out_of_order" if mode == "in_order" and part.strict_depth < rank else None


def _not_now(part: Progress, rank: int) -> str | None:
    if part.kind != 0:
        return ENDS[part.kind]
    return None if part.rank == rank else "further_now" if part.rank > rank else "before_now"
