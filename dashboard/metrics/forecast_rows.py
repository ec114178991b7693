"""Rows of the answers about forecast categories."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ForecastCategory:
    """One forecast category of the period, the surest first; `category` '' where no file told one.

    `closed`: won in the period so far. The others: open deals with an expected close in the rest of the period.
    `cumulative_value`: this and all surer ones (Commit = won + commit), None for omitted and others. Amounts in the
    reporting currency.
    """

    category: str
    deals: int
    value: float
    cumulative_value: float | None
