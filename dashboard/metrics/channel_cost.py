"""What finding customers costs, by source (definitions §10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, share, sql_path, too_narrow
from dashboard.metrics.lead_rows import ChannelCost
from dashboard.periods import EPOCH, MINUTES_A_DAY, Period, day_number
from dashboard.warehouse.scope import Scope

NAME: Final = "channel_cost"
FILTERS_OF_SPEND: Final = frozenset({"source"})
NO_SPEND: Final = mark("No table of money spent lies in this period.")
NEEDS_SPEND: Final = (mark("money spent by source and month (Channel, Month, Cost)"),)
NOT_OF_SPEND: Final = mark("Money spent can be narrowed by source only.")
NO_RATE: Final = mark("amounts spent without an exchange rate: in no cost")
MONTHS_A_YEAR: Final = 12


def ask(scope: Scope) -> Answer[ChannelCost]:
    """One row a source, most money first; of the days of the period that the table of money covers.

    Leads, deals and customers are those of the same days, so that nothing is set against money that is not known.
    """
    asked = answer(scope, NAME, "channel_cost")
    refused = too_narrow(asked, scope, FILTERS_OF_SPEND, NOT_OF_SPEND)
    if refused is not None:
        return refused
    days, without_rate = _days(scope)
    if days is None:
        return replace(asked, unavailable=Unavailable(NO_SPEND, NEEDS_SPEND))
    first_day, before_day = days
    found = scope.rows(sql_path("channel_cost"), first_day=first_day, before_day=before_day, with_deals=False)
    rows = tuple(_row(*row) for *row, _ in found)
    return replace(
        asked,
        period=Period(EPOCH + timedelta(days=first_day), EPOCH + timedelta(days=before_day)),
        n=sum(row.deals for row in rows),
        rows=rows,
        excluded={NO_RATE: without_rate} if without_rate else {},
        parameters={**asked.parameters, "first_day": first_day, "before_day": before_day},
    )


def behind(scope: Scope, source: str) -> list[int]:
    """The deals by which customers of the source were won for the first time."""
    days, _ = _days(scope)
    if days is None:
        return []
    found = scope.rows(sql_path("channel_cost"), first_day=days[0], before_day=days[1], with_deals=True)
    return [number for name, *_, numbers in found if name == source for number in numbers or ()]


def _days(scope: Scope) -> tuple[tuple[int, int] | None, int]:
    """First day and the day after the last: of the period, covered by money, up to the as-of; None for no such day.

    Beside it the amounts without an exchange rate.
    """
    ((covered_first, covered_before, without_rate),) = scope.rows(sql_path("spend_days"))
    if covered_first is None or covered_before is None:
        return None, without_rate
    period = scope.filter.period
    first = covered_first if period.first is None else max(covered_first, day_number(period.first))
    before = covered_before if period.before is None else min(covered_before, day_number(period.before))
    before = min(before, scope.as_of_min // MINUTES_A_DAY + 1)
    return ((first, before) if first < before else None), without_rate


def _row(
    source: str,
    spend: float | None,
    leads: int,
    deals: int,
    customers: int,
    first_value: float | None,
    came_back: int,
    lifetime_value: float | None,
) -> ChannelCost:
    cost = None if spend is None else share(spend, customers)
    return ChannelCost(
        source=source,
        spend=spend,
        leads=leads,
        deals=deals,
        customers=customers,
        cost_per_lead=None if spend is None else share(spend, leads),
        cost_per_deal=None if spend is None else share(spend, deals),
        acquisition_cost=cost,
        first_deal_value=first_value,
        payback_months=MONTHS_A_YEAR * cost / first_value if cost is not None and first_value else None,
        came_back=came_back,
        lifetime_value=lifetime_value if came_back else None,
    )
