"""Answers kept for the next run: the same question of the same data is asked once.

The key holds the data version, the filter, the as-of and the options; a load, an undo or another filter is another key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.views import faults
from dashboard.warehouse.scope import Scope

Row = TypeVar("Row")
FAILED = mark("This could not be worked out.")
KEPT = 512
"""Answers kept in the process; one is a few kB."""
SKELETON = 240
"""Pixels of the outline shown while an answer is waited for: about those of a chart."""


def asked(ask: Callable[..., Answer[Row]], scope: Scope, **options: object) -> Answer[Row]:
    """The answer of a metric's `ask` for a scope; kept answers are shared and must not be changed.

    After a fault an answer without rows that says so: the next run asks again.
    """
    question = f"{ask.__module__}.{ask.__qualname__} {sorted(options.items())!r}"
    seen = f"{scope.as_of} {scope.filter!r} {scope.parameters['without']}"
    key = f"{scope.warehouse.path} {scope.version} {seen} {question}"

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


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _kept(
    key: str,  # noqa: ARG001 - what Streamlit keeps the answer under
    _ask: Callable[..., Answer[Any]],
    _scope: Scope,
    _options: dict[str, object],
) -> Answer[Any]:
    return _ask(_scope, **_options)
