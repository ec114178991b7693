"""Leads and costs counted by plain arithmetic, one lead, one month and one deal at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from dashboard.periods import Period
from tests.pipeline_around import ToldLead, ToldSpend


@dataclass(frozen=True)
class Counted:
    """Leads of one source as of an instant."""

    leads: int
    converted: int
    disqualified: int
    answered: int
    a_day_old: int
    in_a_day: int
    response_hours: float | None


def counted(leads: Sequence[ToldLead], source: str, period: Period, as_of: datetime) -> Counted:
    """The leads of a source that came in during the period, as they were at the as-of."""
    mine = [lead for lead in leads if (lead.source or "") == source and _came(lead, period, as_of)]
    replies = [
        (lead.first_response_at - lead.created_at).total_seconds() / 3600
        for lead in mine
        if lead.first_response_at and lead.created_at and lead.first_response_at <= as_of
    ]
    old = [lead for lead in mine if lead.created_at and lead.created_at + timedelta(days=1) <= as_of]
    quick = [
        lead
        for lead in old
        if lead.first_response_at
        and lead.created_at
        and lead.first_response_at <= as_of
        and lead.first_response_at - lead.created_at <= timedelta(days=1)
    ]
    forward = [hours for hours in replies if hours >= 0]
    return Counted(
        leads=len(mine),
        converted=sum(_outcome(lead, as_of) == "converted" for lead in mine),
        disqualified=sum(_outcome(lead, as_of) == "disqualified" for lead in mine),
        answered=len(replies),
        a_day_old=len(old),
        in_a_day=len(quick),
        response_hours=median(forward) if forward else None,
    )


def _came(lead: ToldLead, period: Period, as_of: datetime) -> bool:
    if lead.created_at is None:
        return period.first is None and period.before is None
    day = lead.created_at.date()
    begun = period.first is None or day >= period.first
    return lead.created_at <= as_of and begun and (period.before is None or day < period.before)


def _outcome(lead: ToldLead, as_of: datetime) -> str:
    if lead.converted_at is not None and lead.converted_at > as_of:
        return "open"
    return lead.outcome


def spent(spend: Sequence[ToldSpend], source: str, first: date, before: date) -> float | None:
    """Money of a source from a day up to another: every day of a month costs the same. None where no row is its own."""
    mine = [one for one in spend if one.source == source]
    if not mine:
        return None
    total = 0.0
    for one in mine:
        days = (one.period_end - one.period_start).days
        inside = sum(first <= one.period_start + timedelta(days=day) < before for day in range(days))
        total += one.amount * inside / days
    return total
