"""A sales ledger as Chinese offices keep it: titles above, merged headers in two rows, 万元, dates as text, totals inside."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from openpyxl import Workbook

STAGES: Final = ("初步接触", "需求确认", "方案报价", "商务谈判")
PARKED: Final = "客户暂缓"
WON: Final = "赢单"
DEALS: Final = {"初步接触": 9, "需求确认": 7, "方案报价": 6, "商务谈判": 4, WON: 6, PARKED: 4}
GROUPS: Final = (("基本信息", 4), ("商机进展", 4), ("金额（万元）", 2), ("备注", 1))
HEADERS: Final = (
    "序号",
    "商机名称",
    "客户名称",
    "销售负责人",
    "商机阶段",
    "创建日期",
    "预计签约日期",
    "成交日期",
    "预计金额",
    "首付款",
    "跟进说明",
)
OWNERS: Final = ("王伟", "李娜", "张敏")


def rows() -> list[tuple[str, ...]]:
    """The deals of the ledger, as its cells hold them."""
    found: list[tuple[str, ...]] = []
    number = 0
    for stage, deals in DEALS.items():
        for _ in range(deals):
            number += 1
            created = date(2026, 1, 6) + timedelta(days=3 * number)
            expected = created + timedelta(days=75)
            won = created + timedelta(days=50) if stage == WON else None
            found.append(
                (
                    str(number),
                    f"设备采购项目{number:02}",
                    f"华东客户{number % 12 + 1:02}有限公司",
                    OWNERS[number % 3],
                    stage,
                    f"{created.year}年{created.month}月{created.day}日",
                    f"{expected.year}/{expected.month}/{expected.day}",
                    f"{won.year}.{won.month:02}.{won.day:02}" if won else "",
                    f"{12 + number * 1.5:.1f}",
                    f"{number * 0.5:.1f}",
                    "*重要* 客户 [见附件](http://example.com)" if number % 9 == 0 else "",
                )
            )
    return found


def write_workbook(path: Path) -> Path:
    """The ledger as a workbook: two title rows, an empty row, headers in two merged rows, a 合计 row and a signature."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "商机台账"
    sheet.append(["华东大区 2026 年商机台账"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADERS))
    sheet.append(["制表部门：销售运营部", None, None, "单位：万元"])
    sheet.append([])
    at = 1
    for title, width in GROUPS:
        sheet.cell(4, at, title)
        if width > 1:
            sheet.merge_cells(start_row=4, start_column=at, end_row=4, end_column=at + width - 1)
        at += width
    for column, header in enumerate(HEADERS, start=1):
        sheet.cell(5, column, header)
    for row in rows():
        sheet.append([None if cell == "" else cell for cell in row])
    total = sum(float(row[8]) for row in rows())
    sheet.append(["合计", None, None, None, None, None, None, None, f"{total:.1f}", None, None])
    sheet.append([])
    sheet.append(["审核人：李总"])
    book.save(path)
    return path


def write_gbk(path: Path) -> Path:
    """The same ledger as its office saves it as CSV: GBK, title on top, the unit in the header, 合计 at the end."""
    headers = [f"{name}（万元）" if name in ("预计金额", "首付款") else name for name in HEADERS]
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["华东大区 2026 年商机台账", *[""] * (len(HEADERS) - 1)])
        writer.writerow(headers)
        writer.writerows(rows())
        writer.writerow(["合计", *[""] * 7, f"{sum(float(row[8]) for row in rows()):.1f}", "", ""])
    return path
