"""Stage × age band on the bottlenecks page: where open money has been lying, and the deals behind a cell."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.charts.figure import Chart
from dashboard.charts.stage_age import ages_chart
from dashboard.metrics import stage_age
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.metrics.stage_age import NAME, StageAge
from dashboard.views.asked import asked
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope


def show(review: Review, pipeline: str) -> None:
    """The cells of one pipeline, by open value; a click opens their deals."""
    words, theme = review.words, review.theme

    def made(at: list[str]) -> Selection:
        return Selection(NAME, "", at[0], at[1], value=at[2])

    def shown(scope: Scope) -> tuple[Answer[StageAge], Callable[[], Chart]]:
        part = asked(stage_age.ask, scope)
        return part, lambda: ages_chart(part, pipeline=pipeline, words=words, theme=theme)

    answer, chart = shown(review.scope)
    choice = panel(
        review,
        answer,
        chart,
        key="ages",
        title=words("Where open deals grow old"),
        legend=words(
            "Open value in {currency}, the number of deals below; the stronger the colour, the more. Rows: the time in "
            "the stage so far.",
            currency=answer.currency,
        )
        if answer.currency
        else words(
            "Open value, the number of deals below; the stronger the colour, the more. Rows: the time in the stage so "
            "far."
        ),
        n=sum(row.deals for row in answer.rows if row.pipeline == pipeline),
        made=made,
        shown=shown,
    )
    if choice is not None and choice.metric == NAME:
        deals_table(review, choice, key="ages", closable=True)
