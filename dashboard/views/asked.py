"""Answers kept for the next run: the same question of the same data is asked once.

The key holds the data version, the filter, the as-of and the options; a load, an undo or another filter is another key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sized
from contextlib import nullcontext
from typing import Any, Final, TypeVar

import streamlit as st

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.views import faults
from dashboard.views.kept import Kept
from dashboard.views.turns import TURNS
from dashboard.warehouse.scope import Scope

Row = TypeVar("Row")
Found = TypeVar("Found", bound=Sized)
FAILED = mark("This could not be worked out.")
SKELETON = 240
"""Pixels of the outline shown while an answer is waited for: about those of a chart."""
MOST_CELLS: Final = 2_000_000
"""Cells of rows and points of curves kept in the process, all answers together: about 60 bytes each.

Most answers have a few hundred, so this holds some thousand of them; a list of a thousand deals has 25,000.
"""


def _cells(found: Answer[Any] | Sized) -> int:
    if not isinstance(found, Answer):
        return 1 + len(found)
    points = (len(part) for row in found.rows for part in vars(row).values() if isinstance(part, tuple))
    return 1 + len(found.rows) * len(vars(found.rows[0]) if found.rows else ()) + sum(points)


_KEPT: Final[Kept[Any]] = Kept(MOST_CELLS, _cells)


def asked(ask: Callable[..., Answer[Row]], scope: Scope, **options: object) -> Answer[Row]:
    """The answer of a metric's `ask` for a scope; kept answers are shared and must not be changed.

    After a fault an answer without rows that says so: the next run asks again.
    """

    def failed(number: str) -> Answer[Row]:
        metric = ask.__module__.rpartition(".")[2]
        fault = Unavailable(FAILED, (), fault=number)
        return Answer(metric, scope.as_of, scope.filter.period, 0, (), unavailable=fault, currency=scope.currency)

    answer: Answer[Row] = faults.attempt(lambda: _kept(ask, scope, options), failed)
    return answer


def asked_slowly(
    ask: Callable[..., Answer[Row]], scope: Scope, *, height: int = SKELETON, **options: object
) -> Answer[Row]:
    """The same of a question that takes long over many deals: the outline of what comes, `height` pixels, meanwhile.

    Where nothing is waited for, an empty place stands for the outline, so that what follows keeps its own.
    """
    with st.empty() if _KEPT.holds(_key(ask, scope, options)) else st.skeleton(height=height):
        return asked(ask, scope, **options)


def beside(found: Callable[..., Found], scope: Scope, **options: object) -> Found:
    """What a metric finds for a scope beside its answers, kept in the same way; what it raises is raised."""
    things: Found = _kept(found, scope, options)
    return things


def _kept(ask: Callable[..., Any], scope: Scope, options: dict[str, object]) -> Any:  # noqa: ANN401 - what is asked for
    key = _key(ask, scope, options)
    with nullcontext() if _KEPT.holds(key) else TURNS.aside():
        return _KEPT.get(key, lambda: ask(scope, **options))


def _key(ask: Callable[..., Any], scope: Scope, options: dict[str, object]) -> Hashable:
    return data_seen(scope), ask, repr(sorted(options.items()))


def data_seen(scope: Scope) -> Hashable:
    """What tells the data that a scope sees from all others."""
    return scope.warehouse, scope.version, scope.as_of, scope.filter, scope.parameters["without"]
