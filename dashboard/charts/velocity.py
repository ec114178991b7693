"""Pipeline velocity over time, and its four levers as small charts: V = N × W × A ÷ L.

A point's customdata is `[lever, first day of the point]`; '' for velocity itself.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, NamedTuple, get_args

from dashboard.charts.axes import count_axis, days_axis, money_axis, months_axis, padded, share_axis
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note
from dashboard.charts.labels import deals_line
from dashboard.charts.theme import Theme
from dashboard.formatting import days, points, share, short_money, signed_share
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Velocity

Lever = Literal["open_deals", "win_rate", "mean_won_amount", "mean_days_to_win"]
Line = Literal["velocity_per_day", "open_deals", "win_rate", "mean_won_amount", "mean_days_to_win"]
LEVERS: Final[tuple[Lever, ...]] = get_args(Lever)
LINES: Final[dict[Line, str]] = {
    "velocity_per_day": mark("Velocity a day"),
    "open_deals": mark("Open deals"),
    "win_rate": mark("Win rate"),
    "mean_won_amount": mark("Mean won amount"),
    "mean_days_to_win": mark("Days to win"),
}
RESTS_ON: Final[dict[Line, str]] = {
    "velocity_per_day": "closed",
    "open_deals": "open_deals",
    "win_rate": "closed",
    "mean_won_amount": "won_valued",
    "mean_days_to_win": "won_timed",
}
"""Line → the count of deals that a point of it rests on."""
HEIGHT: Final = 260
SMALL_HEIGHT: Final = 150


class LineInfo(NamedTuple):
    """One line over time: a value a point, None where it is not defined; `labels` are the values in words.

    `deals`: how many deals each point rests on.
    """

    line: Line
    starts: tuple[date, ...]
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    says: str
    deals: tuple[int, ...] = ()


def velocity_chart(answer: Answer[Velocity], *, words: Words, theme: Theme) -> Chart:
    """Draw velocity in money a day."""
    return _chart(answer, "velocity_per_day", HEIGHT, words, theme)


def lever_chart(answer: Answer[Velocity], lever: Lever, *, words: Words, theme: Theme) -> Chart:
    """Draw one lever as a small chart."""
    return _chart(answer, lever, SMALL_HEIGHT, words, theme)


def line_info(answer: Answer[Velocity], line: Line, *, words: Words) -> LineInfo:
    """The points of one line and what it says, oldest first."""
    rows = sorted(answer.rows, key=lambda row: row.period_start)
    values = tuple(_value(row, line) for row in rows)
    labels = tuple(_said(value, line, answer.currency, words) for value in values)
    starts = tuple(row.period_start for row in rows)
    deals = tuple(getattr(row, RESTS_ON[line]) for row in rows)
    return LineInfo(line, starts, values, labels, _says(line, starts, values, labels, words), deals)


def change(values: tuple[float | None, ...]) -> float | None:
    """Relative change from the first known point to the last; None from zero or with fewer than two points."""
    known = [value for value in values if value is not None]
    if len(known) < 2 or known[0] == 0 or values[-1] is None:
        return None
    return known[-1] / known[0] - 1


def _change_said(line: Line, values: tuple[float | None, ...], words: Words) -> str | None:
    """The change as printed: of a rate in points, of all else relative; None where it is not defined."""
    moved = change(values)
    if moved is None or line != "win_rate":
        return None if moved is None else signed_share(moved, words)
    first, last = next(value for value in values if value is not None), values[-1]
    return None if last is None else points(last - first, words)


def _value(row: Velocity, line: Line) -> float | None:
    value = getattr(row, line)
    return None if value is None else float(value)


def _said(value: float | None, line: Line, currency: str, words: Words) -> str:
    if value is None:
        return "–"
    if line == "open_deals":
        return words.number(value)
    if line == "win_rate":
        return share(value, words)
    if line == "mean_days_to_win":
        return days(value, words)
    return short_money(value, currency, words)


def _says(
    line: Line, starts: tuple[date, ...], values: tuple[float | None, ...], labels: tuple[str, ...], words: Words
) -> str:
    title = words(LINES[line])
    if not values or values[-1] is None:
        return words("{name}: not defined now, 20 closed deals with a win are needed.", name=title)
    moved = _change_said(line, values, words)
    if moved is None:
        return words("{name}: {value}.", name=title, value=labels[-1])
    since = next(start for start, value in zip(starts, values, strict=True) if value is not None)
    return words(
        "{name}: {value}, {change} since {month}.",
        name=title,
        value=labels[-1],
        change=moved,
        month=words.month(since),
    )


def _chart(answer: Answer[Velocity], line: Line, height: int, words: Words, theme: Theme) -> Chart:
    info = line_info(answer, line, words=words)
    return Chart(_figure(info, answer.currency, height, words, theme), info.says)


def _figure(info: LineInfo, currency: str, height: int, words: Words, theme: Theme) -> Figure:
    top = padded(0.0, max((value for value in info.values if value is not None), default=1.0) or 1.0, share_above=0.22)[
        1
    ]
    y = _vertical(info.line, top, currency, words, theme, most=4 if height == HEIGHT else 2)
    x = months_axis(theme, info.starts, words=words, most=4 if height == HEIGHT else 2)
    return Figure(
        [_line(info, words, theme)],
        layout(
            theme, height=height, margin=(8, 28, 24, 8), annotations=_last_label(info, words, theme), xaxis=x, yaxis=y
        ),
    )


def _vertical(line: Line, top: float, currency: str, words: Words, theme: Theme, *, most: int) -> Spec:
    if line == "open_deals":
        return count_axis(theme, 0.0, top, words=words, most=most)
    if line == "win_rate":  # room for the label also above 100 %, which is the last tick
        return share_axis(theme, 0.0, min(1.0, top), words=words, most=most, range=[0.0, top])
    if line == "mean_days_to_win":
        return days_axis(theme, 0.0, top, words=words, most=most)
    return money_axis(theme, 0.0, top, currency=currency, words=words, most=most)


def _line(info: LineInfo, words: Words, theme: Theme) -> Spec:
    last = len(info.values) - 1
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(info.values))),
        "y": list(info.values),
        "connectgaps": False,
        "line": {"color": theme.accent, "width": 2},
        "marker": {
            "color": theme.accent,
            "size": [9 if at == last else 5 for at in range(last + 1)],
            "opacity": 1,
            "line": {"width": 0},
        },
        "hovertext": [
            f"{words.month(start)}<br><b>{label}</b><br>{deals_line(deals, words)}"
            for start, label, deals in zip(info.starts, info.labels, info.deals, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [["" if info.line == "velocity_per_day" else info.line, f"{start}"] for start in info.starts],
        **CLICKABLE,
    }


def _last_label(info: LineInfo, words: Words, theme: Theme) -> list[Spec]:
    """The newest value, and how it moved since the first point."""
    last = info.values[-1] if info.values else None
    if last is None:
        return []
    moved = _change_said(info.line, info.values, words)
    grey = "" if moved is None else f' <span style="color:{theme.muted}">{moved}</span>'
    place: Spec = {"xanchor": "right", "yanchor": "bottom", "yshift": 8, "xshift": 24}
    return [note(f"<b>{info.labels[-1]}</b>{grey}", len(info.values) - 1, max(_near(info)), **place)]


def _near(info: LineInfo) -> list[float]:
    """The points under the label, which it must stand clear of: more of them on a small chart."""
    covered = 2 if info.line == "velocity_per_day" else max(2, len(info.values) // 3)
    return [value for value in info.values[-covered:] if value is not None]
