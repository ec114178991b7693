"""Stage × age band: what the open deals are worth, by how long they have been in their stage.

Cells are bars of equal size, so that a click on one reaches the app. A cell's customdata is `[pipeline, stage, first
day of the band]`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final, NamedTuple

from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note, rows_axis, stages_axis
from dashboard.charts.labels import plain, shortened
from dashboard.charts.theme import Theme
from dashboard.formatting import share, short_money, short_number
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import StageAge

BANDS: Final = {0: 7, 8: 14, 15: 30, 31: 60, 61: 90, 91: None}
"""First and last day of each band; the last has no end."""
OLD: Final = 91
ROW_HEIGHT: Final = 44
HEAD_ROOM: Final = 104
"""Pixels for the stage names, which stand upright where the columns are narrow."""
CELL: Final = 0.94
STRONGEST: Final = 0.55
"""How much of the hue the fullest cell takes, so that the text on it stays readable."""


class AgeInfo(NamedTuple):
    """The stages in order, the cells of one pipeline, and whether they are told by value or by deals."""

    stages: tuple[str, ...]
    cells: tuple[StageAge, ...]
    by_value: bool
    says: str


def band_name(first_day: int | str, words: Words) -> str:
    """The band that begins with a day, in words; of no such band the text itself."""
    first = int(first_day) if str(first_day).isdecimal() else -1
    if first not in BANDS:
        return str(first_day)
    last = BANDS[first]
    return (
        words("more than {days} days", days=words.number(first - 1))
        if last is None
        else words("{first}–{last} days", first=words.number(first), last=words.number(last))
    )


def ages_chart(answer: Answer[StageAge], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the open deals of one pipeline."""
    info = ages_info(answer, pipeline=pipeline, words=words)
    return Chart(_figure(info, answer.currency, words, theme), info.says)


def ages_info(answer: Answer[StageAge], *, pipeline: str, words: Words) -> AgeInfo:
    """What is drawn of one pipeline; by deals where none of its deals has a value."""
    cells = tuple(row for row in answer.rows if row.pipeline == pipeline)
    by_value = any(row.value for row in cells)
    stages = dict.fromkeys(row.stage for row in sorted(cells, key=lambda row: row.rank))
    return AgeInfo(tuple(stages), cells, by_value, _says(cells, answer.currency, words, by_value=by_value))


def _weight(row: StageAge, *, by_value: bool) -> float:
    return row.value if by_value else row.deals


def _says(cells: tuple[StageAge, ...], currency: str, words: Words, *, by_value: bool) -> str:
    old = [row for row in cells if row.from_days == OLD]
    total = sum(_weight(row, by_value=by_value) for row in cells)
    there: dict[str, float] = defaultdict(float)
    for row in old:
        there[row.stage] += _weight(row, by_value=by_value)
    if not cells:
        return words("No open deal of this pipeline has a known age.")
    if not old:
        return words("No open deal has been in its stage for more than 90 days.")
    part = sum(there.values())
    told = {"stage": max(there, key=lambda stage: there[stage]), "share": share(part / total, words)}
    if by_value:
        return words(
            "{part} of {total} open ({share}) lies in deals that have been in their stage for more than 90 days, the "
            "largest sum in {stage}.",
            part=short_money(part, currency, words),
            total=short_money(total, currency, words),
            **told,
        )
    return words(
        "{part} of {total} open deals ({share}) have been in their stage for more than 90 days, most of them in "
        "{stage}.",
        part=words.number(part),
        total=words.number(total),
        **told,
    )


def _figure(info: AgeInfo, currency: str, words: Words, theme: Theme) -> Figure:
    figure = layout(
        theme,
        height=ROW_HEIGHT * len(BANDS) + HEAD_ROOM,
        margin=(8, 4, 4, 8),
        barmode="overlay",
        annotations=[_label(info, row, words, theme) for row in info.cells],
        xaxis=stages_axis(theme, tuple(plain(shortened(stage, 16)) for stage in info.stages)),
        yaxis=rows_axis(theme, tuple(band_name(first, words) for first in BANDS)),
    )
    return Figure([_bars(info, currency, words, theme)], figure)


def _place(info: AgeInfo, row: StageAge) -> tuple[int, int]:
    return info.stages.index(row.stage), list(BANDS).index(row.from_days)


def _label(info: AgeInfo, row: StageAge, words: Words, theme: Theme) -> Spec:
    """The value with the number of deals under it; the number alone where values are not told."""
    count = words.number(row.deals)
    worth = short_number(row.value, words) if row.value else "–"
    text = f"<b>{worth}</b><br><span style='font-size:12px'>{count}</span>" if info.by_value else f"<b>{count}</b>"
    return note(text, *_place(info, row), font={"color": theme.text})


def _bars(info: AgeInfo, currency: str, words: Words, theme: Theme) -> Spec:
    weights = [_weight(row, by_value=info.by_value) for row in info.cells]
    most = max(weights, default=0.0) or 1.0
    places = [_place(info, row) for row in info.cells]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [y for _, y in places],
        "base": [x - CELL / 2 for x, _ in places],
        "x": [CELL] * len(places),
        "width": CELL,
        "marker": {
            "color": [theme.tint(theme.accent, STRONGEST * (0.1 + 0.9 * weight / most)) for weight in weights],
            "line": {"width": 0},
        },
        "customdata": [[row.pipeline, row.stage, row.from_days] for row in info.cells],
        "hovertext": [_hover(row, currency, words) for row in info.cells],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _hover(row: StageAge, currency: str, words: Words) -> str:
    deals = words.plural("{n} deal", "{n} deals", row.deals)
    lines = [f"<b>{plain(row.stage)} · {band_name(row.from_days, words)}</b>", deals]
    if row.value:
        lines[1] += f" · {short_money(row.value, currency, words)}"
    if row.no_value:
        lines.append(words("Without a value: {n}", n=words.number(row.no_value)))
    return "<br>".join(lines)
