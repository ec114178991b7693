"""The chance to win from each stage, by the absorbing chain of the moves seen (definitions §2)."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from dashboard.estimates.chain import absorbing_chances
from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

WON_LEAVES: Final = 3
YEAR_DAYS: Final = 365
Moves = list[tuple[int, int, int, int]]


def chances_to_win(scope: Scope) -> dict[tuple[int, int], float]:
    """(Pipeline code, rank) → chance to be won rather than lost, skips, moves back and reopened deals followed.

    Moves of the 12 months before the as-of; a void deal says nothing. Stages that no decided move leaves are missing.
    """
    moves: dict[int, Moves] = {}
    from_min = scope.as_of_min - YEAR_DAYS * MINUTES_A_DAY
    for pipeline, *move in scope.rows(sql_path("stage_moves"), from_min=from_min):
        moves.setdefault(pipeline, []).append((move[0], move[1], move[2], move[3]))
    return {(pipeline, rank): won for pipeline, own in moves.items() for rank, won in _chances(own).items()}


def _chances(moves: Moves) -> dict[int, float]:
    most = max(max(rank, after if leaves < WON_LEAVES else 0) for rank, leaves, after, _ in moves)
    between, ends = np.zeros((most + 1, most + 1)), np.zeros((most + 1, 2))
    for rank, leaves, after, visits in moves:
        if leaves < WON_LEAVES:
            between[rank, after] += visits
        elif leaves < WON_LEAVES + 2:
            ends[rank, leaves - WON_LEAVES] += visits
    found = absorbing_chances(between, ends)[:, 0]
    return {rank: float(min(1.0, won)) for rank, won in enumerate(found) if rank and not math.isnan(won)}
