"""What a verdict says, and what is said where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.metrics.bottleneck_verdicts import Pattern
from dashboard.metrics.bottlenecks import Bottleneck
from dashboard.views.bottlenecks_playbook import ANY, LOST_LATE, NEGOTIATION, PROPOSAL, QUALIFICATION, QUEUE, plays_for
from dashboard.views.bottlenecks_verdicts import growing
from dashboard.views.bottlenecks_words import (
    facts,
    missing_deals,
    nearest,
    others,
    signals,
    silence,
    verdict,
    waiting,
    window_said,
)
from tests.dashboard.charts.answered import EN, answered, spaced, stay

QUIET = Bottleneck(
    pipeline="Sales",
    stage="Proposal",
    rank=4,
    value=None,
    pattern=None,
    deals_needed=0,
    exits=93,
    expected_exits=100.9,
    exits_ratio=0.92,
    exits_low=0.74,
    exits_high=1.13,
    exits_q=0.8,
    others_ratio=None,
    left=123,
    advance_share=0.67,
    advance_low=0.58,
    advance_high=0.75,
    expected_share=0.69,
    advance_q=0.8,
    since=None,
    benchmark_days=14.4,
    open_deals=35,
    open_value=15.4e6,
    excess_deal_days=500.0,
    value_days_lost=498e6,
    share_of_deal_days=0.07,
    came=40,
    went=41,
    advances_missed=9.9,
    wins_missed=7.6,
    wins_lost=2.5,
    money_a_day=32e3,
)
WHOLE = replace(QUIET, pattern="slow", since=date(2026, 7, 27), value_days_lost=500e6)
ENTERPRISE = replace(
    WHOLE,
    value="Enterprise",
    exits=40,
    expected_exits=90.9,
    exits_ratio=0.44,
    exits_low=0.314,
    exits_high=0.6,
    others_ratio=0.27,
    since=date(2026, 7, 6),
    open_deals=15,
    open_value=12.6e6,
    excess_deal_days=390.0,
    value_days_lost=458e6,
    wins_missed=27.6,
    money_a_day=58.3e3,
)
TOO_FEW = replace(QUIET, value="SMB", deals_needed=6)


def test_a_segment_is_told_before_the_stage_that_it_is_a_part_of() -> None:
    lead = replace(WHOLE, stage="Lead", rank=1)
    answer = answered("bottlenecks", (WHOLE, ENTERPRISE, lead, QUIET, TOO_FEW))
    assert signals(answer) == (ENTERPRISE, lead, WHOLE)
    assert nearest(answer) == (ENTERPRISE, lead)


def test_the_verdict_names_place_finding_and_day() -> None:
    assert verdict(ENTERPRISE, EN) == (
        "Proposal · Enterprise: deals leave later than before, since the week of 6 Jul 2026."
    )
    low = replace(ENTERPRISE, pattern="low_conversion", since=None, value="")
    assert verdict(low, EN, several=True) == "Sales · Proposal · (none): fewer deals advance than before."


def test_the_figures_of_a_verdict_carry_their_comparison_and_n() -> None:
    answer = answered("bottlenecks", (ENTERPRISE,), mode="120")
    told = facts(ENTERPRISE, answer, EN, stays=(stay("Proposal", 41.0, n=63), stay("Proposal", 24.0, n=200)))
    assert [(spaced(fact.value), spaced(fact.beside)) for fact in told] == [
        ("40 of 91", "44 % (31–60 %) in 120 days"),
        ("41 d", "24 d before, n 63"),
        ("67 %", "58–75 %, n 123; 69 % before"),
        ("¥ 12.6M", "15 deals"),
        ("¥ 458M × days", "26 d each beyond 14 d"),
        ("≈ ¥ 58.3K", "28 wins fewer in a year, 2.5 of them for good"),
    ]


def test_what_is_not_known_is_a_dash() -> None:
    unknown = replace(ENTERPRISE, money_a_day=None, wins_missed=None, advance_share=None)
    told = facts(unknown, answered("bottlenecks", (unknown,), mode="60"), EN, stays=(None, None))
    assert [spaced(fact.value) for fact in told if fact.name != "Open there"] == [
        "40 of 91",
        "–",
        "–",
        "¥ 458M × days",
        "–",
    ]


def test_a_segment_is_held_against_the_others_and_a_stage_names_its_segments() -> None:
    answer = answered("bottlenecks", (WHOLE, ENTERPRISE))
    assert "27 % of the exits" in spaced(others(ENTERPRISE, answer, EN))
    assert others(WHOLE, answer, EN) == "The deals of Enterprise above are a part of this."
    assert not others(WHOLE, answered("bottlenecks", (WHOLE,)), EN)


def test_without_a_signal_it_is_said_what_was_judged_and_what_is_missing() -> None:
    answer = answered("bottlenecks", (QUIET, TOO_FEW), mode="60")
    assert "No stage and no group of deals stands out" in silence(answer, EN)
    assert window_said(answer, EN).endswith("60 days against the year before: 1 of 2 places hold enough deals.")
    assert missing_deals(answer, EN) == ("1 place has too few deals for a verdict: Proposal · SMB (about 6 more).")
    assert silence(answered("bottlenecks", (TOO_FEW,)), EN) == "No place holds enough deals for a verdict yet."
    assert not missing_deals(answered("bottlenecks", (QUIET,)), EN)


def test_the_reason_for_the_window_is_true_of_it() -> None:
    enough = window_said(answered("bottlenecks", (QUIET, TOO_FEW), mode="120"), EN)
    assert enough.endswith("Over a shorter window fewer than half of them would.")
    longest = window_said(answered("bottlenecks", (QUIET, TOO_FEW, TOO_FEW), mode="180"), EN)
    assert longest.endswith("A longer window would no longer be about today.")


def test_the_deals_of_a_whole_stage_are_not_narrowed() -> None:
    assert waiting(WHOLE, "segment").by is None
    assert (waiting(ENTERPRISE, "segment").by, waiting(ENTERPRISE, "segment").value) == ("segment", "Enterprise")


@pytest.mark.parametrize(
    ("stage", "pattern", "is_growing", "plays"),
    [
        ("Proposal", "both", False, (PROPOSAL,)),
        ("方案/报价", "slow", False, (PROPOSAL,)),
        ("Negotiation", "slow", False, (NEGOTIATION,)),
        ("Negotiation", "low_conversion", False, (LOST_LATE, NEGOTIATION)),
        ("Negotiation", "both", False, (NEGOTIATION, LOST_LATE)),
        ("Qualification", "low_conversion", False, (QUALIFICATION,)),
        ("Qualification", "slow", False, (ANY,)),
        ("Waiting", "slow", True, (ANY, QUEUE)),
        ("Waiting", "low_conversion", False, (LOST_LATE,)),
    ],
)
def test_the_playbook_follows_stage_and_pattern(
    stage: str, pattern: Pattern, is_growing: bool, plays: tuple[object, ...]
) -> None:
    assert plays_for(stage, pattern, growing=is_growing) == plays


def test_a_queue_grows_where_clearly_more_came_than_went() -> None:
    assert growing(replace(QUIET, came=30, went=15))
    assert not growing(replace(QUIET, came=67, went=53))
    assert not growing(replace(QUIET, came=4, went=0))
