"""The agenda of a review, made from the data: what is stuck, what changed most, which deals to talk about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from dashboard.charts.changes import KINDS, PHRASES
from dashboard.formatting import days, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.bottlenecks import Bottleneck
from dashboard.metrics.deal_flags import FLAGS, FlaggedDeal
from dashboard.metrics.rows import PipelineChange
from dashboard.metrics.selection import Selection
from dashboard.views import selection_link
from dashboard.views.bottlenecks_words import found, nearest, place_of, several_pipelines, waiting
from dashboard.warehouse.review_notes import Kind

MOST_SIGNALS: Final = 2
MOST_CHANGES: Final = 2
MOST_DEALS: Final = 7
TITLES: Final = {flag.name: flag.title for flag in FLAGS}


@dataclass(frozen=True)
class Item:
    """One item: `subject` names it at every review; `link` opens its deals."""

    kind: Kind
    subject: str
    title: str
    says: str
    link: dict[str, str] = field(default_factory=dict)


def of_signals(answer: Answer[Bottleneck], by: str | None, words: Words) -> tuple[Item, ...]:
    """The places where deals get stuck."""
    several = several_pipelines(answer)
    return tuple(
        Item(
            "signal",
            place_subject(row, by),
            place_of(row, words, several=several),
            _signal_says(row, answer.currency, words),
            selection_link.to_link(waiting(row, by)),
        )
        for row in nearest(answer)[:MOST_SIGNALS]
    )


def of_changes(answer: Answer[PipelineChange], since_day: str, words: Words) -> tuple[Item, ...]:
    """The largest changes of the open pipeline."""
    moved = sorted((row for row in answer.rows if row.kind in PHRASES and row.value), key=lambda row: -abs(row.value))
    return tuple(
        Item(
            "change",
            row.kind,
            words(KINDS[row.kind]),
            words(
                "{change} in {deals}.",
                change=words(PHRASES[row.kind], value=short_money(abs(row.value), answer.currency, words)),
                deals=words.plural("{n} deal", "{n} deals", row.deals),
            ),
            selection_link.to_link(Selection("pipeline_changes", row.kind, mode=since_day)),
        )
        for row in moved[:MOST_CHANGES]
    )


def of_deals(answer: Answer[FlaggedDeal], words: Words) -> tuple[Item, ...]:
    """The deals that carry most flags, the largest first."""
    return tuple(
        Item(
            "deal",
            deal.deal_id,
            deal.name or deal.deal_id,
            deal_says(deal, answer.currency, words),
            {
                **selection_link.to_link(Selection("cycle_points", value=deal.deal_id)),
                selection_link.DEAL: deal.deal_id,
            },
        )
        for deal in answer.rows[:MOST_DEALS]
    )


def deal_says(deal: FlaggedDeal, currency: str, words: Words) -> str:
    """Owner, amount, stage and age, why it is here, the next step."""
    stage = deal.stage or words("(none)")
    parts = [
        deal.owner,
        short_money(deal.value, currency, words) if deal.value is not None else "",
        stage if deal.age_days is None else f"{stage} {days(deal.age_days, words)}",
        words(", ").join(words(TITLES.get(flag, flag)) for flag in deal.flags),
        words("next: {step}", step=deal.next_step) if deal.next_step else "",
    ]
    return " · ".join(part for part in parts if part)


def place_subject(row: Bottleneck, by: str | None) -> str:
    """How a place is named in the notes, the same at every review."""
    return json.dumps([row.pipeline, row.stage, by if row.value is not None else None, row.value], ensure_ascii=False)


def place_named(subject: str) -> tuple[str, str, str | None, str | None]:
    """Pipeline, stage, dimension and value of a place that the notes name."""
    pipeline, stage, by, value = json.loads(subject)
    return pipeline, stage, by, value


def says(answer: Answer[FlaggedDeal], words: Words) -> str:
    """How many open deals carry a flag, and that the first of them are listed."""
    if not answer.rows:
        return words("No open deal carries a flag of those that these files can tell.")
    return words.plural(
        "{n} open deal carries a flag; those with most flags are listed, the largest first.",
        "{n} open deals carry a flag; those with most flags are listed, the largest first.",
        answer.n,
    )


def _signal_says(row: Bottleneck, currency: str, words: Words) -> str:
    said = found(row, words)
    said = said[:1].upper() + said[1:]
    if not row.money_a_day:
        return said
    return f"{said} " + words("It costs about {money} a day.", money=short_money(row.money_a_day, currency, words))
