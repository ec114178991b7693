"""The open pipeline by stage: value as bars, with the number of deals. A bar's customdata is `[pipeline, stage]`.

Every bar says its value, so there is no axis to read.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.labels import plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import DASH, share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import OpenStage

ROW_HEIGHT: Final = 32
ROOM: Final = 2.0
"""The axis as a multiple of the longest bar: its label needs half of a phone's width."""
SMALL: Final[Spec] = {"size": NOTE_SIZE}


class OpenRow(NamedTuple):
    """Open deals of one stage; value in the reporting currency."""

    pipeline: str
    stage: str
    deals: int
    value: float
    no_amount: int


class OpenInfo(NamedTuple):
    """Rows by pipeline, in stage order; `named` where each pipeline's rows stand under its name.

    Not `valued` where no open deal has an amount: then counts are drawn.
    """

    rows: tuple[OpenRow, ...]
    named: bool
    valued: bool
    says: str


def open_chart(answer: Answer[OpenStage], *, words: Words, theme: Theme) -> Chart:
    """Draw open value by stage."""
    info = open_info(answer, words=words)
    return Chart(_figure(info, answer.currency, words, theme), info.says)


def open_info(answer: Answer[OpenStage], *, words: Words) -> OpenInfo:
    """The rows and the takeaway."""
    ordered = sorted(answer.rows, key=lambda row: (row.pipeline, row.rank))
    rows = tuple(OpenRow(row.pipeline, row.stage, row.deals, row.value, row.no_amount) for row in ordered)
    valued = has_amounts(answer)
    return OpenInfo(
        rows, len({row.pipeline for row in rows}) > 1, valued, _says(rows, answer.currency, words, valued=valued)
    )


def nothing_valued(deals: int, words: Words) -> str:
    """What is said of open deals without any amount."""
    return words.plural("{n} deal is open; it has no amount.", "{n} deals are open; none of them has an amount.", deals)


def has_amounts(answer: Answer[OpenStage]) -> bool:
    """Whether any open deal has an amount: without one a value would be 0, which nobody said."""
    return any(row.no_amount < row.deals for row in answer.rows)


def _says(rows: tuple[OpenRow, ...], currency: str, words: Words, *, valued: bool) -> str:
    deals, value = sum(row.deals for row in rows), sum(row.value for row in rows)
    if not deals:
        return words("No deal is open.")
    if not valued:
        return nothing_valued(deals, words)
    said = words("{n} deals worth {value} are open.", n=words.number(deals), value=short_money(value, currency, words))
    if value <= 0:
        return said
    largest = max(rows, key=lambda row: row.value)
    most = words("{stage} holds {share} of the value.", stage=largest.stage, share=share(largest.value / value, words))
    return f"{said} {most}"


def _figure(info: OpenInfo, currency: str, words: Words, theme: Theme) -> Figure:
    sizes = [row.value if info.valued else float(row.deals) for row in info.rows]
    far = max(sizes, default=1.0) or 1.0
    places, names = _places(info)
    bars: Spec = {
        "type": "bar",
        "orientation": "h",
        "x": sizes,
        "y": places,
        "width": 0.6,
        "marker": {"color": theme.accent, "line": {"width": 0}},
        "customdata": [[row.pipeline, row.stage] for row in info.rows],
        "hovertext": [_hover(row, currency, words) for row in info.rows],
        "hoverinfo": "text",
        **CLICKABLE,
    }
    labels = [
        note(_label(row, currency, words, valued=info.valued), size, place, xanchor="left", xshift=4, font=SMALL)
        for row, size, place in zip(info.rows, sizes, places, strict=True)
    ]
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(names), 1) + 12,
        margin=(4, 8, 8, 8),
        annotations=labels,
        xaxis=axis(theme, range=[0, ROOM * far], showgrid=False, showticklabels=False),
        yaxis=rows_axis(theme, tuple(names)),
    )
    return Figure([bars], figure)


def _places(info: OpenInfo) -> tuple[list[int], list[str]]:
    """The line of each row and the names of all lines: with several pipelines, each one's name has a line above."""
    places: list[int] = []
    names: list[str] = []
    for at, row in enumerate(info.rows):
        if info.named and (at == 0 or info.rows[at - 1].pipeline != row.pipeline):
            names.append(f"<b>{wrapped(row.pipeline, columns=18)}</b>")
        places.append(len(names))
        names.append(wrapped(row.stage, columns=18))
    return places, names


def _label(row: OpenRow, currency: str, words: Words, *, valued: bool) -> str:
    deals = words.plural("{n} deal", "{n} deals", row.deals)
    if not valued:
        return f"<b>{deals}</b>"
    value = short_money(row.value, currency, words) if row.no_amount < row.deals or not row.deals else DASH
    return f"<b>{value}</b> · {deals}"


def _hover(row: OpenRow, currency: str, words: Words) -> str:
    lines = [f"<b>{plain(row.stage)}</b>", short_money(row.value, currency, words)]
    lines.append(words.plural("{n} deal", "{n} deals", row.deals))
    if row.no_amount:
        lines.append(words.plural("{n} of them has no amount", "{n} of them have no amount", row.no_amount))
    return "<br>".join(lines)
