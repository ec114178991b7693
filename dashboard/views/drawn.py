"""Charts kept for the next run, so that a page somebody had is not drawn anew for the next reader.

A chart follows from its panel and the state of the page: the link, the language, the theme, and the data asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from dashboard.charts.figure import Chart
from dashboard.views import faults, session
from dashboard.views.asked import data_seen
from dashboard.views.kept import Kept
from dashboard.views.review import Review

MOST_POINTS: Final = 1_000_000
"""Points of marks kept in the process, all charts together: most have some dozens, the heaviest some thousand."""
BARE: Final = 100
"""What a chart weighs without its points: axes and texts."""


def _points(chart: Chart | None) -> int:
    traces = [] if chart is None else chart.figure.to_dict()["data"]
    return BARE + sum(len(part) for trace in traces for part in trace.values() if isinstance(part, list | tuple))


_KEPT: Final[Kept[Chart | None]] = Kept(MOST_POINTS, _points)


def ready(review: Review, chart: Callable[[], Chart | None], key: str) -> Chart | None:
    """What `chart` draws for the panel of this key; kept charts are shared and must not be changed.

    After a fault in this run it is drawn but not kept: what failed may be missing in it.
    """
    seen = _seen(review, key)
    if _KEPT.holds(seen):
        return _KEPT.get(seen, chart)
    made = chart()  # nobody is to wait for it holding a turn, should it ask the warehouse and step aside
    return made if faults.seen() else _KEPT.get(seen, lambda: made)


def _seen(review: Review, key: str) -> Hashable:
    link = tuple(sorted((name, *values) for name, values in review.link.items()))
    page = (session.place().name, review.under, key)
    return data_seen(review.scope), page, link, review.words.language, review.theme
