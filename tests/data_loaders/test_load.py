from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.__main__ import main
from data_loaders.as_of import day_of_name
from data_loaders.load import read_export
from data_loaders.problems import SENTENCES, Refused, say
from data_loaders.report import LoadReport
from data_loaders.schema import TABLES, arrow_schema
from data_loaders.table_files import read_table, table_file
from tests.data_loaders.reading_exports import EXPORTS, NOW, Exports, read_path, read_rows

HEADER = ("Deal ID", "Deal Name", "Stage", "Amount", "Currency", "Created Date", "Close Date", "Last Modified Date")
ROWS = (
    ("1", "A", "Closed Won", "100", "USD", "2026-01-05", "2026-03-05", "2026-03-06"),
    ("2", "B", "Proposal", "50", "EUR", "2026-01-06", "2026-09-05", "2026-03-07"),
    ("3", "C", "Closed Lost", "", "USD", "2026-02-05", "2026-02-01", "2026-03-01"),
)  # fmt: skip


def deals(
    folder: Path, *rows: tuple[object, ...], header: tuple[str, ...] = HEADER, **wishes: Any
) -> dict[str, dict[str, Any]]:
    return {row["deal_id"] or row["deal_name"]: row for row in read_rows(folder, header, *rows, **wishes).rows("deals")}


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir()))
def test_tables_have_the_agreed_columns_and_every_row_is_accounted_for(name: str, exports: Exports) -> None:
    read = exports(name)
    for table in TABLES:
        if table_file(read.out, table).exists():
            schema = read_table(read.out, table).schema
            assert [(field.name, field.type) for field in schema] == [
                (field.name, field.type) for field in arrow_schema(table)
            ]
    report = read.report
    assert report.rows_read == report.rows_loaded + report.rows_merged + report.rows_rejected
    assert LoadReport.from_json((read.out / "report.json").read_text("utf-8")) == report


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir()))
def test_every_sentence_of_a_report_can_be_said(name: str, exports: Exports) -> None:
    report = exports(name).report
    said = [*(c.reason for c in report.columns), *(c.rule for c in report.changes), *(f.said for f in report.findings),
            *(r.reason for r in report.rejects), report.as_of_reason]  # fmt: skip
    for sentence in said:
        assert "{" not in say(sentence, lambda template, **values: template.format(**values))
    assert set(report.preview.unlocks) <= {sentence.what for sentence in SENTENCES.values()}


def test_a_close_date_closes_a_closed_deal_and_is_expected_of_an_open_one(tmp_path: Path) -> None:
    found = deals(tmp_path, *ROWS)
    assert (found["1"]["closed_at"], found["1"]["expected_close"]) == (datetime(2026, 3, 5), None)
    assert (found["2"]["closed_at"], str(found["2"]["expected_close"])) == (None, "2026-09-05")


def test_won_and_lost_dates_close_the_deals_they_belong_to(tmp_path: Path) -> None:
    header = ("Deal ID", "Status", "Won time", "Lost time")
    found = deals(
        tmp_path,
        ("1", "Won", "2026-03-01 10:00", ""),
        ("2", "Lost", "", "2026-03-02 11:00"),
        ("3", "Open", "", ""),
        header=header,
    )
    assert [found[key]["closed_at"] for key in "123"] == [datetime(2026, 3, 1, 10), datetime(2026, 3, 2, 11), None]


def test_without_any_outcome_the_dates_of_winning_and_losing_state_it(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage", "Won date", "Lost date")
    found = deals(
        tmp_path, ("1", "Demo", "2026-03-01", ""), ("2", "Demo", "", "2026-03-02"), ("3", "Demo", "", ""), header=header
    )
    assert [found[key]["status"] for key in "123"] == ["won", "lost", "open"]


def test_a_reopened_deal_is_open_whatever_its_lost_date_says(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage", "Lost date")
    found = deals(tmp_path, ("1", "Demo", "2026-03-01"), ("2", "Lost", "2026-03-02"), ("3", "Won", ""), header=header)
    assert [found[key]["status"] for key in "123"] == ["open", "lost", "won"]


@pytest.mark.parametrize(
    ("header", "cells", "status"),
    [
        (("Deal ID", "Stage", "IsWon", "IsClosed"), ("1", "Zeta", "1", "1"), "won"),
        (("Deal ID", "Stage", "IsWon", "IsClosed"), ("1", "Zeta", "false", "true"), "lost"),
        (("Deal ID", "Stage", "IsWon", "IsClosed"), ("1", "Zeta", "0", "0"), "open"),
        (("Deal ID", "Stage", "Is closed lost"), ("1", "Zeta", "true"), "lost"),
        (("Deal ID", "Stage", "Won/Lost"), ("1", "Zeta", "Lost"), "lost"),
        (("商机编号", "商机阶段", "商机状态"), ("1", "报价", "无效"), "void"),
        (("Deal ID", "Stage", "Outcome"), ("1", "Demo", "cancelled"), "void"),
    ],
)
def test_the_outcome_comes_from_the_columns_that_state_it(
    header: tuple[str, ...], cells: tuple[str, ...], status: str, tmp_path: Path
) -> None:
    assert deals(tmp_path, cells, header=header)["1"]["status"] == status


def test_closed_alone_means_won_beside_a_word_for_losing(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage", "Status")
    found = deals(tmp_path, ("1", "x", "Closed"), ("2", "x", "Lost"), ("3", "x", "Open"), header=header)
    assert [found[key]["status"] for key in "123"] == ["won", "lost", "open"]


def test_flags_know_no_third_outcome_but_the_stage_does(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage", "IsWon", "IsClosed")
    assert deals(tmp_path, ("1", "Disqualified", "0", "1"), header=header)["1"]["status"] == "void"


def test_stages_set_by_hand_decide_the_outcome(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage")
    found = deals(
        tmp_path,
        ("1", "Kitchen"),
        ("2", "Garden"),
        header=header,
        stages={"Kitchen": (None, "won"), "Garden": (1, "open")},
    )
    assert [found[key]["status"] for key in "12"] == ["won", "open"]


def test_rows_that_repeat_a_deal_are_merged_and_the_latest_change_wins(tmp_path: Path) -> None:
    older = ("2", "B", "Qualification", "40", "EUR", "2026-01-06", "2026-08-05", "2026-02-07")
    read = read_rows(tmp_path, HEADER, *ROWS, older)
    assert next(row for row in read.rows("deals") if row["deal_id"] == "2")["stage"] == "Proposal"
    sheet = read.report.sheets[0]
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_merged, sheet.rows_rejected) == (4, 3, 1, 0)
    assert read.codes()["duplicate_deals"] == 1


def test_a_row_without_id_and_name_is_rejected_and_listed(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, HEADER, *ROWS, ("", "", "Proposal", "40", "EUR", "2026-01-06", "2026-08-05", "2026-02-07")
    )
    assert [(reject.row, reject.reason.code) for reject in read.report.rejects] == [(5, "deal_without_key")]
    with (tmp_path / "out" / "rejects.csv").open(encoding="utf-8-sig") as file:
        assert list(csv.reader(file))[1][1] == "5"


def test_deals_of_one_name_without_ids_stay_apart_and_are_counted(tmp_path: Path) -> None:
    header = ("Deal", "Customer", "Stage", "Created")
    read = read_rows(
        tmp_path, header, ("Pilot", "Acme", "Demo", "2026-01-02"), ("Pilot", "Birch", "Demo", "2026-01-02")
    )
    assert len(read.rows("deals")) == 2
    assert read.codes()["same_name_deals"] == 2


def test_findings_tell_what_is_odd_and_in_which_rows(tmp_path: Path) -> None:
    rows = (*ROWS, ("4", "D", "Closed Won", "", "USD", "2027-05-05", "2027-06-05", "2026-03-01"))
    read = read_rows(tmp_path, HEADER, *rows)
    found = {finding.said.code: (finding.count, finding.rows) for finding in read.report.findings}
    assert found["closed_before_created"] == (1, (4,))
    assert found["won_without_amount"] == (1, (5,))
    assert found["future_dates"] == (1, (5,))


def test_unreadable_cells_are_counted_and_left_empty(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, HEADER, *ROWS, ("5", "E", "Proposal", "a lot", "USD", "2026-01-05", "2026-03-05", "2026-03-06")
    )
    finding = next(finding for finding in read.report.findings if finding.said.code == "unreadable_values")
    assert (finding.count, finding.rows, finding.said.values["column"]) == (1, (5,), "Amount")


def test_amounts_without_a_currency_are_counted_and_take_the_one_that_is_given(tmp_path: Path) -> None:
    rows = (("Deal ID", "Stage", "Amount"), ("1", "Demo", "5"))
    assert read_rows(tmp_path, *rows).codes()["amount_without_currency"] == 1
    read = read_rows(tmp_path, *rows, currency="CHF")
    assert read.rows("deals")[0]["currency"] == "CHF"
    assert "amount_without_currency" not in read.codes()


@pytest.mark.parametrize(
    ("cells", "shares"), [(("20", "100"), [0.2, 1.0]), (("0.2", "1"), [0.2, 1.0]), (("20%", "5%"), [0.2, 0.05])]
)
def test_probabilities_are_shares_whatever_scale_they_are_written_in(
    cells: tuple[str, str], shares: list[float], tmp_path: Path
) -> None:
    rows = [(str(number), "Demo", cell) for number, cell in enumerate(cells)]
    read = read_rows(tmp_path, ("Deal ID", "Stage", "Probability"), *rows)
    assert [row["probability"] for row in read.rows("deals")] == pytest.approx(shares)


def test_ten_thousands_in_the_header_are_multiplied_out(tmp_path: Path) -> None:
    row = read_path(EXPORTS / "jiandaoyun.csv", tmp_path).rows("deals")[0]
    assert (row["amount"], row["currency"]) == (pytest.approx(96_500), "CNY")


def test_ids_lose_their_prefix_and_stay_text(tmp_path: Path) -> None:
    row = read_path(EXPORTS / "zoho_crm.csv", tmp_path).rows("deals")[0]
    assert (row["deal_id"], row["owner_id"]) == ("5805028000004390013", "5805028000010100010")


def test_an_empty_reference_of_salesforce_is_no_account(tmp_path: Path) -> None:
    assert read_path(EXPORTS / "salesforce_api.csv", tmp_path).rows("deals")[0]["account_id"] is None


def test_a_pipeline_of_bigin_is_named_with_its_part(tmp_path: Path) -> None:
    assert read_path(EXPORTS / "zoho_bigin.csv", tmp_path).rows("deals")[0]["pipeline"] == "Sales / Standard"


def test_columns_without_a_field_are_kept_word_for_word(tmp_path: Path) -> None:
    odd = "He said \"no\"\\ 你好, 'x'"
    read = read_rows(
        tmp_path,
        ("Deal ID", "Stage", "Shoe $size", "'; DROP TABLE deals; --"),
        ("1", "Demo", odd, ""),
        ("2", "Demo", "", "b"),
    )
    first, second = (json.loads(row["extra"]) for row in read.rows("deals"))
    assert first == {"Shoe $size": odd}
    assert second == {"'; DROP TABLE deals; --": "b"}


def test_targets_by_month_are_one_row_a_month(tmp_path: Path) -> None:
    rows = (
        ("类型", "名称", "年", "一月", "十二月", "年目标"),
        ("公司", "港湾", 2026, 100, 200, 300),
        ("部门", "东区", 2026, 50, "", 50),
        ("员工", "李安", 2026, 5, 6, 11),
    )
    found = read_rows(tmp_path, *rows).rows("targets")
    assert [
        (row["level"], row["name"], str(row["period_start"]), str(row["period_end"]), row["amount"]) for row in found
    ] == [
        ("company", None, "2026-01-01", "2026-02-01", 100.0),
        ("company", None, "2026-12-01", "2027-01-01", 200.0),
        ("team", "东区", "2026-01-01", "2026-02-01", 50.0),
        ("owner", "李安", "2026-01-01", "2026-02-01", 5.0),
        ("owner", "李安", "2026-12-01", "2027-01-01", 6.0),
    ]


@pytest.mark.parametrize(
    ("cells", "span"),
    [
        (("Ann", "Q1 2026", "", ""), ("2026-01-01", "2026-04-01")),
        (("Ann", "2026-03", "", ""), ("2026-03-01", "2026-04-01")),
        (("Ann", "", "2026-01-01", "2026-03-31"), ("2026-01-01", "2026-04-01")),
        (("Ann", "", "2026-01-01", "2026-04-01"), ("2026-01-01", "2026-04-01")),
    ],
)
def test_a_target_holds_for_its_period(cells: tuple[str, ...], span: tuple[str, str], tmp_path: Path) -> None:
    found = read_rows(tmp_path, ("Rep", "Period", "Period Start", "Period End", "Quota"), (*cells, 90)).rows("targets")
    assert [(str(row["period_start"]), str(row["period_end"]), row["amount"]) for row in found] == [(*span, 90.0)]


def test_what_is_not_done_has_no_done_date(tmp_path: Path) -> None:
    rows = (
        ("Subject", "Type", "Status", "Date", "Deal"),
        ("Call", "Call", "Completed", "2026-01-03", "A"),
        ("Mail", "Email", "Not Started", "2026-12-03", "A"),
    )
    found = read_rows(tmp_path, *rows).rows("activities")
    assert [(row["type"], row["done_at"], row["due_at"]) for row in found] == [
        ("call", datetime(2026, 1, 3), None),
        ("email", None, datetime(2026, 12, 3)),
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("deals_2026-07-06.csv", "2026-07-06"), ("商机20260706.xlsx", "2026-07-06"), ("export 2026.7.6 final.csv", None),
        ("hubspot-crm-exports-all-deals-2026-07-06-1.csv", "2026-07-06"), ("deals-1234567890.csv", None), ("a_2026-13-06.csv", None),
        ("2026年07月06日商机.csv", "2026-07-06"),
    ],
)  # fmt: skip
def test_a_day_in_the_file_name_is_found(name: str, day: str | None) -> None:
    assert day_of_name(name) == (None if day is None else datetime.fromisoformat(day).date())


def test_as_of_is_stated_or_named_or_the_newest_day_that_is_not_in_the_future(tmp_path: Path) -> None:
    future = ("9", "Z", "Proposal", "1", "USD", "2026-01-05", "2031-01-01", "2031-01-01")
    newest = read_rows(tmp_path, HEADER, *ROWS, future).report
    assert (newest.as_of, newest.as_of_reason.code) == ("2026-03-07T23:59:59", "as_of_newest")
    named = read_rows(tmp_path, HEADER, *ROWS, name="deals_2026-07-06.csv").report
    assert (named.as_of, named.as_of_reason.code) == ("2026-07-06T23:59:59", "as_of_file_name")
    stated = read_rows(tmp_path, HEADER, *ROWS, as_of=datetime(2026, 4, 1, 12)).report
    assert (stated.as_of, stated.as_of_reason.code) == ("2026-04-01T12:00:00", "as_of_chosen")


def test_expected_dates_are_no_witness_of_when_a_file_was_true(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal ID", "Stage", "Expected close date"), ("1", "Demo", "2026-05-01"))
    assert read.report.as_of is None


def test_the_preview_tells_amounts_days_stages_and_what_would_unlock_more(tmp_path: Path) -> None:
    preview = read_rows(tmp_path, HEADER, *ROWS).report.preview
    assert (preview.deals, preview.amounts, preview.evidence) == (3, {"EUR": 50.0, "USD": 100.0}, "D")
    assert preview.first_day == "2026-01-05"
    assert preview.stages == ("Proposal", "Closed Won", "Closed Lost")
    assert any("stage history" in sentence for sentence in preview.unlocks)


def test_several_sheets_are_read_as_what_each_of_them_is(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in {
            "Deals": (HEADER, *ROWS),
            "Team": (("Sales Rep", "Manager", "Team"), ("Ann", "Cy", "East")),
            "Recipe": (("egg", "flour"), ("2", "300")),
        }.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    read = read_path(path, tmp_path / "out")
    kinds = {sheet.sheet: sheet.kind for sheet in read.report.sheets}
    assert kinds == {"Deals": "deals", "Team": "owners", "Recipe": "ignored"}
    assert read.codes()["sheet_ignored"] == 1


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    shares: list[float] = []
    read_export(EXPORTS / "generic.csv", tmp_path, None, lambda share, _stage: shares.append(share), now=NOW)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_command_line_prints_the_report_and_refuses_with_one_sentence(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, [str(EXPORTS / "generic.csv")])
    assert shown.exit_code == 0
    assert "Status → stage" in shown.output
    as_json = CliRunner().invoke(main, [str(EXPORTS / "generic.csv"), "--json", "--out", str(tmp_path)])
    assert LoadReport.from_json(as_json.output).preview.deals == 4
    bad = tmp_path / "bad.csv"
    bad.write_text("species,petal\nsetosa,1\n", encoding="utf-8")
    refused = CliRunner().invoke(main, [str(bad)])
    assert refused.exit_code == 3
    assert "nothing a pipeline review can use" in refused.output


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["Won", "Lead", "=1+1", "2026-01-05", "5", "1.234,5", "万", "'", '"', "🙂", "null"]),
    st.text(max_size=8),
)


@settings(max_examples=15)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_any_cells_are_loaded_or_rejected_or_refused_but_never_lost(rows: list[tuple[str | None, ...]]) -> None:
    with TemporaryDirectory() as folder:
        try:
            read = read_rows(Path(folder), ("Deal Name", "Stage", "Amount", "Created Date"), *rows)
        except Refused:
            return
        report = read.report
        assert report.rows_read == report.rows_loaded + report.rows_merged + report.rows_rejected
        assert report.rows_loaded == len(read.rows("deals"))
        assert {row["status"] for row in read.rows("deals")} <= {"open", "won", "lost", "void"}
