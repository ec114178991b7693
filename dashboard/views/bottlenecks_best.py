"""What if, on the bottlenecks page: each stage at the pace of its best quarter."""

from __future__ import annotations

from dashboard.charts.best_quarter import best_quarter_chart
from dashboard.metrics import best_quarter
from dashboard.views.asked import asked
from dashboard.views.panel import panel
from dashboard.views.review import Review


def show(review: Review, pipeline: str) -> None:
    """The stages of one pipeline, each with what it would bring."""
    words = review.words
    answer = asked(best_quarter.ask, review.scope)
    panel(
        review,
        answer,
        lambda: best_quarter_chart(answer, pipeline=pipeline, words=words, theme=review.theme),
        key="best-quarter",
        title=words("If a stage ran as in its best quarter"),
        legend=words(
            "Each stage alone, all else as in the last 90 days. The best of four quarters is partly luck: it shows "
            "what has been possible. The bars are a what-if: no deals stand behind them."
        ),
        n=sum(row.ended_now for row in answer.rows if row.pipeline == pipeline),
    )
