"""Where deals stood then (rows) and stand now (columns); a cell says how many deals and is the darker the more.

A cell's customdata is `[pipeline, part, stage then, stage now]`, part as the selection of the matrix has it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.labels import plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import short_money
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.path_rows import StageMove

ROW_HEIGHT: Final = 44
HEAD: Final = 44
STRONGEST: Final = 0.55
"""How much of the hue the fullest cell takes, so that the text on it stays readable."""
KINDS: Final = {
    "won": mark("Won"),
    "lost": mark("Lost"),
    "void": mark("Void"),
    "missing": mark("Missing from the file"),
    "absent": mark("Left the filter"),
}
WERE: Final = {**KINDS, "absent": mark("New")}
ORDER: Final = ("absent", "open", "won", "lost", "void", "missing")

Place = tuple[str, int, str]
"""Kind, rank, stage."""


class MatrixInfo(NamedTuple):
    """Places then and now in the order drawn, and the moves of one pipeline."""

    rows: tuple[Place, ...]
    columns: tuple[Place, ...]
    moves: tuple[StageMove, ...]
    says: str


def place_name(kind: str, stage: str, words: Words, *, was: bool = False) -> str:
    """A stage by its name, an outcome in words; `was`: as seen then."""
    if kind == "open":
        return stage or words("(stage unknown)")
    names = WERE if was else KINDS
    return words(names.get(kind, kind))


def matrix_chart(answer: Answer[StageMove], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the moves of one pipeline."""
    info = matrix_info(answer, pipeline=pipeline, words=words)
    return Chart(_figure(info, answer.currency, words, theme), info.says)


def matrix_info(answer: Answer[StageMove], *, pipeline: str, words: Words) -> MatrixInfo:
    """Rows and columns that have deals, the new ones first and the outcomes last."""
    moves = tuple(row for row in answer.rows if row.pipeline == pipeline)
    rows = sorted({(row.from_kind, row.from_rank, row.from_stage) for row in moves}, key=_order)
    columns = sorted({(row.to_kind, row.to_rank, row.to_stage) for row in moves}, key=_order_now)
    return MatrixInfo(tuple(rows), tuple(columns), moves, _says(moves, words))


def _order(place: Place) -> tuple[int, int]:
    return ORDER.index(place[0]), place[1]


def _order_now(place: Place) -> tuple[int, int]:
    """Deals that left the filter come last, where new ones come first."""
    return (len(ORDER), 0) if place[0] == "absent" else _order(place)


def _says(moves: tuple[StageMove, ...], words: Words) -> str:
    stood = [row for row in moves if row.from_kind == "open"]
    total = sum(row.deals for row in stood)
    if not total:
        return words("No deal of this pipeline was open then.")
    count = {
        "on": sum(row.deals for row in stood if row.to_kind == "open" and row.to_rank > row.from_rank),
        "back": sum(row.deals for row in stood if row.to_kind == "open" and row.to_rank < row.from_rank),
        "same": sum(row.deals for row in stood if row.to_kind == "open" and row.to_rank == row.from_rank),
        "closed": sum(row.deals for row in stood if row.to_kind != "open"),
    }
    return words(
        "Of {n} deals open then, {on} went on, {same} stand where they stood, {back} went back and {closed} are "
        "closed.",
        n=words.number(total),
        **{name: words.number(deals) for name, deals in count.items()},
    )


def _figure(info: MatrixInfo, currency: str, words: Words, theme: Theme) -> Figure:
    cells = _cells(info)
    numbers = [note(f"<b>{words.number(row.deals)}</b>", x, y, font={"color": theme.text}) for row, x, y in cells]
    rows = [wrapped(place_name(kind, stage, words, was=True), columns=14) for kind, _, stage in info.rows]
    columns = [wrapped(place_name(kind, stage, words), columns=14) for kind, _, stage in info.columns]
    across = axis(
        theme,
        side="top",
        showgrid=False,
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=columns,
        tickangle=None,
        autotickangles=[0, -90],
        tickfont={"size": NOTE_SIZE, "color": theme.text},
        range=[-0.5, len(columns) - 0.5],
    )
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + HEAD,
        margin=(HEAD, 8, 4, 8),
        barmode="overlay",
        annotations=numbers,
        xaxis=across,
        yaxis=rows_axis(theme, tuple(rows)),
    )
    return Figure([_bars(cells, currency, words, theme)], figure)


def _cells(info: MatrixInfo) -> list[tuple[StageMove, int, int]]:
    """Each move with its column and its row."""
    at_row = {place: at for at, place in enumerate(info.rows)}
    at_column = {place: at for at, place in enumerate(info.columns)}
    return [
        (row, at_column[row.to_kind, row.to_rank, row.to_stage], at_row[row.from_kind, row.from_rank, row.from_stage])
        for row in info.moves
    ]


def _bars(cells: list[tuple[StageMove, int, int]], currency: str, words: Words, theme: Theme) -> Spec:
    """The cells as bars, so that a click reaches the app."""
    fullest = max((row.deals for row, _, _ in cells), default=1)
    strength = [STRONGEST * (0.25 + 0.75 * row.deals / fullest) for row, _, _ in cells]
    colours = [theme.tint(_hue(row, theme), share) for (row, _, _), share in zip(cells, strength, strict=True)]
    return {
        "type": "bar",
        "x": [x for _, x, _ in cells],
        "base": [y - 0.46 for _, _, y in cells],
        "y": [0.92] * len(cells),
        "width": 0.94,
        "marker": {"color": colours, "line": {"width": 0}},
        "customdata": [
            [row.pipeline, f"{row.from_kind}-{row.to_kind}", row.from_stage, row.to_stage] for row, _, _ in cells
        ],
        "hovertext": [_hover(row, currency, words) for row, _, _ in cells],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _hue(row: StageMove, theme: Theme) -> str:
    if row.to_kind != "open":
        return {"won": theme.won, "lost": theme.lost}.get(row.to_kind, theme.open)
    if row.from_kind == "open" and row.from_rank == row.to_rank:
        return theme.open
    return theme.longer if row.from_kind == "open" and row.to_rank < row.from_rank else theme.accent


def _hover(row: StageMove, currency: str, words: Words) -> str:
    then = place_name(row.from_kind, row.from_stage, words, was=True)
    now = place_name(row.to_kind, row.to_stage, words)
    deals = words.plural("{n} deal", "{n} deals", row.deals)
    return f"<b>{plain(then)} → {plain(now)}</b><br>{deals} · {short_money(row.value, currency, words)}"
