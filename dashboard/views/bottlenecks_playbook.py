"""What to check and what to do about a slow stage: the playbook of the field, chosen by what the stage is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.charts.dwell import said_median
from dashboard.language import mark
from dashboard.metrics.answers import StageDwell
from dashboard.views.literal import literal
from dashboard.views.review import Review


@dataclass(frozen=True)
class Play:
    """Causes to check and measures for one kind of stage, known by words in its name (lower case)."""

    known_by: tuple[str, ...]
    check: tuple[str, ...]
    measures: tuple[str, ...]


QUALIFICATION: Final = Play(
    ("qualif", "lead", "prospect", "appointment", "资格", "线索", "潜在", "评估", "初步"),
    (
        mark("Which channels bring leads that never qualify?"),
        mark("Does the ideal customer profile still hold?"),
        mark("Are leads scored by fit and behaviour?"),
    ),
    (
        mark("Move spend to the channels with conversion and deal size."),
        mark("Sharpen the customer profile together with marketing."),
        mark("Score leads and call the best first, under a rule for the response time."),
    ),
)
PROPOSAL: Final = Play(
    ("propos", "quot", "offer", "pricing", "presentation", "方案", "报价", "演示"),
    (
        mark("Does the solution answer the customer's pain?"),
        mark("Is the price above the budget or above rivals?"),
        mark("Can the sellers answer objections?"),
        mark("Is the approval of quotes slow?"),
    ),
    (
        mark("Train on value and on rivals."),
        mark("Offer standard proposal templates and a library of cases."),
        mark("Review prices from wins and reasons for losses."),
        mark("Delegate the approval of quotes."),
    ),
)
NEGOTIATION: Final = Play(
    ("negoti", "contract", "legal", "review", "sign", "谈判", "合同", "签约", "商务"),
    (
        mark("Is the decision maker at the table?"),
        mark("Which terms are argued about again and again?"),
        mark("How long is the queue at the legal department?"),
    ),
    (
        mark("Map the buying group of each deal."),
        mark("Agree on rules for concessions."),
        mark("Offer contract templates."),
    ),
)
ANY: Final = Play(
    (),
    (
        mark("Does every deal have a next step with a date?"),
        mark("Does anybody remind the seller when a stay gets long?"),
        mark("Is the list reviewed at all?"),
    ),
    (
        mark("Write down a next step at every update."),
        mark("Alert the seller, then the manager, when a stay exceeds the allowed days."),
        mark("Review the stage's deals weekly or every two weeks."),
    ),
)
PLAYS: Final = (PROPOSAL, NEGOTIATION, QUALIFICATION)


def play_for(stage: str) -> Play:
    """The play whose words the stage's name holds; the general one where none does."""
    name = stage.casefold()
    return next((play for play in PLAYS if any(word in name for word in play.known_by)), ANY)


def show(review: Review, stage: StageDwell) -> None:
    """Show causes and measures for the slowest stage."""
    words = review.words
    play = play_for(stage.stage)
    with st.container(key="playbook"):
        st.subheader(words("What to check"), anchor="playbook")
        st.markdown(
            literal(
                words(
                    "{stage} is where deals stay longest ({days}). These are the usual causes, and what helps.",
                    stage=stage.stage,
                    days=said_median(stage, words),
                )
            )
        )
        causes, measures = st.columns(2)
        causes.markdown(_list(words("Causes to check"), [words(text) for text in play.check]))
        measures.markdown(_list(words("Measures"), [words(text) for text in play.measures]))


def _list(title: str, lines: list[str]) -> str:
    return "\n".join([f"**{literal(title)}**", "", *(f"- {literal(line)}" for line in lines)])
