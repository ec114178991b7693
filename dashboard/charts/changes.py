"""What changed in the open pipeline between two instants: a bridge whose bars open their deals."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from dashboard.charts.bridge import Step, bridge
from dashboard.charts.figure import Chart
from dashboard.charts.theme import Theme
from dashboard.formatting import short_money, signed_money, signed_share
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import PipelineChange

KINDS: Final = {
    "start": mark("Open then"),
    "reopened": mark("Reopened"),
    "created": mark("Created"),
    "transferred_in": mark("Transferred in"),
    "pulled_in": mark("Pulled in"),
    "carried_in": mark("Carried in"),
    "late_entry": mark("Entered late"),
    "increased": mark("Increased"),
    "decreased": mark("Decreased"),
    "currency": mark("Exchange rates"),
    "won": mark("Won"),
    "lost": mark("Lost"),
    "void": mark("Void"),
    "missing": mark("Missing from the file"),
    "transferred_out": mark("Transferred out"),
    "pushed_out": mark("Pushed out"),
    "pulled_out": mark("Pulled out"),
    "end": mark("Open now"),
}
"""Kind of change → its name, in the order drawn."""
TOTALS: Final = frozenset({"start", "end"})
PHRASES: Final = {
    "reopened": mark("{value} was reopened"),
    "created": mark("{value} is new"),
    "transferred_in": mark("{value} was transferred in"),
    "pulled_in": mark("{value} was pulled in"),
    "carried_in": mark("{value} was carried in"),
    "late_entry": mark("{value} was entered late"),
    "increased": mark("{value} was added to open deals"),
    "decreased": mark("{value} was taken off open deals"),
    "currency": mark("{value} came from exchange rates"),
    "won": mark("{value} was won"),
    "lost": mark("{value} was lost"),
    "void": mark("{value} became void"),
    "missing": mark("{value} is missing from the file"),
    "transferred_out": mark("{value} was transferred out"),
    "pushed_out": mark("{value} was pushed out"),
    "pulled_out": mark("{value} was pulled out"),
}
"""Kind of change → what is said of its amount."""


class ChangesInfo(NamedTuple):
    """The bars that have deals, in the order drawn, and the sentence."""

    kinds: tuple[str, ...]
    values: tuple[float, ...]
    deals: tuple[int, ...]
    says: str


def changes_chart(answer: Answer[PipelineChange], *, since: datetime, words: Words, theme: Theme) -> Chart:
    """Draw the changes between `since` and the answer's as-of."""
    info = changes_info(answer, since=since, words=words)
    steps = tuple(
        Step(kind, words(KINDS[kind]), value, total=kind in TOTALS, detail=words.plural("{n} deal", "{n} deals", deals))
        for kind, value, deals in zip(info.kinds, info.values, info.deals, strict=True)
    )
    return Chart(bridge(steps, currency=answer.currency, words=words, theme=theme), info.says)


def changes_info(answer: Answer[PipelineChange], *, since: datetime, words: Words) -> ChangesInfo:
    """The bars with deals; opening and closing are always there."""
    by_kind = {row.kind: row for row in answer.rows}
    kept = [by_kind[kind] for kind in KINDS if kind in by_kind and (kind in TOTALS or by_kind[kind].deals)]
    return ChangesInfo(
        tuple(row.kind for row in kept),
        tuple(row.value for row in kept),
        tuple(row.deals for row in kept),
        _says(by_kind, answer.currency, since, words),
    )


def largest_changes(answer: Answer[PipelineChange], *, words: Words, most: int = 3) -> str:
    """The largest changes in words: "¥ 5.1M was pushed out, ¥ 4.8M is new, ¥ 2.9M was lost"; '' without any."""
    moved = [row for row in answer.rows if row.kind in PHRASES and row.value]
    moved.sort(key=lambda row: -abs(row.value))
    said = [words(PHRASES[row.kind], value=short_money(abs(row.value), answer.currency, words)) for row in moved[:most]]
    return words(", ").join(said)


def relative_change(answer: Answer[PipelineChange]) -> float | None:
    """Open value now against then, as a share; None from zero."""
    by_kind = {row.kind: row.value for row in answer.rows}
    start, end = by_kind.get("start", 0.0), by_kind.get("end", 0.0)
    return end / start - 1 if start > 0 else None


def _says(by_kind: dict[str, PipelineChange], currency: str, since: datetime, words: Words) -> str:
    start, end = by_kind.get("start"), by_kind.get("end")
    if start is None or end is None:
        return words("Nothing was open.")
    moved = None if not start.value else end.value / start.value - 1
    return words(
        "Open pipeline went from {start} on {day} to {end} ({change}).",
        start=short_money(start.value, currency, words),
        day=words.day(since),
        end=short_money(end.value, currency, words),
        change=signed_share(moved, words)
        if moved is not None
        else signed_money(end.value - start.value, currency, words),
    )
