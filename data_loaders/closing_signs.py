"""Which stages end a deal, seen from their deals: dates of closing, reasons for loss, probabilities of 100 and 0 %."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from data_loaders.problems import mark
from data_loaders.stage_words import rank_of
from data_loaders.statements import run

_DEALS: Final = 3
_MOSTLY: Final = 0.95
_HARDLY: Final = 0.05
WIN_DATES: Final = mark("its deals have a date of winning")
LOSS_DATES: Final = mark("its deals have a date of losing")
LOSS_REASONS: Final = mark("its deals have a reason for loss")
ALL_CERTAIN: Final = mark("its deals have a probability of 100 %")
ALL_HOPELESS: Final = mark("its deals have a probability of 0 %")
_ENDS: Final = (
    ("won", WIN_DATES, "win_dates"),
    ("lost", LOSS_DATES, "loss_dates"),
    ("lost", LOSS_REASONS, "loss_reasons"),
)


@dataclass(frozen=True)
class Signs:
    """How many deals of a stage show what; `lowest` and `highest` probability are shares, null where none is stated."""

    deals: int
    win_dates: int = 0
    loss_dates: int = 0
    loss_reasons: int = 0
    probabilities: int = 0
    lowest: float | None = None
    highest: float | None = None

    def mostly(self, count: int) -> bool:
        """Whether a count covers nearly all of at least three deals."""
        return self.deals >= _DEALS and count >= self.deals * _MOSTLY

    def hardly(self, count: int) -> bool:
        """Whether a count covers hardly any deal."""
        return count <= self.deals * _HARDLY

    def all_at(self, probability: float) -> bool:
        """Whether nearly all deals state a probability, and it is this one."""
        return self.mostly(self.probabilities) and self.lowest == self.highest == probability


def signs_of(scratch: duckdb.DuckDBPyConnection) -> dict[str, Signs]:
    """Stage → what its `stated_deals` show."""
    return {stage: Signs(*counts) for stage, *counts in run(scratch, "closing_signs")}


def closing_by(signs: Mapping[str, Signs], stages: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Of these stages, those whose deals show an end: stage → (status, reason).

    Each sign must set the stage apart: a date of winning that every stage has, or a probability that is 0 everywhere,
    tells nothing. An open stage of the field by its name needs more than a probability.
    """
    found = {}
    for stage in stages:
        mine = signs.get(stage)
        if mine is None:
            continue
        others = [one for name, one in signs.items() if name != stage and name in stages]
        verdict = _by_dates(mine, others) or (
            _by_probability(mine, list(signs.values())) if rank_of(stage) is None else None
        )
        if verdict:
            found[stage] = verdict
    return found if len(found) < len(signs) else {}


def _by_dates(mine: Signs, others: Sequence[Signs]) -> tuple[str, str] | None:
    for status, reason, sign in _ENDS:
        if mine.mostly(getattr(mine, sign)) and any(one.hardly(getattr(one, sign)) for one in others):
            return status, reason
    return None


def _by_probability(mine: Signs, every: Sequence[Signs]) -> tuple[str, str] | None:
    between = any(one.highest is not None and 0.0 < one.highest < 1.0 for one in every)
    if mine.all_at(1.0) and between:
        return "won", ALL_CERTAIN
    if mine.all_at(0.0) and between and any(one.all_at(1.0) for one in every):
        return "lost", ALL_HOPELESS
    return None
