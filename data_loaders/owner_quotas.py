"""Quotas that stand beside the names of the owners: one number a month, quarter or year."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import duckdb

from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.statements import run

_MONTHS: Final = {"quota_monthly": 1, "quota_quarterly": 3, "quota_yearly": 12}


def read_owner_quotas(scratch: duckdb.DuckDBPyConnection, mapped: Mapped, *, ledger: Ledger, now: datetime) -> None:
    """A target for every month (quarter, year) of the calendar year of `now`, since the sheet names none.

    Reads `found_owners`. Of several columns the shortest period is taken: the others say the same in sum.
    """
    field = next((name for name in _MONTHS if mapped.has(name)), None)
    if field is None:
        return
    before = int(scratch.table("targets").count("*").fetchall()[0][0])
    run(scratch, "owner_quotas", first=date(now.year, 1, 1), months=_MONTHS[field])
    added = int(scratch.table("targets").count("*").fetchall()[0][0]) - before
    ledger.found("quota_year_assumed", added, year=str(now.year))
