"""The ways deals take through the stages, the commonest first, and moves back.

A part's customdata is `[pipeline, stage left, path or stage entered]`; the stage left is '' for a way.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line, plain, shortened, width
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import days, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.path_rows import ARROW, MoveBack, Variant

ROWS: Final = 12
COLUMNS: Final = 48
LEAST_COLUMNS: Final = 4


def ways_chart(answer: Answer[Variant], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the commonest ways; a bar is its deals, in the hue of how they ended."""
    rows = [row for row in answer.rows if row.pipeline == pipeline]
    drawn = []
    for row in rows[:ROWS]:
        colour = theme.won if row.won else theme.lost if row.lost else theme.open
        told = [deals_line(row.deals, words), share(row.share, words)]
        told += [words("median {days}", days=days(row.median_days, words))] if row.median_days is not None else []
        part = Part(float(row.deals), colour, f"{plain(row.path)}<br>{' · '.join(told)}", (row.pipeline, "", row.path))
        drawn.append(
            BarRow(
                _short(row.path),
                (part,),
                f"<b>{share(row.share, words)}</b> · {words.number(row.deals)}",
                pale=row.deals < SHOWN_FROM,
            )
        )
    return Chart(bars_figure(tuple(drawn), theme=theme, room=1.5, names_above=True), ways_say(rows, words))


def _short(path: str) -> str:
    """A way within a phone's width: its stages' names cut where they are too long together."""
    steps = path.split(ARROW)
    columns = 40
    while width(path) > COLUMNS and columns > LEAST_COLUMNS:
        columns -= 1
        path = ARROW.join(shortened(step, columns) for step in steps)
    return shortened(path, COLUMNS)


def ways_say(rows: list[Variant], words: Words) -> str:
    """How common the commonest way is, and the commonest one that wins."""
    if not rows:
        return words("No deal of this pipeline has a stage history.")
    said = words(
        "The commonest way is {path}: {share} of the deals.", path=rows[0].path, share=share(rows[0].share, words)
    )
    winning = next((row for row in rows if row.won and row is not rows[0]), None)
    if rows[0].won or winning is None:
        return said
    more = words(
        "The commonest one that wins is {path}: {share}.", path=winning.path, share=share(winning.share, words)
    )
    return f"{said} {more}"


def moves_chart(answer: Answer[MoveBack], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the moves back by how many deals made them; the label says how those deals ended."""
    rows = [row for row in answer.rows if row.pipeline == pipeline]
    drawn = []
    for row in rows[:ROWS]:
        decided = row.won + row.lost
        rate = share(row.win_rate, words) if decided >= SHOWN_FROM else "–"
        label = f"<b>{words.number(row.deals)}</b> · " + words("{rate} won", rate=rate)
        hover = f"{deals_line(row.deals, words)}<br>" + words(
            "{won} won, {lost} lost", won=words.number(row.won), lost=words.number(row.lost)
        )
        part = Part(float(row.deals), theme.longer, hover, (row.pipeline, row.from_stage, row.to_stage))
        drawn.append(BarRow(f"{row.from_stage} → {row.to_stage}", (part,), label, pale=decided < RANKED_FROM))
    return Chart(bars_figure(tuple(drawn), theme=theme, room=1.5, names_above=True), moves_say(rows, words))


def moves_say(rows: list[MoveBack], words: Words) -> str:
    """The commonest move back."""
    if not rows:
        return words("No deal of this pipeline moved back.")
    first = rows[0]
    return words.plural(
        "{n} deal moved back from {stage} to {to}, the commonest move back.",
        "{n} deals moved back from {stage} to {to}, the commonest move back.",
        first.deals,
        stage=first.from_stage,
        to=first.to_stage,
    )
