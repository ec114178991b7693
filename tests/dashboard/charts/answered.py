"""Answers as a metric gives them, made by hand: the one place where chart tests get their numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dashboard.language import Words
from dashboard.metrics.answers import Answer, FlowStage, FunnelStage, StageDwell
from dashboard.metrics.rows import OpenStage, PipelineChange, SalesCycle, Velocity, WinLoss
from dashboard.periods import Period

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": None})


class PlainWords(Words):
    """Words whose spaces all break: what a sentence says, not where its lines may end."""

    def __call__(self, message: str, **values: object) -> str:
        return super().__call__(message, **values).translate(SPACES)

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        return super().plural(one, many, n, **values).translate(SPACES)


def spaced(text: str) -> str:
    """The text with spaces that break, as one types it."""
    return text.translate(SPACES)


EN = PlainWords("en")
AS_OF = datetime(2026, 11, 21, 23, 59, 59)
HOSTILE = "<b>Müller</b> & 华信 <script>"
"""A name from a file that would be markup if anybody let it."""


def answered(metric: str, rows: Iterable[Any], **more: Any) -> Answer[Any]:
    """An answer in CNY as of 21 Nov 2026."""
    kept = tuple(rows)
    return Answer(metric, AS_OF, Period(), len(kept), kept, currency="CNY", **more)


def funnel(
    *steps: tuple[str, int, int, int, int], mode: str = "reached", pipeline: str = "Sales"
) -> Answer[FunnelStage]:
    """Steps as (stage, reached, lost, void, open); rates as the metric computes them, intervals of ± 5 points."""
    rows = []
    for at, (stage, reached, lost, void, still_open) in enumerate(steps):
        following = steps[at + 1][1] if at + 1 < len(steps) else None
        settled = None if following is None or not following + lost else following / (following + lost)
        rows.append(
            FunnelStage(
                pipeline=pipeline,
                stage=stage,
                rank=at + 1,
                reached=reached,
                lost=lost,
                void=void,
                open=still_open,
                conversion=None if following is None or not reached else following / reached,
                settled_conversion=settled,
                settled_low=None if settled is None else max(0.0, settled - 0.05),
                settled_high=None if settled is None else min(1.0, settled + 0.05),
                share_of_first=reached / steps[0][1] if steps[0][1] else None,
                reached_value=reached * 1000.0,
                weighted_value=reached * 300.0,
                skipped=0,
                moved_back=0,
                ended=0,
            )
        )
    return answered("stage_funnel", rows, mode=mode)


def stay(stage: str, median: float | None, *, n: int = 100, rank: int = 1, value: str | None = None) -> StageDwell:
    """One row of dwell; the interval is ± 20 %, 75 % and 90 % at two and three medians, a tenth still there."""
    known = median is not None
    days = median or 30.0
    return StageDwell(
        pipeline="Sales",
        stage=stage,
        rank=rank,
        value=value,
        n_completed=n - n // 10,
        n_open=n // 10,
        km_median_days=median,
        km_low_days=days * 0.8 if known else None,
        km_high_days=days * 1.2 if known else None,
        p75_days=days * 2 if known else None,
        p90_days=days * 3 if known else None,
        mean_completed_days=days * 1.3,
        median_completed_days=days * 0.9,
        longest_days=days * 4,
        advanced=n // 2,
        moved_back=0,
        lost=n // 4,
        void=0,
        curve=tuple((days * at / 5, 0.5 ** (at / 5)) for at in range(40)),
    )


def dwell(*rows: StageDwell, by: str | None = None) -> Answer[StageDwell]:
    """An answer of dwell; ranks follow the order in which stages first appear."""
    ranks = {stage: at for at, stage in enumerate(dict.fromkeys(row.stage for row in rows), start=1)}
    return answered("stage_dwell", [replace(row, rank=ranks[row.stage]) for row in rows], by=by)


def decided(value: str, won: int, lost: int, *, of_lost: int = 100) -> WinLoss:
    """One row of win/loss; the interval is ± 5 points, a win is worth 1,000 and a loss 2,000."""
    closed = won + lost
    rate = won / closed if closed else None
    low = None if rate is None else max(0.0, rate - 0.05)
    high = None if rate is None else min(1.0, rate + 0.05)
    return WinLoss(value, won, lost, rate, low, high, won * 1000.0, lost * 2000.0, lost / of_lost)


def win_loss(*rows: WinLoss, by: str = "segment") -> Answer[WinLoss]:
    """An answer of win/loss."""
    return answered("win_loss", rows, by=by)


def speed(month: int, velocity: float | None, *parts: float, year: int = 2026) -> Velocity:
    """One point of velocity; `parts` are those of open deals, win rate, amount and days."""
    n, w, a, days = parts or (None, None, None, None)
    return Velocity(date(year, month, 1), 100, 0.25, 20_000.0, 50.0, velocity, 60, n, w, a, days)


def velocity(*rows: Velocity) -> Answer[Velocity]:
    """An answer of velocity."""
    return answered("sales_velocity", rows)


def changes(**values: tuple[int, float]) -> Answer[PipelineChange]:
    """Kinds as deals and value."""
    return answered("pipeline_changes", [PipelineChange(kind, n, value) for kind, (n, value) in values.items()])


def cycle(*rows: tuple[str, int, float]) -> Answer[SalesCycle]:
    """Rows as (value, won, median)."""
    made = [SalesCycle(value, won, m, m * 1.2, m * 0.6, m * 1.5, 10, m) for value, won, m in rows]
    return answered("sales_cycle", made, by="segment")


def open_now(*rows: tuple[str, str, int, float]) -> Answer[OpenStage]:
    """Rows as (pipeline, stage, deals, value)."""
    made = [
        OpenStage(pipeline, stage, at, deals, value, 1) for at, (pipeline, stage, deals, value) in enumerate(rows, 1)
    ]
    return answered("open_pipeline", made)


def flow(*rows: tuple[str, int, int, int, int]) -> Answer[FlowStage]:
    """Rows as (stage, open at the start, entered, advanced, lost)."""
    made = [
        FlowStage("Sales", stage, at, start, entered, advanced, 0, lost, 0, 0, start + entered - advanced - lost)
        for at, (stage, start, entered, advanced, lost) in enumerate(rows, 1)
    ]
    return answered("stage_flow", made)
