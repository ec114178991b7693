"""How the stays in each stage have ended within h days, stage by stage: on, back, lost, void, still there.

A part's customdata is `[pipeline, stage, part]`: the deals whose stays have ended so, as far as they were watched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import UNDECIDED_SHARE, Theme
from dashboard.formatting import interval, share
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.path_rows import Place, StageConversion

PARTS: Final = {
    "advanced": mark("moved on"),
    "moved_back": mark("moved back"),
    "lost": mark("lost"),
    "void": mark("void"),
    "open": mark("still there"),
}


def conversion_chart(
    answer: Answer[StageConversion], *, deals: Mapping[Place, int], pipeline: str, words: Words, theme: Theme
) -> Chart:
    """Draw one pipeline's stages, each a bar of 100 %; pale where few stays were watched. `deals`: of each part."""
    rows = stages_of(answer, pipeline)
    drawn = tuple(
        BarRow(row.stage, _parts(row, deals, words, theme), _label(row, words), pale=row.stays < SHOWN_FROM)
        for row in rows
    )
    return Chart(bars_figure(drawn, theme=theme), conversion_says(rows, words))


def stages_of(answer: Answer[StageConversion], pipeline: str) -> list[StageConversion]:
    """The stages of one pipeline, in order."""
    return sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)


def _parts(row: StageConversion, deals: Mapping[Place, int], words: Words, theme: Theme) -> tuple[Part, ...]:
    if row.advanced is None:
        return ()
    colours = {
        "advanced": theme.accent,
        "moved_back": theme.longer,
        "lost": theme.lost,
        "void": theme.void,
        "open": theme.tint(theme.accent, UNDECIDED_SHARE),
    }
    parts = []
    for name, label in PARTS.items():
        size, place = getattr(row, name), (row.pipeline, row.stage, name)
        hover = f"{words(label)}: {share(size, words)}<br>{deals_line(deals.get(place, 0), words)}"
        parts.append(Part(size, colours[name], hover, place))
    return tuple(parts)


def _label(row: StageConversion, words: Words) -> str:
    if row.advanced is None or row.advanced_low is None or row.advanced_high is None:
        return words("not watched so long yet")
    beside = f"<b>{share(row.advanced, words)}</b> ({interval(row.advanced_low, row.advanced_high, words)})"
    return (
        beside if row.win_chance is None else f"{beside}<br>" + words("{share} win", share=share(row.win_chance, words))
    )


def conversion_says(rows: list[StageConversion], words: Words) -> str:
    """The stage from which the fewest move on in time, and what became of the others."""
    told = [row for row in rows if row.advanced is not None and row.stays >= RANKED_FROM]
    if not told:
        return words("No stage of this pipeline has been watched long enough, with 20 stays, to be told.")
    worst = min(told, key=lambda row: row.advanced or 0.0)
    return words(
        "Within {n} days the fewest move on from {stage}: {advanced}; {lost} are lost, {open} are still there.",
        n=words.number(worst.horizon_days),
        stage=worst.stage,
        advanced=share(worst.advanced or 0.0, words),
        lost=share(worst.lost or 0.0, words),
        open=share(worst.open or 0.0, words),
    )
