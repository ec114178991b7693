"""Traps of real exports that no other test shows: each read, counted or told, never silently something else."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from tests.data_loaders.reading_exports import read_path, read_rows


def test_a_letter_of_another_alphabet_is_told_and_never_merged(tmp_path: Path) -> None:
    rows = [("1", "A", "b1"), ("2", "B", "b1"), ("3", "C", "в1"), ("4", "D", "B1")]
    read = read_rows(tmp_path, ("Deal ID", "Deal Name", "Stage"), *rows)
    assert {one.value for one in read.report.values if one.field == "stage"} == {"b1", "в1", "B1"}
    assert read.codes()["alike_values"] >= 1


def test_a_mere_day_of_a_salesforce_data_export_is_not_moved_by_a_zone(tmp_path: Path) -> None:
    head = ("Id", "Name", "StageName", "CloseDate", "CreatedDate", "IsWon", "IsClosed")
    read = read_rows(
        tmp_path,
        head,
        ("0065g00000AbCdEAAA", "A", "Closed Won", "2026-03-31 00:00:00", "2026-01-31 23:30:00", "1", "1"),
    )
    (deal,) = read.rows("deals")
    assert (deal["closed_at"], deal["created_at"]) == (datetime(2026, 3, 31), datetime(2026, 1, 31, 23, 30))


def test_rows_without_a_key_that_still_carry_a_cell_are_counted_and_no_deals(tmp_path: Path) -> None:
    blank = [("", "", "", "", "x")] * 5
    rows = [(f"zcrm_5805028000043{n:04}", f"D{n}", "Qualification", "10", "") for n in range(4)]
    read = read_rows(tmp_path, ("Record Id", "Deal Name", "Stage", "Amount", "Tag"), *rows, *blank, *rows[:1])
    assert read.report.preview.deals == 4
    assert read.report.rows_read == read.report.rows_loaded + read.report.rows_merged + read.report.rows_rejected


def test_a_header_with_blanks_around_it_is_the_same_header(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path, ("\ufeffDeal Name ", " Stage", "\u200bAmount", " Close Date"), ("A", "Won", "5", "2026-01-05")
    )
    assert read.targets() == {
        "Deal Name": "deal_name",
        "Stage": "stage",
        "Amount": "amount",
        "Close Date": "close_date",
    }


def test_two_columns_of_one_name_are_told_apart_by_position(tmp_path: Path) -> None:
    head = ("Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Status", "Deal - Status")
    read = read_rows(tmp_path, head, ("1", "A", "Demo", "Won", "vip"), ("2", "B", "Demo", "Open", ""))
    assert [deal["status"] for deal in read.rows("deals")] == ["won", "open"]
    assert '"vip"' in read.rows("deals")[0]["extra"]


def test_the_last_change_of_a_stage_is_when_it_was_entered(tmp_path: Path) -> None:
    head = (
        "Deal - ID",
        "Deal - Title",
        "Deal - Stage",
        "Deal - Status",
        "Deal - Deal created",
        "Deal - Last stage change",
    )
    read = read_rows(tmp_path, head, ("1", "A", "Demo", "Open", "2026-01-05 10:00:00", "2026-02-05 11:00:00"))
    assert read.rows("deals")[0]["stage_entered_at"] == datetime(2026, 2, 5, 11)
    assert read.report.preview.evidence == "D"


def test_a_move_of_zoho_that_is_stamped_before_the_visit_it_follows_keeps_both(tmp_path: Path) -> None:
    head = ("Potential_Name", "Stage", "Modified_Time", "Moved_To__s", "Duration_Days")
    read = read_rows(
        tmp_path,
        head,
        ("A", "Qualification", "2026-01-05 10:00:01", "Proposal", "3"),
        ("A", "Proposal", "2026-01-05 10:00:00", "", "9"),
    )
    assert {event["to_stage"] for event in read.rows("stage_events")} == {"Qualification", "Proposal"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum"])
def test_a_rejected_text_is_no_formula_in_the_list_of_rejects(tmp_path: Path, text: str) -> None:
    read = read_rows(
        tmp_path, ("Deal ID", "Deal Name", "Account", "Stage"), ("1", "A", "X", "Won"), ("", "", text, "Won")
    )
    with (read.out / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert not row["value"].startswith(("=", "+", "-", "@"))


def test_a_list_of_multiple_values_in_a_cell_stays_one_deal(tmp_path: Path) -> None:
    head = ("Record ID", "Deal Name", "Deal Stage", "Associated Contact IDs", "Merged Deal IDs")
    read = read_rows(
        tmp_path, head, ("31400000001", "A", "closedwon", "1;2;3", "9;8"), ("31400000002", "B", "closedlost", "4", "")
    )
    assert read.report.preview.deals == 2


@pytest.mark.parametrize("nothing", ["--None--", "#N/A", "#REF!", "无", "N/A", "null", "-"])
def test_words_for_nothing_are_no_stage_and_no_owner(tmp_path: Path, nothing: str) -> None:
    head = ("Deal ID", "Deal Name", "Stage", "Owner", "Amount")
    read = read_rows(tmp_path, head, ("1", "A", "Proposal", "Ana", "5"), ("2", "B", nothing, nothing, nothing))
    second = read.rows("deals")[1]
    assert (second["stage"], second["owner_name"], second["amount"]) == (None, None, None)


def test_a_csv_of_excel_in_utf_16_with_tabs_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes("Deal\tStage\tAmount\r\n扩容\tWon\t5\r\n".encode("utf-16"))
    read = read_path(path, tmp_path / "out")
    assert (read.report.encoding, read.report.delimiter) == ("utf-16", "\t")
    assert read.rows("deals")[0]["deal_name"] == "扩容"


@pytest.mark.parametrize(
    ("header", "cell", "amount", "currency"),
    [
        ("预计金额（万元）", "１．５", 15_000, "CNY"),
        ("£ Value (k)", "2.5", 2_500, "GBP"),
        ("Betrag (T€)", "1,5", 1_500, "EUR"),
        ("Betrag (TEUR)", "1,5", 1_500, "EUR"),
        ("$ Amount", "12", 12, "USD"),
    ],
)
def test_what_a_header_says_of_money_is_heard_wherever_it_stands(
    tmp_path: Path, header: str, cell: str, amount: float, currency: str
) -> None:
    read = read_rows(tmp_path, ("Deal Name", "Stage", header), ("A", "Lead", cell), ("B", "Lead", ""))
    assert [(deal["amount"], deal["currency"]) for deal in read.rows("deals")] == [(amount, currency), (None, currency)]


def test_headers_of_freshsales_copper_and_a_german_sheet_are_fields(tmp_path: Path) -> None:
    head = ("Angebot", "Sales account", "Stage", "Stage updated time", "Abschluss erwartet")
    read = read_rows(tmp_path, head, ("A", "B", "Lead", "2026-10-01T08:00:00Z", "2026-12-01"))
    assert list(read.targets().values()) == [
        "deal_name",
        "account_name",
        "stage",
        "stage_entered_at",
        "expected_close",
    ]
    other = read_rows(tmp_path, ("Name", "Stage", "Last Stage At"), ("A", "Lead", "2026-10-01"))
    assert other.targets()["Last Stage At"] == "stage_entered_at"
