"""Why the win rate changed between two periods (definitions §4): better inside segments, or another mix of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dashboard.estimates import newcombe
from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, checked_dimension, share, sql_path, values_of
from dashboard.metrics.outlook_rows import RateMix
from dashboard.periods import Period, add_months, day_number, quarter_of
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "RateMix", "ask"]

NAME: Final = "win_rate_change"
NOTHING_CLOSED: Final = mark("No deal closed in one of the two periods, so there is no change to explain.")
NEEDS_CLOSED: Final = (mark("an export that reaches further back, with deals won or lost in both periods"),)


Counts = tuple[int, int]
"""Won, and won or lost."""


def ask(scope: Scope, by: str = "owner") -> Answer[RateMix]:
    """One row a value, the largest part first, of the period against the one of the same length before it.

    Without a closed period: the last full quarter up to the as-of against the quarter before.
    """
    checked_dimension(NAME, by)
    asked = answer(scope, NAME, "win_rate_change", by=by)
    first, middle, before = days_of(scope)
    days = {"then_day": day_number(first), "from_day": day_number(middle), "before_day": day_number(before)}
    counts: dict[int, dict[bool, list[int]]] = defaultdict(lambda: {False: [0, 0], True: [0, 0]})
    for code, is_later, kind, deals in scope.broken_down(by).rows(sql_path("win_rate_change"), **days):
        counts[code][is_later][0] += deals if kind == 1 else 0
        counts[code][is_later][1] += deals
    names = values_of(scope, by)
    found = {
        names.get(code, ""): ((then[0], then[1]), (now[0], now[1]))
        for code, places in counts.items()
        for then, now in [(places[False], places[True])]
    }
    asked = replace(asked, period=Period(middle, before), parameters={**asked.parameters, **days})
    rows = parts(found)
    if not rows:
        return replace(asked, unavailable=Unavailable(NOTHING_CLOSED, NEEDS_CLOSED))
    return replace(asked, n=sum(row.closed + row.closed_before for row in rows), rows=rows)


def days_of(scope: Scope) -> tuple[date, date, date]:
    """First day of the earlier period, first day of the later one, and the day after its last."""
    chosen = scope.filter.period
    if chosen.first is not None and chosen.before is not None:
        return chosen.first - (chosen.before - chosen.first), chosen.first, chosen.before
    tomorrow = scope.as_of.date() + timedelta(days=1)
    this_quarter = quarter_of(tomorrow, scope.fiscal_month).first or tomorrow
    return add_months(this_quarter, -6), add_months(this_quarter, -3), this_quarter


def parts(counts: dict[str, tuple[Counts, Counts]]) -> tuple[RateMix, ...]:
    """The rows of values with their (won, closed) in both periods; none when a period closed nothing.

    Midpoint weights (Marshall–Edgeworth): Δ(Σ w r) = Σ w̄ Δr + Σ r̄ Δw. Of the mix part each value's mean rate counts
    from the mean rate of the total, which changes no sum since ΣΔw = 0.
    """
    totals = [[sum(pair[place][at] for pair in counts.values()) for at in (0, 1)] for place in (0, 1)]
    if not all(closed for _, closed in totals):
        return ()
    middle = sum(won / closed for won, closed in totals) / 2
    rows = [_row(value, pair, (totals[0][1], totals[1][1]), middle) for value, pair in counts.items()]
    return tuple(sorted(rows, key=lambda row: (-abs(row.rate_part + row.mix_part), row.value)))


def _row(value: str, pair: tuple[Counts, Counts], totals: tuple[int, int], middle: float) -> RateMix:
    (won_before, closed_before), (won, closed) = pair
    before, after = share(won_before, closed_before), share(won, closed)
    weight_before, weight = closed_before / totals[0], closed / totals[1]
    known_before = before if before is not None else after or 0.0
    known_after = after if after is not None else known_before
    low, high = newcombe(won, closed, won_before, closed_before)
    return RateMix(
        value=value,
        closed_before=closed_before,
        closed=closed,
        win_rate_before=before,
        win_rate=after,
        share_before=weight_before,
        share=weight,
        rate_part=(weight_before + weight) / 2 * (known_after - known_before),
        mix_part=((known_before + known_after) / 2 - middle) * (weight - weight_before),
        low=low,
        high=high,
    )
