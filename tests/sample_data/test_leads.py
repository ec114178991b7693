"""The leads of the sample company agree with its deals."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

import pytest

from sample_data import AS_OF
from sample_data.company import company
from sample_data.leads import CONVERTED_SHARE, FROM, Lead, costs, leads, visits
from sample_data.model import NEW_BUSINESS

END = datetime.combine(AS_OF, time(23, 59))


@pytest.fixture(scope="module")
def known() -> tuple[Lead, ...]:
    return leads(company())


def test_time_runs_from_a_lead_to_its_answer_to_its_deal(known: tuple[Lead, ...]) -> None:
    for lead in known:
        assert datetime.combine(FROM, time()) <= lead.created <= END
        if lead.answered:
            assert lead.created < lead.answered <= END
        if lead.deal:
            assert lead.answered is not None
            assert lead.answered <= lead.deal.created
            assert lead.source == lead.deal.source


def test_no_deal_has_two_leads_and_nearly_every_new_one_has_its_own(known: tuple[Lead, ...]) -> None:
    numbers = [lead.deal.number for lead in known if lead.deal]
    assert len(numbers) == len(set(numbers))
    february = datetime(2026, 2, 1)
    deals = {deal.number for deal in company().deals if deal.pipeline == NEW_BUSINESS and deal.created >= february}
    assert len(deals - set(numbers)) <= 2


def test_each_source_converts_about_as_often_as_ordered(known: tuple[Lead, ...]) -> None:
    by_source: dict[str, list[bool]] = defaultdict(list)
    for lead in known:
        by_source[lead.source.en].append(lead.deal is not None)
    for source, share in CONVERTED_SHARE.items():
        outcomes = by_source[source]
        assert sum(outcomes) / len(outcomes) == pytest.approx(share, abs=0.08)


def test_money_is_spent_on_the_sources_of_the_deals_every_month() -> None:
    sources = {deal.source.en for deal in company().deals}
    assert {cost.source.en for cost in costs()} <= sources
    assert len({cost.first for cost in costs()}) == len({visit.first for visit in visits()}) == AS_OF.month - 1
    assert all(cost.amount > 0 for cost in costs())
    assert all(0 < visit.key_events < visit.engaged < visit.sessions for visit in visits())
