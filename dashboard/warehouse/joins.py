"""Broken joins: values of the deals that a loaded list does not hold, with the spelling that was probably meant.

Nothing is joined by guess: a person accepts a proposal, and undoes it the same way.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.statements import HERE, run

LISTS: Final = {
    "product": "SELECT product FROM products WHERE product IS NOT NULL ORDER BY product",
    "account_name": "SELECT account FROM accounts WHERE account IS NOT NULL ORDER BY account",
    "owner_name": "SELECT DISTINCT owner_name FROM loaded.owners WHERE owner_name IS NOT NULL ORDER BY owner_name",
}
LIKELY: Final = 85
UNKNOWN_FIELD: Final = mark("Spellings can be joined for {known}, not for “{field}”.")
NOT_LISTED: Final = mark("The loaded list for {field} does not hold “{value}”.")


@dataclass(frozen=True)
class JoinGap:
    """A value of `deals` deals that the list does not hold; `proposal` is the likely listed spelling, or None."""

    field: str
    value: str
    deals: int
    proposal: str | None


def join_gaps(warehouse: Warehouse) -> tuple[JoinGap, ...]:
    """Every broken join, most deals first."""
    with closing(warehouse.cursor()) as cursor:
        missing = run(cursor, HERE / "joins.sql").fetchall()
        lists = {
            field: [value for (value,) in cursor.execute(sql).fetchall()]
            if any(row[0] == field for row in missing)
            else []
            for field, sql in LISTS.items()
        }
    return tuple(JoinGap(field, value, deals, propose(value, lists[field])) for field, value, deals in missing)


def propose(value: str, listed: list[str]) -> str | None:
    """The listed spelling that differs least: the same letters and digits, else a likeness of at least 85 of 100."""
    bare = _bare(value)
    for candidate in listed:
        if _bare(candidate) == bare:
            return candidate
    found = process.extractOne(value, listed, scorer=fuzz.ratio, score_cutoff=LIKELY, processor=str.casefold)
    return None if found is None else str(found[0])


def join_spelling(warehouse: Warehouse, field: str, value: str, canonical: str | None) -> None:
    """Take `value` for `canonical` from now on; None undoes it. Raises DashboardError for what is not listed."""
    if field not in LISTS:
        raise DashboardError(UNKNOWN_FIELD, exit_code=USAGE, known=", ".join(LISTS), field=field)
    with warehouse.transaction() as cursor:
        listed = {name for (name,) in cursor.execute(LISTS[field]).fetchall()}
        if canonical is not None and canonical not in listed:
            raise DashboardError(NOT_LISTED, exit_code=USAGE, field=field, value=canonical)
        cursor.execute("DELETE FROM aliases WHERE field = $field AND value = $value", {"field": field, "value": value})
        if canonical is not None:
            cursor.execute(
                "INSERT INTO aliases VALUES ($field, $value, $canonical)",
                {"field": field, "value": value, "canonical": canonical},
            )
        layout.build(cursor)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
