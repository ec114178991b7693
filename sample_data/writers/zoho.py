"""Zoho CRM: deals and their stage history. Zoho Bigin: the small-business deals of the same company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from itertools import zip_longest
from typing import Final

from sample_data import AS_OF, ids
from sample_data.model import NEW_BUSINESS, PROBABILITY, Company, Deal, Owner
from sample_data.vocabulary import SMB
from sample_data.writers.salesforce import last_activities
from sample_data.writers.tables import Row, text_bytes

DEALS: Final = (
    "Record Id", "Deal Owner.id", "Deal Owner", "Amount", "Currency", "Deal Name", "Closing Date", "Account Name.id",
    "Account Name", "Segment", "Stage", "Type", "Probability (%)", "Next Step", "Lead Source", "Created Time",
    "Modified Time", "Contact Name", "Expected Revenue", "Last Activity Time", "Pipeline", "Reason For Loss",
)  # fmt: skip
HISTORY: Final = (
    "Record Id", "Deal Name", "Stage", "Amount", "Probability (%)", "Closing Date", "Stage Duration (Calendar Days)",
    "Modified Time", "Moved To", "Modified By",
)  # fmt: skip
BIGIN: Final = (
    "Deal Id", "Deal Owner.id", "Deal Owner", "Deal Name", "Company Name.id", "Company Name", "Contact Name",
    "Sub-Pipeline", "Amount", "Stage", "Closing Date", "Created Time", "Modified Time", "Last Activity Time",
    "Pipeline.id", "Pipeline",
)  # fmt: skip


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of everything exported from Zoho CRM and Bigin."""
    last = last_activities(company)
    yield "zoho_crm_deals.csv", text_bytes(DEALS, [_row(deal, last.get(deal.number)) for deal in company.deals])
    history = [row for deal in company.deals for row in _history(deal)]
    yield "zoho_crm_stage_history.csv", text_bytes(HISTORY, history)
    small = [deal for deal in company.deals if deal.account.segment == SMB and deal.pipeline == NEW_BUSINESS]
    yield "zoho_bigin_pipelines.csv", text_bytes(BIGIN, [_bigin(deal, last.get(deal.number)) for deal in small])


def _record(kind: int, number: int) -> str:
    return f"zcrm_{5_805_028_000_000_100_000 + kind * 10_000_000 + number}"


def _seconds(instant: datetime | None) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S") if instant else ""


def _owner(owner: Owner) -> tuple[str, str]:
    return _record(1, owner.number), owner.name.en


def _row(deal: Deal, active: datetime | None) -> Row:
    now = deal.now
    weighted = None if now.amount is None else round(now.amount * PROBABILITY[now.stage] / 100, 2)
    return (
        ids.zoho(deal.number), *_owner(deal.owner), now.amount, deal.currency, deal.name.en, now.close_date,
        _record(2, deal.account.number), deal.account.name.en, deal.account.segment.en, now.stage, deal.deal_type.en,
        PROBABILITY[now.stage], deal.next_step.en if deal.next_step else "", deal.source.en, _seconds(deal.created),
        _seconds(now.at), deal.contact.en, weighted, _seconds(active), deal.pipeline,
        deal.reason.en if deal.reason else "",
    )  # fmt: skip


def _history(deal: Deal) -> Iterator[Row]:
    until = datetime.combine(AS_OF, time(23, 59))
    for move, then in zip_longest(deal.moves, deal.moves[1:]):
        yield (
            ids.zoho(deal.number), deal.name.en, move.stage, move.amount, PROBABILITY[move.stage], move.close_date,
            ((then.at if then else until) - move.at).days, _seconds(move.at), then.stage if then else "",
            move.by.name.en,
        )  # fmt: skip


def _bigin(deal: Deal, active: datetime | None) -> Row:
    now = deal.now
    return (
        ids.bigin(deal.number), *_owner(deal.owner), deal.name.en, _record(2, deal.account.number),
        deal.account.name.en, deal.contact.en, "New business Standard", now.amount, now.stage, now.close_date,
        _seconds(deal.created), _seconds(now.at), _seconds(active), _record(3, 1), "New business",
    )  # fmt: skip
