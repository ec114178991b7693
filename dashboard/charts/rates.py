"""Win rate by a dimension: dots with Wilson intervals, the best first, against the rate of all.

A dot's customdata is `[by, value]`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.axes import share_axis
from dashboard.charts.figure import Chart, Figure, Spec, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import interval, points, share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import WinLoss

ROW_HEIGHT: Final = 36
SHOWN_FROM: Final = 5
"""Closed deals below which a rate is not drawn (definitions §3)."""
RANKED_FROM: Final = 20
"""Closed deals below which a rate takes no part in the ranking."""
FALSE_DISCOVERIES: Final = 0.05
"""Share of the values named as different that may be so by chance."""
NAMED: Final = 3


class RateRow(NamedTuple):
    """One value of the dimension; shares 0 to 1, None where too few deals closed."""

    value: str
    name: str
    rate: float | None
    low: float | None
    high: float | None
    closed: int
    ranked: bool
    label: str
    hover: str


class RateInfo(NamedTuple):
    """All that the chart draws; `overall` is won ÷ (won + lost) of all rows."""

    by: str
    rows: tuple[RateRow, ...]
    overall: float | None
    says: str


def rate_chart(answer: Answer[WinLoss], *, rows: int = 15, words: Words, theme: Theme) -> Chart:
    """Draw the win rates of one breakdown."""
    info = rate_info(answer, rows=rows, words=words)
    return Chart(_figure(info, words, theme), info.says)


def rate_info(answer: Answer[WinLoss], *, rows: int, words: Words) -> RateInfo:
    """The rows: the ranked by rate, then those with too few deals, by size; at most `rows`, the largest kept."""
    kept = sorted(answer.rows, key=lambda row: -(row.won + row.lost))[:rows]
    drawn = sorted((_row(row, answer.currency, words) for row in kept), key=_order)
    won, closed = sum(row.won for row in answer.rows), sum(row.won + row.lost for row in answer.rows)
    overall = won / closed if closed else None
    says = _says(drawn, overall, words) + _apart(answer.rows, words)
    if len(drawn) < len(answer.rows):
        more = words("The {shown} largest of {all} are shown.", shown=len(drawn), all=words.number(len(answer.rows)))
        says = f"{says} {more}"
    return RateInfo(answer.by or "", tuple(drawn), overall, says)


def _order(row: RateRow) -> tuple[bool, float, int]:
    return not row.ranked, -(row.rate or 0.0) if row.ranked else 0.0, -row.closed


def _row(row: WinLoss, currency: str, words: Words) -> RateRow:
    closed = row.won + row.lost
    shown = closed >= SHOWN_FROM and row.win_rate is not None
    name = row.value or words("(none)")
    label = words("n {n}", n=words.number(closed))
    if shown:
        label = f"{share(row.win_rate, words)} · {label}"
    hover = "<br>".join(
        (
            f"<b>{plain(name)}</b>",
            deals_line(closed, words),
            words("{won} won, {lost} lost", won=words.number(row.won), lost=words.number(row.lost)),
            words(
                "Win rate {rate} ({interval})",
                rate=share(row.win_rate, words),
                interval=interval(row.low, row.high, words),
            ),
            words(
                "{won} won, {lost} lost",
                won=short_money(row.won_value, currency, words),
                lost=short_money(row.lost_value, currency, words),
            ),
        )
    )
    rate, low, high = (row.win_rate, row.low, row.high) if shown else (None, None, None)
    return RateRow(row.value, name, rate, low, high, closed, closed >= RANKED_FROM and shown, label, hover)


def _says(rows: list[RateRow], overall: float | None, words: Words) -> str:
    if overall is None:
        return words("Nothing was won or lost here.")
    ranked = [row for row in rows if row.ranked]
    if len(ranked) < 2:
        return words(
            "Win rate is {rate}; fewer than two groups have the 20 closed deals that a comparison needs.",
            rate=share(overall, words),
        )
    best, worst = ranked[0], ranked[-1]
    if (best.low or 0.0) <= (worst.high or 1.0):
        return words(
            "Win rate is {rate}; the groups do not differ more than chance: {best} {best_rate}, {worst} {worst_rate}.",
            **_ends(best, worst, overall, words),
        )
    return words(
        "{best} wins {best_rate} of its decided deals, {worst} {worst_rate}; all together {rate}.",
        **_ends(best, worst, overall, words),
    )


def _apart(rows: tuple[WinLoss, ...], words: Words) -> str:
    """Which values win more or less often than all others together, chance over so many comparisons set aside."""
    found = [row for row in rows if row.difference_q is not None and row.difference_q <= FALSE_DISCOVERIES]
    found.sort(key=lambda row: -abs(row.difference or 0.0))
    if not found:
        return ""
    named = words(", ").join(
        words("{name} ({change})", name=row.value or words("(none)"), change=points(row.difference, words))
        for row in found[:NAMED]
    )
    return " " + words("Apart from all others by more than chance: {named}.", named=named)


def _ends(best: RateRow, worst: RateRow, overall: float, words: Words) -> dict[str, str]:
    return {
        "rate": share(overall, words),
        "best": best.name,
        "best_rate": share(best.rate, words),
        "worst": worst.name,
        "worst_rate": share(worst.rate, words),
    }


def _figure(info: RateInfo, words: Words, theme: Theme) -> Figure:
    top = min(1.0, max((row.high or 0.0 for row in info.rows), default=1.0) * 1.05 or 1.0)
    notes = [
        note(
            row.label,
            0.69,
            at,
            xref="paper",
            xanchor="left",
            font={"size": NOTE_SIZE, "color": theme.text if row.ranked else theme.muted},
        )
        for at, row in enumerate(info.rows)
    ]
    shapes: list[Spec] = []
    if info.overall is not None:
        line: Spec = {"color": theme.muted, "width": 1, "dash": "dot"}
        shapes = [
            {"type": "line", "x0": info.overall, "x1": info.overall, "y0": 0, "y1": 1, "yref": "paper", "line": line}
        ]
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 44,
        margin=(4, 4, 28, 8),
        annotations=notes,
        shapes=shapes,
        xaxis=share_axis(theme, -0.02 * top, top, words=words, most=3, domain=[0, 0.66]),
        yaxis=rows_axis(theme, tuple(wrapped(row.name) for row in info.rows)),
    )
    return Figure([_dots(info, theme)], figure)


def _dots(info: RateInfo, theme: Theme) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row.rate for row in info.rows],
        "y": list(range(len(info.rows))),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [None if row.rate is None or row.high is None else row.high - row.rate for row in info.rows],
            "arrayminus": [None if row.rate is None or row.low is None else row.rate - row.low for row in info.rows],
            "color": theme.tint(theme.accent, 0.6),
            "thickness": 2,
            "width": 0,
        },
        "marker": {"size": 11, "color": [theme.accent if row.ranked else theme.void for row in info.rows]},
        "customdata": [[info.by, row.value] for row in info.rows],
        "hovertext": [row.hover for row in info.rows],
        "hoverinfo": "text",
        "unselected": {"marker": {"opacity": 0.45}},
    }
