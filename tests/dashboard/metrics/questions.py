"""What the tests of one metric have in common: a scope over told pipelines."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.filters import DealFilter
from dashboard.periods import Period, end_of_day
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of


def scope(warehouse: Warehouse, day: date, period: Period | None = None, **chosen: Any) -> Scope:
    """The scope at the end of a day."""
    return scope_of(warehouse, DealFilter(period=period or Period(), as_of=end_of_day(day), **chosen))
