"""What the stage funnel of one pipeline draws: bars, what was lost between them, and rates with Wilson intervals."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from dashboard.charts.labels import plain
from dashboard.formatting import interval, share, short_money
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer, FunnelStage

Measure = Literal["count", "value", "weighted"]

MODES: Final = {
    "reached": mark("Reached this stage or a later one"),
    "entered": mark("Entered this stage itself"),
    "in_order": mark("Passed every stage in order"),
    "now": mark("Open in this stage now"),
}
"""Funnel mode → what it counts, as the chart names it."""
MEASURES: Final[dict[Measure, str]] = {
    "count": mark("Deals"),
    "value": mark("Value"),
    "weighted": mark("Weighted value"),
}
RANKED_FROM: Final = 20
"""Decided deals below which a stage's rate is not called the worst (definitions §3)."""


class FunnelBar(NamedTuple):
    """One row: `size` and its undecided part in the measure, the texts at the bar, below it and under its name."""

    stage: str
    size: float
    undecided: float
    label: str
    drop: str
    hover: str
    won: bool
    of_first: str = ""


class FunnelRate(NamedTuple):
    """Settled conversion to the next stage with its Wilson 95 % interval, shares 0 to 1."""

    row: int
    rate: float
    low: float
    high: float
    label: str
    hover: str


class FunnelInfo(NamedTuple):
    """All that the funnel draws."""

    pipeline: str
    bars: tuple[FunnelBar, ...]
    rates: tuple[FunnelRate, ...]
    says: str


def pipelines_of(answer: Answer[FunnelStage]) -> tuple[str, ...]:
    """The pipelines in the answer, the one with the most deals first."""
    largest: dict[str, int] = {}
    for row in answer.rows:
        largest[row.pipeline] = max(largest.get(row.pipeline, 0), row.reached)
    return tuple(sorted(largest, key=lambda name: -largest[name]))


def funnel_size(answer: Answer[FunnelStage], pipeline: str) -> int:
    """Deals in one pipeline's funnel: of its widest bar, or of all bars where each deal is in one (mode "now")."""
    deals = [row.reached for row in answer.rows if row.pipeline == pipeline]
    return sum(deals) if answer.mode == "now" else max(deals, default=0)


def funnel_info(answer: Answer[FunnelStage], *, pipeline: str, measure: Measure, words: Words) -> FunnelInfo:
    """The bars, rates and the takeaway of one pipeline's funnel."""
    stages = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    now = answer.mode == "now"
    bars = tuple(
        _bar(stage, stages[:at] if not now else [], stages[at + 1 :], measure, answer, words)
        for at, stage in enumerate(stages)
    )
    rates = () if now else tuple(_rates(stages, words))
    return FunnelInfo(pipeline, bars, rates, _says(stages, now=now, words=words))


def _bar(
    stage: FunnelStage,
    before: list[FunnelStage],
    later: list[FunnelStage],
    measure: Measure,
    answer: Answer[FunnelStage],
    words: Words,
) -> FunnelBar:
    size = _size(stage, measure)
    shown = words.number(size) if measure == "count" else short_money(size, answer.currency, words)
    step, first = (_size(before[at], measure) if before else 0.0 for at in (-1, 0))
    label = f"<b>{shown}</b> · {share(size / step, words)}" if step > 0 else f"<b>{shown}</b>"
    undecided = float(stage.open) if measure == "count" and answer.mode != "now" else 0.0
    drop = _drop(stage, words) if later and answer.mode != "now" else ""
    won = not later and _is_won(stage, answer)
    of_first = words("{share} of the first", share=share(size / first, words)) if first > 0 else ""
    return FunnelBar(stage.stage, size, undecided, label, drop, _hover(stage, answer, words), won, of_first)


def _is_won(stage: FunnelStage, answer: Answer[FunnelStage]) -> bool:
    return answer.mode != "now" and stage.lost == stage.void == stage.open == 0 and stage.conversion is None


def _size(stage: FunnelStage, measure: Measure) -> float:
    sizes = {"count": float(stage.reached), "value": stage.reached_value, "weighted": stage.weighted_value}
    return sizes[measure]


def _drop(stage: FunnelStage, words: Words) -> str:
    parts = [words.plural("{n} lost", "{n} lost", stage.lost)] if stage.lost else []
    if stage.void:
        parts.append(words.plural("{n} void", "{n} void", stage.void))
    if stage.open:
        parts.append(words.plural("{n} still here", "{n} still here", stage.open))
    return " · ".join(parts)


def _hover(stage: FunnelStage, answer: Answer[FunnelStage], words: Words) -> str:
    lines = [
        f"<b>{plain(stage.stage)}</b>",
        words.plural("{n} deal", "{n} deals", stage.reached),
        words("Value {value}", value=short_money(stage.reached_value, answer.currency, words)),
    ]
    if stage.share_of_first is not None and answer.mode != "now":
        lines.append(words("{share} of the first stage", share=share(stage.share_of_first, words)))
    if stage.skipped:
        lines.append(words.plural("{n} skipped it", "{n} skipped it", stage.skipped))
    if stage.moved_back:
        lines.append(words.plural("{n} move back", "{n} moves back", stage.moved_back))
    return "<br>".join(lines)


def _rates(stages: list[FunnelStage], words: Words) -> list[FunnelRate]:
    rates = []
    for row, stage in enumerate(stages):
        rate, low, high = stage.settled_conversion, stage.settled_low, stage.settled_high
        if rate is not None and low is not None and high is not None:
            hover = f"{plain(stage.stage)}: {share(rate, words)} ({interval(low, high, words)})"
            rates.append(FunnelRate(row, rate, low, high, share(rate, words), hover))
    return rates


def _says(stages: list[FunnelStage], *, now: bool, words: Words) -> str:
    if not stages or max(stage.reached for stage in stages) == 0:
        return words("No deals in this funnel.")
    if now:
        fullest = max(stages, key=lambda stage: stage.reached)
        return words(
            "{n} deals are open now; most of them, {count}, are in {stage}.",
            n=words.number(sum(stage.reached for stage in stages)),
            count=words.number(fullest.reached),
            stage=fullest.stage,
        )
    first, last = stages[0], stages[-1]
    said = words(
        "Of {n} deals in {first}, {count} came to {last} ({share}).",
        n=words.number(first.reached),
        first=first.stage,
        count=words.number(last.reached),
        last=last.stage,
        share=share(last.reached / first.reached, words) if first.reached else "–",
    )
    worst = _worst(stages)
    if worst is None or worst.settled_conversion is None:
        return said
    return " ".join((said, _loses_most(worst, words)))


def _worst(stages: list[FunnelStage]) -> FunnelStage | None:
    """The stage with the lowest settled conversion among those with enough decided deals and any loss."""
    enough = [
        stage
        for at, stage in enumerate(stages[:-1])
        if stage.settled_conversion is not None and stage.lost and stages[at + 1].reached + stage.lost >= RANKED_FROM
    ]
    return min(enough, key=lambda stage: stage.settled_conversion or 0.0, default=None)


def _loses_most(worst: FunnelStage, words: Words) -> str:
    return words(
        "{stage} loses the most: {share} of the decided deals go on.",
        stage=worst.stage,
        share=share(worst.settled_conversion or 0.0, words),
    )
