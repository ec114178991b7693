"""Tables beside the deals: owners, quotas (long, and wide by month in English and Chinese), exchange rates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sample_data import ids, money
from sample_data.model import Company, Owner, Quota
from sample_data.writers.tables import Grid, Row, text_bytes, workbook_bytes

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_ZH: Final = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
LEVELS_ZH: Final = {"company": "公司", "team": "部门", "owner": "员工"}
COMPANY_NAME_ZH: Final = "港湾软件"


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the tables beside the deals."""
    owners = [_owner(owner) for owner in company.owners]
    yield "owners.csv", text_bytes(("Owner ID", "Owner Name", "Email", "Manager", "Team", "Region", "Active"), owners)
    long = [_quota(quota) for quota in company.quotas]
    yield "quotas.csv", text_bytes(("Level", "Name", "Period Start", "Period End", "Quota Amount", "Currency"), long)
    rates = [(rate.currency, money.BASE, rate.first, f"{rate.rate:.4f}") for rate in company.rates]
    yield "fx_rates.csv", text_bytes(("Currency", "Base Currency", "Start Date", "Rate"), rates)
    yield "quotas_by_month.csv", _english_wide(company)
    yield "quotas_zh.xlsx", workbook_bytes(_chinese_wide(company))


def _owner(owner: Owner) -> Row:
    active = "true" if owner.left is None else "false"
    number = ids.salesforce("005", owner.number)
    return (number, owner.name.en, owner.email, owner.manager.en, owner.team.en, owner.region.en, active)


def _quota(quota: Quota) -> Row:
    """People write the last day of a quarter, not the first of the next."""
    name = quota.name.en if quota.name else ""
    return (quota.level.capitalize(), name, quota.first, quota.before - timedelta(days=1), quota.amount, money.BASE)


def months_of(quotas: tuple[Quota, ...]) -> tuple[float, ...]:
    """Twelve monthly amounts of one name and year: a third of each quarter, blank quarters 0."""
    by_quarter = {(quota.first.month - 1) // 3: quota.amount for quota in quotas}
    return tuple(round(by_quarter.get(month // 3, 0.0) / 3, 2) for month in range(12))


def _years(company: Company) -> Iterator[tuple[int, Quota, tuple[Quota, ...]]]:
    """(year, first quota of the name, its quotas of the year), in the order of the model."""
    grouped: dict[tuple[int, str, str], list[Quota]] = {}
    for quota in company.quotas:
        grouped.setdefault((quota.first.year, quota.level, quota.name.en if quota.name else ""), []).append(quota)
    for (year, _, _), quotas in grouped.items():
        yield year, quotas[0], tuple(quotas)


def _english_wide(company: Company) -> bytes:
    rows: list[Row] = []
    for year, head, quotas in _years(company):
        if head.level == "owner" and head.name and head.team:
            months = months_of(quotas)
            rows.append((head.name.en, head.team.en, str(year), *months, round(sum(months), 2)))
    return text_bytes(("Sales Rep", "Team", "Year", *MONTHS, "Total"), rows)


def _chinese_wide(company: Company) -> Grid:
    rows: list[Row] = [("类型", "名称", "年", *MONTHS_ZH, "年目标")]
    for year, head, quotas in _years(company):
        if year == 2026:
            months = months_of(quotas)
            name = head.name.zh if head.name else COMPANY_NAME_ZH
            rows.append((LEVELS_ZH[head.level], name, str(year), *months, round(sum(months), 2)))
    return Grid("2026年销售目标", tuple(rows), widths=(8, 16))
