"""Every won deal as a dot: when it was won and how long it took, with the lines below which 50, 75 and 90 % lie.

A dot's customdata is `[deal id]`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dashboard.charts.axes import days_axis
from dashboard.charts.figure import Chart, Figure, Spec, axis, layout, note
from dashboard.charts.labels import plain
from dashboard.charts.theme import NOTE_SIZE, Theme, see_through
from dashboard.formatting import days
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.people_rows import CyclePoint
from dashboard.periods import add_months

HEIGHT: Final = 340
LINES: Final = ("p50_days", "p75_days", "p90_days")
TICKS: Final = 3
"""Steps of the time axis at most: more names of months touch on a phone."""


def cycle_points_chart(answer: Answer[CyclePoint], *, words: Words, theme: Theme) -> Chart:
    """Draw the deals of the answer."""
    rows = answer.rows
    first, last = min(row.won_on for row in rows), max(row.won_on for row in rows)
    far = 1.08 * max(1.0, *(row.cycle_days for row in rows))
    newest = rows[0]
    lines: list[Spec] = []
    labels: list[Spec] = []
    for name in LINES:
        level = getattr(newest, name)
        line: Spec = {"color": theme.muted, "width": 1, "dash": "dot"}
        lines.append({"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": level, "y1": level, "line": line})
        text = f"{words('{share} %', share=name[1:3])} · {days(level, words)}"
        place: Spec = {
            "xref": "paper",
            "xanchor": "right",
            "yanchor": "bottom",
            "bgcolor": see_through(theme.paper, 0.8),
        }
        labels.append(note(text, 1, level, font={"size": NOTE_SIZE, "color": theme.text}, **place))
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(8, 8, 28, 8),
        shapes=lines,
        annotations=labels,
        xaxis=_time_axis(first, last, words, theme),
        yaxis=days_axis(theme, -0.02 * far, far, words=words),
    )
    return Chart(Figure([_dots(rows, words, theme)], figure), cycle_points_say(answer, words))


def cycle_points_say(answer: Answer[CyclePoint], words: Words) -> str:
    """Within how many days half, and nine of ten, were won; and where only the newest are drawn."""
    row = answer.rows[0]
    said = words(
        "Half of the won deals took {half} or less, nine of ten {most} or less.",
        half=days(row.p50_days, words),
        most=days(row.p90_days, words),
    )
    if len(answer.rows) == answer.n:
        return said
    shown = words(
        "The {shown} newest of {n} are drawn.", shown=words.number(len(answer.rows)), n=words.number(answer.n)
    )
    return f"{said} {shown}"


def _time_axis(first: date, last: date, words: Words, theme: Theme) -> Spec:
    """Months named at equal steps, the days between in scale."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = max(1, -(-months // TICKS))
    named = [add_months(first, at) for at in range(step, months + 1, step)] or [first]
    room = max((last - first).days, 10) * 0.03
    return axis(
        theme,
        showgrid=False,
        tickmode="array",
        tickvals=[(day - first).days for day in named],
        ticktext=[words.month(day) for day in named],
        range=[-room, (last - first).days * 1.2 + room],
    )


def _dots(rows: tuple[CyclePoint, ...], words: Words, theme: Theme) -> Spec:
    first = min(row.won_on for row in rows)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(row.won_on - first).days for row in rows],
        "y": [round(row.cycle_days, 2) for row in rows],
        "marker": {"size": 7, "color": theme.accent, "opacity": 0.55},
        "customdata": [[row.deal_id] for row in rows],
        "hovertext": [
            f"<b>{plain(row.name or row.deal_id)}</b><br>{words.day(row.won_on)} · {days(row.cycle_days, words)}"
            + (f"<br>{plain(row.owner)}" if row.owner else "")
            for row in rows
        ],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1, "size": 12}},
        "unselected": {"marker": {"opacity": 0.3}},
    }
