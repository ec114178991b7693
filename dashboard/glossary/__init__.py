"""The words and numbers of the product: what each means, counts and leaves out. English here, Chinese in the catalogue.

One entry a metric, under the metric's own name, and one a word of the field. The definitions page, the "How this is
counted" of each panel and the exports all read this list.
"""

from __future__ import annotations

from typing import Final

from dashboard.glossary.comparisons import COMPARISON_ENTRIES
from dashboard.glossary.deals import DEAL_ENTRIES
from dashboard.glossary.entry import Entry
from dashboard.glossary.metrics import METRIC_ENTRIES as _METRIC_ENTRIES
from dashboard.glossary.outlook import OUTLOOK_ENTRIES
from dashboard.glossary.terms import WORD_ENTRIES
from dashboard.glossary.trust import TRUST_ENTRIES
from dashboard.language import Words, mark

__all__ = ["BREAKDOWNS", "ENTRIES", "METRIC_ENTRIES", "WORD_ENTRIES", "Entry", "entry", "parts"]

BREAKDOWNS: Final = {
    "lost_reason": mark("Reason for the loss"),
    "competitor": mark("Competitor"),
    "stage_lost_from": mark("Stage lost from"),
    "month": mark("Month"),
    "campaign": mark("Campaign"),
}
"""Breakdowns that are no filter: name → label."""
METRIC_ENTRIES: Final = (*_METRIC_ENTRIES, *OUTLOOK_ENTRIES, *DEAL_ENTRIES, *TRUST_ENTRIES, *COMPARISON_ENTRIES)
ENTRIES: Final = (*METRIC_ENTRIES, *WORD_ENTRIES)
_BY_KEY: Final = {known.key: known for known in ENTRIES}


def entry(key: str) -> Entry:
    """The definition of a metric or word. Raises KeyError for an unknown key."""
    return _BY_KEY[key]


def parts(known: Entry, words: Words) -> tuple[tuple[str, str], ...]:
    """The parts of a definition that apply, each with its label, in the reader's language."""
    labelled = (
        (words("Counts"), known.counts),
        (words("Leaves out"), known.leaves_out),
        (words("Formula"), known.formula),
        (words("Unit"), known.unit),
        (words("Needs"), known.source),
    )
    return tuple((label, words(text)) for label, text in labelled if text)
