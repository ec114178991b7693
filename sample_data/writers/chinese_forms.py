"""Chinese form builders and sheets: 简道云 (workbook and follow-up log), 支道 (GBK), and a ledger in 万元."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from sample_data import AS_OF, ids
from sample_data import vocabulary as words
from sample_data.draws import between, chance, pick, stream
from sample_data.model import LOST, NEW_BUSINESS, PROBABILITY, VOID, WON, Company, Deal, Name
from sample_data.writers.tables import Cell, Grid, Row, text_bytes, workbook_bytes

FORM_FROM: Final = date(2026, 1, 1)
"""The 简道云 form was built at the beginning of 2026; its deals are those created since, in CNY."""
SUB_FORM: Final = "产品明细"
SUB_FIELDS: Final = ("产品名称", "数量", "单价（元）", "小计（元）")
BEFORE: Final = ("流水号", "商机名称", "客户名称", "负责人", "所属部门", "商机阶段", "商机状态", "预计金额（元）")
AFTER: Final = ("预计成交日期", "成交日期", "输单原因", "商机来源", "下一步计划", "提交人", "提交时间", "更新时间")
FOLLOW_UPS: Final = ("商机编号", "商机名称", "客户名称", "跟进阶段", "跟进方式", "跟进时间", "跟进内容", "跟进人")
ENTERED: Final = (
    ("Lead", "进入潜在客户日期"),
    ("Qualification", "进入资格评估日期"),
    ("Discovery", "进入需求分析日期"),
    ("Proposal", "进入报价日期"),
    ("Negotiation", "进入谈判日期"),
    (WON, "赢单日期"),
    (LOST, "输单日期"),
    (VOID, "无效日期"),
)
FORM: Final = (
    "商机编号", "商机名称", "客户名称", "客户规模", "所属区域", "行业", "产品", "商机来源", "负责人", "部门",
    "商机阶段", "商机金额（元）", "币种", "创建日期", "预计成交日期", *(header for _, header in ENTERED), "输单原因",
    "竞争对手",
)  # fmt: skip
LEDGER: Final = (
    "序号", "商机名称", "客户名称", "行业", "销售负责人", "所属部门", "商机阶段", "商机金额（万元）", "赢率（%）",
    "预计签约日期", "成交日期", "创建日期", "丢单原因", "下一步计划",
)  # fmt: skip


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the Chinese files; new business only."""
    deals = [deal for deal in company.deals if deal.pipeline == NEW_BUSINESS]
    home = [deal for deal in deals if deal.currency == "CNY"]
    form = [deal for deal in home if deal.created.date() >= FORM_FROM]
    yield "jiandaoyun_opportunities.xlsx", workbook_bytes(_form_grid(form))
    log = _follow_ups(company, {deal.number for deal in form})
    yield "jiandaoyun_follow_ups.csv", text_bytes(FOLLOW_UPS, log, encoding="utf-8-sig")
    yield "zhidao_opportunities_gbk.csv", text_bytes(FORM, map(_form_row, deals), encoding="gbk")
    yield "opportunity_ledger_wan.xlsx", workbook_bytes(_ledger(home))


def _zh(name: Name | None) -> str | None:
    return name.zh if name else None


def _form_grid(deals: list[Deal]) -> Grid:
    """Two header rows, the sub-form's title over its fields; main cells are merged down over the lines."""
    left, right = len(BEFORE), len(BEFORE) + len(SUB_FIELDS)
    rows: list[Row] = [(*BEFORE, SUB_FORM, *[None] * (len(SUB_FIELDS) - 1), *AFTER), (*[None] * left, *SUB_FIELDS)]
    main = (*range(left), *range(right, right + len(AFTER)))
    merged = [(0, left, 0, right - 1), *((0, column, 1, column) for column in main)]
    for deal in deals:
        lines = _lines(deal)
        top = len(rows)
        rows.append((*_main_before(deal), *lines[0], *_main_after(deal)))
        rows.extend((*[None] * left, *line) for line in lines[1:])
        if len(lines) > 1:
            merged.extend((top, column, len(rows) - 1, column) for column in main)
    return Grid("商机管理", tuple(rows), tuple(merged), widths=(12, 34, 30))


def _main_before(deal: Deal) -> tuple[Cell, ...]:
    return (
        ids.chinese(deal.number), deal.name.zh, deal.account.name.zh, deal.owner.name.zh, deal.owner.team.zh,
        words.STAGES_ZH[deal.now.stage], words.OUTCOMES_ZH[deal.outcome], deal.now.amount,
    )  # fmt: skip


def _main_after(deal: Deal) -> tuple[Cell, ...]:
    won = deal.closed.date() if deal.closed and deal.outcome == "won" else None
    return (
        deal.now.close_date, won, _zh(deal.reason), deal.source.zh, _zh(deal.next_step), deal.owners[0][1].name.zh,
        deal.created, deal.now.at,
    )  # fmt: skip


def _lines(deal: Deal) -> list[tuple[Cell, ...]]:
    """One to three product lines that add up to the amount; a deal without one has a line without a price."""
    rng = stream("lines", deal.number)
    amount = deal.now.amount
    if amount is None:
        return [(deal.product.zh, None, None, None)]
    others = [product for product, _ in words.PRODUCTS if product != deal.product]
    lines: list[tuple[Cell, ...]] = []
    left = amount
    while len(lines) < 2 and chance(rng, 0.4):
        part = round(left * between(rng, 0.1, 0.3), -2)
        if part <= 0:
            break
        other = pick(rng, others)
        others.remove(other)
        lines.append((other.zh, 1, part, part))
        left -= part
    count = pick(rng, (1, 1, 1, 2))
    return [(deal.product.zh, count, left / count, left), *lines]


def _follow_ups(company: Company, numbers: set[int]) -> list[Row]:
    told: list[tuple[datetime, Row]] = []
    for deal in company.deals:
        if deal.number in numbers:
            for move in deal.moves:
                stage = words.STAGES_ZH[move.stage]
                said = f"商机阶段更新为{stage}"
                told.append((move.at, _follow_up(deal, stage, "阶段变更", move.at, said, move.by.name.zh)))
    for activity in company.activities:
        state = activity.deal.state_at(activity.due)
        if activity.done and activity.deal.number in numbers and state:
            done, stage, said = activity.done, words.STAGES_ZH[state.stage], activity.subject.zh
            told.append((done, _follow_up(activity.deal, stage, activity.kind.zh, done, said, activity.owner.name.zh)))
    return [row for _, row in sorted(told, key=lambda one: one[0])]


def _follow_up(deal: Deal, stage: str, way: str, at: datetime, said: str, who: str) -> Row:
    when = at.strftime("%Y-%m-%d %H:%M:%S")
    return (ids.chinese(deal.number), deal.name.zh, deal.account.name.zh, stage, way, when, said, who)


def _slashed(day: date | datetime | None) -> str:
    return "" if day is None else f"{day.year}/{day.month}/{day.day}"


def _form_row(deal: Deal) -> Row:
    now = deal.now
    entered = {move.stage: move.at for move in deal.moves}
    return (
        ids.chinese(deal.number), deal.name.zh, deal.account.name.zh, deal.account.segment.zh, deal.account.region.zh,
        deal.account.industry.zh, deal.product.zh, deal.source.zh, deal.owner.name.zh, deal.owner.team.zh,
        words.STAGES_ZH[now.stage], now.amount, deal.currency, _slashed(deal.created), _slashed(now.close_date),
        *(_slashed(entered.get(stage)) for stage, _ in ENTERED), _zh(deal.reason), _zh(deal.competitor),
    )  # fmt: skip


def _ledger(deals: list[Deal]) -> Grid:
    title = f"商机台账（截至{AS_OF.year}年{AS_OF.month}月{AS_OF.day}日）"
    rows: list[Row] = [(title,), LEDGER]
    for number, deal in enumerate(deals, start=1):
        now = deal.now
        wan = None if now.amount is None else round(now.amount / 10_000, 4)
        won = deal.closed.date() if deal.closed and deal.outcome == "won" else None
        row: Row = (
            number, deal.name.zh, deal.account.name.zh, deal.account.industry.zh, deal.owner.name.zh,
            deal.owner.team.zh, words.STAGES_ZH[now.stage], wan, PROBABILITY[now.stage], now.close_date, won,
            deal.created.date(), _zh(deal.reason), _zh(deal.next_step),
        )  # fmt: skip
        rows.append(row)
    return Grid("商机台账", tuple(rows), ((0, 0, 0, len(LEDGER) - 1),), widths=(6, 34, 30))
