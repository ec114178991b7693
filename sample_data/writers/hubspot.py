"""HubSpot: deals under labels, deals under internal names, and the history of the property `dealstage`.

A date-entered column keeps the last entry of a stage only, as HubSpot does. Files begin with a byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sample_data import AS_OF, ids
from sample_data.model import LOST, NEW_BUSINESS, PROBABILITY, RENEWALS, STAGES, VOID, WON, Company, Deal
from sample_data.writers.salesforce import last_activities
from sample_data.writers.tables import Cell, Row, plain, text_bytes

COLUMNS: Final = tuple((pipeline, stage) for pipeline, stages in STAGES.items() for stage in (*stages, WON, LOST, VOID))
"""(pipeline, stage) of every date-entered column."""

LABELS: Final = (
    "Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Currency", "Amount in company currency",
    "Deal probability", "Create Date", "Close Date", "Deal owner", "HubSpot Team", "Associated Company", "Segment",
    "Deal Type", "Original Traffic Source", "Next step", "Last Activity Date", "Closed Lost Reason", "Is Closed Won",
    "Is closed lost",
)  # fmt: skip
INTERNAL: Final = (
    "hs_object_id", "dealname", "pipeline", "dealstage", "amount", "deal_currency_code", "hs_deal_stage_probability",
    "createdate", "closedate", "hubspot_owner_id", "dealtype", "closed_lost_reason", "hs_is_closed_won", "hs_is_closed",
)  # fmt: skip
PIPELINE_IDS: Final = {NEW_BUSINESS: "default", RENEWALS: "75234411"}
STAGE_IDS: Final = {
    (NEW_BUSINESS, "Lead"): "appointmentscheduled",
    (NEW_BUSINESS, "Qualification"): "qualifiedtobuy",
    (NEW_BUSINESS, "Discovery"): "presentationscheduled",
    (NEW_BUSINESS, "Proposal"): "decisionmakerboughtin",
    (NEW_BUSINESS, "Negotiation"): "contractsent",
    (NEW_BUSINESS, WON): "closedwon",
    (NEW_BUSINESS, LOST): "closedlost",
    (NEW_BUSINESS, VOID): "109821145",
    (RENEWALS, "Upcoming"): "146320071",
    (RENEWALS, "Contacted"): "146320072",
    (RENEWALS, "Renewal Quote"): "146320073",
    (RENEWALS, WON): "146320074",
    (RENEWALS, LOST): "146320075",
    (RENEWALS, VOID): "146320076",
}
"""Internal ids: those of the default pipeline keep the names HubSpot gave them, whatever their labels are now."""


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of everything exported from HubSpot."""
    last = last_activities(company)
    labels = (*LABELS, *(f'Date entered "{stage} ({pipeline})"' for pipeline, stage in COLUMNS))
    rows = [(*_label_row(company, deal, last.get(deal.number)), *_entered(deal)) for deal in company.deals]
    yield "hubspot_deals.csv", text_bytes(labels, rows, encoding="utf-8-sig", line_end="\n")
    names = (*INTERNAL, *(f"hs_v2_date_entered_{STAGE_IDS[column]}" for column in COLUMNS))
    inside = [(*_internal_row(deal), *_entered(deal)) for deal in company.deals]
    yield "hubspot_deals_internal.csv", text_bytes(names, inside, encoding="utf-8-sig", line_end="\n")
    history = ("Record ID", "Property", "Value", "Timestamp", "Source type", "Updated by")
    yield "hubspot_property_history.csv", text_bytes(history, _history(company), encoding="utf-8-sig", line_end="\n")


def _entered(deal: Deal) -> tuple[Cell, ...]:
    at: dict[str, datetime] = {move.stage: move.at for move in deal.moves}
    return tuple(at.get(stage) if pipeline == deal.pipeline else None for pipeline, stage in COLUMNS)


def _label_row(company: Company, deal: Deal, active: datetime | None) -> Row:
    now = deal.now
    day = min(deal.closed.date() if deal.closed else AS_OF, AS_OF)
    base = None if now.amount is None else round(company.in_base(now.amount, deal.currency, day), 2)
    return (
        ids.hubspot(deal.number), deal.name.en, deal.pipeline, now.stage, now.amount, deal.currency, base,
        _share(now.stage), deal.created,
        deal.closed or datetime(now.close_date.year, now.close_date.month, now.close_date.day), deal.owner.name.en,
        deal.owner.team.en, deal.account.name.en, deal.account.segment.en, deal.deal_type.en, deal.source.en,
        deal.next_step.en if deal.next_step else "", active, deal.reason.en if deal.reason else "",
        _flag(yes=deal.outcome == "won"), _flag(yes=deal.outcome == "lost"),
    )  # fmt: skip


def _internal_row(deal: Deal) -> Row:
    now = deal.now
    closes = deal.closed or datetime(now.close_date.year, now.close_date.month, now.close_date.day)
    return (
        ids.hubspot(deal.number), deal.name.en, PIPELINE_IDS[deal.pipeline], STAGE_IDS[deal.pipeline, now.stage],
        now.amount, deal.currency, _share(now.stage), deal.created, closes, str(41_200_000 + deal.owner.number),
        "existingbusiness" if deal.deal_type.en != "New Business" else "newbusiness",
        deal.reason.en if deal.reason else "", _flag(yes=deal.outcome == "won"), _flag(yes=deal.outcome != "open"),
    )  # fmt: skip


def _history(company: Company) -> Iterator[Row]:
    for deal in company.deals:
        for move in reversed(deal.moves):
            yield (
                ids.hubspot(deal.number), "dealstage", STAGE_IDS[deal.pipeline, move.stage],
                move.at.strftime("%Y-%m-%d %H:%M:%S"), "CRM_UI", move.by.name.en,
            )  # fmt: skip


def _share(stage: str) -> str:
    return plain(PROBABILITY[stage] / 100)


def _flag(*, yes: bool) -> str:
    return "true" if yes else "false"
