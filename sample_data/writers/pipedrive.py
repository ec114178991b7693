"""Pipedrive: deals as CSV and XLSX, a snapshot of the list each week of the last quarter, and activities.

No stage history in these files; a closed deal keeps the stage it was closed from, and its status tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from sample_data import AS_OF, ids
from sample_data.model import Activity, Company, Deal
from sample_data.writers.tables import Grid, Row, text_bytes, workbook_bytes

DEALS: Final = (
    "Deal - ID", "Deal - Title", "Deal - Organization", "Deal - Contact person", "Deal - Owner", "Deal - Pipeline",
    "Deal - Stage", "Deal - Status", "Deal - Value", "Deal - Currency of Value", "Deal - Deal created",
    "Deal - Update time", "Deal - Last stage change", "Deal - Expected close date", "Deal - Won time",
    "Deal - Lost time", "Deal - Deal closed on", "Deal - Lost reason", "Deal - Label", "Deal - Source channel",
    "Deal - Product name",
)  # fmt: skip
WEEKLY: Final = (
    "Deal - ID", "Deal - Title", "Deal - Organization", "Deal - Owner", "Deal - Pipeline", "Deal - Stage",
    "Deal - Status", "Deal - Value", "Deal - Currency of Value", "Deal - Deal created", "Deal - Expected close date",
    "Deal - Deal closed on",
)  # fmt: skip
ACTIVITIES: Final = (
    "Activity - Pipedrive System ID", "Activity - Type", "Activity - Subject", "Activity - Deal", "Activity - Deal ID",
    "Activity - Organization", "Activity - Contact person", "Activity - Assigned to user", "Activity - Due date",
    "Activity - Due time", "Activity - Done", "Activity - Marked as done time",
)  # fmt: skip
STATUS: Final = {"open": "Open", "won": "Won", "lost": "Lost", "void": "Deleted"}
SNAPSHOTS: Final = 13
"""Sundays up to the as-of day."""
KEPT_DAYS: Final = 120
"""A snapshot lists open deals and those closed in so many days before it."""


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of everything exported from Pipedrive."""
    now = datetime.combine(AS_OF, time(23, 59))
    rows = [_row(deal) for deal in company.deals]
    yield "pipedrive_deals.csv", text_bytes(DEALS, rows)
    yield "pipedrive_deals.xlsx", workbook_bytes(Grid("Deals", (DEALS, *rows), widths=(10, 40, 30)))
    for week in reversed(range(SNAPSHOTS)):
        taken = now - timedelta(weeks=week)
        columns = [DEALS.index(header) for header in WEEKLY]
        listed = [_row(deal) for deal in known_at(company, taken) if _listed(deal, taken)]
        rows = [tuple(row[column] for column in columns) for row in listed]
        yield f"pipedrive_deals_{taken.date().isoformat()}.csv", text_bytes(WEEKLY, rows)
    since = now - timedelta(days=KEPT_DAYS)
    done = [_activity(activity) for activity in company.activities if activity.due > since]
    yield "pipedrive_activities.csv", text_bytes(ACTIVITIES, done)


def known_at(company: Company, instant: datetime) -> Iterator[Deal]:
    """The deals as they were at an instant, without what came after it."""
    for deal in company.deals:
        saves = tuple(save for save in deal.saves if save.at <= instant)
        if not saves:
            continue
        owners = tuple((since, owner) for since, owner in deal.owners if since <= instant)
        then = replace(deal, saves=saves, owners=owners)
        yield then if then.outcome == deal.outcome else replace(then, reason=None, competitor=None)


def _listed(deal: Deal, taken: datetime) -> bool:
    return deal.closed is None or deal.closed >= taken - timedelta(days=KEPT_DAYS)


def _row(deal: Deal) -> Row:
    now, closed = deal.now, deal.closed
    return (
        ids.pipedrive(deal.number), deal.name.en, deal.account.name.en, deal.contact.en, deal.owner.name.en,
        deal.pipeline, deal.last_open_stage, STATUS[deal.outcome], now.amount, deal.currency, deal.created, now.at,
        deal.moves[-1].at, now.close_date, closed if deal.outcome == "won" else None,
        closed if deal.outcome == "lost" else None, closed, deal.reason.en if deal.reason else None,
        deal.account.segment.en, deal.source.en, deal.product.en,
    )  # fmt: skip


def _activity(activity: Activity) -> Row:
    deal = activity.deal
    return (
        str(activity.number), activity.kind.en, activity.subject.en, deal.name.en, ids.pipedrive(deal.number),
        deal.account.name.en, deal.contact.en, activity.owner.name.en, activity.due.date(),
        activity.due.strftime("%H:%M"), "Done" if activity.done else "To do", activity.done,
    )  # fmt: skip
