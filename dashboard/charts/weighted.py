"""The open pipeline weighted twice, by the file and by history, and whether such chances came true.

A bar's customdata is `[pipeline, stage]`: the open deals of the stage. A point's is `[source, least chance]`: the
deals that were told such a chance and are decided since.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.axes import share_axis
from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note
from dashboard.charts.labels import deals_line, plain
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import DASH, interval, share, short_money
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import Calibrated, WeightedStage

SOURCES: Final = {"file": mark("by the file"), "history": mark("by history")}
HEIGHT: Final = 320
LEAST_DEALS: Final = 5
"""Decided deals below which a point is hollow (definitions §3)."""


def weighted_chart(answer: Answer[WeightedStage], *, words: Words, theme: Theme) -> Chart:
    """Two bars a stage: its open amount times the file's chance, and times that of history."""
    several = len({row.pipeline for row in answer.rows}) > 1
    drawn: list[BarRow] = []
    for row in answer.rows:
        name = f"{row.pipeline}: {row.stage}" if several else row.stage
        drawn.append(_row(row, name, row.weighted_file, row.chance_file, theme.open, answer, words, "file"))
        drawn.append(_row(row, "", row.weighted_history, row.chance_history, theme.accent, answer, words, "history"))
    return Chart(bars_figure(tuple(drawn), theme=theme, width=0.7), weighted_says(answer, words))


def _row(
    row: WeightedStage,
    name: str,
    value: float | None,
    chance: float | None,
    colour: str,
    answer: Answer[WeightedStage],
    words: Words,
    source: str,
) -> BarRow:
    deals = deals_line(row.deals, words)
    said = f"{short_money(value, answer.currency, words)} {words(SOURCES[source])}"
    hover = (
        f"{said}<br>{words('{deals} worth {value}', deals=deals, value=short_money(row.value, answer.currency, words))}"
    )
    hover = hover if name else f"<b>{plain(row.stage)}</b><br>{hover}"
    label = DASH if value is None else f"<b>{short_money(value, answer.currency, words)}</b> · {share(chance, words)}"
    return BarRow(name, (Part(value or 0.0, colour, hover, (row.pipeline, row.stage)),), label)


def weighted_says(answer: Answer[WeightedStage], words: Words) -> str:
    """Both sums side by side; that of the file only where it states chances."""
    value = short_money(sum(row.value for row in answer.rows), answer.currency, words)
    history = short_money(sum(row.weighted_history or 0.0 for row in answer.rows), answer.currency, words)
    if all(row.weighted_file is None for row in answer.rows):
        return words("{value} is open; by history it is worth {history}.", value=value, history=history)
    file = short_money(sum(row.weighted_file or 0.0 for row in answer.rows), answer.currency, words)
    return words(
        "{value} is open; it is worth {file} by the file's chances and {history} by history.",
        value=value,
        file=file,
        history=history,
    )


def calibration_chart(answer: Answer[Calibrated], *, words: Words, theme: Theme) -> Chart:
    """The chance that was told against the share that was won; on the line both are the same."""
    ends: list[float] = [row.high for row in answer.rows if row.high is not None]
    top = min(1.04, max(ends, default=1.0) + 0.04)
    line: Spec = {
        "type": "line",
        "x0": 0,
        "y0": 0,
        "x1": top,
        "y1": top,
        "line": {"color": theme.muted, "dash": "dot", "width": 1},
    }
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(8, 8, 44, 8),
        shapes=[line],
        annotations=_names(answer, words, theme),
        xaxis=share_axis(
            theme, 0, top, words=words, title={"text": words("Chance that was told"), "font": {"size": NOTE_SIZE}}
        ),
        yaxis=share_axis(
            theme, 0, top, words=words, title={"text": words("Share won since"), "font": {"size": NOTE_SIZE}}
        ),
    )
    traces = [_points(answer, source, words, theme) for source in SOURCES]
    return Chart(Figure(traces, figure), calibration_says(answer, words))


def _colour(source: str, theme: Theme) -> str:
    return theme.accent if source == "history" else theme.open


def _points(answer: Answer[Calibrated], source: str, words: Words, theme: Theme) -> Spec:
    rows = [row for row in answer.rows if row.source == source and row.won_share is not None]
    colour = _colour(source, theme)
    hover = [
        f"{words(SOURCES[source])}<br>"
        + words(
            "told {said}, won {won} ({interval})",
            said=share(row.said, words),
            won=share(row.won_share, words),
            interval=interval(row.low, row.high, words),
        )
        + f" · {words('n {n}', n=words.number(row.deals))}<br>{deals_line(row.different_deals, words)}"
        for row in rows
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.said for row in rows],
        "y": [row.won_share for row in rows],
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [(row.high or 0.0) - (row.won_share or 0.0) for row in rows],
            "arrayminus": [(row.won_share or 0.0) - (row.low or 0.0) for row in rows],
            "color": theme.tint(colour, 0.5),
            "thickness": 1.5,
            "width": 0,
        },
        "marker": {
            "size": 10,
            "color": [colour if row.deals >= LEAST_DEALS else theme.paper for row in rows],
            "symbol": "circle" if source == "history" else "diamond",
            "line": {"color": colour, "width": 1.5},
        },
        "hovertext": hover,
        "hoverinfo": "text",
        "customdata": [[source, f"{row.said_low}"] for row in rows],
        **CLICKABLE,
    }


def _names(answer: Answer[Calibrated], words: Words, theme: Theme) -> list[Spec]:
    """What each shape is, at the top left where chances told low never lie."""
    told = [source for source in SOURCES if any(row.source == source for row in answer.rows)]
    return [
        note(
            f"{'●' if source == 'history' else '◆'} {words(SOURCES[source])}",
            0.02,
            1.0 - 0.08 * at,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            font={"size": NOTE_SIZE, "color": _colour(source, theme)},
        )
        for at, source in enumerate(told)
    ]


def calibration_says(answer: Answer[Calibrated], words: Words) -> str:
    """By how much each source was off, on the mean."""
    parts = []
    for source, label in SOURCES.items():
        rows = [row for row in answer.rows if row.source == source]
        deals = sum(row.deals for row in rows)
        if deals:
            said, won = sum(row.said * row.deals for row in rows) / deals, sum(row.won for row in rows) / deals
            parts.append(
                words(
                    "{source} {said} were to be won and {won} were",
                    source=words(label),
                    said=share(said, words),
                    won=share(won, words),
                )
            )
    return words("Of the deals decided since: {parts}.", parts=words(", ").join(parts))
