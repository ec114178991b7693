"""What a verdict says: the place, the pattern, the figures that carry it, and why this window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.charts.dwell import Unit, in_working_days, unit_of
from dashboard.formatting import DASH, bare_days, days, interval, share, short_money, working_days
from dashboard.language import Words, mark
from dashboard.metrics.answers import Answer, StageDwell
from dashboard.metrics.bottlenecks import MODES, Bottleneck, window_days
from dashboard.metrics.selection import Selection

PATTERNS: Final = {
    "both": mark("deals leave later than before, and fewer of them advance"),
    "slow": mark("deals leave later than before"),
    "low_conversion": mark("fewer deals advance than before"),
}
HOW_IT_COSTS: Final = mark(
    "Money a day: the wins more within a year, at the mean won amount, if the stage ran as in the year before and all "
    "else as now. What is only late comes later, the rest never. Stages that are off together share it (Shapley)."
)
WORKING: Final = mark(
    "Ages and what they come to count working days: a stage that nobody left over the holidays is not slow for that."
)
NEAREST: Final = 3
"""Places without a verdict that are named with the deals they need."""


@dataclass(frozen=True)
class Fact:
    """One figure of a verdict: its name, its value and what stands beside it."""

    name: str
    value: str
    beside: str


def signals(answer: Answer[Bottleneck]) -> tuple[Bottleneck, ...]:
    """The rows with a signal, costliest first; a whole stage after the segments of it that have one too."""
    found = [row for row in answer.rows if row.pattern is not None]
    narrower = {(row.pipeline, row.stage) for row in found if row.value is not None}
    return tuple(
        sorted(found, key=lambda row: row.value is None and (row.pipeline, row.stage) in narrower)  # sorted keeps order
    )


def nearest(answer: Answer[Bottleneck]) -> tuple[Bottleneck, ...]:
    """The signals without the whole stages whose segments tell it more exactly: no cost stands twice."""
    found = signals(answer)
    narrower = {(row.pipeline, row.stage) for row in found if row.value is not None}
    return tuple(row for row in found if row.value is not None or (row.pipeline, row.stage) not in narrower)


def place_of(row: Bottleneck, words: Words, *, several: bool = False) -> str:
    """Stage · segment, with the pipeline before it where there are several."""
    parts = [row.pipeline] if several else []
    parts.append(row.stage)
    if row.value is not None:
        parts.append(row.value or words("(none)"))
    return " · ".join(parts)


def several_pipelines(answer: Answer[Bottleneck]) -> bool:
    """Whether places of more than one pipeline are told of."""
    return len({row.pipeline for row in answer.rows}) > 1


def verdict(row: Bottleneck, words: Words, *, several: bool = False) -> str:
    """The finding in one sentence: where, what, since when."""
    return words("{place}: {finding}", place=place_of(row, words, several=several), finding=found(row, words))


def found(row: Bottleneck, words: Words) -> str:
    """What stands out, and since when."""
    pattern = words(PATTERNS[row.pattern or "slow"])
    if row.since is None:
        return words("{pattern}.", pattern=pattern)
    return words("{pattern}, since the week of {day}.", pattern=pattern, day=words.day(row.since))


def facts(
    row: Bottleneck, answer: Answer[Bottleneck], words: Words, *, stays: tuple[StageDwell | None, StageDwell | None]
) -> tuple[Fact, ...]:
    """The figures of one verdict; `stays`: in the window, and in the year before."""
    return (
        _exits(row, answer, words),
        _stay(*stays, words, working=in_working_days(answer)),
        _advance(row, words),
        Fact(
            words("Open there"),
            short_money(row.open_value, answer.currency, words),
            words.plural("{n} deal", "{n} deals", row.open_deals),
        ),
        _value_days(row, answer, words),
        _cost(row, answer.currency, words),
    )


def others(row: Bottleneck, answer: Answer[Bottleneck], words: Words) -> str:
    """A segment against the others in the same stage and time; a stage with the segments that stand out; else ''."""
    if row.value is not None and row.others_ratio is not None:
        return words(
            "Measured by the other groups in the same stage and time, {share} of the exits were seen.",
            share=share(row.others_ratio, words),
        )
    inside = [
        other.value or words("(none)")
        for other in signals(answer)
        if row.value is None and other.value is not None and (other.pipeline, other.stage) == (row.pipeline, row.stage)
    ]
    return words("The deals of {values} above are a part of this.", values=words(", ").join(inside)) if inside else ""


def window_said(answer: Answer[Bottleneck], words: Words) -> str:
    """Over how many days was judged, and why not fewer."""
    judged = sum(row.deals_needed == 0 for row in answer.rows)
    said = words(
        "Judged over the last {days} days against the year before: {judged} of {places} places hold enough deals.",
        days=window_days(answer),
        judged=words.number(judged),
        places=words.number(len(answer.rows)),
    )
    if in_working_days(answer):
        said = f"{said} " + words(WORKING)
    if window_days(answer) == int(MODES[0]):
        return said
    if 2 * judged < len(answer.rows):
        return f"{said} " + words("A longer window would no longer be about today.")
    return f"{said} " + words("Over a shorter window fewer than half of them would.")


def silence(answer: Answer[Bottleneck], words: Words) -> str:
    """What is said where no place has a signal."""
    if any(row.deals_needed == 0 for row in answer.rows):
        return words("No stage and no group of deals stands out: what was judged differs no more than chance would.")
    return words("No place holds enough deals for a verdict yet.")


def missing_deals(answer: Answer[Bottleneck], words: Words) -> str:
    """The places nearest to a verdict with about how many deals they still need; '' where all are judged."""
    unjudged = sorted((row for row in answer.rows if row.deals_needed), key=lambda row: row.deals_needed)
    if not unjudged:
        return ""
    several = several_pipelines(answer)
    named = words(", ").join(
        words("{place} (about {n} more)", place=place_of(row, words, several=several), n=words.number(row.deals_needed))
        for row in unjudged[:NEAREST]
    )
    return words.plural(
        "{n} place has too few deals for a verdict: {named}.",
        "{n} places have too few deals for a verdict, the nearest to one: {named}.",
        len(unjudged),
        named=named,
    )


def waiting(row: Bottleneck, by: str | None) -> Selection:
    """The open deals of one place."""
    of_value = row.value is not None
    return Selection(
        "bottlenecks", "", row.pipeline, row.stage, by=by if of_value else None, value=row.value if of_value else None
    )


def _exits(row: Bottleneck, answer: Answer[Bottleneck], words: Words) -> Fact:
    seen = words("{seen} of {expected}", seen=words.number(row.exits), expected=words.number(round(row.expected_exits)))
    beside = words(
        "{share} ({interval}) in {days} days",
        share=share(row.exits_ratio, words),
        interval=interval(row.exits_low, row.exits_high, words),
        days=window_days(answer),
    )
    return Fact(words("Left, of those expected"), seen, beside)


def _stay(now: StageDwell | None, before: StageDwell | None, words: Words, *, working: bool) -> Fact:
    """The median stay; in working days the name says the unit, for which beside the number there is no room."""
    name = words("Median, in working days") if working else words("Median stay")
    headline, unit = (bare_days, working_days) if working else (days, days)
    if now is None or not now.shown:
        return Fact(name, DASH, words("under 5 stays"))
    counted = words("n {n}", n=words.number(now.n))
    if before is None or not before.shown:
        return Fact(name, median_said(now, words, headline), counted)
    usual = words("{usual} before, {n}", usual=median_said(before, words, unit), n=counted)
    return Fact(name, median_said(now, words, headline), usual)


def median_said(stay: StageDwell, words: Words, unit: Unit = days) -> str:
    """A median stay, or that it is longer than what was watched."""
    if stay.km_median_days is None and stay.longest_days is not None:
        return words("> {days}", days=unit(stay.longest_days, words))
    return unit(stay.km_median_days, words)


def _advance(row: Bottleneck, words: Words) -> Fact:
    if row.advance_share is None:
        return Fact(words("Advanced when leaving"), DASH, words("nothing left"))
    beside = words(
        "{interval}, n {n}; {usual} before",
        interval=interval(row.advance_low, row.advance_high, words),
        n=words.number(row.left),
        usual=share(row.expected_share, words),
    )
    return Fact(words("Advanced when leaving"), share(row.advance_share, words), beside)


def _value_days(row: Bottleneck, answer: Answer[Bottleneck], words: Words) -> Fact:
    money, unit = short_money(row.value_days_lost, answer.currency, words), unit_of(answer)
    lost = words("{money} × days", money=money)
    if not row.open_deals or row.benchmark_days is None:
        return Fact(words("Waits too long"), lost, "")
    beyond = words(
        "{days} each beyond {usual}",
        days=unit(row.excess_deal_days / row.open_deals, words),
        usual=unit(row.benchmark_days, words),
    )
    return Fact(words("Waits too long"), lost, beyond)


def _cost(row: Bottleneck, currency: str, words: Words) -> Fact:
    if row.money_a_day is None:
        return Fact(words("Costs a day"), DASH, "")
    told = {"n": _wins(row.wins_missed, words), "lost": _wins(row.wins_lost, words)}
    wins = words("{n} wins fewer in a year, {lost} of them for good", **told)
    return Fact(words("Costs a day"), words("≈ {money}", money=short_money(row.money_a_day, currency, words)), wins)


def _wins(wins: float | None, words: Words) -> str:
    return words.number(wins or 0.0, 0 if (wins or 0.0) >= 10 else 1)
