"""Which deals a selection holds, as a sentence."""

from __future__ import annotations

from typing import Final

from dashboard.charts.changes import KINDS
from dashboard.charts.quality import deals_of
from dashboard.charts.reconciling import which_group
from dashboard.language import Words, mark
from dashboard.metrics.deal_flags_rules import FLAGS
from dashboard.metrics.selection import Selection
from dashboard.views import marks_words
from dashboard.views.breakdowns import dimension_label

SENTENCES: Final = {
    ("stage_funnel", "reached"): mark("{deals} reached {stage} or a later stage"),
    ("stage_funnel", "entered"): mark("{deals} entered {stage}"),
    ("stage_funnel", "in_order"): mark("{deals} came to {stage} through every stage before it"),
    ("stage_funnel", "now"): mark("{deals} open in {stage} now"),
    ("stage_funnel", "lost"): mark("{deals} lost, with {stage} as the furthest stage"),
    ("stage_funnel", "void"): mark("{deals} void, with {stage} as the furthest stage"),
    ("stage_funnel", "open"): mark("{deals} still open, with {stage} as the furthest stage"),
    ("stage_funnel", "won"): mark("{deals} won"),
    ("open_pipeline", ""): mark("{deals} open in {stage} now"),
    ("stage_dwell", ""): mark("{deals} with a stay in {stage}"),
    ("stage_dwell", "completed"): mark("{deals} that have left {stage}"),
    ("stage_dwell", "staying"): mark("{deals} still in {stage}"),
    ("bottlenecks", ""): mark("{deals} open in {stage} now"),
    ("win_loss", ""): mark("{deals} won or lost"),
    ("win_loss", "won"): mark("{deals} won"),
    ("win_loss", "lost"): mark("{deals} lost"),
    ("sales_cycle", ""): mark("{deals} won, with a known day of creation"),
    ("stage_flow", "entered"): mark("{deals} came into {stage} in the period"),
    ("stage_flow", "advanced"): mark("{deals} advanced from {stage} in the period"),
    ("stage_flow", "moved_back"): mark("{deals} moved back from {stage} in the period"),
    ("stage_flow", "won"): mark("{deals} won from {stage} in the period"),
    ("stage_flow", "lost"): mark("{deals} lost from {stage} in the period"),
    ("stage_flow", "void"): mark("{deals} left {stage} as void in the period"),
    ("win_rate", ""): mark("{deals} won or lost"),
    ("win_rate", "won"): mark("{deals} won"),
    ("win_rate", "lost"): mark("{deals} lost"),
}
"""(metric, part) → which deals these are."""


def sentence(selection: Selection | None, count: int, words: Words) -> str:
    """How many deals there are and what they did: "34 deals: reached Proposal or a later stage · Segment: SMB"."""
    if selection is None:
        return words.plural("{n} deal matches the filter", "{n} deals match the filter", count)
    deals = words.plural("{n} deal", "{n} deals", count)
    which = _which(selection, deals, words)
    if selection.metric == "stuck_deals":
        which = words.plural("{n} deal that stands still", "{n} deals that stand still", count)
    if selection.metric == "data_quality":
        which = deals_of(selection.part, count, words)
        which = which[:1].upper() + which[1:]
    for by, value in ((selection.by, selection.value), (selection.within, selection.among)):
        if by is not None and value is not None:
            told = {"dimension": dimension_label(by, words), "value": value or words("(none)")}
            which = words("{deals} · {dimension}: {value}", deals=which, **told)
    return which


def _which(selection: Selection, deals: str, words: Words) -> str:
    part = selection.part
    if selection.metric == "deal_flags":
        titles = {flag.name: flag.title for flag in FLAGS}
        return (
            words("{deals} with the flag “{flag}”", deals=deals, flag=words(titles[part])) if part in titles else deals
        )
    told = marks_words.which(selection, deals, words)
    if told is not None:
        return told
    if selection.metric == "reconciliation":
        return which_group(selection.mode or "", part, deals, words)
    if selection.metric == "pipeline_changes":
        return words("{deals}: {kind}", deals=deals, kind=words(KINDS[part]) if part in KINDS else part)
    if selection.metric == "stage_funnel" and part in {"", "reached"}:
        part = selection.mode or "reached"
    template = SENTENCES.get((selection.metric, part)) or SENTENCES.get((selection.metric, ""), "{deals}")
    return words(template, deals=deals, stage=selection.stage or "–")
