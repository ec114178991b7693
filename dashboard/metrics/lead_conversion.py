"""Leads: what became of them and how soon they were answered (definitions §10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import CHOOSE, NO_DIMENSION, answer, share, sql_path, too_narrow
from dashboard.metrics.lead_rows import LeadConversion
from dashboard.warehouse.scope import Scope

NAME: Final = "lead_conversion"
DIMENSIONS_OF_LEADS: Final = ("source", "owner", "campaign")
FILTERS_OF_LEADS: Final = frozenset({"source", "owner", "team"})
NO_LEADS: Final = mark("No list of leads is loaded.")
NEEDS_LEADS: Final = (mark("a list of leads (of Salesforce, HubSpot, Zoho, Marketo, or a Chinese lead form)"),)
NOT_OF_LEADS: Final = mark("Leads can be narrowed by source, owner and team only.")
BACKWARDS: Final = mark("leads answered or converted before they came in: not in the medians")
UNDATED: Final = mark("leads without a day of creation: in no period")


def ask(scope: Scope, by: str = "source") -> Answer[LeadConversion]:
    """One row a source (owner, campaign), most leads first, of the leads that came in during the period."""
    if by not in DIMENSIONS_OF_LEADS:
        known = ", ".join(DIMENSIONS_OF_LEADS)
        raise DashboardError(NO_DIMENSION, CHOOSE, exit_code=USAGE, metric=NAME, by=by, known=known)
    asked = answer(scope, NAME, "lead_conversion", by=by)
    refused = too_narrow(asked, scope, FILTERS_OF_LEADS, NOT_OF_LEADS)
    if refused is not None:
        return refused
    found = scope.rows(sql_path("lead_conversion"), by=by, as_of_min=scope.as_of_min)
    ((undated,),) = scope.rows(sql_path("leads_undated"))
    if not found and not undated:
        return replace(asked, unavailable=Unavailable(NO_LEADS, NEEDS_LEADS))
    dated = scope.filter.period.first is not None or scope.filter.period.before is not None
    excluded = {BACKWARDS: sum(row[-1] for row in found), UNDATED: undated if dated else 0}
    return replace(
        asked,
        n=sum(row[1] for row in found),
        rows=tuple(map(_row, found)),
        excluded={reason: count for reason, count in excluded.items() if count},
        parameters={**asked.parameters, "by": by, "as_of_min": scope.as_of_min},
    )


def _row(found: tuple[Any, ...]) -> LeadConversion:
    value, leads, converted, disqualified, answered, a_day_old, in_a_day, hours, days, linked, won, _ = found
    low, high = wilson(converted, leads)
    return LeadConversion(
        value=value,
        leads=leads,
        converted=converted,
        disqualified=disqualified,
        open=leads - converted - disqualified,
        conversion=share(converted, leads),
        low=low,
        high=high,
        settled_conversion=share(converted, converted + disqualified),
        answered=answered,
        answered_in_a_day=share(in_a_day, a_day_old),
        response_hours=hours,
        converted_days=days,
        linked=linked,
        won=won,
    )
