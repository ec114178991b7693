"""Sales cycle by a dimension: median days from creation to won, the middle half as a line, the mean hollow.

A row's customdata is `[by, value]`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.axes import days_axis
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import NOTE_SIZE, Theme, see_through
from dashboard.formatting import days
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import SalesCycle

ROW_HEIGHT: Final = 36


class CycleRow(NamedTuple):
    """One value of the dimension; days, None below five wins."""

    value: str
    name: str
    median: float | None
    low: float | None
    high: float | None
    mean: float | None
    won: int


class CycleInfo(NamedTuple):
    """Rows, the longest median first."""

    by: str
    rows: tuple[CycleRow, ...]
    says: str


def cycle_chart(answer: Answer[SalesCycle], *, rows: int = 15, words: Words, theme: Theme) -> Chart:
    """Draw the cycle of won deals by the answer's dimension."""
    info = cycle_info(answer, rows=rows, words=words)
    return Chart(_figure(info, words, theme), info.says)


def cycle_info(answer: Answer[SalesCycle], *, rows: int, words: Words) -> CycleInfo:
    """The rows with the most wins, sorted by median, and the takeaway."""
    kept = sorted(answer.rows, key=lambda row: -row.won)[:rows]
    drawn = tuple(sorted((_row(row, words) for row in kept), key=lambda row: -(row.median or 0.0)))
    return CycleInfo(answer.by or "", drawn, _says(drawn, words))


def _row(row: SalesCycle, words: Words) -> CycleRow:
    name = (row.value or words("(none)")) if row.value is not None else words("All deals")
    if row.won < SHOWN_FROM:
        return CycleRow(row.value or "", name, None, None, None, None, row.won)
    return CycleRow(row.value or "", name, row.median_days, row.p25_days, row.p75_days, row.mean_days, row.won)


def _says(rows: tuple[CycleRow, ...], words: Words) -> str:
    ranked = [row for row in rows if row.won >= RANKED_FROM and row.median is not None]
    if not ranked:
        return words("No group has the 20 won deals that a comparison needs.")
    slowest, fastest = ranked[0], ranked[-1]
    if slowest is fastest:
        return words(
            "{name}: half of the won deals took {days} or less.", name=slowest.name, days=days(slowest.median, words)
        )
    return words(
        "{slowest} takes longest to win, {slow} at the median; {fastest} takes {fast}.",
        slowest=slowest.name,
        slow=days(slowest.median, words),
        fastest=fastest.name,
        fast=days(fastest.median, words),
    )


def _figure(info: CycleInfo, words: Words, theme: Theme) -> Figure:
    far = max(
        (value for row in info.rows for value in (row.median, row.high, row.mean) if value is not None), default=1.0
    )
    labels = [
        note(
            f"{days(row.median, words)} · {words('n {n}', n=words.number(row.won))}",
            0.68,
            at,
            xref="paper",
            xanchor="left",
            font={"size": NOTE_SIZE, "color": theme.text if row.won >= RANKED_FROM else theme.muted},
        )
        for at, row in enumerate(info.rows)
    ]
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 40,
        margin=(4, 4, 28, 8),
        annotations=labels,
        xaxis=days_axis(
            theme, 0, 1.05 * (far or 1.0), words=words, most=3, domain=[0, 0.66], visible=_any_median(info)
        ),
        yaxis=rows_axis(theme, tuple(wrapped(row.name) for row in info.rows)),
    )
    return Figure([_middle(info, theme), _means(info, theme), _medians(info, words, theme)], figure)


def _any_median(info: CycleInfo) -> bool:
    """Whether there is anything to read off an axis."""
    return any(row.median is not None for row in info.rows)


def _middle(info: CycleInfo, theme: Theme) -> Spec:
    """The middle half of the deals, 25 % to 75 %, as a pale bar."""
    x: list[float | None] = []
    y: list[int | None] = []
    for at, row in enumerate(info.rows):
        x += [row.low, row.high, None]
        y += [at, at, None]
    line = {"color": see_through(theme.accent, 0.3), "width": 8}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _means(info: CycleInfo, theme: Theme) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.mean for row in info.rows],
        "y": list(range(len(info.rows))),
        "marker": {"symbol": "circle-open", "size": 9, "color": theme.muted, "line": {"width": 1.5}},
        "hoverinfo": "skip",
    }


def _medians(info: CycleInfo, words: Words, theme: Theme) -> Spec:
    colours = [theme.accent if row.won >= RANKED_FROM else theme.void for row in info.rows]
    hover = [
        "<br>".join(
            (
                f"<b>{plain(row.name)}</b>",
                deals_line(row.won, words),
                words("Median {days}", days=days(row.median, words)),
                words("Mean {days}", days=days(row.mean, words)),
                words("Middle half {low} to {high}", low=days(row.low, words), high=days(row.high, words)),
            )
        )
        for row in info.rows
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.median for row in info.rows],
        "y": list(range(len(info.rows))),
        "marker": {"size": 11, "color": colours},
        **CLICKABLE,
        "customdata": [[info.by, row.value] for row in info.rows],
        "hovertext": hover,
        "hoverinfo": "text",
    }
