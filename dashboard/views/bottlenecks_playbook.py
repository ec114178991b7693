"""What to check and what to do about a stage: the playbook of the field, chosen by the stage and by what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.charts.dwell import said_median
from dashboard.language import Words, mark
from dashboard.metrics.answers import StageDwell
from dashboard.metrics.bottleneck_verdicts import Pattern
from dashboard.views import faults
from dashboard.views.literal import literal, written_in_html
from dashboard.views.review import Review
from dashboard.warehouse.playbook import Playbook, playbook


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
QUEUE: Final = Play(
    (),
    (
        mark("More deals come in than leave: who is to work on them?"),
        mark("Which deals are older than won deals ever were?"),
    ),
    (
        mark("Close or park what is older than the won deals ever were."),
        mark("Keep a nurture list for those who may buy later."),
        mark("Match the intake to the capacity."),
    ),
)
LOST_LATE: Final = Play(
    (),
    (
        mark("Was the qualification too soft?"),
        mark("Does each deal hang on a single contact?"),
    ),
    (
        mark("Tighten the exit criteria of the stages before."),
        mark("Know more than one person at the customer."),
    ),
)
PLAYS: Final = (PROPOSAL, NEGOTIATION, QUALIFICATION)


NAMED: Final = {
    "qualification": QUALIFICATION,
    "proposal": PROPOSAL,
    "negotiation": NEGOTIATION,
    "any": ANY,
    "queue": QUEUE,
    "lost_late": LOST_LATE,
}
"""Name in the settings → the play as it comes."""


def lines_of(play: Play, own: Playbook, words: Words) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Causes to check and measures: those that people wrote, else the ones that come with it, translated."""
    name = next(name for name, known in NAMED.items() if known is play)
    if name in own:
        return own[name]
    return tuple(words(text) for text in play.check), tuple(words(text) for text in play.measures)


def play_for(stage: str) -> Play:
    """The play whose words the stage's name holds; the general one where none does."""
    name = stage.casefold()
    return next((play for play in PLAYS if any(word in name for word in play.known_by)), ANY)


def plays_for(stage: str, pattern: Pattern | None, *, growing: bool = False) -> tuple[Play, ...]:
    """The plays for one finding, the nearest first: the stage's own, and those of the pattern.

    `growing`: clearly more deals came into the stage lately than left it.
    """
    own = play_for(stage)
    plays = [QUEUE] if growing else []
    if pattern == "low_conversion" and own is NEGOTIATION:
        plays = [LOST_LATE, own, *plays]
    elif pattern in {"both", None} or own is PROPOSAL:
        plays = [own, *plays]
    elif pattern == "slow":
        plays = [own, *plays] if own is NEGOTIATION else [ANY, *plays]
    else:
        plays = [own if own is QUALIFICATION else LOST_LATE, *plays]
    if pattern == "both" and own is NEGOTIATION:
        plays.insert(1, LOST_LATE)
    return tuple(dict.fromkeys(plays))


@faults.contained
def show(review: Review, stage: StageDwell) -> None:
    """Show causes and measures for the slowest stage."""
    words = review.words
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
        columns(review, (play_for(stage.stage),))


def columns(review: Review, plays: tuple[Play, ...]) -> None:
    """The causes to check beside the measures, those of the first play on top."""
    words = review.words
    own = playbook(review.warehouse)
    lines = [lines_of(play, own, words) for play in plays]
    causes = _list(words("Causes to check"), [text for check, _ in lines for text in check])
    measures = _list(words("Measures"), [text for _, helps in lines for text in helps])
    st.html(f'<div class="play">{causes}{measures}</div>')


def _list(title: str, lines: list[str]) -> str:
    listed = "".join(f"<li>{written_in_html(line)}</li>" for line in lines)
    return f"<div><p><strong>{written_in_html(title)}</strong></p><ul>{listed}</ul></div>"
