"""Which deals stand behind a mark on a chart: a value that travels in the link and is asked of the data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Selection:
    """The deals behind one mark.

    `metric` and `mode` name the chart, `part` the mark within it (`reached`, `lost`, `open`, `won` …, as
    `deals_behind.ask` lists), `pipeline` and `stage` the row, `by` and `value` the segment.
    `within` and `among`: a dimension and its value by which the whole chart was broken out. Counting the deals it gives
    always gives the number drawn.
    """

    metric: str
    part: str = ""
    pipeline: str | None = None
    stage: str | None = None
    by: str | None = None
    value: str | None = None
    mode: str | None = None
    within: str | None = None
    among: str | None = None
