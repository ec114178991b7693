"""Files that no CRM wrote: folk's list, an English tracker in Excel, and an event log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from sample_data import ids
from sample_data.model import NEW_BUSINESS, Company, Deal
from sample_data.writers.tables import Grid, Row, text_bytes, workbook_bytes

FOLK: Final = (
    "Name", "Companies", "Assignee", "Status", "Deal value", "Currency", "Close date", "Created at", "Source", "Groups",
)  # fmt: skip
TRACKER: Final = (
    "Deal", "Customer", "Sales Rep", "Region", "Stage", "Deal Value", "Currency", "Created", "Expected Close",
    "Closed On", "Outcome", "Lost Reason", "Source",
)  # fmt: skip
EVENTS: Final = ("case", "activity", "timestamp", "resource")
FOLK_FROM: Final = date(2026, 1, 1)
"""The folk group holds the deals created since."""


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes); all three hold the new business only."""
    deals = [deal for deal in company.deals if deal.pipeline == NEW_BUSINESS]
    group = [_folk(deal) for deal in deals if deal.created.date() >= FOLK_FROM]
    yield "folk_deals.csv", text_bytes(FOLK, group, line_end="\n")
    rows = tuple(_tracked(deal) for deal in deals)
    yield "sales_tracker.xlsx", workbook_bytes(Grid("Pipeline", (TRACKER, *rows), widths=(40, 30, 16)))
    events = [
        (ids.pipedrive(deal.number), move.stage, move.at.strftime("%Y-%m-%dT%H:%M:%S"), move.by.name.en)
        for deal in deals
        for move in deal.moves
    ]
    yield "event_log.csv", text_bytes(EVENTS, events, line_end="\n")


def _folk(deal: Deal) -> Row:
    now = deal.now
    return (
        deal.name.en, deal.account.name.en, deal.owner.name.en, now.stage, now.amount, deal.currency, now.close_date,
        deal.created.date(), deal.source.en, f"Deals, {deal.account.segment.en}",
    )  # fmt: skip


def _tracked(deal: Deal) -> Row:
    now = deal.now
    outcome = {"open": None, "won": "Won", "lost": "Lost", "void": "Cancelled"}[deal.outcome]
    return (
        deal.name.en, deal.account.name.en, deal.owner.name.en, deal.account.region.en, deal.last_open_stage,
        now.amount, deal.currency, deal.created.date(), now.close_date if deal.closed is None else None,
        deal.closed.date() if deal.closed else None, outcome, deal.reason.en if deal.reason else None, deal.source.en,
    )  # fmt: skip
