"""Won and lost value side by side, and lost deals by a cause. Bars' customdata is `[by, value, part]`."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from dashboard.charts.axes import count_axis, nice_ticks
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import share, short_money
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import WinLoss

ROW_HEIGHT: Final = 34
BAR_WIDTH: Final = 0.6
Part = Literal["won", "lost"]
PARTS: Final[dict[Part, str]] = {"won": mark("Won"), "lost": mark("Lost")}


class ValueRow(NamedTuple):
    """Won and lost value, in the reporting currency; None where such deals have no amounts at all, which is not 0."""

    value: str
    name: str
    won: float | None
    lost: float | None
    won_deals: int
    lost_deals: int


class ValueInfo(NamedTuple):
    """Rows, the largest first."""

    by: str
    rows: tuple[ValueRow, ...]
    says: str


class LostRow(NamedTuple):
    """Lost deals with one cause; share of all lost, 0 to 1."""

    value: str
    name: str
    lost: int
    share: float | None
    lost_value: float


class LostInfo(NamedTuple):
    """Rows, the commonest first; deals without a cause are a row of their own."""

    by: str
    rows: tuple[LostRow, ...]
    says: str


def value_chart(answer: Answer[WinLoss], *, rows: int = 15, words: Words, theme: Theme) -> Chart:
    """Draw won value to the right of the middle, lost value to the left."""
    info = value_info(answer, rows=rows, words=words)
    return Chart(_value_figure(info, answer.currency, words, theme), info.says)


def value_info(answer: Answer[WinLoss], *, rows: int, words: Words) -> ValueInfo:
    """The rows of the value chart and its sentence."""
    won, lost = _known_value(answer, "won"), _known_value(answer, "lost")
    drawn = [
        ValueRow(
            row.value,
            row.value or words("(none)"),
            None if won is None else row.won_value,
            None if lost is None else row.lost_value,
            row.won,
            row.lost,
        )
        for row in answer.rows
    ]
    drawn.sort(key=lambda row: -((row.won or 0.0) + (row.lost or 0.0)))
    says = _says_value(won, lost, answer.currency, words)
    return ValueInfo(answer.by or "", tuple(drawn[:rows]), says)


def _known_value(answer: Answer[WinLoss], part: Part) -> float | None:
    """Total value won or lost; None where there are such deals and not one has an amount."""
    total = float(sum(getattr(row, f"{part}_value") for row in answer.rows))
    deals = sum(getattr(row, part) for row in answer.rows)
    return None if deals and not total else total


def _says_value(won: float | None, lost: float | None, currency: str, words: Words) -> str:
    if won is None and lost is None:
        return words("No decided deal has an amount.")
    if lost is None:
        return words("{won} was won; no lost deal has an amount.", won=short_money(won, currency, words))
    if won is None:
        return words("{lost} was lost; no won deal has an amount.", lost=short_money(lost, currency, words))
    return words(
        "{won} won against {lost} lost: {share} of the decided value.",
        won=short_money(won, currency, words),
        lost=short_money(lost, currency, words),
        share=share(won / (won + lost) if won + lost > 0 else None, words),
    )


def lost_chart(answer: Answer[WinLoss], *, rows: int = 12, words: Words, theme: Theme) -> Chart:
    """Draw lost deals by cause: reason, competitor, or the stage they were lost from."""
    info = lost_info(answer, rows=rows, words=words)
    return Chart(_lost_figure(info, answer.currency, words, theme), info.says)


def lost_info(answer: Answer[WinLoss], *, rows: int, words: Words) -> LostInfo:
    """The rows of the chart of losses and its sentence."""
    drawn = [
        LostRow(row.value, row.value or words("(none)"), row.lost, row.share_of_lost, row.lost_value)
        for row in answer.rows
        if row.lost
    ]
    drawn.sort(key=lambda row: (-row.lost, row.name))
    return LostInfo(answer.by or "", tuple(drawn[:rows]), _says_lost(drawn, words))


def _says_lost(rows: list[LostRow], words: Words) -> str:
    if not rows:
        return words("No deal was lost here.")
    blank = next((row for row in rows if not row.value), None)
    named = next((row for row in rows if row.value), None)
    if named is None:
        return words("No lost deal says why.")
    said = words("{name} stands behind {share} of the lost deals.", name=named.name, share=share(named.share, words))
    if blank is None or not blank.share:
        return said
    return " ".join((said, words("{share} say nothing.", share=share(blank.share, words))))


def _value_figure(info: ValueInfo, currency: str, words: Words, theme: Theme) -> Figure:
    far = max((max(row.won or 0.0, row.lost or 0.0) for row in info.rows), default=1.0) or 1.0
    ticks = nice_ticks(-far, far, most=2)
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 64,
        margin=(28, 8, 28, 8),
        barmode="overlay",
        annotations=[*_heads(words, theme), *_value_labels(info, currency, words, theme)],
        xaxis=axis(
            theme,
            range=[-1.75 * far, 1.75 * far],
            tickmode="array",
            tickvals=list(ticks),
            ticktext=[short_money(abs(tick), currency, words) for tick in ticks],
        ),
        yaxis=rows_axis(theme, tuple(wrapped(row.name) for row in info.rows)),
    )
    return Figure([_values(info, part, currency, words, theme) for part in PARTS], figure)


def _heads(words: Words, theme: Theme) -> list[Spec]:
    place: Spec = {"xref": "x", "yref": "paper", "yanchor": "bottom", "yshift": 4}
    return [
        note(
            f"← {words('Lost')}",
            0,
            1,
            xanchor="right",
            xshift=-8,
            font={"size": NOTE_SIZE, "color": theme.lost},
            **place,
        ),
        note(
            f"{words('Won')} →", 0, 1, xanchor="left", xshift=8, font={"size": NOTE_SIZE, "color": theme.won}, **place
        ),
    ]


def _value_labels(info: ValueInfo, currency: str, words: Words, theme: Theme) -> list[Spec]:
    small: Spec = {"size": NOTE_SIZE, "color": theme.text}
    labels = []
    for at, row in enumerate(info.rows):
        labels.append(
            note(short_money(row.won, currency, words), row.won or 0.0, at, xanchor="left", xshift=3, font=small)
        )
        labels.append(
            note(short_money(row.lost, currency, words), -(row.lost or 0.0), at, xanchor="right", xshift=-3, font=small)
        )
    return labels


def _values(info: ValueInfo, part: Part, currency: str, words: Words, theme: Theme) -> Spec:
    won = part == "won"
    return {
        **_bar([row.won or 0.0 if won else -(row.lost or 0.0) for row in info.rows], theme.won if won else theme.lost),
        "customdata": [[info.by, row.value, part] for row in info.rows],
        "hovertext": [
            f"<b>{plain(row.name)}</b><br>{words(PARTS[part])} "
            f"{short_money(row.won if won else row.lost, currency, words)}<br>"
            + deals_line(row.won_deals if won else row.lost_deals, words)
            for row in info.rows
        ],
    }


def _bar(sizes: list[float], colour: str) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "x": sizes,
        "y": list(range(len(sizes))),
        "width": BAR_WIDTH,
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _lost_figure(info: LostInfo, currency: str, words: Words, theme: Theme) -> Figure:
    far = max((row.lost for row in info.rows), default=1)
    bars = {
        **_bar([float(row.lost) for row in info.rows], theme.lost),
        "customdata": [[info.by, row.value, "lost"] for row in info.rows],
        "hovertext": [
            f"<b>{plain(row.name)}</b><br>"
            f"{deals_line(row.lost, words)}<br>"
            + words("Lost value {value}", value=short_money(row.lost_value, currency, words))
            for row in info.rows
        ],
    }
    bars["marker"]["color"] = [theme.lost if row.value else theme.void for row in info.rows]
    labels = [
        note(
            f"<b>{words.number(row.lost)}</b> · {share(row.share, words)}",
            row.lost,
            at,
            xanchor="left",
            xshift=4,
            font={"size": NOTE_SIZE},
        )
        for at, row in enumerate(info.rows)
    ]
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 44,
        margin=(4, 8, 28, 8),
        annotations=labels,
        xaxis=count_axis(theme, 0, 1.4 * far, words=words),
        yaxis=rows_axis(theme, tuple(wrapped(row.name, columns=18) for row in info.rows)),
    )
    return Figure([bars], figure)
