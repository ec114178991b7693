"""The stages that sales processes usually have, each with the exit criterion to begin with; and names that say nothing.

Sources: the qualification by budget, authority, need and timing (BANT), and the stages that CRM systems offer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dashboard.language import mark


@dataclass(frozen=True)
class TemplateStage:
    """One usual stage. `known_by`: parts of the names it goes by, lower case; `key_figure`: see stage settings."""

    name: str
    exit_criterion: str
    known_by: tuple[str, ...]
    key_figure: str = ""


TEMPLATE: Final = (
    TemplateStage(
        mark("Lead"),
        mark("Source known, first contact planned"),
        ("lead", "prospect", "潜在", "线索"),
    ),
    TemplateStage(
        mark("Qualification"),
        mark("Budget, authority, need and timing checked (BANT)"),
        ("qualif", "appointment", "资格", "评估"),
        "qualification",
    ),
    TemplateStage(
        mark("Discovery / needs analysis"),
        mark("Pains and goals written down, value agreed"),
        ("discover", "need", "analysis", "demo", "需求", "演示"),
        "needs_analysis",
    ),
    TemplateStage(
        mark("Proposal / quote"),
        mark("Solution shown, written offer sent"),
        ("propos", "quot", "offer", "pricing", "方案", "报价"),
        "proposal",
    ),
    TemplateStage(
        mark("Negotiation / contract"),
        mark("Price and terms agreed"),
        ("negoti", "contract", "sign", "谈判", "签约", "合同", "商务"),
        "negotiation",
    ),
)
"""In the order of a process; won and lost follow, and lost needs a reason."""
VAGUE_PARTS: Final = ("跟进", "意向", "沟通中", "洽谈中", "进行中", "推进中", "处理中", "待定", "其他")
VAGUE_WORDS: Final = frozenset(
    [
        "progress",
        "follow",
        "following",
        "followup",
        "working",
        "pending",
        "active",
        "interested",
        "ongoing",
        "other",
        "misc",
    ]
)
"""Parts and words of names that say what is done or hoped, not what is reached."""


def template_of(stage: str) -> TemplateStage | None:
    """The usual stage that a stage's name sounds like; None where it sounds like none."""
    name = stage.casefold()
    return next((one for one in TEMPLATE if any(part in name for part in one.known_by)), None)


def is_vague(stage: str) -> bool:
    """Whether two people would mean two things by the name."""
    if template_of(stage) is not None:
        return False
    words = re.split(r"[\W_]+", stage.casefold())
    return any(part in stage for part in VAGUE_PARTS) or not VAGUE_WORDS.isdisjoint(words)
