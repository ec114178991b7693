"""Deals by the kind of their customer: new, existing, repeat, reactivated (definitions §10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, share, sql_path
from dashboard.metrics.people_rows import CustomerKind
from dashboard.warehouse.scope import Scope

NAME: Final = "customers"
NO_CUSTOMERS: Final = mark("This file cannot show it: it names neither customers nor their type.")
NEEDS_CUSTOMERS: Final = (mark("an export with the customer of each deal, or with a column for the customer type"),)
NO_CUSTOMER: Final = mark("deals without a customer: no kind can be derived")


def ask(scope: Scope) -> Answer[CustomerKind]:
    """One row a kind, most deals first; every deal is in exactly one row. `n`: deals begun or closed in the period."""
    asked = answer(scope, NAME, "customers")
    found = [row for *row, _ in scope.rows(sql_path("customers"), part="") if row[1] or row[2] or row[3]]
    if found and all(kind == "" for kind, *_ in found):
        return replace(asked, unavailable=Unavailable(NO_CUSTOMERS, NEEDS_CUSTOMERS))
    unknown = sum(row[1] for row in found if row[0] == "")
    return replace(
        asked,
        n=sum(row[1] for row in found) or sum(row[2] + row[3] for row in found),
        rows=tuple(_row(*row) for row in found),
        excluded={NO_CUSTOMER: unknown} if unknown else {},
    )


def behind(scope: Scope, kind: str, *, part: str) -> list[int]:
    """The deals of one kind of customer closed in the period; `part` won or lost."""
    found = scope.rows(sql_path("customers"), part=part)
    return [number for name, *_, numbers in found if name == kind for number in numbers or ()]


def _row(kind: str, *counts: Any) -> CustomerKind:  # noqa: ANN401 - the columns of the SQL
    deals, won, lost, won_value, mean_won_amount, derived, uncertain = counts
    low, high = wilson(won, won + lost)
    return CustomerKind(
        kind=kind,
        deals=deals,
        derived=derived,
        uncertain=uncertain,
        won=won,
        lost=lost,
        win_rate=share(won, won + lost),
        low=low,
        high=high,
        won_value=won_value,
        mean_won_amount=mean_won_amount,
    )
