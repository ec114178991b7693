"""From which forecast category to which, between the two days of the page, with the deals behind each cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from dashboard.charts.category_matrix import category_chart
from dashboard.charts.figure import Chart
from dashboard.metrics import category_matrix
from dashboard.metrics.answers import Answer
from dashboard.metrics.category_matrix import NAME, CategoryMove
from dashboard.metrics.selection import Selection
from dashboard.views import changes_deals
from dashboard.views.asked import asked
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope


def show(review: Review, since: datetime) -> None:
    """The matrix; where no file told categories on the earlier day, what would unlock it."""
    words = review.words

    def made(at: list[str]) -> Selection:
        part, then, now = at
        return Selection(NAME, part, None, then or None, value=now or None, mode=since.date().isoformat())

    def shown(scope: Scope) -> tuple[Answer[CategoryMove], Callable[[], Chart]]:
        found = asked(category_matrix.ask, scope, since=since)
        return found, lambda: category_chart(found, words=words, theme=review.theme)

    answer, chart = shown(review.scope)
    choice = panel(
        review,
        answer,
        chart,
        key="categories",
        title=words("From forecast category to forecast category"),
        legend=words("Rows: the forecast category then. Columns: the one now, the surest at the right."),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == NAME:
        changes_deals.show(review, choice, since, key="categories")
