"""The planted stories are in the company, by plain arithmetic on the true visits and saves; nothing else is planted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from statistics import median

import pytest

from sample_data import AS_OF, FILES, stories
from sample_data.company import company
from sample_data.model import NEW_BUSINESS, OUTCOMES, STAGES, Deal
from sample_data.office import next_quarter

END = datetime.combine(AS_OF, time(23, 59))
YEAR_BEFORE = (datetime(2025, 7, 1), datetime(2026, 7, 1))
SINCE = (datetime(2026, 7, 1), END)


@pytest.fixture(scope="module")
def deals() -> tuple[Deal, ...]:
    return tuple(deal for deal in company().deals if deal.pipeline == NEW_BUSINESS)


def days_an_exit(deals: tuple[Deal, ...], stage: str, segment: str, window: tuple[datetime, datetime]) -> float:
    """Days spent in a stage ÷ exits from it within a window: the mean stay with open stays counted (exponential estimate)."""
    exposed, exits = 0.0, 0
    for deal in deals:
        for visit in deal.visits:
            if visit.stage == stage and deal.account.segment.en == segment:
                inside = min(window[1], visit.left or END) - max(window[0], visit.entered)
                exposed += max(0.0, inside.total_seconds() / 86_400)
                exits += visit.left is not None and window[0] <= visit.left < window[1]
    return exposed / exits


def advanced(deals: tuple[Deal, ...], stage: str, segment: str, window: tuple[datetime, datetime]) -> float:
    """Share of decided visits (advanced or lost) that advanced, by the time they ended."""
    ways = [
        visit.next_stage
        for deal in deals
        for visit in deal.visits
        if visit.stage == stage
        and deal.account.segment.en == segment
        and visit.left
        and window[0] <= visit.left < window[1]
    ]
    forward = sum(way in {"Negotiation", "Closed Won"} for way in ways)
    return forward / (forward + ways.count("Closed Lost"))


def closed(deals: tuple[Deal, ...], window: tuple[datetime, datetime]) -> list[Deal]:
    return [
        deal
        for deal in deals
        if deal.outcome in {"won", "lost"} and deal.closed and window[0] <= deal.closed < window[1]
    ]


def win_rate(deals: list[Deal]) -> float:
    return sum(deal.outcome == "won" for deal in deals) / len(deals)


def of_segment(deals: list[Deal], segment: str) -> list[Deal]:
    return [deal for deal in deals if deal.account.segment.en == segment]


def test_enterprise_stays_much_longer_in_proposal_since_july_2026(deals: tuple[Deal, ...]) -> None:
    ratio = days_an_exit(deals, "Proposal", "Enterprise", SINCE) / days_an_exit(
        deals, "Proposal", "Enterprise", YEAR_BEFORE
    )
    assert 1.7 <= ratio <= 3.0


def test_enterprise_advances_less_from_proposal_since_july_2026(deals: tuple[Deal, ...]) -> None:
    before = advanced(deals, "Proposal", "Enterprise", YEAR_BEFORE)
    since = advanced(deals, "Proposal", "Enterprise", SINCE)
    assert before == pytest.approx(0.60, abs=0.05)
    assert since <= before - 0.12


def test_enough_enterprise_deals_go_through_proposal_to_see_it(deals: tuple[Deal, ...]) -> None:
    visits = [
        visit
        for deal in deals
        if deal.account.segment == stories.BOTTLENECK_SEGMENT
        for visit in deal.visits
        if visit.stage == stories.BOTTLENECK_STAGE
    ]
    assert sum(visit.left is not None and YEAR_BEFORE[0] <= visit.left < YEAR_BEFORE[1] for visit in visits) >= 100
    assert sum(visit.left is None or visit.left >= SINCE[0] for visit in visits) >= 50


@pytest.mark.parametrize("segment", ["Mid-market", "SMB"])
def test_the_other_segments_stay_in_proposal_as_long_as_before(deals: tuple[Deal, ...], segment: str) -> None:
    ratio = days_an_exit(deals, "Proposal", segment, SINCE) / days_an_exit(deals, "Proposal", segment, YEAR_BEFORE)
    assert 0.65 <= ratio <= 1.5


@pytest.mark.parametrize("stage", ["Lead", "Qualification", "Negotiation"])
def test_enterprise_stays_in_the_other_stages_as_long_as_before(deals: tuple[Deal, ...], stage: str) -> None:
    ratio = days_an_exit(deals, stage, "Enterprise", SINCE) / days_an_exit(deals, stage, "Enterprise", YEAR_BEFORE)
    assert 0.6 <= ratio <= 1.6


def test_one_seller_sits_on_old_deals_and_nobody_else_does(deals: tuple[Deal, ...]) -> None:
    ages: dict[str, list[int]] = {}
    for deal in deals:
        if deal.outcome == "open" and deal.visits[-1].stage != stories.BOTTLENECK_STAGE:
            ages.setdefault(deal.owner.name.en, []).append((END - deal.visits[-1].entered).days)
    old = {name: sum(age > 60 for age in mine) for name, mine in ages.items()}
    assert old.pop(stories.STUCK_OWNER) >= 15
    assert max(old.values()) <= 3
    others = [age for name, mine in ages.items() if name != stories.STUCK_OWNER for age in mine]
    assert median(ages[stories.STUCK_OWNER]) > 4 * median(others)


def test_the_share_of_small_business_among_closed_deals_rises(deals: tuple[Deal, ...]) -> None:
    before, since = closed(deals, YEAR_BEFORE), closed(deals, SINCE)
    assert len(of_segment(before, "SMB")) / len(before) <= 0.33
    assert len(of_segment(since, "SMB")) / len(since) >= 0.45


def test_the_total_win_rate_rises_while_no_segment_wins_more(deals: tuple[Deal, ...]) -> None:
    before, since = closed(deals, YEAR_BEFORE), closed(deals, SINCE)
    assert win_rate(since) >= win_rate(before) + 0.02
    for segment in ("Enterprise", "Mid-market", "SMB"):
        assert win_rate(of_segment(since, segment)) <= win_rate(of_segment(before, segment)) + 0.01, segment


def pushes(deals: tuple[Deal, ...], of_team: Callable[[str], bool]) -> list[datetime]:
    """Instants at which an open deal of the teams got a later close date."""
    return [
        after.at
        for deal in deals
        if of_team(deal.owner.team.en)
        for before, after in pairwise(deal.saves)
        if not {before.stage, after.stage} & set(OUTCOMES) and after.close_date > before.close_date
    ]


def near_quarter_end(day: date) -> bool:
    return (next_quarter(day) - day).days <= stories.PUSHING_DAYS


def test_one_team_pushes_close_dates_at_the_end_of_quarters(deals: tuple[Deal, ...]) -> None:
    team = pushes(deals, lambda name: name == stories.PUSHING_TEAM.en)
    others = pushes(deals, lambda name: name != stories.PUSHING_TEAM.en)
    assert len(team) >= 100
    assert sum(near_quarter_end(at.date()) for at in team) / len(team) >= 0.75
    assert sum(near_quarter_end(at.date()) for at in others) / len(others) <= 0.25


def test_the_team_pushes_into_the_next_quarter(deals: tuple[Deal, ...]) -> None:
    late = [
        (after.at.date(), after.close_date)
        for deal in deals
        if deal.owner.team == stories.PUSHING_TEAM
        for before, after in pairwise(deal.saves)
        if after.stage not in OUTCOMES and after.close_date > before.close_date and near_quarter_end(after.at.date())
    ]
    into_next = [day for at, day in late if next_quarter(at) <= day < next_quarter(next_quarter(at))]
    assert len(into_next) / len(late) >= 0.9


def test_the_stages_of_the_stories_exist() -> None:
    assert {stories.BOTTLENECK_STAGE, *stories.STUCK_SHARES} <= set(STAGES[NEW_BUSINESS])


def test_the_readme_tells_the_parameters_of_every_story() -> None:
    told = (FILES.parent / "README.md").read_text(encoding="utf-8")
    for parameter in (
        stories.BOTTLENECK_FROM, stories.BOTTLENECK_STRETCH, stories.BOTTLENECK_ADVANCE, stories.STUCK_OWNER, stories.STUCK_FROM,
        *(f"{share:.0%}".replace("%", " %") for share in stories.STUCK_SHARES.values()), stories.MIX_FROM, stories.MIX_GROWTH,
        stories.PUSHING_TEAM.en, f"{stories.PUSHING_LEAST_DAYS} days", f"last {stories.PUSHING_DAYS} days",
        f"{stories.PUSHING_SHARE:.0%}".replace("%", " %"),
    ):  # fmt: skip
        assert str(parameter) in told, parameter
