"""Activities a deal: for each kind, won deals against lost ones, in 30 days on which a deal was open.

A bar's customdata is `[outcome]`: the deals whose activities it counts, those that have none included.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line, plain
from dashboard.charts.theme import Theme
from dashboard.formatting import share
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.people_rows import ActivityCount

TYPES: Final = {
    "": mark("All activities"),
    "call": mark("Calls"),
    "email": mark("E-mails"),
    "meeting": mark("Meetings"),
    "wechat": mark("WeChat"),
    "visit": mark("Visits"),
    "task": mark("Tasks"),
    "note": mark("Notes"),
    "other": mark("Other"),
}
"""Kind of activity → its name; another stands as the file writes it."""
OUTCOMES: Final = {"won": mark("won"), "lost": mark("lost")}


def type_name(kind: str, words: Words) -> str:
    """A kind of activity in words."""
    return words(TYPES[kind]) if kind in TYPES else kind


def activities_chart(answer: Answer[ActivityCount], *, words: Words, theme: Theme) -> Chart:
    """Two bars a kind: of the deals that are won now, and of those that are lost."""
    drawn: list[BarRow] = []
    for row in answer.rows:
        name = type_name(row.type, words)
        drawn.append(_row(name, name, row.won_per_30_days, row.won_deals, "won", theme.won, words))
        drawn.append(_row("", name, row.lost_per_30_days, row.lost_deals, "lost", theme.lost, words))
    return Chart(bars_figure(tuple(drawn), theme=theme, room=2.1, width=0.66), activities_say(answer, words))


def _row(name: str, told: str, rate: float | None, deals: int, outcome: str, colour: str, words: Words) -> BarRow:
    label = f"{words(OUTCOMES[outcome])} · {words('n {n}', n=words.number(deals))}"
    if rate is not None:
        label = f"<b>{words.number(rate, 1)}</b> · {label}"
    hover = words("{n} in 30 open days", n="–" if rate is None else words.number(rate, 1))
    hover = f"{hover}<br>{deals_line(deals, words)}"
    hover = hover if name else f"<b>{plain(told)}</b><br>{hover}"
    return BarRow(name, (Part(rate or 0.0, colour, hover, (outcome,)),), label)


def activities_say(answer: Answer[ActivityCount], words: Words) -> str:
    """How many a deal has, how many have none, and since when open deals are silent."""
    whole = next((row for row in answer.rows if not row.type), None)
    if whole is None or not whole.deals:
        return words("No deal was open in this period.")
    said = words(
        "A deal has {n} activities on average; {share} of the deals have none.",
        n=words.number(whole.per_deal or 0.0, 1),
        share=share(whole.zero_deals / whole.deals, words),
    )
    if whole.silent_days is None:
        return said
    silent = words.number(whole.silent_days, 0)
    return f"{said} " + words("Half of the open deals have been silent for {n} days or more.", n=silent)
