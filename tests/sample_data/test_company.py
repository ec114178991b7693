"""The simulated company holds together: time runs forward, ends are ends, sums add up."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time
from itertools import pairwise
from statistics import fmean

import pytest

from sample_data import AS_OF, FIRST_DAY
from sample_data.company import company
from sample_data.model import LOST, NEW_BUSINESS, OUTCOMES, RENEWALS, STAGES, VOID, Company
from sample_data.office import works
from sample_data.people import LEAVER

END = datetime.combine(AS_OF, time(23, 59))


@pytest.fixture(scope="module")
def sample() -> Company:
    return company()


def test_the_company_has_the_size_that_was_ordered(sample: Company) -> None:
    assert 1_800 <= len(sample.deals) <= 2_200
    assert {deal.pipeline for deal in sample.deals} == {NEW_BUSINESS, RENEWALS}
    assert Counter(owner.team.en for owner in sample.owners) == {"East": 4, "West": 4, "Key Accounts": 4}
    assert {deal.currency for deal in sample.deals} == {"CNY", "USD", "EUR"}
    assert {deal.outcome for deal in sample.deals} == {"open", "won", "lost", "void"}


def test_new_business_wins_about_as_often_and_as_fast_as_real_companies(sample: Company) -> None:
    deals = [deal for deal in sample.deals if deal.pipeline == NEW_BUSINESS]
    won = [deal for deal in deals if deal.outcome == "won"]
    lost = [deal for deal in deals if deal.outcome == "lost"]
    assert 0.25 <= len(won) / (len(won) + len(lost)) <= 0.30
    days = fmean((deal.closed - deal.created).total_seconds() / 86_400 for deal in won if deal.closed)
    assert 60 <= days <= 80


def test_saves_run_forward_in_office_time_and_end_before_the_as_of(sample: Company) -> None:
    for deal in sample.deals:
        times = [save.at for save in deal.saves]
        assert all(before < after for before, after in pairwise(times)), deal.number
        assert deal.created.date() >= FIRST_DAY
        assert times[-1] <= END
        assert all(works(moment.date()) for moment in times), deal.number
        assert all(9 <= moment.hour <= 20 for moment in times), deal.number


def test_no_two_moves_of_a_deal_share_a_day(sample: Company) -> None:
    for deal in sample.deals:
        days = [move.at.date() for move in deal.moves]
        assert len(days) == len(set(days)), deal.number


def test_every_stage_belongs_to_the_pipeline_of_the_deal(sample: Company) -> None:
    for deal in sample.deals:
        allowed = {*STAGES[deal.pipeline], *OUTCOMES}
        assert {save.stage for save in deal.saves} <= allowed, deal.number


def test_every_save_changes_something(sample: Company) -> None:
    for deal in sample.deals:
        for before, after in pairwise(deal.saves):
            assert (before.stage, before.amount, before.close_date) != (after.stage, after.amount, after.close_date)


def test_visits_fill_the_time_between_creation_and_close(sample: Company) -> None:
    for deal in sample.deals:
        visits = deal.visits
        assert visits[0].entered == deal.created
        assert (visits[-1].left is None) == (deal.outcome == "open")
        for before, after in pairwise(visits):
            reopened = before.next_stage in OUTCOMES
            assert before.left is not None
            assert after.entered > before.left if reopened else after.entered == before.left


def test_a_closed_deal_closes_on_its_close_date(sample: Company) -> None:
    for deal in sample.deals:
        if deal.closed is not None:
            assert deal.now.close_date == deal.closed.date(), deal.number


def test_only_lost_and_void_deals_have_a_reason(sample: Company) -> None:
    for deal in sample.deals:
        if deal.outcome in {"open", "won"}:
            assert deal.reason is None
            assert deal.competitor is None
    assert any(deal.now.stage == LOST and deal.reason is None for deal in sample.deals), (
        "blank reasons occur in real life"
    )
    assert all(deal.reason for deal in sample.deals if deal.now.stage == VOID)


def test_a_won_deal_has_an_amount(sample: Company) -> None:
    assert all(deal.now.amount for deal in sample.deals if deal.outcome == "won")
    assert any(deal.now.amount is None for deal in sample.deals)


def test_skips_moves_back_and_reopened_deals_occur(sample: Company) -> None:
    order = {stage: rank for stages in STAGES.values() for rank, stage in enumerate(stages)}
    steps = [
        order[visit.next_stage] - order[visit.stage]
        for deal in sample.deals
        for visit in deal.visits
        if visit.next_stage in order
    ]
    assert sum(step == 2 for step in steps) > 50
    assert sum(step == -1 for step in steps) > 30
    reopened = [deal for deal in sample.deals if any(visit.next_stage == LOST for visit in deal.visits[:-1])]
    assert 3 <= len(reopened) <= 40


def test_names_are_unique(sample: Company) -> None:
    for names in (
        [deal.name.en for deal in sample.deals],
        [deal.name.zh for deal in sample.deals],
        [account.name.en for account in sample.accounts],
    ):
        assert len(names) == len(set(names))


def test_a_leaver_hands_over_every_open_deal(sample: Company) -> None:
    leaver = next(owner for owner in sample.owners if owner.name.en == LEAVER)
    assert leaver.left is not None
    mine = [deal for deal in sample.deals if deal.owners[0][1] == leaver]
    assert len(mine) > 50
    assert any(len(deal.owners) == 2 for deal in mine)
    for deal in sample.deals:
        assert all(save.at.date() <= leaver.left for save in deal.saves if save.by == leaver)
        assert not (deal.owner == leaver and deal.outcome == "open")


def test_activities_are_done_by_the_as_of_or_planned_after_it(sample: Company) -> None:
    assert [activity.number for activity in sample.activities] == list(range(1, len(sample.activities) + 1))
    for activity in sample.activities:
        assert (activity.done is None) == (activity.due > END)
        assert activity.due > activity.deal.created
    assert {activity.kind.en for activity in sample.activities} == {"Call", "Email", "Meeting", "WeChat"}


def test_an_existing_customer_has_bought_before(sample: Company) -> None:
    wins = {
        deal.account.number: min(
            other.closed
            for other in sample.deals
            if other.account == deal.account and other.outcome == "won" and other.closed
        )
        for deal in sample.deals
        if deal.outcome == "won"
    }
    for deal in sample.deals:
        if deal.pipeline == NEW_BUSINESS:
            bought = wins.get(deal.account.number, END) < deal.created
            assert (deal.deal_type.en == "Existing Business") == bought


def test_quotas_of_owners_and_teams_add_up_to_the_company(sample: Company) -> None:
    for first in {quota.first for quota in sample.quotas}:
        total: Counter[str] = Counter()
        for quota in sample.quotas:
            if quota.first == first:
                total[quota.level] += int(quota.amount)
        assert total["company"] == total["team"] == total["owner"]


def test_the_current_quarter_is_in_doubt(sample: Company) -> None:
    first, before = date(2026, 10, 1), date(2027, 1, 1)
    target = next(quota.amount for quota in sample.quotas if quota.level == "company" and quota.first == first)
    won = sum(
        sample.in_base(deal.now.amount or 0, deal.currency, deal.closed.date())
        for deal in sample.deals
        if deal.outcome == "won" and deal.closed and deal.closed.date() >= first
    )
    due = sum(
        sample.in_base(deal.now.amount or 0, deal.currency, AS_OF)
        for deal in sample.deals
        if deal.outcome == "open" and AS_OF <= deal.now.close_date < before
    )
    assert 0.25 <= won / target <= 0.6
    assert 1.5 <= due / (target - won) <= 5.0


def test_every_month_has_a_rate_near_the_one_before(sample: Company) -> None:
    for currency in ("USD", "EUR"):
        rates = [rate.rate for rate in sample.rates if rate.currency == currency]
        assert len(rates) == 25
        assert all(abs(after / before - 1) < 0.01 for before, after in pairwise(rates))


def test_another_seed_gives_another_company() -> None:
    assert company(1).deals[0] != company().deals[0]
