"""What the deals behind the marks of targets, changes, owners and ways through the stages have in common, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dashboard.charts.category_matrix import category_name
from dashboard.charts.changes import KINDS
from dashboard.charts.customers import kind_name
from dashboard.charts.stage_age import band_name
from dashboard.charts.stage_matrix import place_name
from dashboard.charts.win_curves import cohort_name
from dashboard.formatting import days as said_days
from dashboard.formatting import share
from dashboard.language import Words, mark
from dashboard.metrics import stage_conversion
from dashboard.metrics.sales_velocity import RESTS_ON
from dashboard.metrics.selection import Selection
from dashboard.metrics.weighted_pipeline import DECILES

SENTENCES: Final = {
    ("coverage", "won"): mark("{deals} won in the period of the target"),
    ("coverage", "due"): mark("{deals} open and due in the rest of the period"),
    ("coverage", "overdue"): mark("{deals} open past the expected close"),
    ("coverage", "undated"): mark("{deals} open without an expected close"),
    ("pushes", ""): mark("{deals} with a close date moved later"),
    ("customers", "won"): mark("{deals} won, kind of customer: {kind}"),
    ("customers", "lost"): mark("{deals} lost, kind of customer: {kind}"),
    ("win_rate_change", ""): mark("{deals} won or lost in the later period"),
    ("cycle_points", ""): mark("{deals} won"),
    ("from_stage", ""): mark("{deals} won, or lost after they had come to {stage}"),
    ("open_by", ""): mark("{deals} open now"),
    ("activities", "won"): mark("{deals} open in the period and won by now"),
    ("activities", "lost"): mark("{deals} open in the period and lost by now"),
    ("channel_cost", ""): mark("{deals}: customers won for the first time"),
}
"""(metric, part) → which deals these are; part '' for any."""
WEEKS: Final = {
    "entered": mark("{deals} came into {stage} from {first} to {last}"),
    "left": mark("{deals} left {stage} from {first} to {last}"),
    "standing": mark("{deals} stood in {stage} at the end of {last}"),
}
"""Part of a queue by week → which deals these are."""
LEVERS: Final = {
    "": mark("{deals} won or lost in the 180 days before the end of {month}"),
    "open_deals": mark("{deals} open at the end of {month}"),
    "mean_won_amount": mark("{deals} won with an amount in the 180 days before the end of {month}"),
    "mean_days_to_win": mark("{deals} won, with a known day of creation, in the 180 days before the end of {month}"),
}
"""Lever of velocity → which deals it rests on; '' for velocity itself and the win rate."""
WITHIN: Final = {
    "advanced": mark("{deals} went on from {stage} within {days}"),
    "moved_back": mark("{deals} moved back from {stage} within {days}"),
    "lost": mark("{deals} lost from {stage} within {days}"),
    "void": mark("{deals} left {stage} as void within {days}"),
    "open": mark("{deals} still in {stage} after {days}, or as long as they were watched"),
}
"""Part of the conversion within so many days → which deals these are."""
TOLD: Final = {
    "file": mark("{deals}, decided since, that the file gave a chance of {low} to {high}"),
    "history": mark("{deals}, decided since, that history gave a chance of {low} to {high}"),
}
"""Source of a chance → which deals these are."""
GROUPS: Final = {"new": mark("New in the open pipeline"), "gone": mark("Gone from the open pipeline")}


def which(selection: Selection, deals: str, words: Words) -> str | None:
    """The sentence of a selection of this kind, `deals` its number in words; None for another."""
    metric, part = selection.metric, selection.part
    if metric == "pipeline_changes":
        name = (KINDS | GROUPS).get(part)
        return words("{deals}: {kind}", deals=deals, kind=words(name)) if name else None
    if metric in {"stage_matrix", "category_matrix"}:
        then, _, now = part.partition("-")
        stages = [selection.stage or "", selection.value or ""]
        if metric == "category_matrix":
            stages = [category_name(category, words) for category in stages]
        return words(
            "{deals}: {then} then, {now} now",
            deals=deals,
            then=place_name(then, stages[0], words, was=True),
            now=place_name(now, stages[1], words),
        )
    if metric in TOLD_BY:
        return TOLD_BY[metric](selection, deals, words)
    if metric == "open_pipeline" and selection.by is not None:
        return words(SENTENCES["open_by", ""], deals=deals)
    template = SENTENCES.get((metric, part)) or SENTENCES.get((metric, ""))
    told = {"kind": kind_name(selection.value or "", words), "stage": selection.stage or "–"}
    return words(template, deals=deals, **told) if template else None


def _decided(selection: Selection, deals: str, words: Words) -> str:
    start = _day(selection.value)
    told = {"stage": selection.stage or "–", "day": "–" if start is None else words.day(start)}
    return words("{deals} decided in {stage}, of those that came in during the quarter from {day}", deals=deals, **told)


def _of_lever(selection: Selection, deals: str, words: Words) -> str:
    start = _day(selection.value)
    month = "–" if start is None else words.month(start)
    template = LEVERS.get(RESTS_ON.get(selection.part, selection.part), LEVERS[""])
    if selection.mode == "quarter":
        month = words("the quarter from {month} on", month=month)
    return words(template, deals=deals, month=month)


def _of_week(selection: Selection, deals: str, words: Words) -> str:
    start = _day(selection.value)
    told = {"deals": deals, "stage": selection.stage or "–", "first": "–", "last": "–"}
    if start is not None:
        told |= {"first": words.day(start), "last": words.day(start + timedelta(days=6))}
    return words(WEEKS.get(selection.part, "{deals}"), **told)


def _stayed(selection: Selection, deals: str, words: Words) -> str:
    start = _day(selection.value)
    told = {"stage": selection.stage or "–", "month": "–" if start is None else words.month(start)}
    if selection.mode == "month":
        return words("{deals} with a stay in {stage} that began in {month}", deals=deals, **told)
    return words("{deals} with a stay in {stage} that began in the quarter from {month} on", deals=deals, **told)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _aged(selection: Selection, deals: str, words: Words) -> str:
    age = band_name(selection.value or "", words)
    return words("{deals} open in {stage}, there for {age}", deals=deals, stage=selection.stage or "–", age=age)


def _within(selection: Selection, deals: str, words: Words) -> str:
    days = selection.value or stage_conversion.MODES[0]
    told = {"stage": selection.stage or "–", "days": days if not days.isdigit() else said_days(float(days), words)}
    return words(WITHIN.get(selection.part, "{deals}"), deals=deals, **told)


def _of_cohort(selection: Selection, deals: str, words: Words) -> str:
    cohort = cohort_name(selection.value or "", words)
    return words("{deals} came into the pipeline: {cohort}", deals=deals, cohort=cohort)


def _in_category(selection: Selection, deals: str, words: Words) -> str:
    category = category_name(selection.value or "", words)
    return words("{deals} of the period, forecast category: {category}", deals=deals, category=category)


def _due_then(selection: Selection, deals: str, words: Words) -> str:
    start = _day(selection.value)
    day = "–" if start is None else words.day(start)
    return words("{deals} due in the quarter from {day} and won in it", deals=deals, day=day)


def _with_chance(selection: Selection, deals: str, words: Words) -> str:
    try:
        least = float(selection.value or "")
    except ValueError:
        return deals
    low, high = share(least, words), share(least + 1 / DECILES, words)
    return words(TOLD.get(selection.part, "{deals}"), deals=deals, low=low, high=high)


def _way(selection: Selection, deals: str, words: Words) -> str:
    if selection.part == "moves_back":
        told = {"stage": selection.stage or "–", "to": selection.value or "–"}
        return words("{deals} moved back from {stage} to {to}", deals=deals, **told)
    return words("{deals} took this way: {path}", deals=deals, path=selection.value or "–")


TOLD_BY: Final[dict[str, Callable[[Selection, str, Words], str]]] = {
    "cohorts": _decided,
    "dwell_trend": _stayed,
    "sales_velocity": _of_lever,
    "stage_weeks": _of_week,
    "paths": _way,
    "stage_age": _aged,
    "stage_conversion": _within,
    "win_curve": _of_cohort,
    "forecast_categories": _in_category,
    "forecast_accuracy": _due_then,
    "weighted_pipeline": _with_chance,
}
"""Metric → what tells its selections, where more than a template is needed."""
