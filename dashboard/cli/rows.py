"""The answers of metrics as documents: keys that stay, whatever the dataclasses become."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final

from dashboard.cli.output import plain
from dashboard.language import Words
from dashboard.metrics.answers import Answer, StageDwell
from dashboard.metrics.coverage import Coverage
from dashboard.metrics.lead_rows import LeadConversion
from dashboard.metrics.people_rows import ActivityCount
from dashboard.metrics.rows import SalesCycle, WinLoss
from dashboard.metrics.win_rate_change import RateMix
from dashboard.periods import EPOCH

BROKEN_DOWN: Final = (ActivityCount, StageDwell, WinLoss, SalesCycle, RateMix, Coverage, LeadConversion)
"""Rows whose `value` is the value of the breakdown: printed under the dimension's own name."""

DRAWN_ONLY: Final = ("curve",)
"""Parts of a row that exist for a chart."""


def document(answer: Answer[Any], words: Words) -> dict[str, Any]:
    """An answer as the command line promises it; with `unavailable` there are no rows."""
    dated = answer.as_of.date() > EPOCH  # else no file tells of any day, because none holds deals
    first, before = (answer.period.first, answer.period.before) if dated else (None, None)
    period = {"from": plain(first), "before": plain(before)}
    head = {
        "metric": answer.metric,
        "as_of": plain(answer.as_of) if dated else None,
        "period": period,
        "n": answer.n,
        "excluded": {words(reason): count for reason, count in answer.excluded.items()},
        "evidence": plain(answer.evidence),
    }
    if answer.unavailable is not None:
        needs = [words(need) for need in answer.unavailable.needs]
        return {**head, "unavailable": {"reason": words(answer.unavailable.reason), "needs": needs}, "rows": []}
    return {**head, "rows": [row_of(row, answer.by) for row in answer.rows]}


def row_of(row: object, by: str | None) -> dict[str, Any]:
    """One row by its keys. With a breakdown the dimension's name comes first, null for the deals without a value."""
    keys: dict[str, Any] = {name: value for name, value in plain(row).items() if name not in DRAWN_ONLY}
    if not isinstance(row, BROKEN_DOWN):
        return keys
    value = keys.pop("value")
    return keys if by is None else {by: value or None, **keys}


def keys_of(row: type, by: str | None) -> Iterator[tuple[str, str]]:
    """(Key in the document, name in the row) of one kind of row, in their order."""
    names = [field.name for field in dataclasses.fields(row) if field.name not in DRAWN_ONLY]
    if issubclass(row, BROKEN_DOWN):
        names.remove("value")
        if by is not None:
            yield by, "value"
    yield from ((name, name) for name in names)
