"""Activities on the team page: won deals against lost ones by kind, and how many the deals of each owner have."""

from __future__ import annotations

from typing import Final

from dashboard.charts.activities import activities_chart
from dashboard.formatting import DASH, share
from dashboard.language import Words, mark
from dashboard.metrics import activities
from dashboard.metrics.people_rows import ActivityCount
from dashboard.metrics.selection import Selection
from dashboard.views import faults, figures_table
from dashboard.views.asked import asked
from dashboard.views.breakdowns import dimension_label
from dashboard.views.deals_table import deals_table
from dashboard.views.panel import panel
from dashboard.views.review import Review

HEADS: Final = {
    "deals": mark("Deals"),
    "per_deal": mark("Activities a deal"),
    "per_30_days": mark("In 30 open days"),
    "none": mark("Deals with none"),
    "silent": mark("Days since the last"),
}


@faults.contained
def show(review: Review, by: str) -> None:
    """The kinds as a chart; below it one row a value of the dimension."""
    words = review.words
    answer = asked(activities.ask, review.scope)

    def made(at: list[str]) -> Selection:
        return Selection(activities.NAME, at[0])

    choice = panel(
        review,
        answer,
        lambda: activities_chart(answer, words=words, theme=review.theme),
        key="activities",
        title=words("Activities a deal: won against lost"),
        legend=words(
            "Activities in 30 days on which a deal was open. That won deals have more need not be why they were won."
        ),
        made=made,
    )
    if choice is not None and choice.metric == activities.NAME:
        deals_table(review, choice, key="activities", closable=True)
    if answer.unavailable is not None or not answer.n:
        return
    label = dimension_label(by, words)
    rows = [_record(row, label, words) for row in asked(activities.ask, review.scope, by=by).rows if not row.type]
    figures_table.show(rows, key=f"activities-table-{review.under}", alt=words("Activities a deal"))


def _record(row: ActivityCount, label: str, words: Words) -> dict[str, str]:
    told = {
        "deals": words.number(row.deals),
        "per_deal": DASH if row.per_deal is None else words.number(row.per_deal, 1),
        "per_30_days": DASH if row.per_30_days is None else words.number(row.per_30_days, 1),
        "none": share(row.zero_deals / row.deals if row.deals else None, words, n=row.deals),
        "silent": DASH if row.silent_days is None else words.number(row.silent_days, 0),
    }
    return {label: row.value or words("(none)"), **{words(HEADS[name]): value for name, value in told.items()}}
