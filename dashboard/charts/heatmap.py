"""Stage × segment: how long each segment stays in each stage, against the stage's own median.

Cells are bars of equal size, so that a click on one reaches the app (Plotly's heatmap trace reports no selection) and
they fit any width. A cell's customdata is `[pipeline, stage, value]`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.dwell import Unit, said_median, unit_of
from dashboard.charts.figure import Chart, Figure, Spec, layout, note, rows_axis, stages_axis
from dashboard.charts.labels import deals_line, plain, shortened, wrapped
from dashboard.charts.theme import Theme
from dashboard.language import Words
from dashboard.metrics.answers import Answer, StageDwell

ROW_HEIGHT: Final = 46
HEAD_ROOM: Final = 104
"""Pixels for the stage names, which stand upright where the columns are narrow; on a wide screen the rows take it."""
CELL: Final = 0.94
"""Side of a cell as a share of its place: the rest is the gap."""


class HeatCell(NamedTuple):
    """One cell: `ratio` of its median to the stage's, None where either is unknown or n < 5; `worst` is outlined."""

    row: int
    column: int
    stage: str
    value: str
    ratio: float | None
    label: str
    n: int
    ranked: bool
    worst: bool
    hover: str


class HeatInfo(NamedTuple):
    """All that the heatmap draws; rows sorted by impact, the worst first."""

    pipeline: str
    stages: tuple[str, ...]
    values: tuple[str, ...]
    cells: tuple[HeatCell, ...]
    says: str


def heat_chart(
    cells: Answer[StageDwell],
    stages: Answer[StageDwell],
    *,
    pipeline: str,
    rows: int = 15,
    outlined: frozenset[tuple[str, str]] | None = None,
    words: Words,
    theme: Theme,
) -> Chart:
    """Draw the stays by segment (`cells`, asked with a dimension) against those of all deals (`stages`).

    `outlined`: the (stage, value) that stand out, their rows on top; None: the one that loses the most time.
    """
    info = heat_info(cells, stages, pipeline=pipeline, rows=rows, outlined=outlined, words=words)
    return Chart(_figure(info, words, theme), info.says)


def heat_info(
    cells: Answer[StageDwell],
    stages: Answer[StageDwell],
    *,
    pipeline: str,
    rows: int,
    outlined: frozenset[tuple[str, str]] | None = None,
    words: Words,
) -> HeatInfo:
    """The grid and the takeaway; at most `rows` segments, those with the greatest impact."""
    own = {row.stage: row for row in sorted(stages.rows, key=lambda row: row.rank) if row.pipeline == pipeline}
    asked = [row for row in cells.rows if row.pipeline == pipeline and row.stage in own]
    flagged = {value for _, value in outlined or ()}
    values = tuple(sorted(by_impact(asked, own), key=lambda value: value not in flagged))[:rows]
    columns = tuple(own)
    unit = unit_of(cells)
    worst = _worst(asked, own)

    def stands_out(row: StageDwell) -> bool:
        return row is worst if outlined is None else (row.stage, row.value or "") in outlined

    drawn = tuple(
        _cell(
            row,
            own[row.stage],
            (values.index(row.value or ""), columns.index(row.stage)),
            words,
            worst=stands_out(row),
            unit=unit,
        )
        for row in asked
        if (row.value or "") in values
    )
    return HeatInfo(pipeline, columns, values, drawn, _says(worst, asked, own, words, unit))


def _worst(cells: list[StageDwell], own: dict[str, StageDwell]) -> StageDwell | None:
    """The cell that loses the most deal-days; None where no ranked cell is slower than its stage."""
    slow = [cell for cell in cells if _excess_days(cell, own[cell.stage]) > 0]
    return max(slow, key=lambda cell: _excess_days(cell, own[cell.stage]), default=None)


def by_impact(cells: list[StageDwell], own: dict[str, StageDwell]) -> tuple[str, ...]:
    """Segments, the one that loses the most deal-days against the stages' own medians first (n ≥ 20 only count)."""
    lost: dict[str, float] = {}
    deals: dict[str, int] = {}
    for cell in cells:
        value = cell.value or ""
        lost[value] = lost.get(value, 0.0) + _excess_days(cell, own[cell.stage])
        deals[value] = deals.get(value, 0) + cell.n
    return tuple(sorted(lost, key=lambda value: (-lost[value], -deals[value], value)))


def _excess_days(cell: StageDwell, stage: StageDwell) -> float:
    ratio_known = cell.km_median_days is not None and stage.km_median_days is not None
    if not (cell.ranked and ratio_known):
        return 0.0
    return max(0.0, (cell.km_median_days or 0.0) - (stage.km_median_days or 0.0)) * cell.n


def _ratio(cell: StageDwell, stage: StageDwell) -> float | None:
    if not cell.shown or cell.km_median_days is None or not stage.km_median_days:
        return None
    return cell.km_median_days / stage.km_median_days


def _cell(
    cell: StageDwell, stage: StageDwell, at: tuple[int, int], words: Words, *, worst: bool, unit: Unit
) -> HeatCell:
    label = _short(cell, words) if cell.shown else "–"
    shown_value = cell.value or words("(none)")
    hover = "<br>".join(
        (
            f"<b>{plain(cell.stage)} · {plain(shown_value)}</b>",
            deals_line(cell.n, words),
            words("Median {days}", days=said_median(cell, words, unit)),
            words("All deals here: {days}", days=said_median(stage, words, unit)),
            words(
                "{completed} stays ended, {open} go on",
                completed=words.number(cell.n_completed),
                open=words.number(cell.n_open),
            ),
        )
    )
    return HeatCell(
        at[0], at[1], cell.stage, cell.value or "", _ratio(cell, stage), label, cell.n, cell.ranked, worst, hover
    )


def _short(cell: StageDwell, words: Words) -> str:
    known = cell.km_median_days if cell.km_median_days is not None else cell.longest_days
    if known is None:
        return "–"
    number = words.number(known, 1 if known < 10 else 0)
    return number if cell.km_median_days is not None else f"> {number}"


def _says(
    worst: StageDwell | None, cells: list[StageDwell], own: dict[str, StageDwell], words: Words, unit: Unit
) -> str:
    if not cells:
        return words("No stays to compare.")
    if worst is None:
        return words("No group with 20 or more stays is slower than its stage as a whole.")
    return words(
        "{stage} · {value} loses the most time: {days} against {usual} for all deals there (n {n}).",
        stage=worst.stage,
        value=worst.value or words("(none)"),
        days=said_median(worst, words, unit),
        usual=unit(own[worst.stage].km_median_days or 0.0, words),
        n=words.number(worst.n),
    )


def _figure(info: HeatInfo, words: Words, theme: Theme) -> Figure:
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.values), 1) + HEAD_ROOM,
        margin=(8, 4, 4, 8),
        barmode="overlay",
        annotations=_labels(info, words, theme),
        xaxis=stages_axis(theme, tuple(plain(shortened(stage, 16)) for stage in info.stages)),
        yaxis=rows_axis(theme, tuple(wrapped(value or words("(none)"), columns=14) for value in info.values)),
    )
    return Figure([_bars(info, theme)], figure)


def _bars(info: HeatInfo, theme: Theme) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [cell.row for cell in info.cells],
        "base": [cell.column - CELL / 2 for cell in info.cells],
        "x": [CELL] * len(info.cells),
        "width": CELL,
        "marker": {
            "color": [theme.surface if cell.ratio is None else theme.heat(cell.ratio) for cell in info.cells],
            "line": {
                "width": [2 if cell.worst else 1 for cell in info.cells],
                "color": [theme.text if cell.worst else theme.grid for cell in info.cells],
            },
        },
        "customdata": [[info.pipeline, cell.stage, cell.value] for cell in info.cells],
        "hovertext": [cell.hover for cell in info.cells],
        "hoverinfo": "text",
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 0.5}},
    }


def _labels(info: HeatInfo, words: Words, theme: Theme) -> list[Spec]:
    """The value with n under it; grey below five stays, not bold below twenty."""
    notes = []
    for cell in info.cells:
        strong = f"<b>{cell.label}</b>" if cell.ranked else cell.label
        grey = cell.ratio is None and not cell.ranked
        text = f"{strong}<br><span style='font-size:12px'>{words.number(cell.n)}</span>"
        notes.append(note(text, cell.column, cell.row, font={"color": theme.muted if grey else theme.text}))
    return notes
