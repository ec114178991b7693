"""What doubtful deals change, and why two numbers differ, as a reader of each language reads it."""

from __future__ import annotations

import re

import pytest

from dashboard.charts import quality, reconciling
from dashboard.glossary.trust import COMPARED
from dashboard.language import Words
from dashboard.metrics import reconciliation
from dashboard.metrics.data_quality import FINDINGS
from dashboard.metrics.headlines import HEADLINES
from dashboard.metrics.reconciled import BOTH, A, B, Group, Reconciled
from dashboard.metrics.rows import PricedFinding

EN, ZH = Words("en"), Words("zh")
CYCLE = PricedFinding("closed_before_created", 44, "median_cycle_days", 49.0, 52.0, 3.0, left_out_already=True)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def said(row: PricedFinding, words: Words) -> str:
    return quality.priced(row, currency="CNY", words=words).replace("\u00a0", " ")


def test_names_the_deals_and_the_number_without_and_with_them() -> None:
    assert said(CYCLE, EN) == (
        "Without the 44 deals closed before they were created the median cycle is 52, not 49 days. "
        "The number shown leaves them out already."
    )
    assert said(CYCLE, ZH).startswith("若不计 44 个关闭日期早于创建日期的商机，周期中位数是 52 天，而不是 49 天。")


def test_one_deal_is_not_several() -> None:
    row = PricedFinding("won_without_amount", 1, "win_rate", 0.5, 0.25, -0.25)
    assert said(row, EN) == "Without the deal won without an amount the win rate is 25 %, not 50 %."
    assert said(row, ZH) == "若不计 1 个赢单但没有金额的商机，赢单率是 25%，而不是 50%。"


@pytest.mark.parametrize(
    ("headline", "with_all", "without", "shown"),
    [
        ("win_rate", 0.6318, 0.6307, "63.1 %, not 63.2 %"),
        ("median_cycle_days", 51.9, 52.1, "52.1, not 51.9 days"),
        ("open_value", 48_210_000, 48_190_000, "¥ 48,190,000, not ¥ 48,210,000"),
        ("open_value", 48_210_000, 40_000_000, "¥ 40M, not ¥ 48.2M"),
        ("mean_won_amount", 10.004, 10.0, "¥ 10, not ¥ 10"),
        ("open_deals", 2089.0, 1589.0, "1,589 open deals, not 2,089"),
    ],
)
def test_two_figures_are_told_as_finely_as_it_takes_to_tell_them_apart(
    headline: str, with_all: float, without: float, shown: str
) -> None:
    row = PricedFinding("open_overdue", 3, headline, with_all, without, without - with_all)
    without_them, with_them = shown.split(", not ")
    assert without_them in said(row, EN)
    assert with_them in said(row, EN)


def test_a_number_that_is_gone_without_them_is_told_as_gone() -> None:
    row = PricedFinding("no_creation_date", 9, "median_cycle_days", 30.0, None, None)
    assert said(row, EN).endswith("there is no figure left for: median cycle in days (with them 30).")
    assert "nan" not in said(row, EN).lower()


def test_a_finding_that_changes_nothing_says_so() -> None:
    row = PricedFinding("owner_not_listed", 2, "", None, None, None)
    assert said(row, EN) == (
        "Leaving out the 2 deals whose owner is not in the list of owners changes no headline number."
    )


@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_and_every_headline_reads_in_both_languages(finding: str) -> None:
    for headline in HEADLINES:
        row = PricedFinding(finding, 2, headline, 4.0, 2.0, -2.0)
        assert "2 " in said(row, EN)
        assert CHINESE.search(said(row, ZH))
        assert not re.search(r"[A-Za-z]{2}", said(row, ZH))
    assert not CHINESE.search(said(PricedFinding(finding, 1, "", None, None, None), EN))


def test_two_definitions_are_told_with_what_they_rest_on_and_how_far_they_are_apart() -> None:
    row = Reconciled("", "", "count", 0.35, 415, "cohort", 0.36, 423, 0.01, (Group(B, "closed_outside", 124),))
    assert reconciling.says(row, "win_rate", EN).replace("\u00a0", " ") == (
        "35.0 % by count (n = 415), 36.0 % of the deals that entered in the period (n = 423): a difference of +1.0 pts."
    )
    assert reconciling.group_says(row, row.groups[0], EN) == (
        "Only “of the deals that entered in the period”: 124 deals, not closed in the period"
    )
    assert "不是在期内关闭的" in reconciling.group_says(row, row.groups[0], ZH)


def test_equal_and_missing_numbers_are_told_as_such() -> None:
    same = Reconciled("Sales", "Lead", "mean", 3.0, 5, "median", 3.0, 5, 0.0)
    assert reconciling.says(same, "dwell", EN).startswith("Both say 3")
    neither = Reconciled("", "", "count", None, 0, "value", None, 0, None)
    assert reconciling.says(neither, "win_rate", EN) == "By neither definition is there a number here."
    one = Reconciled("", "", "count", 0.5, 2, "value", None, 0, None)
    assert "–" in reconciling.says(one, "win_rate", EN)


def test_every_pair_of_definitions_has_a_name_in_both_languages() -> None:
    assert set(COMPARED) == set(reconciliation.MODES)
    assert all(CHINESE.search(ZH(meaning)) for meaning in COMPARED.values())
    assert len(set(COMPARED.values())) == len(COMPARED)


@pytest.mark.parametrize("reason", sorted(reconciling.REASONS))
def test_every_reason_reads_in_both_languages(reason: str) -> None:
    for side in (A, B, BOTH):
        row = Reconciled("", "", "count", 0.1, 1, "void", 0.2, 2, 0.1, (Group(side, reason, 7),))
        assert "7 deals" in reconciling.group_says(row, row.groups[0], EN)
        told = reconciling.group_says(row, row.groups[0], ZH)
        assert CHINESE.search(told.split("，")[-1])
        part = reconciliation.part_of(side, reason)
        assert reconciling.which_group("win_rate:count,void", part, "7 deals", EN) == reconciling.group_says(
            row, row.groups[0], EN
        )
