from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.problems import Refused
from data_loaders.stage_columns import find_stage_columns
from tests.data_loaders.reading_exports import EXPORTS, Read, read_path, read_rows


def moves(read: Read, deal: str) -> list[tuple[str | None, str]]:
    events = [event for event in read.rows("stage_events") if deal in (event["deal_id"], event["deal_name"])]
    return [(event["from_stage"], event["to_stage"]) for event in sorted(events, key=lambda event: event["sequence"])]


@pytest.mark.parametrize("order", ["newest first", "oldest first"])
def test_a_log_reads_the_same_in_both_directions(order: str, tmp_path: Path) -> None:
    header = ("Opportunity ID", "From Stage", "To Stage", "Last Modified")
    rows = [
        ("1", "", "Lead", "2026-01-01"), ("1", "Lead", "Demo", "2026-01-05"), ("1", "Demo", "Proposal", "2026-01-05"),
        ("1", "Proposal", "Won", "2026-02-01"), ("2", "", "Lead", "2026-01-03"), ("2", "Lead", "Lost", "2026-01-09"),
    ]  # fmt: skip
    read = read_rows(tmp_path, header, *(rows if order == "oldest first" else rows[::-1]))
    assert moves(read, "1") == [(None, "Lead"), ("Lead", "Demo"), ("Demo", "Proposal"), ("Proposal", "Won")]
    assert {event["evidence"] for event in read.rows("stage_events")} == {"log"}
    assert {event["precision"] for event in read.rows("stage_events")} == {"day"}


def test_a_save_that_keeps_the_stage_is_a_change_and_no_move(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "salesforce_history.csv", tmp_path)
    changes = [(c["field"], c["old_value"], c["new_value"], c["at"]) for c in read.rows("deal_changes")]
    assert sorted(changes) == [
        ("amount", "30000.0", "28500.0", datetime(2026, 1, 28, 9)),
        ("expected_close", "2026-01-31", "2026-02-27", datetime(2026, 1, 28, 9)),
    ]
    assert len(moves(read, "0065g00000B0001")) == 3


def test_a_step_back_and_a_second_visit_are_kept(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "salesforce_history.csv", tmp_path)
    assert moves(read, "0065g00000B0003") == [
        (None, "Qualification"),
        ("Qualification", "Proposal"),
        ("Proposal", "Qualification"),
    ]


def test_a_history_of_fields_begins_with_the_stage_that_the_first_change_left(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "salesforce_field_history.csv", tmp_path)
    assert moves(read, "0065g00000B0001")[0] == (None, "Qualification")
    assert read.codes()["history_rows_not_stage"] == 1
    assert {change["field"]: change["new_value"] for change in read.rows("deal_changes")} == {
        "amount": "28500.0",
        "expected_close": "2026-02-27",
    }


def test_a_history_without_any_stage_is_refused(tmp_path: Path) -> None:
    rows = (
        ("Record ID", "Property", "Value", "Timestamp"),
        ("1", "amount", "5", "2026-01-01"),
        ("1", "amount", "6", "2026-01-02"),
    )
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, *rows)
    assert refusal.value.said.code == "history_without_stage"


def test_snapshots_of_an_unchanged_stage_are_one_visit(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "salesforce_opportunity_history.csv", tmp_path)
    assert moves(read, "0065g00000B0001AAB") == [
        (None, "Qualification"),
        ("Qualification", "Proposal"),
        ("Proposal", "Closed Lost"),
    ]


def test_zoho_stamps_the_entry_and_the_next_stage_is_no_event(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "zoho_stage_history.csv", tmp_path)
    assert moves(read, "5805028000004390013") == [
        (None, "Qualification"),
        ("Qualification", "Value Proposition"),
        ("Value Proposition", "Closed Lost"),
    ]
    assert read.rows("stage_events")[1]["at"] == datetime(2025, 12, 5, 11, 58)


def test_the_ragged_history_of_old_exports_gives_the_same_moves_as_the_long_one(tmp_path: Path) -> None:
    long = read_path(EXPORTS / "hubspot_property_history.csv", tmp_path / "long")
    ragged = read_path(EXPORTS / "hubspot_ragged_history.csv", tmp_path / "ragged")
    assert moves(long, "31400000007") == moves(ragged, "31400000007")
    assert len(moves(ragged, "31400000014")) == 2


def test_date_columns_give_events_in_the_order_of_their_dates(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "hubspot_labels.csv", tmp_path)
    meeting = "Meeting Scheduled (Placements — Inbound)"
    assert moves(read, "31400000007") == [(None, meeting), (meeting, "Proposal"), ("Proposal", "Closed Lost")]
    assert {event["evidence"] for event in read.rows("stage_events")} == {"dates"}


def test_dates_of_another_pipeline_are_left_out_and_counted(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "hubspot_labels.csv", tmp_path)
    assert read.codes()["other_pipeline_dates"] == 1
    assert "Upcoming" not in {stage for _, stage in moves(read, "31400000014")}


@pytest.mark.parametrize(
    "headers",
    [
        ("进入需求分析日期", "进入方案日期", "进入谈判日期"),
        ("需求分析进入时间", "方案进入时间", "谈判进入时间"),
        ("需求分析日期", "方案日期", "谈判日期"),
    ],
)
def test_chinese_date_columns_are_found_by_the_stages_they_name(headers: tuple[str, ...]) -> None:
    found = find_stage_columns(headers, (), ("需求分析", "方案", "谈判"), range(3))
    assert [column.stage for column in found.entered] == ["需求分析", "方案", "谈判"]


@pytest.mark.parametrize(
    "headers",
    [
        ("Discovery_Entry_Date__c", "Proposal_Entry_Date__c", "Negotiation_Entry_Date__c"),
        ("Discovery date", "Proposal date", "Negotiation date"),
        ("Entered Discovery", "Entered Proposal", "Entered Negotiation"),
        ("Date entered Discovery", "Date entered Proposal", "Date entered Negotiation"),
        ("Discovery - Entered on", "Proposal - Entered on", "Negotiation - Entered on"),
    ],
)
def test_custom_date_columns_are_found_by_the_stages_they_name(headers: tuple[str, ...]) -> None:
    found = find_stage_columns(headers, (), ("Discovery", "Proposal", "Negotiation"), range(3))
    assert [column.stage for column in found.entered] == ["Discovery", "Proposal", "Negotiation"]


def test_two_date_columns_or_dates_of_other_things_make_no_history() -> None:
    assert not find_stage_columns(("Discovery date", "Proposal date"), (), ("Discovery", "Proposal"), range(2)).entered
    others = ("Birth date", "Invoice date", "Kickoff date", "Signature date")
    assert not find_stage_columns(others, (), ("Discovery", "Proposal"), range(4)).entered


def test_a_log_of_visits_with_a_stage_gives_activities_and_moves(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "jiandaoyun_follow_ups.csv", tmp_path)
    assert [activity["type"] for activity in read.rows("activities")] == ["call", "wechat", "visit", "meeting"]
    assert moves(read, "SJ001") == [(None, "需求分析"), ("需求分析", "方案/报价"), ("方案/报价", "赢单")]


def test_work_steps_of_an_event_log_are_no_stages(tmp_path: Path) -> None:
    read = read_path(EXPORTS / "event_log.csv", tmp_path)
    assert [stage for _, stage in moves(read, "173688")] == ["A_SUBMITTED", "A_PREACCEPTED", "A_ACCEPTED", "A_APPROVED"]
    assert read.codes()["activities_not_stages"] == 2


WALKS = st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=8), min_size=1, max_size=6)


@settings(max_examples=12)
@given(WALKS, st.randoms(use_true_random=False))
def test_any_log_gives_back_the_walk_of_each_deal_whatever_the_order_of_its_rows(
    paths: list[list[str]], chance: random.Random
) -> None:
    start = datetime(2026, 1, 1)
    rows = [
        (f"deal {number}", f"Stage {stage}", str(start + timedelta(hours=step, minutes=number)), "x")
        for number, path in enumerate(paths)
        for step, stage in enumerate(path)
    ]
    chance.shuffle(rows)
    with TemporaryDirectory() as folder:
        header = ("Case ID", "Activity", "Timestamp", "Resource")
        read = read_rows(Path(folder), header, *rows)
        for number, path in enumerate(paths):
            walked = [f"Stage {stage}" for at, stage in enumerate(path) if at == 0 or path[at - 1] != stage]
            assert [stage for _, stage in moves(read, f"deal {number}")] == walked
        report = read.report
        assert report.rows_read == report.rows_loaded + report.rows_merged + report.rows_rejected
