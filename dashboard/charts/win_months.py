"""Win rate by month of closing, by count and by value, each with its interval as a band.

Months with fewer than five closed deals are gaps; the rate by value is dashed.

A point's customdata is `["month", "2026-09"]`.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from dashboard.charts.axes import months_axis, share_axis
from dashboard.charts.bands import interval_bands
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import SHOWN_FROM
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.estimates import newcombe
from dashboard.formatting import interval, points, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import WinLoss

HEIGHT: Final = 260
LABEL_COVERS: Final = 2
"""Newest points that the label of the last one reaches over."""


class MonthInfo(NamedTuple):
    """Points by month, oldest first; shares 0 to 1, None below five closed deals."""

    months: tuple[date, ...]
    rates: tuple[float | None, ...]
    lows: tuple[float | None, ...]
    highs: tuple[float | None, ...]
    closed: tuple[int, ...]
    says: str
    by_value: tuple[WinLoss | None, ...] = ()


def month_chart(answer: Answer[WinLoss], *, most: int = 24, words: Words, theme: Theme) -> Chart:
    """Draw the newest `most` months of an answer broken down by month."""
    info = month_info(answer, most=most, words=words)
    return Chart(_figure(info, words, theme), info.says)


def month_info(answer: Answer[WinLoss], *, most: int, words: Words) -> MonthInfo:
    """The months without holes: one in which nothing closed is a gap, not absent."""
    rows = {month: row for row in answer.rows if (month := _month(row.value)) is not None}
    months = _without_holes(sorted(rows))[-most:]
    known = {month: row for month, row in rows.items() if row.won + row.lost >= SHOWN_FROM}
    rates = tuple(known[month].win_rate if month in known else None for month in months)
    valued = tuple(
        known[month] if month in known and known[month].win_rate_value is not None else None for month in months
    )
    return MonthInfo(
        months,
        rates,
        tuple(known[month].low if month in known else None for month in months),
        tuple(known[month].high if month in known else None for month in months),
        tuple(rows[month].won + rows[month].lost if month in rows else 0 for month in months),
        _says([(month, known[month]) for month in months if month in known], words) + _by_value_says(valued, words),
        valued,
    )


def _month(value: str) -> date | None:
    try:
        return date.fromisoformat(f"{value[:7]}-01")
    except ValueError:
        return None


def _without_holes(months: list[date]) -> tuple[date, ...]:
    if not months:
        return ()
    first, last = (month.year * 12 + month.month - 1 for month in (months[0], months[-1]))
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(first, last + 1))


def _says(known: list[tuple[date, WinLoss]], words: Words) -> str:
    """The newest month against the oldest that is shown, and whether chance alone could have made the difference."""
    if not known:
        return words("No month has five closed deals.")
    (first, before), (month, now) = known[0], known[-1]
    if len(known) == 1:
        return words("Win rate was {rate} in {month}.", rate=share(now.win_rate, words), month=words.month(month))
    closed, closed_before = now.won + now.lost, before.won + before.lost
    low, high = newcombe(now.won, closed, before.won, closed_before)
    told = {
        "rate": share(now.win_rate, words),
        "month": words.month(month),
        "change": points(now.won / closed - before.won / closed_before, words),
        "first": words.month(first),
    }
    if low is None or high is None or low <= 0 <= high:
        return words("Win rate was {rate} in {month}, {change} against {first}, which may be chance.", **told)
    return words("Win rate was {rate} in {month}, {change} against {first}.", **told)


def _by_value_says(valued: tuple[WinLoss | None, ...], words: Words) -> str:
    """The rate by value of the newest month, where it has one."""
    row = valued[-1] if valued else None
    if row is None:
        return ""
    told = interval(row.value_low, row.value_high, words)
    return " " + words("By value it was {rate} ({interval}).", rate=share(row.win_rate_value, words), interval=told)


def _figure(info: MonthInfo, words: Words, theme: Theme) -> Figure:
    notes = []
    if info.rates and info.rates[-1] is not None:
        place: Spec = {"xanchor": "right", "yanchor": "bottom", "yshift": 6, "xshift": 14}
        above = max(rate for rate in info.rates[-LABEL_COVERS:] if rate is not None)
        notes = [note(f"<b>{share(info.rates[-1], words)}</b>", len(info.rates) - 1, above, **place)]
    value_highs = [None if row is None else row.value_high for row in info.by_value]
    top = min(1.0, max((high for high in (*info.highs, *value_highs) if high is not None), default=1.0) * 1.15)
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(28, 28, 24, 8),
        annotations=[*notes, _key(words, theme)],
        xaxis=months_axis(theme, info.months, words=words),
        yaxis=share_axis(theme, 0, top, words=words, range=[0, max(top, 0.1) * 1.04]),
    )
    bands = interval_bands(info.rates, info.lows, info.highs, colour=theme.accent)
    return Figure(
        [*_value_band(info, theme), *bands, _value_line(info, words, theme), _line(info, words, theme)], figure
    )


def _key(words: Words, theme: Theme) -> Spec:
    text = (
        f'<span style="color:{theme.accent}">━</span> {words("by count")}   '
        f'<span style="color:{theme.open}">╍</span> {words("by value")}'
    )
    font: Spec = {"size": NOTE_SIZE, "color": theme.muted}
    return note(text, 0, 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=8, font=font)


def _value_band(info: MonthInfo, theme: Theme) -> list[Spec]:
    rates, lows, highs = (
        [None if row is None else getattr(row, name) for row in info.by_value]
        for name in ("win_rate_value", "value_low", "value_high")
    )
    return interval_bands(rates, lows, highs, colour=theme.open, strength=0.1)


def _value_line(info: MonthInfo, words: Words, theme: Theme) -> Spec:
    """A point stands for the same deals as the one by count; those without an amount are told."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(info.months))),
        "y": [None if row is None else row.win_rate_value for row in info.by_value],
        "connectgaps": False,
        "line": {"color": theme.open, "width": 2, "dash": "dash"},
        "marker": {"color": theme.open, "size": 5},
        "hovertext": [
            "" if row is None else _value_hover(month, row, words)
            for month, row in zip(info.months, info.by_value, strict=True)
        ],
        **_clickable(info),
    }


def _value_hover(month: date, row: WinLoss, words: Words) -> str:
    rate, told = share(row.win_rate_value, words), interval(row.value_low, row.value_high, words)
    lines = [
        words.month(month),
        f"{words('by value')} <b>{rate}</b> ({told}) · {deals_line(row.won + row.lost, words)}",
    ]
    if row.no_value:
        lines.append(words("Without an amount: {n}", n=words.number(row.no_value)))
    return "<br>".join(lines)


def _clickable(info: MonthInfo) -> Spec:
    return {
        "hoverinfo": "text",
        **CLICKABLE,
        "customdata": [["month", f"{month:%Y-%m}"] for month in info.months],
    }


def _line(info: MonthInfo, words: Words, theme: Theme) -> Spec:
    hover = [
        f"{words.month(month)}<br><b>{share(rate, words)}</b> ({interval(low, high, words)}) · "
        + deals_line(closed, words)
        for month, rate, low, high, closed in zip(
            info.months, info.rates, info.lows, info.highs, info.closed, strict=True
        )
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(info.months))),
        "y": list(info.rates),
        "connectgaps": False,
        "line": {"color": theme.accent, "width": 2},
        "marker": {"color": theme.accent, "size": 6},
        "hovertext": hover,
        **_clickable(info),
    }
