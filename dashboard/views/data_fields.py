"""The fields a column can be taken for, under the names a reader gives them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.language import Words, mark
from data_loaders.problems import SENTENCES, say
from data_loaders.report import Said

LABELS: Final = {
    "account_id": mark("Customer ID"),
    "account_name": mark("Customer"),
    "active": mark("Still with the company"),
    "activity_id": mark("Activity ID"),
    "amount": mark("Amount"),
    "amount_base": mark("Amount in the company currency"),
    "at": mark("Moment"),
    "base": mark("Base currency"),
    "campaign": mark("Campaign"),
    "changed_by": mark("Changed by"),
    "channel": mark("Channel"),
    "clicks": mark("Clicks"),
    "close_date": mark("Close date (expected or actual)"),
    "closed_at": mark("Closed on"),
    "competitor": mark("Competitor"),
    "contact_name": mark("Contact"),
    "conversions": mark("Conversions"),
    "converted_at": mark("Converted on"),
    "country": mark("Country"),
    "created_at": mark("Created on"),
    "currency": mark("Currency"),
    "customer_type": mark("New or existing customer"),
    "day": mark("Day"),
    "deal_id": mark("Deal ID"),
    "deal_name": mark("Deal name"),
    "deal_type": mark("Kind of deal"),
    "discount": mark("Discount"),
    "done": mark("Done or not"),
    "done_at": mark("Done on"),
    "due_at": mark("Planned for"),
    "email": mark("E-mail"),
    "employees": mark("Head count"),
    "engaged_sessions": mark("Engaged visits"),
    "expected_close": mark("Expected close"),
    "family": mark("Product family"),
    "field_name": mark("Which field changed"),
    "first_name": mark("First name"),
    "first_response_at": mark("First answered on"),
    "forecast_category": mark("Forecast category"),
    "from_stage": mark("Stage before"),
    "impressions": mark("Times shown"),
    "industry": mark("Industry"),
    "is_closed": mark("Closed or not"),
    "is_deleted": mark("Deleted or not"),
    "is_active": mark("Active or put away"),
    "is_converted": mark("Converted or not"),
    "is_lost": mark("Lost or not"),
    "is_won": mark("Won or not"),
    "last_activity_at": mark("Last activity"),
    "last_name": mark("Last name"),
    "lead_id": mark("Lead ID"),
    "lead_name": mark("Lead"),
    "level": mark("Company, team or owner"),
    "list_price": mark("List price"),
    "lost_at": mark("Lost on (date)"),
    "lost_reason": mark("Reason for the loss"),
    "manager": mark("Manager"),
    "measure": mark("Bookings, cash or count"),
    "medium": mark("Medium"),
    "modified_at": mark("Last changed on"),
    "moved_to": mark("Moved to"),
    "new_value": mark("Value after"),
    "next_activity_at": mark("Next activity"),
    "next_step": mark("Next step"),
    "old_value": mark("Value before"),
    "outcome": mark("Outcome"),
    "owner_id": mark("Owner ID"),
    "owner_name": mark("Owner"),
    "parent": mark("Parent company"),
    "period": mark("Period"),
    "period_end": mark("Last day of the period"),
    "period_start": mark("First day of the period"),
    "pipeline": mark("Pipeline"),
    "position": mark("Position of the stage"),
    "probability": mark("Probability"),
    "product": mark("Product"),
    "product_id": mark("Product ID"),
    "product_name": mark("Product name"),
    "quantity": mark("Quantity"),
    "quota_monthly": mark("Quota a month"),
    "quota_quarterly": mark("Quota a quarter"),
    "quota_yearly": mark("Quota a year"),
    "rate": mark("Exchange rate"),
    "region": mark("Region"),
    "revenue": mark("Yearly revenue"),
    "score": mark("Score"),
    "segment": mark("Segment"),
    "sessions": mark("Visits"),
    "snapshot_at": mark("Day of the copy"),
    "source": mark("Source"),
    "source_medium": mark("Source and medium"),
    "stage": mark("Stage"),
    "stage_entered_at": mark("In the stage since"),
    "stage_position": mark("Number of the stage"),
    "status": mark("Status (open, won, lost)"),
    "sub_pipeline": mark("Sub-pipeline"),
    "subject": mark("Subject"),
    "team": mark("Team"),
    "title": mark("Job title"),
    "to_stage": mark("Stage entered"),
    "type": mark("Kind of activity"),
    "unit_price": mark("Unit price"),
    "users": mark("Users"),
    "week": mark("Week"),
    "won_amount": mark("Amount won"),
    "won_at": mark("Won on (date)"),
    "year": mark("Year"),
}


def label(field: str, words: Words) -> str:
    """A field in the reader's words; a field without a name of its own as it is called in the files of this program."""
    return words(LABELS[field]) if field in LABELS else field.replace("_", " ")


def told(said: Said, words: Words) -> str:
    """A sentence of the report with its remedy; fields and systems in it in the reader's words."""
    return say(_named(said, words), words)


def parts(said: Said, words: Words) -> tuple[str, str]:
    """What happened, and what to do about it ('' where there is nothing to do)."""
    named = _named(said, words)
    remedy = SENTENCES[said.code].remedy
    if not remedy:
        return say(named, words), ""
    shown = words(remedy, **named.values)
    return say(named, words).removesuffix(shown).rstrip(), shown


def _named(said: Said, words: Words) -> Said:
    values = dict(said.values)
    if "field" in values:
        values["field"] = label(str(values["field"]), words)
    if "system" in values:
        values["system"] = words(str(values["system"]))
    return replace(said, values=values)
