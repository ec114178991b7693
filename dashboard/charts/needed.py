"""Deals there against deals needed for the target, stage by stage. A bar's customdata is `[pipeline, stage]`."""

from __future__ import annotations

import math

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.theme import Theme
from dashboard.formatting import share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import NeededDeals


def needed_chart(answer: Answer[NeededDeals], *, words: Words, theme: Theme) -> Chart:
    """Draw the deals of each stage as a bar and the needed ones as a mark."""
    several = len({row.pipeline for row in answer.rows}) > 1
    drawn = tuple(
        _row(row, f"{row.pipeline}: {row.stage}" if several else row.stage, words, theme) for row in answer.rows
    )
    return Chart(bars_figure(drawn, theme=theme), needed_says(answer, words))


def _row(row: NeededDeals, name: str, words: Words, theme: Theme) -> BarRow:
    deals = words.plural("{n} deal", "{n} deals", row.deals)
    hover = words("{deals}, chance to be won {chance}", deals=deals, chance=share(row.chance, words))
    part = Part(float(row.deals), theme.accent, hover, (row.pipeline, row.stage))
    if row.needed is None:
        return BarRow(name, (part,), f"<b>{words.number(row.deals)}</b>")
    needed = words("{n} needed", n=words.number(math.ceil(row.needed - 1e-9)))
    return BarRow(name, (part,), f"<b>{words.number(row.deals)}</b> · {needed}", tick=row.needed)


def needed_says(answer: Answer[NeededDeals], words: Words) -> str:
    """Whether what is open is worth what remains, and where deals are missing."""
    remaining = float(answer.parameters.get("remaining") or 0.0)  # type: ignore[arg-type]  # a number, or None
    expected = math.fsum(row.expected_value or 0.0 for row in answer.rows)
    told = {
        "expected": short_money(expected, answer.currency, words),
        "remaining": short_money(remaining, answer.currency, words),
    }
    if not remaining:
        return words("Nothing remains of the target; what is open is worth {expected}.", **told)
    if expected >= remaining:
        return words("In time, the open deals are worth {expected}; {remaining} remains to be won.", **told)
    missing = max(answer.rows, key=lambda row: row.missing or 0)
    return words(
        "In time, the open deals are worth {expected}; {remaining} remains to be won. "
        "{stage} is short of most deals: {n}.",
        stage=missing.stage,
        n=words.number(missing.missing or 0),
        **told,
    )
