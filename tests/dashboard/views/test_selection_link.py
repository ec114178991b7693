"""A selection travels in the link and comes back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.selection import Selection
from dashboard.views import selection_link, session

VALUES = st.one_of(st.none(), st.text(min_size=0, max_size=12), st.sampled_from(["-", "--", "方案/报价", "a=b&c"]))
SELECTIONS = st.builds(
    Selection,
    metric=st.text(min_size=1, max_size=12),
    part=st.text(max_size=12),
    pipeline=VALUES,
    stage=VALUES,
    by=VALUES,
    value=VALUES,
    mode=VALUES,
)


@given(SELECTIONS)
def test_a_selection_comes_back_as_it_was(selection: Selection) -> None:
    link = {name: [value] for name, value in selection_link.to_link(selection).items()}
    assert selection_link.from_link(link) == selection


@given(SELECTIONS)
def test_no_value_in_a_link_is_empty(selection: Selection) -> None:
    assert all(selection_link.to_link(selection).values())


def test_what_is_not_stated_is_absent() -> None:
    assert selection_link.to_link(Selection("stuck_deals")) == {"of": "stuck_deals"}


def test_deals_without_a_segment_are_not_deals_of_any_segment() -> None:
    link = selection_link.to_link(Selection("stage_dwell", by="segment", value=""))
    assert link["value"] == "-"
    assert selection_link.to_link(Selection("stage_dwell", by="segment")).get("value") is None


def test_a_link_that_names_no_metric_selects_nothing() -> None:
    assert selection_link.from_link({}) is None
    assert selection_link.from_link({"stage": ["Lead"], "of": [""]}) is None


def test_the_last_of_several_values_counts() -> None:
    found = selection_link.from_link({"of": ["stage_funnel"], "stage": ["Lead", "Proposal"]})
    assert found == Selection("stage_funnel", stage="Proposal")


def test_no_name_is_one_of_the_filter_or_of_a_breakdown() -> None:
    assert not set(selection_link.NAMES.values()) & {*session.KEPT_NAMES, "by", "measure", "cause", "curve", "step"}


def test_taking_a_selection_away_leaves_the_pages_choices_and_the_filter() -> None:
    link = {"of": ["x"], "stage": ["Lead"], "where": ["owner"], "mode": ["now"], "in": ["Sales"], "team": ["East"]}
    assert selection_link.without(link) == {"mode": ["now"], "in": ["Sales"], "team": ["East"]}
