"""Flow through each stage in the period: what came in to the right, what left to the left, by how it left.

The numbers add up: open at the start + entered − left = open at the end. Customdata is `[pipeline, stage, part]`.
A bar counts moves; its hover says how many deals made them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dashboard.charts.axes import nice_ticks
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer, FlowStage

ROW_HEIGHT: Final = 44
Deals = Mapping[tuple[str, str, str], int]
"""Deals of each part of the flow, by pipeline, stage and part."""
EXITS: Final = {
    "advanced": mark("Advanced"),
    "won": mark("Won"),
    "lost": mark("Lost"),
    "moved_back": mark("Moved back"),
    "void": mark("Void"),
}
"""How a visit ends → its name, in the order drawn from the middle."""


class FlowRow(NamedTuple):
    """One stage; `exits` in the order of EXITS."""

    stage: str
    start: int
    entered: int
    exits: tuple[int, ...]
    end: int

    @property
    def left(self) -> int:
        """All visits that ended in the period."""
        return sum(self.exits)


class FlowInfo(NamedTuple):
    """All that the chart draws."""

    pipeline: str
    rows: tuple[FlowRow, ...]
    says: str


def flow_chart(answer: Answer[FlowStage], *, deals: Deals, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the flow of one pipeline; `deals`: how many each part holds, where a deal that moved twice is one."""
    info = flow_info(answer, pipeline=pipeline, words=words)
    return Chart(_figure(info, deals, words, theme), info.says)


def flow_info(answer: Answer[FlowStage], *, pipeline: str, words: Words) -> FlowInfo:
    """The rows in stage order and the stage whose queue grew most."""
    stages = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    rows = tuple(
        FlowRow(row.stage, row.open_at_start, row.entered, tuple(getattr(row, name) for name in EXITS), row.open_at_end)
        for row in stages
    )
    return FlowInfo(pipeline, rows, _says(rows, words))


def _says(rows: tuple[FlowRow, ...], words: Words) -> str:
    if not any(row.start or row.entered for row in rows):
        return words("Nothing moved in this period.")
    grown = max(rows, key=lambda row: row.end - row.start)
    if grown.end <= grown.start:
        return words("No stage's queue grew: as many deals left every stage as came in, or more.")
    return words(
        "The queue in {stage} grew most, from {start} to {end}: {entered} came in, {left} left.",
        stage=grown.stage,
        start=words.number(grown.start),
        end=words.number(grown.end),
        entered=words.number(grown.entered),
        left=words.number(grown.left),
    )


def _figure(info: FlowInfo, deals: Deals, words: Words, theme: Theme) -> Figure:
    far = max((max(row.entered, row.left) for row in info.rows), default=1) or 1
    ticks = [tick for tick in nice_ticks(-far, far, most=4) if tick == int(tick)]
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 88,
        margin=(52, 8, 28, 8),
        barmode="relative",
        annotations=[_key(words, theme), *_heads(words, theme), *_queues(info, words)],
        xaxis=axis(
            theme,
            range=[-1.15 * far, 1.75 * far],
            tickmode="array",
            tickvals=ticks,
            ticktext=[words.number(abs(tick)) for tick in ticks],
        ),
        yaxis=rows_axis(theme, tuple(wrapped(row.stage) for row in info.rows)),
    )

    def bar(part: str, sizes: list[int], colour: str, name: str) -> Spec:
        told = [deals_line(deals.get((info.pipeline, row.stage, part), 0), words) for row in info.rows]
        return _bar(info, part, sizes, colour, name, told, words)

    entered = bar("entered", [row.entered for row in info.rows], theme.accent, words("Entered"))
    exits = [
        bar(name, [-row.exits[at] for row in info.rows], _colours(theme)[name], words(EXITS[name]))
        for at, name in enumerate(EXITS)
    ]
    return Figure([entered, *exits], figure)


def _colours(theme: Theme) -> dict[str, str]:
    return {
        "advanced": theme.tint(theme.accent, 0.55),
        "won": theme.won,
        "lost": theme.lost,
        "moved_back": theme.categories[3],
        "void": theme.void,
    }


def _bar(info: FlowInfo, part: str, sizes: list[int], colour: str, name: str, told: list[str], words: Words) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "x": sizes,
        "y": list(range(len(sizes))),
        "width": 0.6,
        "marker": {"color": colour, "line": {"width": 0}},
        "customdata": [[info.pipeline, row.stage, part] for row in info.rows],
        "hovertext": [
            f"<b>{plain(row.stage)}</b><br>{name}: {words.number(abs(size))}<br>{deals}"
            for row, size, deals in zip(info.rows, sizes, told, strict=True)
        ],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _key(words: Words, theme: Theme) -> Spec:
    colours = _colours(theme)
    marks = "  ".join(f'<span style="color:{colours[name]}">■</span> {words(EXITS[name])}' for name in EXITS)
    place: Spec = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom", "yshift": 24}
    return note(marks, 1, 1, font={"size": NOTE_SIZE, "color": theme.muted}, **place)


def _heads(words: Words, theme: Theme) -> list[Spec]:
    place: Spec = {"yref": "paper", "yanchor": "bottom", "yshift": 4, "font": {"size": NOTE_SIZE, "color": theme.muted}}
    return [
        note(f"← {words('left')}", 0, 1, xanchor="right", xshift=-8, **place),
        note(f"{words('entered')} →", 0, 1, xanchor="left", xshift=8, **place),
        note(words("queue"), 1, 1, xref="paper", xanchor="right", **place),
    ]


def _queues(info: FlowInfo, words: Words) -> list[Spec]:
    """Open at the start → open at the end, at the right."""
    return [
        note(
            f"{words.number(row.start)} → <b>{words.number(row.end)}</b>",
            1,
            at,
            xref="paper",
            xanchor="right",
            font={"size": NOTE_SIZE},
        )
        for at, row in enumerate(info.rows)
    ]
