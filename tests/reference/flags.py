"""Flags of open deals, deal by deal: the rules of the definitions, read one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dashboard.periods import Period
from tests.pipeline_around import ToldActivity
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.dwell import linear_quantile
from tests.reference.money import Rates, value
from tests.reference.open_deals import age_days, benchmark_days, open_deals
from tests.reference.outcomes import closed, days_to_close
from tests.reference.visits import Visit, furthest, visits

LEAST_STAYS, LEAST_WON, IDLE_DAYS, LEAST_PUSHES = 5, 20, 14, 3
YEAR = timedelta(days=365)
Activities = Mapping[str, Sequence[ToldActivity]]


@dataclass(frozen=True)
class Limits:
    """What the won deals of one pipeline say of amounts and cycles."""

    large: float | None
    far_days: float | None


def flags(
    pipelines: Sequence[Pipeline], activities: Activities, as_of: datetime, true_at: datetime, rates: Rates
) -> dict[str, tuple[set[str], float | None]]:
    """Flags and value of each open deal at `as_of`; `true_at`: when the file of the deals was true."""
    # The files have every column; what is told by histories is carried where a history tells of it.
    still_open = open_deals(pipelines, as_of)
    has_moves = any(deal.level == "A" for _, deal, _ in still_open)
    found = {}
    for pipeline, deal, here in still_open:
        raised = _stuck(pipeline, deal, here, as_of) | _money(pipelines, pipeline, deal, as_of, rates)
        raised |= _closing(pipelines, pipeline, deal, as_of, rates)
        raised |= _touched(deal, activities.get(deal.deal_id, ()), as_of, true_at)
        if has_moves and here.rank < furthest(pipeline, deal, as_of):
            raised.add("moved_back")
        found[deal.deal_id] = (raised, value(deal, as_of, rates))
    if not any(deal.amount_at(as_of) for pipeline in pipelines for deal in pipeline.deals):
        found = {deal_id: (raised - {"no_amount"}, worth) for deal_id, (raised, worth) in found.items()}
    return found


def _stuck(pipeline: Pipeline, deal: Deal, here: Visit, as_of: datetime) -> set[str]:
    benchmark, n = benchmark_days(pipeline, here.stage, as_of)
    if benchmark is None or n < LEAST_STAYS or age_days(pipeline, deal, as_of) <= benchmark:
        return set()
    return {"stuck"}


def _limits(pipelines: Sequence[Pipeline], pipeline: Pipeline, as_of: datetime, rates: Rates) -> Limits:
    won = [one for one in closed(pipelines, Period(), as_of, rates) if one.pipeline is pipeline and one.status == "won"]
    amounts = [one.value for one in won if one.value is not None and one.value > 0]
    cycles = [span for one in won if (span := days_to_close(one)) is not None]
    far = linear_quantile(cycles, 0.9) if len(cycles) >= LEAST_WON else None
    return Limits(
        linear_quantile(amounts, 0.95) if len(amounts) >= LEAST_WON else None, None if far is None else 2 * far
    )


def _money(pipelines: Sequence[Pipeline], pipeline: Pipeline, deal: Deal, as_of: datetime, rates: Rates) -> set[str]:
    amount, worth = deal.amount_at(as_of), value(deal, as_of, rates)
    large = _limits(pipelines, pipeline, as_of, rates).large
    raised = {"no_amount"} if amount is None or amount <= 0 else set()
    return raised | ({"huge_amount"} if worth is not None and large is not None and worth > large else set())


def expected_close(pipeline: Pipeline, deal: Deal, as_of: datetime) -> date | None:
    """The close date of an open deal; a deal that closed later keeps none, unless a history tells it."""
    changes = [change for change in deal.changes if change.field == "expected_close"]
    if pipeline.kind(deal.events[-1].stage) != "open" and not changes:
        return None
    return deal.expected_close_at(as_of)


def _closing(pipelines: Sequence[Pipeline], pipeline: Pipeline, deal: Deal, as_of: datetime, rates: Rates) -> set[str]:
    due, raised = expected_close(pipeline, deal, as_of), set()
    far_days = _limits(pipelines, pipeline, as_of, rates).far_days
    if due is not None and due < as_of.date():
        raised.add("overdue")
    if due is not None and (
        due < as_of.date() - YEAR or (far_days is not None and (due - as_of.date()).days > far_days)
    ):
        raised.add("implausible_close")
    pushes = [
        change
        for change in deal.changes
        if change.field == "expected_close"
        and change.at <= as_of
        and str(change.new) > str(change.old)
        and not _closed_then(pipeline, deal, change.at, as_of)
    ]
    return raised | ({"pushed"} if len(pushes) >= LEAST_PUSHES else set())


def _closed_then(pipeline: Pipeline, deal: Deal, at: datetime, as_of: datetime) -> bool:
    return any(
        visit.kind != "open" and visit.entered <= at and (visit.left is None or at < visit.left)
        for visit in visits(pipeline, deal, as_of)
    )


def _touched(deal: Deal, told: Sequence[ToldActivity], as_of: datetime, true_at: datetime) -> set[str]:
    raised = set()
    stated = deal.fields.get("last_activity_at")
    done = [one.done_at for one in told if one.done_at is not None]
    known = [at for at in (*done, *([stated] if isinstance(stated, datetime) else [])) if at <= as_of]
    # A file states the last activity only: one after the day hides any before it. A log hides none.
    is_hidden = not known and isinstance(stated, datetime) and stated > as_of
    born = deal.created or deal.events[0].at
    if not is_hidden and (as_of.date() - max([*known, born]).date()).days >= IDLE_DAYS:
        raised.add("idle")
    planned = any(
        one.due_at is not None and one.due_at.date() >= as_of.date() and not (one.done_at and one.done_at <= as_of)
        for one in told
    )
    if true_at.date() <= as_of.date() and not deal.fields.get("next_step") and not planned:
        raised.add("no_next_step")
    return raised
