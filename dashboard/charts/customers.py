"""Won and lost by kind of customer: new, existing, repeat, reactivated.

A part's customdata is `[kind, part]`, part won or lost.
"""

from __future__ import annotations

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import interval, share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.people_rows import KINDS, CustomerKind


def kind_name(kind: str, words: Words) -> str:
    """A kind of customer in words: ours where derived, else as the file says."""
    return words(KINDS[kind]) if kind in KINDS else kind or words("(none)")


def customers_chart(answer: Answer[CustomerKind], *, words: Words, theme: Theme) -> Chart:
    """One row a kind: won and lost deals end to end, beside them the win rate with its interval."""
    drawn = tuple(_row(row, answer.currency, words, theme) for row in answer.rows)
    return Chart(bars_figure(drawn, theme=theme, room=2.4), customers_say(answer, words))


def _row(row: CustomerKind, currency: str, words: Words, theme: Theme) -> BarRow:
    closed = row.won + row.lost
    amount = short_money(row.mean_won_amount, currency, words)
    hover = words("mean won amount {amount}", amount=amount) if row.mean_won_amount is not None else ""
    parts = tuple(
        Part(float(n), colour, "<br>".join(filter(None, (name, deals_line(n, words), hover))), (row.kind, part))
        for part, name, n, colour in (
            ("won", words("Won"), row.won, theme.won),
            ("lost", words("Lost"), row.lost, theme.lost),
        )
        if n
    )
    label = words("n {n}", n=words.number(closed))
    if closed >= SHOWN_FROM:
        label = f"<b>{share(row.win_rate, words)}</b> ({interval(row.low, row.high, words)}) · {label}"
    name = kind_name(row.kind, words)
    return BarRow(name[:1].upper() + name[1:], parts, label, pale=closed < RANKED_FROM)


def customers_say(answer: Answer[CustomerKind], words: Words) -> str:
    """Which kind has most deals, and whether the kinds win differently by more than chance."""
    begun = sum(row.deals for row in answer.rows)
    known = [row for row in answer.rows if row.kind]
    if not begun or not known:
        return words("No deal was begun in this period.")
    most = max(known, key=lambda row: row.deals)
    said = words(
        "{share} of the deals are of one kind: {kind}.",
        share=share(most.deals / begun, words),
        kind=kind_name(most.kind, words),
    )
    uncertain = sum(row.uncertain for row in known)
    if uncertain:
        said += " " + words.plural(
            "{n} deal is called new in the first year of the files, where history starts.",
            "{n} deals are called new in the first year of the files, where history starts.",
            uncertain,
        )
    ranked = sorted((row for row in known if row.won + row.lost >= RANKED_FROM), key=lambda row: -(row.win_rate or 0.0))
    if len(ranked) < 2:
        return said
    best, worst = ranked[0], ranked[-1]
    if (best.low or 0.0) <= (worst.high or 1.0):
        return f"{said} " + words("The kinds do not win differently by more than chance.")
    told = {
        "best": kind_name(best.kind, words),
        "best_rate": share(best.win_rate, words),
        "worst": kind_name(worst.kind, words),
        "worst_rate": share(worst.win_rate, words),
    }
    return f"{said} " + words("Won most often: {best}, {best_rate}; least: {worst}, {worst_rate}.", **told)
