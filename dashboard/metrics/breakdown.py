"""The values of a dimension, and the part of a scope that one of them leaves: any answer can be broken out by both."""

from __future__ import annotations

from dashboard.filters import BLANK
from dashboard.metrics.grounds import checked_dimension, sql_path, values_of
from dashboard.warehouse.scope import Scope, scope_of


def values_by_size(scope: Scope, by: str) -> tuple[tuple[str, int], ...]:
    """Values of a dimension in scope with their deals, the largest first; '' for deals without a value.

    Raises DashboardError for a dimension that there is not.
    """
    checked_dimension("deals", by)
    names = values_of(scope, by)
    found = scope.broken_down(by).rows(sql_path("dimension_sizes"))
    return tuple((names.get(code, ""), deals) for code, deals in found)


def part_of(scope: Scope, by: str, value: str) -> Scope:
    """The same scope narrowed to one value of a dimension. Raises DashboardError for a value that no deal has."""
    return scope_of(scope.warehouse, scope.filter.choosing(by, (value or BLANK,)))
