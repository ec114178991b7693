"""Casts that give null where a text is no such value, by the scratch's own macros.

DuckDB before 2 knows them in SQL only, not as a method of its expressions.
"""

from __future__ import annotations

from duckdb import Expression, FunctionExpression


def number_or_null(value: Expression) -> Expression:
    """The value as a DOUBLE."""
    return FunctionExpression("number_or_null", value)


def integer_or_null(value: Expression) -> Expression:
    """The value as a BIGINT; a fraction is rounded."""
    return FunctionExpression("integer_or_null", value)


def date_or_null(value: Expression) -> Expression:
    """The value as a DATE; the text is an ISO date."""
    return FunctionExpression("date_or_null", value)
