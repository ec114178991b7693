"""The stage funnel of one pipeline: centred bars, what was lost between them, the rate with its Wilson interval.

The numbers come from `funnel_info`; here is the drawing. A bar's customdata is `[pipeline, stage]`.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.axes import share_axis
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.funnel_info import FunnelBar, FunnelInfo, Measure, funnel_info
from dashboard.charts.labels import width, wrapped
from dashboard.charts.theme import NOTE_SIZE, UNDECIDED_SHARE, Theme
from dashboard.language import Words
from dashboard.metrics.answers import Answer, FunnelStage

ROW_HEIGHT: Final = 64
BAR_WIDTH: Final = 0.52
PHONE: Final = 165
"""Pixels of the widest bar on a phone: a label goes inside a bar where it fits there."""
CHARACTER: Final = 6.5


def funnel_chart(
    answer: Answer[FunnelStage], *, pipeline: str, measure: Measure = "count", words: Words, theme: Theme
) -> Chart:
    """Draw one pipeline's funnel; `pipeline` is one of `pipelines_of(answer)`."""
    info = funnel_info(answer, pipeline=pipeline, measure=measure, words=words)
    return Chart(_figure(info, words, theme), info.says)


def _figure(info: FunnelInfo, words: Words, theme: Theme) -> Figure:
    widest = max((bar.size for bar in info.bars), default=0.0) or 1.0
    split = (0.0, 0.76) if info.rates else (0.0, 1.0)
    data = [_bars(info, theme, undecided=False), _bars(info, theme, undecided=True)]
    notes = [*_bar_labels(info, widest, theme), *_drops(info, theme)]
    axes: Spec = {
        "xaxis": axis(theme, range=[-widest / 2, widest / 2], domain=split, showgrid=False, showticklabels=False),
        "yaxis": rows_axis(theme, tuple(_name(bar, theme) for bar in info.bars)),
    }
    if info.rates:
        data.append(_rate_dots(info, theme))
        notes += _rate_labels(info, words, theme)
        axes["xaxis2"] = share_axis(
            theme, words=words, most=1, range=[-0.03, 1.03], domain=[0.82, 1.0], tickangle=0, anchor="y"
        )
    height = ROW_HEIGHT * len(info.bars) + 56
    return Figure(
        data, layout(theme, height=height, margin=(28, 16, 24, 8), barmode="overlay", annotations=notes, **axes)
    )


def _name(bar: FunnelBar, theme: Theme) -> str:
    """The stage, and below it what share of the first stage's deals it has."""
    grey = f'<span style="font-size:{NOTE_SIZE}px;color:{theme.muted}">{bar.of_first}</span>'
    return f"{wrapped(bar.stage)}<br>{grey}" if bar.of_first else wrapped(bar.stage)


def _bars(info: FunnelInfo, theme: Theme, *, undecided: bool) -> Spec:
    """The decided part from the left end, or the undecided part as the lighter right end."""
    hues = [theme.won if bar.won else theme.accent for bar in info.bars]
    if undecided:
        base = [bar.size / 2 - bar.undecided for bar in info.bars]
        sizes = [bar.undecided for bar in info.bars]
        colours = [theme.tint(hue, UNDECIDED_SHARE) for hue in hues]
    else:
        base = [-bar.size / 2 for bar in info.bars]
        sizes = [bar.size - bar.undecided for bar in info.bars]
        colours = hues
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(info.bars))),
        "x": sizes,
        "base": base,
        "width": BAR_WIDTH,
        "marker": {"color": colours, "line": {"width": 0}},
        "customdata": [[info.pipeline, bar.stage] for bar in info.bars],
        "hovertext": [bar.hover for bar in info.bars],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _bar_labels(info: FunnelInfo, widest: float, theme: Theme) -> list[Spec]:
    """Inside on a wide bar, at its right end on a narrow one."""
    notes = []
    for row, bar in enumerate(info.bars):
        room = PHONE * (bar.size - bar.undecided) / widest
        inside = room >= CHARACTER * (width(bar.label) - len("<b></b>")) + 4
        decided_middle = -bar.size / 2 + (bar.size - bar.undecided) / 2
        place: Spec = (
            {"x": decided_middle, "xanchor": "center", "font": {"color": theme.paper}}
            if inside
            else {"x": bar.size / 2, "xanchor": "left", "xshift": 4, "font": {"color": theme.text}}
        )
        notes.append(note(bar.label, y=row, **place))
    return notes


def _drops(info: FunnelInfo, theme: Theme) -> list[Spec]:
    return [
        note(bar.drop, 0, row + 0.5, font={"size": NOTE_SIZE, "color": theme.muted})
        for row, bar in enumerate(info.bars)
        if bar.drop
    ]


def _rate_dots(info: FunnelInfo, theme: Theme) -> Spec:
    rates = info.rates
    return {
        "type": "scatter",
        "mode": "markers",
        "xaxis": "x2",
        "x": [rate.rate for rate in rates],
        "y": [rate.row + 0.5 for rate in rates],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [rate.high - rate.rate for rate in rates],
            "arrayminus": [rate.rate - rate.low for rate in rates],
            "color": theme.accent,
            "thickness": 1.5,
            "width": 4,
        },
        "marker": {"color": theme.accent, "size": 8},
        "hovertext": [rate.hover for rate in rates],
        "hoverinfo": "text",
    }


def _rate_labels(info: FunnelInfo, words: Words, theme: Theme) -> list[Spec]:
    small: Spec = {"size": NOTE_SIZE, "color": theme.muted}
    place: Spec = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom", "yshift": 4}
    heading = note(words("Settled conversion"), 1, 1, xshift=12, font=small, **place)
    labels = [note(rate.label, rate.rate, rate.row + 0.5, xref="x2", yshift=14, font=small) for rate in info.rates]
    return [heading, *labels]
