"""Rows of the answers about ways: through the stages, and from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ARROW: Final = " → "
Place = tuple[str, str, str]
"""Pipeline, stage, and a part of what happened there."""


@dataclass(frozen=True)
class Variant:
    """Deals of one pipeline that took the same way: stages and outcomes in order, joined by arrows.

    `share` of the pipeline's deals. `open`: not decided yet. `win_rate` = won ÷ (won + lost) with its Wilson interval;
    `median_days` from creation to won.
    """

    pipeline: str
    path: str
    steps: int
    deals: int
    share: float
    won: int
    lost: int
    void: int
    open: int
    win_rate: float | None
    low: float | None
    high: float | None
    median_days: float | None


@dataclass(frozen=True)
class MoveBack:
    """Moves from one stage to an earlier one: how many, by how many deals, and how those deals ended so far."""

    pipeline: str
    from_stage: str
    to_stage: str
    moves: int
    deals: int
    won: int
    lost: int
    win_rate: float | None


@dataclass(frozen=True)
class StagePath:
    """One stage: deals that reached it (skips filled in), skipped it, visited it and came back to it.

    `skip_rate` = skipped ÷ reached; `regression_rate` = visits that ended in an earlier stage ÷ visits that ended;
    `rework_rate` = deals with a second visit ÷ deals that visited.
    """

    pipeline: str
    stage: str
    rank: int
    reached: int
    skipped: int
    skip_rate: float | None
    ended: int
    moved_back: int
    regression_rate: float | None
    entered: int
    rework: int
    rework_rate: float | None


@dataclass(frozen=True)
class StageMove:
    """Deals that stood in one place then and stand in another (or the same) now.

    `from_kind`, `to_kind`: open, won, lost, void, missing or absent; `from_stage`, `to_stage` the stage of an open deal
    ('' where no file tells it), else ''. `value` in the reporting currency, now; of a closed deal at its close.
    """

    pipeline: str
    from_kind: str
    from_stage: str
    from_rank: int
    to_kind: str
    to_stage: str
    to_rank: int
    deals: int
    value: float


@dataclass(frozen=True)
class StageConversion:
    """How the stays in one stage have ended within `horizon_days` of their beginning (Aalen–Johansen).

    advanced + moved_back + lost + void + open = 1; `advanced` counts a win, with its log(−log) 95 % interval
    (`advanced_low`, `advanced_high`). None where no stay was watched that long and some still go on. `stays`: those
    that began in the period; `watched`: of them, those that had ended by then or were seen going on at that age.
    `win_chance`: chance to win from the stage by the absorbing chain of the moves of the 12 months before the as-of.
    """

    pipeline: str
    stage: str
    rank: int
    horizon_days: int
    stays: int
    watched: int
    advanced: float | None
    advanced_low: float | None
    advanced_high: float | None
    moved_back: float | None
    lost: float | None
    void: float | None
    open: float | None
    win_chance: float | None


CATEGORIES: Final = {5: "closed", 4: "commit", 3: "best_case", 2: "pipeline", 1: "omitted", 0: "other"}
"""Code of a forecast category → its name, the surest first; a word that is none of them is `other`."""


@dataclass(frozen=True)
class CategoryMove:
    """Deals that stood in one forecast category then and stand in another (or the same) now.

    `from_kind`, `to_kind`: open, won, lost, void, missing or absent; `from_category`, `to_category` of an open deal, a
    value of CATEGORIES, '' where no file told it. `value` in the reporting currency, now; of a closed deal at its
    close.
    """

    from_kind: str
    from_category: str
    to_kind: str
    to_category: str
    deals: int
    value: float
