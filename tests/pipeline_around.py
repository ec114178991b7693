"""Leads, activities and money spent of a test, stored as canonical tables."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.warehouse.imports import store_tables
from tests.pipeline_files import Rows, _report
from tests.table_files import write_rows

if TYPE_CHECKING:
    from dashboard.warehouse.connection import Warehouse


@dataclass(frozen=True)
class ToldLead:
    """A lead as a list states it."""

    lead_id: str
    source: str | None = None
    owner_name: str | None = None
    outcome: str = "open"
    created_at: datetime | None = None
    first_response_at: datetime | None = None
    converted_at: datetime | None = None
    deal_id: str | None = None


@dataclass(frozen=True)
class ToldSpend:
    """Money spent from `period_start` up to, not including, `period_end`."""

    source: str
    period_start: date
    period_end: date
    amount: float
    currency: str | None = None


@dataclass(frozen=True)
class ToldActivity:
    """A call, mail or meeting; `done_at` None: only planned."""

    deal_id: str
    done_at: datetime | None = None
    due_at: datetime | None = None
    type: str | None = "call"
    activity_id: str | None = None
    subject: str | None = None
    owner_name: str | None = None
    sheet: str = ""


def store_around(
    warehouse: Warehouse,
    folder: Path,
    *,
    leads: tuple[ToldLead, ...] = (),
    spend: tuple[ToldSpend, ...] = (),
    activities: tuple[ToldActivity, ...] = (),
) -> int:
    """Store leads, money and activities as one import; its number."""
    tables: dict[str, Rows] = {
        "activities": [{"sheet": "", "row": row, **asdict(one)} for row, one in enumerate(activities, start=2)],
        "leads": [{"sheet": "", "row": row, **asdict(one)} for row, one in enumerate(leads, start=2)],
        "spend": [{"sheet": "", "row": row, **asdict(one)} for row, one in enumerate(spend, start=2)],
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        if rows:
            write_rows(rows, folder, name)
    digest = hashlib.sha256(f"{folder} {tables!r}".encode()).hexdigest()
    report = _report({"deals": [], **tables}, digest, datetime(2026, 1, 1), "around")
    report.write(folder / "report.json")
    return store_tables(warehouse, folder, report).import_id
