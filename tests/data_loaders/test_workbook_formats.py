"""The same ledger as XLSX, XLS and ODS, each saved by LibreOffice: a title, a merged two-row header, 万元, dates, a sum."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.data_loaders.reading_exports import read_path

WORKBOOKS = Path(__file__).parent / "workbooks"
LEDGER = (
    ("SJ001", "华东云平台", "上海云启", "王伟", 125_000, "open", datetime(2026, 1, 5, 9, 30), date(2026, 6, 30), 0.5),
    ("SJ002", "数据中台", "北京数联", "李娜", 30_000, "won", datetime(2026, 1, 8, 14), date(2026, 3, 31), 1),
    ("SJ003", "安全审计", "广州安盾", "王伟", 8_000, "lost", datetime(2026, 1, 12, 10, 15), date(2026, 4, 30), 0),
    ("SJ004", "移动办公", "深圳飞信", "赵磊", 450_000, "open", datetime(2026, 2, 2, 11), date(2026, 9, 30), 0.25),
    (
        "SJ005",
        "供应链系统",
        "杭州链通",
        "李娜",
        1_207_500,
        "open",
        datetime(2026, 2, 16, 16, 45),
        date(2026, 8, 31),
        0.75,
    ),
)
FIELDS = (
    "deal_id", "deal_name", "account_name", "owner_name", "amount", "status", "created_at", "expected_close",
    "probability",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_ledger_says_the_same_in_every_format_of_workbook(ending: str, tmp_path: Path) -> None:
    read = read_path(WORKBOOKS / f"deal_ledger.{ending}", tmp_path)
    assert tuple(tuple(row[name] for name in FIELDS) for row in read.rows("deals")) == LEDGER
    assert [row["row"] for row in read.rows("deals")] == [4, 5, 6, 7, 8]
    (total,) = read.report.rejects
    assert (total.row, total.reason.code) == (9, "row_total")


def test_a_title_over_two_columns_leaves_them_their_names(tmp_path: Path) -> None:
    targets = read_path(WORKBOOKS / "deal_ledger.xlsx", tmp_path).targets()
    assert targets["客户信息.客户名称"] == "account_name"
    assert targets["客户信息.负责人"] == "owner_name"
