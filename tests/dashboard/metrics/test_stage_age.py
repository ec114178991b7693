"""Open deals by stage and by how long they have been in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import Phase, given, settings

from dashboard.metrics import deals_behind, open_pipeline, stage_age
from dashboard.metrics.selection import Selection
from dashboard.metrics.stage_age import NAME, NO_AGE
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.money import value
from tests.reference.open_deals import age_days, open_deals

FIRST_DAYS = (0, 8, 15, 31, 61, 91)


@given(found=pipelines(), seen=looks())
@settings(max_examples=10, phases=[Phase.explicit, Phase.generate])
def test_each_open_deal_is_in_the_band_of_its_age(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, _ in seen:
        asked = scope(warehouse, day)
        answer = stage_age.ask(asked)
        # Ages are known to the minute.
        at = end_of_day(day).replace(second=0)
        told: dict[tuple[str, str, int], list[float | None]] = defaultdict(list)
        for pipeline, deal, here in open_deals(found, at):
            if here.stage:
                band = FIRST_DAYS[bisect_right(FIRST_DAYS, age_days(pipeline, deal, at)) - 1]
                told[pipeline.name, here.stage, band].append(value(deal, at, PLAIN_RATES))
        shown = {(row.pipeline, row.stage, row.from_days): row for row in answer.rows}
        assert {place: (row.deals, row.no_value) for place, row in shown.items()} == {
            place: (len(values), values.count(None)) for place, values in told.items()
        }
        for place, values in told.items():
            assert shown[place].value == pytest.approx(sum(one or 0 for one in values))
        assert answer.unavailable is None or not told
        left_out = answer.excluded.get(NO_AGE, 0)
        assert answer.unavailable is not None or answer.n + left_out == open_pipeline.ask(asked).n


def test_a_band_begins_with_its_first_day_and_earlier_stays_count(holding: Holding) -> None:
    """At the end of 30 June: seven days and a few hours, eight days, and 60 + 40 days with a way back between."""
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("seven", amount=1).enters("Lead", on="2026-06-23 12:00")
        .deal("eight", amount=2).enters("Lead", on="2026-06-22 12:00")
        .deal("back", amount=4).enters("Lead", on="2026-02-01 12:00").moves_to("Proposal", on="2026-04-02 12:00")
        .moves_to("Lead", on="2026-05-21 12:00")
        .deal("won", amount=8).enters("Lead", on="2026-01-02").wins(on="2026-02-05")
    )  # fmt: skip
    asked = scope(holding(story), date(2026, 6, 30))
    rows = stage_age.ask(asked).rows
    assert [(row.from_days, row.before_days, row.deals, row.value) for row in rows] == [
        (0, 8, 1, 1),
        (8, 15, 1, 2),
        (91, None, 1, 4),
    ]
    old = Selection(NAME, "", rows[0].pipeline, "Lead", value="91")
    assert [deal.deal_id for deal in deals_behind.ask(asked, old).rows] == ["back"]


def test_one_export_shows_the_age_of_the_deals_of_which_it_tells_when_they_came(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("told", amount=1, level="D").enters("Lead", on="2026-06-10 12:00")
        .deal("not told", amount=2, level="D", stage_entered_at=None).enters("Lead", on="2026-06-10 12:00")
    )  # fmt: skip
    answer = stage_age.ask(scope(holding(story), date(2026, 6, 30)))
    assert [(row.from_days, row.deals, row.value) for row in answer.rows] == [(15, 1, 1)]
    assert answer.excluded == {NO_AGE: 1}
    untold = a_pipeline().deal("not told", level="D", stage_entered_at=None).enters("Lead", on="2026-06-10")
    assert stage_age.ask(scope(holding(untold), date(2026, 6, 30))).unavailable is not None
