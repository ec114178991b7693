"""Which deals a list holds, in words."""

from __future__ import annotations

import pytest

from dashboard.charts.changes import KINDS
from dashboard.metrics.selection import Selection
from dashboard.views.deals_sentence import SENTENCES, sentence
from tests.dashboard.charts.answered import EN


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (None, "34 deals match the filter"),
        (Selection("stage_funnel", "reached", "Sales", "Proposal"), "34 deals reached Proposal or a later stage"),
        (Selection("stage_funnel", "reached", "Sales", "Proposal", mode="entered"), "34 deals entered Proposal"),
        (Selection("stage_funnel", "lost", "Sales", "Lead"), "34 deals lost, with Lead as the furthest stage"),
        (Selection("stage_funnel", "reached", "Sales", "Lead", mode="now"), "34 deals open in Lead now"),
        (
            Selection("stage_dwell", "", "Sales", "Lead", by="segment", value="SMB"),
            "34 deals with a stay in Lead · Segment: SMB",
        ),
        (Selection("win_loss", "lost", by="lost_reason", value=""), "34 deals lost · Reason for the loss: (none)"),
        (Selection("pipeline_changes", "pushed_out"), "34 deals: Pushed out"),
        (Selection("stuck_deals"), "34 deals that stand still"),
    ],
)
def test_it_says_which_deals_these_are(selection: Selection | None, said: str) -> None:
    assert sentence(selection, 34, EN) == said


def test_every_bar_of_the_waterfall_has_words() -> None:
    assert all(
        sentence(Selection("pipeline_changes", kind), 1, EN) == f"1 deal: {name}" for kind, name in KINDS.items()
    )


def test_an_unknown_part_still_counts_the_deals() -> None:
    assert sentence(Selection("something", "new"), 2, EN) == "2 deals"


@pytest.mark.parametrize("template", SENTENCES.values())
def test_every_sentence_counts_its_deals(template: str) -> None:
    assert "{deals}" in template
