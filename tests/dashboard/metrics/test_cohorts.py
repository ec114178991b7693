"""Two quarters of entry held against each other, stage by stage."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, given, settings

from dashboard.estimates import newcombe, wilson
from dashboard.metrics import cohorts, deals_behind
from dashboard.metrics.selection import Selection
from dashboard.periods import end_of_day, quarter_of
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.funnel import Step, funnel


def decided(steps: list[Step], rank: int) -> tuple[int, int]:
    """Went on and decided, of the stage of a rank."""
    step, following = steps[rank - 1], steps[rank]
    return following.reached, following.reached + step.lost


@given(found=pipelines(), seen=looks())
@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
def test_each_quarter_is_the_funnel_of_the_deals_that_came_in_during_it(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen[:1]:
        asked = scope(warehouse, day, period)
        now, then = date(2026, 2, 14), date(2025, 11, 1)
        answer = cohorts.ask(asked, cohort=now, against=then)
        if answer.unavailable is not None:
            continue
        rows = {(row.pipeline, row.stage): row for row in answer.rows}
        for pipeline in found:
            newer, older = (funnel(pipeline, quarter_of(at), end_of_day(day)) for at in (now, then))
            for step in newer[:-1]:
                row = rows.get((pipeline.name, step.stage))
                told, before = decided(newer, step.rank), decided(older, step.rank)
                if row is None:
                    assert (told, before) == ((0, 0), (0, 0))
                    continue
                assert ((row.advanced, row.decided), (row.advanced_before, row.decided_before)) == (told, before)
                assert (row.settled_low, row.settled_high) == wilson(*told)
                assert (row.difference_low, row.difference_high) == newcombe(*told, *before)
                for quarter, count in ((now, row.decided), (then, row.decided_before)) if row.rank == 1 else ():
                    mark = Selection(cohorts.NAME, "", row.pipeline, row.stage, value=quarter.isoformat())
                    assert deals_behind.ask(asked, mark).n == count


def story(pipeline: Pipeline, month: int, *, won: int, lost: int) -> Pipeline:
    """So many deals that came in on the 2nd of a month and were won or lost within weeks."""
    for number in range(won + lost):
        pipeline = pipeline.deal(f"{month}-{number}").enters("Lead", on=f"2026-{month:02d}-02")
        if number < won:
            pipeline = pipeline.moves_to("Proposal", on=f"2026-{month:02d}-09").wins(on=f"2026-{month:02d}-20")
        else:
            pipeline = pipeline.loses(on=f"2026-{month:02d}-15")
    return pipeline


def test_without_a_choice_the_last_full_quarter_is_held_against_the_one_before(holding: Holding) -> None:
    told = story(a_pipeline(stages="Lead, Proposal"), 1, won=25, lost=5)
    told = story(story(told, 4, won=10, lost=20), 7, won=3, lost=0)
    asked = scope(holding(told), date(2026, 8, 15))
    lead, proposal = cohorts.ask(asked).rows
    assert (lead.stage, lead.advanced, lead.decided, lead.advanced_before, lead.decided_before) == (
        "Lead", 10, 30, 25, 30,
    )  # fmt: skip
    assert lead.difference == pytest.approx(-0.5)
    assert lead.difference_q is not None
    assert lead.difference_q < 0.001
    assert proposal.difference_q is None, "ten decided deals are too few to test"
    assert cohorts.ask(asked, mode="year").rows[0].settled_before is None
    assert cohorts.ask(scope(holding(told), date(2026, 9, 30))).rows[0].decided == 3, "over on its last day"
