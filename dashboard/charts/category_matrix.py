"""From which forecast category (rows) to which (columns): the matrix of the stages, drawn with categories.

A cell's customdata is `[part, category then, category now]`, part as the selection of the matrix has it.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.figure import Chart, Figure
from dashboard.charts.stage_matrix import matrix_chart
from dashboard.charts.theme import Theme
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.path_rows import CATEGORIES, CategoryMove, StageMove

NAMES: Final = {
    "omitted": mark("Omitted"),
    "pipeline": mark("Pipeline (forecast)"),
    "best_case": mark("Best case"),
    "commit": mark("Commit"),
    "closed": mark("Closed"),
    "other": mark("Another category"),
    "": mark("No category told"),
}
RANKS: Final = {name: code + 1 for code, name in CATEGORIES.items()}
"""Category → its place, the surest last; 0 where none was told."""


def category_name(category: str, words: Words) -> str:
    """A forecast category in the reader's language."""
    return words(NAMES.get(category, NAMES["other"]))


def category_chart(answer: Answer[CategoryMove], *, words: Words, theme: Theme) -> Chart:
    """Draw the moves; further right is surer."""
    moves = tuple(_as_stages(row, words) for row in answer.rows)
    drawn = Answer(answer.metric, answer.as_of, answer.period, answer.n, moves, currency=answer.currency)
    spec = matrix_chart(drawn, pipeline="", words=words, theme=theme).figure.to_dict()
    keys = [[f"{row.from_kind}-{row.to_kind}", row.from_category, row.to_category] for row in answer.rows]
    data = [{**spec["data"][0], "customdata": keys}]
    return Chart(Figure(data, spec["layout"]), category_says(answer.rows, words))


def _as_stages(row: CategoryMove, words: Words) -> StageMove:
    """A category drawn as a stage of its rank; of a deal that is not open none is drawn."""
    then = (category_name(row.from_category, words), RANKS.get(row.from_category, 0))
    now = (category_name(row.to_category, words), RANKS.get(row.to_category, 0))
    from_place = then if row.from_kind == "open" else ("", 0)
    to_place = now if row.to_kind == "open" else ("", 0)
    return StageMove("", row.from_kind, *from_place, row.to_kind, *to_place, row.deals, row.value)


def category_says(rows: tuple[CategoryMove, ...], words: Words) -> str:
    """What became of the deals that were committed; without any, how many rose and fell."""
    committed = [row for row in rows if row.from_kind == "open" and row.from_category == "commit"]
    total = sum(row.deals for row in committed)
    if total:
        kept = sum(row.deals for row in committed if row.to_kind == "open" and row.to_category in {"commit", "closed"})
        won = sum(row.deals for row in committed if row.to_kind == "won")
        return words(
            "Of {n} deals in Commit then, {won} are won, {kept} still stand there, {gone} do not.",
            n=words.number(total),
            won=words.number(won),
            kept=words.number(kept),
            gone=words.number(total - won - kept),
        )
    moved = [row for row in rows if row.from_kind == row.to_kind == "open" and row.from_category and row.to_category]
    up = sum(row.deals for row in moved if RANKS[row.to_category] > RANKS[row.from_category])
    down = sum(row.deals for row in moved if RANKS[row.to_category] < RANKS[row.from_category])
    return words(
        "No deal was in Commit then; {up} rose to a surer category, {down} fell to a less sure one.",
        up=words.number(up),
        down=words.number(down),
    )
