"""Leads: what became of them by source, owner or campaign, and what a new customer costs by source.

A part of a bar of leads has the customdata `[value, outcome]`: those leads. A bar of money has `[source]`: the deals by
which customers of the source were won for the first time, none where nobody was.
"""

from __future__ import annotations

import math
from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import DASH, interval, share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.lead_rows import ChannelCost, LeadConversion

ROWS: Final = 12
OUTCOMES: Final = ("converted", "open", "disqualified")


def leads_line(outcome: str, n: int, words: Words) -> str:
    """How many leads a mark stands for and what became of them: of a mark, and of the list that it opens."""
    if outcome == "converted":
        return words.plural("{n} lead became a deal", "{n} leads became deals", n)
    if outcome == "open":
        return words.plural("{n} lead is still open", "{n} leads are still open", n)
    if outcome == "disqualified":
        return words.plural("{n} lead was disqualified", "{n} leads were disqualified", n)
    return words.plural("{n} lead", "{n} leads", n)


def lead_chart(answer: Answer[LeadConversion], *, words: Words, theme: Theme) -> Chart:
    """One bar a value: converted, still open, disqualified; beside it the conversion with its interval."""
    drawn = tuple(_lead_row(row, words, theme) for row in answer.rows[:ROWS])
    return Chart(bars_figure(drawn, theme=theme, room=2.4), leads_say(answer, words))


def _lead_row(row: LeadConversion, words: Words, theme: Theme) -> BarRow:
    colours = {"converted": theme.won, "open": theme.open, "disqualified": theme.lost}
    counts = {outcome: getattr(row, outcome) for outcome in OUTCOMES}
    label = words("n {n}", n=words.number(row.leads))
    if row.leads >= SHOWN_FROM:
        label = f"<b>{share(row.conversion, words)}</b> ({interval(row.low, row.high, words)}) · {label}"
    pale = row.leads < RANKED_FROM
    return BarRow(
        row.value or words("(none)"),
        tuple(
            Part(float(n), colours[outcome], leads_line(outcome, n, words), (row.value, outcome))
            for outcome, n in counts.items()
            if n
        ),
        label,
        pale=pale,
    )


def leads_say(answer: Answer[LeadConversion], words: Words) -> str:
    """How many leads became deals, and where most and fewest did, where that is more than chance."""
    leads, converted = sum(row.leads for row in answer.rows), sum(row.converted for row in answer.rows)
    said = words(
        "{share} of {n} leads became deals.",
        share=share(converted / leads if leads else None, words),
        n=words.number(leads),
    )
    ranked = sorted(
        (row for row in answer.rows if row.leads >= RANKED_FROM and row.value), key=lambda row: -(row.conversion or 0.0)
    )
    if len(ranked) < 2:
        return said
    best, worst = ranked[0], ranked[-1]
    told = {
        "best": best.value,
        "best_rate": share(best.conversion, words),
        "worst": worst.value,
        "worst_rate": share(worst.conversion, words),
    }
    if (best.low or 0.0) <= (worst.high or 1.0):
        return f"{said} " + words("The groups do not differ more than chance.")
    return f"{said} " + words("{best} converts best, {best_rate}; {worst} least, {worst_rate}.", **told)


def cost_chart(answer: Answer[ChannelCost], *, words: Words, theme: Theme) -> Chart:
    """One bar a source: what was spent; beside it what a new customer cost."""
    drawn = tuple(_cost_row(row, answer.currency, words, theme) for row in answer.rows[:ROWS] if row.spend)
    return Chart(bars_figure(drawn, theme=theme), costs_say(answer, words))


def _cost_row(row: ChannelCost, currency: str, words: Words, theme: Theme) -> BarRow:
    cost = DASH if row.acquisition_cost is None else short_money(row.acquisition_cost, currency, words)
    hover = "<br>".join(
        (
            words("Spent {value}", value=short_money(row.spend, currency, words)),
            words("{deals}: customers won for the first time", deals=deals_line(row.customers, words)),
            words("{cost} a new customer", cost=cost),
        )
    )
    label = f"<b>{short_money(row.spend, currency, words)}</b> · {cost}"
    return BarRow(
        row.source or words("(none)"),
        (Part(float(row.spend or 0.0), theme.accent, hover, (row.source,) if row.customers else ()),),
        label,
        pale=row.customers < SHOWN_FROM,
    )


def costs_say(answer: Answer[ChannelCost], words: Words) -> str:
    """What was spent, and what a new customer cost on average over all sources that money was spent on."""
    paid = [row for row in answer.rows if row.spend]
    spend, customers = math.fsum(row.spend or 0.0 for row in paid), sum(row.customers for row in paid)
    spent = short_money(spend, answer.currency, words)
    if not customers:
        return words("{spent} were spent; nobody was won for the first time.", spent=spent)
    said = words.plural(
        "{spent} were spent and one customer was won for the first time: {cost}.",
        "{spent} were spent and {n} customers were won for the first time: {cost} each.",
        customers,
        spent=spent,
        cost=short_money(spend / customers, answer.currency, words),
    )
    if all(row.customers < SHOWN_FROM for row in paid):
        return f"{said} " + words("No source has the five that a comparison needs.")
    return said
