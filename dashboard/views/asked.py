"""Answers kept for the next run: the same question of the same data is asked once.

The key holds the data version, the filter, the as-of and the options; a load, an undo or another filter is another key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

import streamlit as st

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.views import faults
from dashboard.views.kept import Kept
from dashboard.warehouse.scope import Scope

Row = TypeVar("Row")
FAILED = mark("This could not be worked out.")
SKELETON = 240
"""Pixels of the outline shown while an answer is waited for: about those of a chart."""
MOST_ROWS: Final = 200_000
"""Rows and points of curves kept in the process, all answers together: a few hundred bytes each, a few dozen an answer.

Enough for some thousand filters of some hundred readers; one list of every stuck deal is a twentieth of it.
"""


def _rows(answer: Answer[Any]) -> int:
    points = (len(part) for row in answer.rows for part in vars(row).values() if isinstance(part, tuple))
    return 1 + len(answer.rows) + sum(points)


_ANSWERS: Final[Kept[Answer[Any]]] = Kept(MOST_ROWS, _rows)


def asked(ask: Callable[..., Answer[Row]], scope: Scope, **options: object) -> Answer[Row]:
    """The answer of a metric's `ask` for a scope; kept answers are shared and must not be changed.

    After a fault an answer without rows that says so: the next run asks again.
    """
    seen = (scope.warehouse, scope.version, scope.as_of, scope.filter, scope.parameters["without"])
    key = (seen, ask, repr(sorted(options.items())))

    def failed(number: str) -> Answer[Row]:
        metric = ask.__module__.rpartition(".")[2]
        fault = Unavailable(FAILED, (), fault=number)
        return Answer(metric, scope.as_of, scope.filter.period, 0, (), unavailable=fault, currency=scope.currency)

    answer: Answer[Row] = faults.attempt(lambda: _kept(key, ask, scope, options), failed)
    return answer


def asked_slowly(
    ask: Callable[..., Answer[Row]], scope: Scope, *, height: int = SKELETON, **options: object
) -> Answer[Row]:
    """The same of a question that takes long over many deals: the outline of what comes, `height` pixels, meanwhile."""
    with st.skeleton(height=height):
        return asked(ask, scope, **options)


def _kept(key: Hashable, ask: Callable[..., Answer[Any]], scope: Scope, options: dict[str, object]) -> Answer[Any]:
    return _ANSWERS.get(key, lambda: ask(scope, **options))
