"""Amounts in the reporting currency: a missing rate is no value, never 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from tests.pipeline_builder import Deal

Rates = Mapping[str, float]


def value(deal: Deal, at: datetime, rates: Rates) -> float | None:
    """Its amount at `at`; a deal that names no currency is in the reporting one (`rates['']` is 1)."""
    amount, rate = deal.amount_at(at), rates.get(str(deal.fields.get("currency") or ""))
    return None if amount is None or rate is None else amount * rate


def total(values: Iterable[float | None]) -> float:
    """Sum of those that have a value."""
    return sum(value for value in values if value is not None)
