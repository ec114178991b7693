"""The dimensions that the loaded deals can be compared by, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import glossary
from dashboard.filters import DIMENSIONS, is_custom, label_of
from dashboard.language import Words
from dashboard.views.review import Review
from dashboard.warehouse import known

PREFERRED: Final = ("segment", "owner", "team", "source", "size_band")
"""Breakdowns tried in this order for the first view: the first that has more than one value."""
NARROW: Final = 320
"""Width in pixels of a list to choose from."""


def dimension_label(name: str, words: Words) -> str:
    """How a breakdown dimension is called on the screen."""
    return label_of(name, words) if name in DIMENSIONS or is_custom(name) else words(glossary.BREAKDOWNS[name])


def breakdowns(review: Review) -> dict[str, str]:
    """The dimensions with more than one value in the data, with their labels; not the pipeline."""
    values = known.dimension_values(review.warehouse)
    return {
        name: dimension_label(name, review.words)
        for name in (*DIMENSIONS, *filter(is_custom, values))
        if name != "pipeline" and (is_custom(name) or len(values.get(name, ())) > 1)
    }


def breakdown(review: Review) -> str | None:
    """The breakdown to show where no choice is offered; None where the data have none."""
    offered = breakdowns(review)
    return first_breakdown(offered) if offered else None


def first_breakdown(offered: Mapping[str, str]) -> str:
    """The breakdown shown first."""
    return next((name for name in PREFERRED if name in offered), next(iter(offered)))
