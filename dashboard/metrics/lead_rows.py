"""Rows of the answers about leads and what finding customers costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class LeadConversion:
    """Leads of one source, owner or campaign (definitions §10).

    `conversion` = converted ÷ leads with its Wilson 95 % interval; `settled_conversion` = converted ÷ (converted +
    disqualified). `answered_in_a_day`: share of the leads that are a day old or older. Medians over those answered or
    converted. `linked`: deals known; `won`: of these.
    """

    value: str
    leads: int
    converted: int
    disqualified: int
    open: int
    conversion: float | None
    low: float | None
    high: float | None
    settled_conversion: float | None
    answered: int
    answered_in_a_day: float | None
    response_hours: float | None
    converted_days: float | None
    linked: int
    won: int


@dataclass(frozen=True)
class ChannelCost:
    """One source (definitions §10), in the reporting currency; None where nothing was spent or nothing is to divide by.

    `acquisition_cost` = spend ÷ customers won for the first time. `payback_months`: months until a customer's first
    deal has paid it, the amount taken as one year's. `lifetime_value`: all deals won from a customer on average, only
    where customers of the source bought again.
    """

    source: str
    spend: float | None
    leads: int
    deals: int
    customers: int
    cost_per_lead: float | None
    cost_per_deal: float | None
    acquisition_cost: float | None
    first_deal_value: float | None
    payback_months: float | None
    came_back: int
    lifetime_value: float | None


@dataclass(frozen=True)
class Lead:
    """One lead as it was at the as-of. `outcome`: converted, open or disqualified; `status` as the file writes it.

    `deal`: the name of the deal it became, '' where none is known within the filter. The place in the file it was read
    from closes the row.
    """

    name: str
    account: str
    title: str
    source: str
    campaign: str
    owner: str
    status: str
    outcome: str
    created: date | None
    answered: date | None
    converted: date | None
    deal: str
    lead_id: str | None
    file_name: str | None
    file_sheet: str | None
    file_row: int | None
