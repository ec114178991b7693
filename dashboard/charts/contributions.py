"""What moved velocity: money parts of the four levers between two points (LMDI; they add up to the change).

A bar's customdata is `[part]`; `marks_of` tells the point whose deals it stands for.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from dashboard.charts.bridge import Step, bridge
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.theme import Theme
from dashboard.formatting import signed_money, signed_share
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Velocity

PARTS: Final = {
    "part_open_deals": mark("Open deals"),
    "part_win_rate": mark("Win rate"),
    "part_amount": mark("Mean won amount"),
    "part_days": mark("Days to win"),
}
START, END, WHOLE = "start", "end", "whole"
DEALS: Final = {
    START: "closed",
    "part_open_deals": "open_deals",
    "part_win_rate": "closed",
    "part_amount": "won_valued",
    "part_days": "won_timed",
    END: "closed",
}
"""Bar → the count of deals that its lever rests on."""


class ContributionInfo(NamedTuple):
    """From one velocity to another; `parts` in money a day, in the order of PARTS, adding up to the difference."""

    first: date
    last: date
    start: float
    parts: tuple[float, ...]
    end: float
    says: str


def contribution_chart(answer: Answer[Velocity], *, words: Words, theme: Theme) -> Chart | None:
    """Draw the change as a bridge; None where no two points in a row are defined."""
    info = contribution_info(answer, words=words)
    if info is None:
        return None
    rows = {row.period_start: row for row in answer.rows}
    told = {
        name: deals_line(getattr(rows[start], DEALS[name]), words)
        for name, (_, start) in marks_of(answer, words).items()
    }
    steps = [Step(START, words.month(info.first), info.start, total=True, detail=told[START])]
    steps += [
        Step(name, words(PARTS[name]), part, detail=told[name]) for name, part in zip(PARTS, info.parts, strict=True)
    ]
    steps.append(Step(END, words.month(info.last), info.end, total=True, detail=told[END]))
    return Chart(bridge(tuple(steps), currency=answer.currency, words=words, theme=theme), info.says)


def marks_of(answer: Answer[Velocity], words: Words) -> dict[str, tuple[str, date]]:
    """Bar → part of velocity and first day of the point whose deals it stands for: a part leads to the last point."""
    info = contribution_info(answer, words=words)
    if info is None:
        return {}
    parts: dict[str, tuple[str, date]] = {name: (name, info.last) for name in PARTS}
    return {START: (WHOLE, info.first), **parts, END: (WHOLE, info.last)}


def contribution_info(answer: Answer[Velocity], *, words: Words) -> ContributionInfo | None:
    """The parts over the longest run of defined points that ends now: parts of single steps simply add up."""
    rows = sorted(answer.rows, key=lambda row: row.period_start)
    run = _last_run(rows)
    if len(run) < 2:
        return None
    parts = tuple(sum(getattr(row, name) for row in run[1:]) for name in PARTS)
    start, end = run[0].velocity_per_day or 0.0, run[-1].velocity_per_day or 0.0
    says = _says(run, parts, answer.currency, words)
    return ContributionInfo(run[0].period_start, run[-1].period_start, start, parts, end, says)


def _last_run(rows: list[Velocity]) -> list[Velocity]:
    run: list[Velocity] = []
    for row in reversed(rows):
        if row.velocity_per_day is None:
            break
        run.insert(0, row)
        if any(getattr(row, name) is None for name in PARTS):
            break
    return run


def _says(run: list[Velocity], parts: tuple[float, ...], currency: str, words: Words) -> str:
    start, end = run[0].velocity_per_day or 0.0, run[-1].velocity_per_day or 0.0
    largest = max(range(len(parts)), key=lambda at: abs(parts[at]))
    return words(
        "Velocity moved by {change} a day ({share}) since {month}; the largest part is “{lever}”: {part}.",
        change=signed_money(end - start, currency, words),
        share=signed_share(end / start - 1 if start else None, words),
        month=words.month(run[0].period_start),
        lever=words(tuple(PARTS.values())[largest]),
        part=signed_money(parts[largest], currency, words),
    )
