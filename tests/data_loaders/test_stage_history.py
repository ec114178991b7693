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


@pytest.mark.parametrize("short", [1, 6])
def test_a_deal_with_more_values_than_the_headers_count_keeps_them_all(tmp_path: Path, short: int) -> None:
    pairs = [("qualified", "2026-01-01 10:00"), ("proposal", "2026-02-01 10:00"), ("closedwon", "2026-03-01 10:00")]
    rows = [(str(deal), f"D{deal}", *pairs[0], *pairs[1]) for deal in range(short)]
    read = read_rows(
        tmp_path,
        ("id", "name", "value1", "timestamp1", "value2", "timestamp2"),
        *rows,
        ("99", "Long", *pairs[0], *pairs[1], *pairs[2]),
    )
    assert [stage for _, stage in moves(read, "99")] == ["qualified", "proposal", "closedwon"]
    assert read.report.rows_rejected == 0


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


def test_the_save_of_a_data_export_with_what_was_before_reads_like_any_other(tmp_path: Path) -> None:
    header = ("OpportunityId", "StageName", "Amount", "CloseDate", "CreatedDate", "FromOpportunityStageName", "PrevAmount",
              "PrevCloseDate", "PrevOpportunityStageUpdate", "ValidThroughDate")  # fmt: skip
    read = read_rows(
        tmp_path, header,
        ("0065g00000B0001AAB", "Qualification", 100, "2026-03-31", "2026-01-05T10:00:00.000Z", "", "", "", "", "2026-01-20T10:00:00.000Z"),
        ("0065g00000B0001AAB", "Qualification", 120, "2026-04-30", "2026-01-20T10:00:00.000Z", "Qualification", 100, "2026-03-31", "", "2026-02-01T10:00:00.000Z"),
        ("0065g00000B0001AAB", "Closed Won", 120, "2026-02-01", "2026-02-01T10:00:00.000Z", "Qualification", 120, "2026-04-30", "2026-01-05T10:00:00.000Z", ""),
        name="OpportunityHistory.csv",
    )  # fmt: skip
    assert moves(read, "0065g00000B0001AAB") == [(None, "Qualification"), ("Qualification", "Closed Won")]
    changes = [(one["field"], one["old_value"], one["new_value"]) for one in read.rows("deal_changes")]
    assert changes == [
        ("amount", "100.0", "120.0"), ("expected_close", "2026-03-31", "2026-04-30"), ("expected_close", "2026-04-30", "2026-02-01"),
    ]  # fmt: skip


def test_a_stated_duration_is_never_an_input(tmp_path: Path) -> None:
    header = ("Opportunity ID", "From Stage", "To Stage", "Stage Duration", "Last Modified")
    rows = [
        ("1", "", "Lead", "{}", "2026-01-01"),
        ("1", "Lead", "Demo", "{}", "2026-01-05"),
        ("1", "Demo", "Won", "{}", "2026-02-01"),
    ]
    told = []
    for days in ("0", "999"):
        (tmp_path / days).mkdir()
        read = read_rows(tmp_path / days, header, *(tuple(cell.format(days) for cell in row) for row in rows))
        told.append((read.rows("stage_events"), read.targets()["Stage Duration"]))
    assert told[0] == told[1]
    assert told[0][1] is None


def test_entries_of_one_moment_keep_the_order_of_the_columns(tmp_path: Path) -> None:
    header = ("Record ID", "Deal Name", "Pipeline", "Deal Stage", 'Date entered "Lead (Sales)"', 'Date entered "Demo (Sales)"',
              'Date entered "Offer (Sales)"', 'Date exited "Lead (Sales)"')  # fmt: skip
    read = read_rows(
        tmp_path, header,
        ("1", "A", "Sales", "Offer", "2026-01-05 10:00", "2026-01-05 10:00", "2026-01-05 10:00", "2026-01-01 00:00"),
        ("2", "B", "Sales", "Offer", "2026-01-05 10:00", "", "2026-01-09 10:00", ""),
    )  # fmt: skip
    assert moves(read, "1") == [(None, "Lead"), ("Lead", "Demo"), ("Demo", "Offer")]
    assert moves(read, "2") == [(None, "Lead"), ("Lead", "Offer")]


def test_the_revisions_of_the_api_form_make_a_history(tmp_path: Path) -> None:
    header = ("Record ID", "Property", "value", "timestamp", "sourceType", "sourceId", "sourceLabel", "updatedByUserId")
    read = read_rows(
        tmp_path, header,
        ("31400000007", "dealstage", "closedwon", "2026-02-02T09:10:00.000Z", "CRM_UI", "userId:1", "", "1"),
        ("31400000007", "dealstage", "qualifiedtobuy", "2025-12-15T11:58:00.000Z", "CRM_UI", "userId:1", "", "1"),
    )  # fmt: skip
    assert moves(read, "31400000007") == [(None, "qualifiedtobuy"), ("qualifiedtobuy", "closedwon")]


def test_a_chinese_stage_history_of_zoho_stamps_the_entry(tmp_path: Path) -> None:
    header = ("商机名称", "阶段", "移动到", "阶段持续时间(日历天数)", "更新时间", "金额")
    read = read_rows(
        tmp_path, header,
        ("甲项目", "需求分析", "方案报价", "12", "2026-01-05 10:00:00", "100"),
        ("甲项目", "方案报价", "", "3", "2026-01-17 10:00:00", "100"),
    )  # fmt: skip
    assert moves(read, "甲项目") == [(None, "需求分析"), ("需求分析", "方案报价")]
    assert [event["at"] for event in read.rows("stage_events")] == [datetime(2026, 1, 5, 10), datetime(2026, 1, 17, 10)]


def test_a_push_log_of_wukong_is_a_log_of_stages(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, ("商机编号", "商机名称", "阶段", "负责人", "创建时间"),
        ("SJ1", "甲", "验证客户", "李安", "2026-01-05 10:00:00"), ("SJ1", "甲", "方案/报价", "李安", "2026-01-15 10:00:00"),
        ("SJ1", "甲", "赢单", "李安", "2026-02-05 10:00:00"), ("SJ2", "乙", "验证客户", "李安", "2026-01-06 10:00:00"),
        ("SJ2", "乙", "输单", "李安", "2026-01-26 10:00:00"), name="商机推进日志.csv",
    )  # fmt: skip
    assert moves(read, "SJ1") == [(None, "验证客户"), ("验证客户", "方案/报价"), ("方案/报价", "赢单")]


def test_columns_with_the_time_of_entry_give_dates_in_chinese_too(tmp_path: Path) -> None:
    header = (
        "商机名称",
        "商机阶段",
        "金额",
        "创建时间",
        "进入需求分析阶段时间",
        "进入方案报价阶段时间",
        "进入商务谈判阶段时间",
    )
    read = read_rows(
        tmp_path, header,
        ("甲", "商务谈判", "5", "2026-01-01", "2026-01-02", "2026-01-09", "2026-01-20"),
        ("乙", "方案报价", "6", "2026-01-01", "2026-01-03", "2026-01-11", ""),
    )  # fmt: skip
    assert moves(read, "甲") == [(None, "需求分析"), ("需求分析", "方案报价"), ("方案报价", "商务谈判")]
    assert {event["evidence"] for event in read.rows("stage_events")} == {"dates"}


def test_a_snapshot_date_makes_a_list_and_no_log(tmp_path: Path) -> None:
    header = ("快照日期", "商机编号", "商机名称", "阶段", "金额", "创建时间")
    rows = [(day, f"SJ{number}", f"项目{number}", stage, "5", "2026-01-01")
            for day, stage in (("2026-03-02", "需求分析"), ("2026-03-09", "方案报价")) for number in range(4)]  # fmt: skip
    read = read_rows(tmp_path, header, *rows)
    assert [sheet.kind for sheet in read.report.sheets] == ["deals"]
    assert read.report.rows_loaded == 8
    assert (read.report.preview.deals, read.report.preview.evidence) == (4, "C")
    assert read.report.as_of == "2026-03-09T23:59:59"


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


@pytest.mark.parametrize(
    ("header", "stated", "rows"),
    [
        ("Stage Duration", ("", "4", "27"), ()),  # days in the stage that was left
        ("Stage Duration", ("4", "27", ""), ()),  # days in the stage that was entered
        ("Duration (hours)", ("", "96", "650"), ()),
        ("Stage Duration", ("", "4", "9"), (4,)),
        ("Stage Duration", ("", "a week", "27"), ()),
    ],
)
def test_durations_of_a_log_are_held_against_its_dates(
    header: str, stated: tuple[str, ...], rows: tuple[int, ...], tmp_path: Path
) -> None:
    log = [("", "Lead", "2026-01-01"), ("Lead", "Demo", "2026-01-05"), ("Demo", "Won", "2026-02-01")]
    head = ("Opportunity ID", "From Stage", "To Stage", "Last Modified", header)
    read = read_rows(tmp_path, head, *(("1", *move, days) for move, days in zip(log, stated, strict=True)))
    assert moves(read, "1") == [(None, "Lead"), ("Lead", "Demo"), ("Demo", "Won")]
    assert [one.rows for one in read.report.findings if one.said.code == "durations_disagree"] == (
        [rows] if rows else []
    )
