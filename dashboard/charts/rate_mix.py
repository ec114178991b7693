"""Why the win rate moved: for each value of a dimension the part of its own rate and the part of the mix, in points.

A bar's customdata is `[by, value]`: the deals closed in the later period.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line, plain
from dashboard.charts.rates import RANKED_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import points, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import RateMix

ROWS: Final = 12
HUNDRED: Final = 100.0


def mix_chart(answer: Answer[RateMix], *, words: Words, theme: Theme) -> Chart:
    """Draw two bars a value, the largest parts first: winning more or less often, and weighing more or less."""
    drawn: list[BarRow] = []
    for row in answer.rows[:ROWS]:
        name = row.value or words("(none)")
        key = (answer.by or "", row.value)
        pale = min(row.closed, row.closed_before) < RANKED_FROM
        hover = words(
            "win rate {before} (n {n_before}) to {after} (n {n})",
            before=share(row.win_rate_before, words),
            n_before=words.number(row.closed_before),
            after=share(row.win_rate, words),
            n=words.number(row.closed),
        )
        weight = words(
            "{before} of the closed deals before, {after} now",
            before=share(row.share_before, words),
            after=share(row.share, words),
        )
        told = f"<br>{deals_line(row.closed, words)}"
        own = f"{words('Its own rate')}<br>{hover}{told}"
        mix = f"<b>{plain(name)}</b><br>{words('The mix')}<br>{weight}{told}"
        drawn.append(_bar(name, row.rate_part, theme.accent, own, key, words, pale=pale))
        drawn.append(_bar("", row.mix_part, theme.open, mix, key, words, pale=pale))
    return Chart(bars_figure(tuple(drawn), theme=theme, room=1.4, width=0.66), mix_says(answer, words))


def _bar(name: str, part: float, colour: str, hover: str, key: tuple[str, ...], words: Words, *, pale: bool) -> BarRow:
    return BarRow(name, (Part(part * HUNDRED, colour, hover, key),), points(part, words), pale=pale)


def mix_says(answer: Answer[RateMix], words: Words) -> str:
    """The change of the total and its two parts."""
    rate, mix = sum(row.rate_part for row in answer.rows), sum(row.mix_part for row in answer.rows)
    period = answer.period
    told = {
        "change": points(rate + mix, words),
        "rate": points(rate, words),
        "mix": points(mix, words),
    }
    if period.first is None or period.last is None:
        return words(
            "The win rate moved by {change}: {rate} from winning more or less often, {mix} from the mix.", **told
        )
    return words(
        "From {first} to {last} the win rate moved by {change} against the period before: {rate} from winning more or "
        "less often, {mix} from another mix.",
        first=words.day(period.first),
        last=words.day(period.last),
        **told,
    )
