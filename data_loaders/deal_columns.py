"""The canonical columns of the deals that can hold a value, told by the fields that were found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from data_loaders.fields import FIELDS
from data_loaders.mapping import Mapped
from data_loaders.schema import DEALS

WORKED_OUT: Final = frozenset({"pipeline", "status", "amount", "currency", "expected_close", "closed_at"})
"""Columns that `deals.sql` takes from more than the field of their name."""


def without_values(sheets: Iterable[Mapped]) -> frozenset[str]:
    """The columns in which no deal of these sheets can have a value."""
    named = {name for mapped in sheets for name in mapped.taken}
    fields = {field.name for field in DEALS if field.name in FIELDS["deals"]}
    return frozenset(fields - named - WORKED_OUT)
