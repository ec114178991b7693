"""The committed files are what the generator writes, byte for byte, and hold the same company in every shape."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sample_data import AS_OF, DEFAULT_FILES, FILES, ids
from sample_data.__main__ import main as sample_data_command
from sample_data.__main__ import write
from sample_data.company import company
from sample_data.model import NEW_BUSINESS
from sample_data.writers.chinese_forms import FORM_FROM
from sample_data.writers.tables import Grid, text_bytes, workbook_bytes

README = FILES.parent / "README.md"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write(folder)
    return folder


def fingerprint(path: Path) -> str:
    """SHA-256 of a text file; of a workbook the contents of its sheets, since zlib versions pack the same text differently."""
    if path.suffix != ".xlsx":
        return hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(path) as book:
        parts = [name for name in book.namelist() if name.startswith(("xl/worksheets/", "xl/sharedStrings"))]
        return hashlib.sha256(b"".join(book.read(name) for name in sorted(parts))).hexdigest()


def table(name: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((FILES / name).read_bytes().decode(encoding))))


def test_the_committed_files_are_what_the_generator_writes(written: Path) -> None:
    committed = {path.name: fingerprint(path) for path in FILES.iterdir()}
    assert {path.name: fingerprint(path) for path in written.iterdir()} == committed


def test_another_process_with_another_hash_seed_writes_the_same_bytes(written: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "America/New_York"}
    subprocess.run(
        [sys.executable, "-m", "sample_data", str(tmp_path)],
        check=True,
        env=environment,
        cwd=FILES.parents[1],
        capture_output=True,
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in written.iterdir()
    }


def test_asking_for_help_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["sample_data", "--help"])
    with pytest.raises(SystemExit):
        sample_data_command()
    assert not list(tmp_path.iterdir())


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FILES.iterdir()) <= 12_500_000


def test_the_readme_names_every_file() -> None:
    told = README.read_text(encoding="utf-8")
    missing = [
        path.name
        for path in FILES.iterdir()
        if path.name not in told and not path.name.startswith("pipedrive_deals_2026")
    ]
    assert missing == []


def test_the_default_set_exists_and_carries_the_as_of() -> None:
    for sample in DEFAULT_FILES:
        assert sample.path.is_file(), sample.path
        assert sample.options.as_of is not None
        assert sample.options.as_of.date() == AS_OF


def test_the_salesforce_history_tells_the_moves_of_every_deal() -> None:
    rows = table("salesforce_opportunity_history.csv")
    told: dict[str, list[tuple[str, datetime]]] = {}
    for row in rows:
        if row["From Stage"] != row["To Stage"]:
            at = datetime.strptime(row["Last Modified"], "%m/%d/%Y, %I:%M %p")
            told.setdefault(row["Opportunity ID"], []).append((row["To Stage"], at))
    truth = {
        ids.salesforce("006", deal.number): [(move.stage, move.at) for move in deal.moves] for deal in company().deals
    }
    assert told == truth


def test_the_salesforce_report_ends_with_its_footer() -> None:
    text = (FILES / "salesforce_opportunities.csv").read_text(encoding="utf-8")
    assert "Copyright © 2000-2026 salesforce.com, inc." in text.rsplit("\n\n", 1)[1]
    rows = [row for row in table("salesforce_opportunities.csv") if row["Stage"]]
    assert len(rows) == len(company().deals)


def test_every_system_tells_the_same_outcomes() -> None:
    truth = Counter(deal.outcome for deal in company().deals)
    pipedrive = Counter(row["Deal - Status"] for row in table("pipedrive_deals.csv"))
    hubspot = Counter(row["Deal Stage"] for row in table("hubspot_deals.csv"))
    zoho = Counter(row["Stage"] for row in table("zoho_crm_deals.csv"))
    assert (pipedrive["Won"], pipedrive["Lost"], pipedrive["Open"], pipedrive["Deleted"]) == (
        truth["won"], truth["lost"], truth["open"], truth["void"],
    )  # fmt: skip
    for count in (hubspot, zoho):
        assert (count["Closed Won"], count["Closed Lost"], count["Disqualified"]) == (
            truth["won"],
            truth["lost"],
            truth["void"],
        )


def test_the_last_snapshot_agrees_with_the_full_list() -> None:
    full = {row["Deal - ID"]: row for row in table("pipedrive_deals.csv")}
    last = table(f"pipedrive_deals_{AS_OF.isoformat()}.csv")
    assert len(last) > 300
    for row in last:
        assert row.items() <= full[row["Deal - ID"]].items()
    assert {number for number, row in full.items() if row["Deal - Status"] == "Open"} <= {
        row["Deal - ID"] for row in last
    }


def test_there_is_a_snapshot_for_every_sunday_of_the_last_quarter() -> None:
    days = sorted(datetime.fromisoformat(path.stem[-10:]) for path in FILES.glob("pipedrive_deals_2026-*.csv"))
    assert len(days) == 13
    assert {day.weekday() for day in days} == {6}


def test_the_chinese_form_is_gbk_with_a_date_for_each_stage() -> None:
    with pytest.raises(UnicodeDecodeError):
        (FILES / "zhidao_opportunities_gbk.csv").read_bytes().decode("utf-8")
    rows = table("zhidao_opportunities_gbk.csv", "gbk")
    deals = [deal for deal in company().deals if deal.pipeline == NEW_BUSINESS]
    assert len(rows) == len(deals)
    reached = sum(any(visit.stage == "Proposal" for visit in deal.visits) for deal in deals)
    assert sum(row["进入报价日期"] != "" for row in rows) == reached


def test_the_ledger_is_in_wan() -> None:
    sheet = load_workbook(FILES / "opportunity_ledger_wan.xlsx").active
    assert sheet is not None
    headers = [cell.value for cell in sheet[2]]
    column = headers.index("商机金额（万元）") + 1
    told = sum(float(str(sheet.cell(row, column).value or 0)) for row in range(3, sheet.max_row + 1))
    truth = sum(
        deal.now.amount or 0 for deal in company().deals if deal.pipeline == NEW_BUSINESS and deal.currency == "CNY"
    )
    assert told * 10_000 == pytest.approx(truth)


def test_the_form_of_two_header_rows_merges_the_main_record_over_its_lines() -> None:
    sheet = load_workbook(FILES / "jiandaoyun_opportunities.xlsx").active
    assert sheet is not None
    assert sheet["I1"].value == "产品明细"
    assert [sheet.cell(2, column).value for column in range(9, 13)] == ["产品名称", "数量", "单价（元）", "小计（元）"]
    merged = {str(block) for block in sheet.merged_cells.ranges}
    assert {"A1:A2", "I1:L1"} <= merged
    assert any(block.min_col == 1 and block.max_row > block.min_row > 2 for block in sheet.merged_cells.ranges)


def test_product_lines_add_up_to_the_amount() -> None:
    sheet = load_workbook(FILES / "jiandaoyun_opportunities.xlsx").active
    assert sheet is not None
    sums: dict[str, float] = {}
    amounts: dict[str, float] = {}
    number = ""
    for row in sheet.iter_rows(min_row=3, values_only=True):
        if row[0]:
            number = str(row[0])
            amounts[number] = float(str(row[7] or 0))
        sums[number] = sums.get(number, 0.0) + float(str(row[11] or 0))
    assert sums == pytest.approx(amounts)
    form = [
        deal
        for deal in company().deals
        if deal.created.date() >= FORM_FROM and deal.currency == "CNY" and deal.pipeline == NEW_BUSINESS
    ]
    assert len(amounts) == len(form)


def test_the_formatted_report_has_a_title_block_and_a_total() -> None:
    sheet = load_workbook(FILES / "salesforce_formatted_report.xlsx").active
    assert sheet is not None
    assert sheet["A8"].value == "Opportunity ID"
    firsts = [sheet.cell(row, 1).value for row in range(9, sheet.max_row + 1)]
    deals = [deal for deal in company().deals if deal.pipeline == NEW_BUSINESS]
    assert firsts.index("Total") == len(deals)


def test_the_long_id_is_the_published_function_of_the_short_one() -> None:
    number = 12_345
    short, long = ids.salesforce("006", number), ids.salesforce_long("006", number)
    assert (len(short), len(long), long[:15]) == (15, 18, short)
    capitals = [sum(1 << place for place in range(5) if short[start + place].isupper()) for start in (0, 5, 10)]
    assert long[15:] == "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits] for bits in capitals)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = load_workbook(
        io.BytesIO(workbook_bytes(Grid("Sheet", (("=1+1", "@SUM(A1)", "https://example.com", "007"),))))
    ).active
    assert sheet is not None
    book = zipfile.ZipFile(io.BytesIO(workbook_bytes(Grid("Sheet", (("=1+1",),)))))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert sheet["D1"].value == "007"


def test_numbers_are_written_without_exponent() -> None:
    assert text_bytes(("a", "b"), [(12_500_000.0, 0.5), (None, 3)]) == b"a,b\r\n12500000,0.5\r\n,3\r\n"
