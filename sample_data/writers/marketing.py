"""Leads, money spent, visits to the web site: a Salesforce report, a Chinese list, plain tables, Google Analytics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sample_data import ids, money
from sample_data.leads import FROM, STATUS_ZH, Lead, Visits, costs, leads, visits
from sample_data.model import Company
from sample_data.writers.salesforce import report_bytes, us_time
from sample_data.writers.tables import Row, plain, text_bytes

LEAD_HEADERS: Final = (
    "Lead Owner",
    "First Name",
    "Last Name",
    "Company / Account",
    "Lead Source",
    "Lead Status",
    "Created Date",
    "First Response",
    "Converted Date",
    "Opportunity ID",
    "Lead ID",
)
CHINESE_HEADERS: Final = (
    "线索编号", "线索名称", "公司名称", "线索来源", "线索状态", "负责人", "创建时间",
    "首次跟进时间", "转化时间", "转化商机编号",
)  # fmt: skip
CHINESE_FROM: Final = (2026, 9)
PREAMBLE: Final = """# ----------------------------------------
# Traffic acquisition: Session default channel group
# Account: Harbour Software Co.
# Property: harbour-software.example
# ----------------------------------------
#\x20
# All Users
# Start date: {first:%Y%m%d}
# End date: {last:%Y%m%d}
"""


def files(company: Company) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of the files around the deals."""
    known = leads(company)
    yield "salesforce_leads.csv", report_bytes("Leads of this year", LEAD_HEADERS, [_lead(one) for one in known])
    recent = [one for one in known if one.created.month >= CHINESE_FROM[1] and one.firm.zh != one.firm.en]
    yield "leads_zh.csv", text_bytes(CHINESE_HEADERS, [_chinese(one) for one in recent], encoding="utf-8-sig")
    spent = [(one.source.en, one.campaign, f"{one.first:%Y-%m}", one.amount, money.BASE) for one in costs()]
    yield "channel_spend.csv", text_bytes(("Channel", "Campaign", "Month", "Cost", "Currency"), spent)
    in_wan = [(one.source.zh, f"{one.first:%Y年}{one.first.month}月", plain(one.amount / 10_000)) for one in costs()]
    yield "channel_spend_wan.csv", text_bytes(("渠道", "月份", "费用（万元）"), in_wan, encoding="gbk")
    yield "google_analytics_sessions.csv", _analytics(visits())


def _lead(lead: Lead) -> Row:
    first, _, last = lead.person.en.partition(" ")
    return (
        lead.owner.name.en,
        first,
        last,
        lead.firm.en,
        lead.source.en,
        lead.status,
        us_time(lead.created),
        us_time(lead.answered) if lead.answered else "",
        us_time(lead.deal.created) if lead.deal else "",
        ids.salesforce("006", lead.deal.number) if lead.deal else "",
        ids.salesforce("00Q", lead.number),
    )


def _chinese(lead: Lead) -> Row:
    return (
        f"XS{lead.number:06d}",
        lead.person.zh,
        lead.firm.zh,
        lead.source.zh,
        STATUS_ZH[lead.status],
        lead.owner.name.zh,
        lead.created,
        lead.answered,
        lead.deal.created if lead.deal else None,
        ids.chinese(lead.deal.number) if lead.deal else "",
    )


def _analytics(known: tuple[Visits, ...]) -> bytes:
    months = sorted({one.first for one in known})
    last = (months[-1] + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    rows = [(one.channel, f"{one.first:%Y%m}", one.sessions, one.engaged, one.key_events) for one in known]
    headers = ("Session default channel group", "Year month", "Sessions", "Engaged sessions", "Key events")
    return PREAMBLE.format(first=FROM, last=last).encode() + text_bytes(headers, rows, line_end="\n")
