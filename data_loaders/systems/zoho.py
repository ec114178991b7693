"""Zoho CRM (Deals, the older Potentials, Stage History) and its small sister Bigin."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.systems.lead_lists import ZOHO_LEADS
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

_DEALS: Final[Aliases] = {
    "deal_id": ("record id", "deal id", "potential id", "记录 id", "记录id"),
    "deal_name": ("deal name", "potential name",
            "opportunity / project name", "opportunity name", "商机名称", "名称"),
    "account_id": ("account name.id", "客户名称.id"),
    "account_name": ("account name", "客户名称", "客户名"),
    "contact_name": ("contact name", "联系人姓名", "联系人名称"),
    "owner_id": ("deal owner.id", "potential owner.id", "商机所有者.id"),
    "owner_name": ("deal owner", "deal owner name", "potential owner", "商机所有者"),
    "pipeline": ("pipeline", "流程", "管道"),
    "stage": ("stage", "阶段"),
    "stage_entered_at": ("stage modified time", "阶段修改时间"),
    "amount": ("amount", "金额"),
    "currency": ("currency", "币种", "货币"),
    "probability": ("probability (%)", "probability", "可能性", "可能性 (%)"),
    "forecast_category": ("forecast category", "预测类别"),
    "created_at": ("created time", "创建时间"),
    "close_date": ("closing date", "预计成交日期", "截止日期"),
    "lost_reason": ("reason for loss", "lost reason", "reason for loss__s", "丢失原因", "输单原因"),
    "source": ("lead source", "线索来源"),
    "deal_type": ("type", "类型"),
    "next_step": ("next step", "下一步"),
    "last_activity_at": ("last activity time", "最近操作时间", "最近活动时间"),
    "modified_at": ("modified time", "修改时间"),
    KNOWN: (
        "created by", "created by.id", "modified by", "modified by.id", "description", "expected revenue",
        "change log time", "lead conversion time", "sales cycle duration", "overall sales duration", "locked",
        "contact name.id", "layout.id", "exchange rate", "record status", "tag", "layout", "campaign source",
        "campaign source.id", "预期收益", "宣传来源",
    ),
}

_EVENTS: Final[Aliases] = {
    "deal_id": (
        "potential_name.id", "potential name.id", "deal name.id", "parent id", "deal id", "parentid", "potential id",
    ),
    "deal_name": ("potential_name", "potential name", "deal name", "商机名称"),
    "to_stage": ("stage", "阶段"),
    "moved_to": ("moved_to__s", "moved to", "移动到"),
    "at": ("modified_time", "modified time", "更新时间", "修改时间", "last modified time"),
    "changed_by": ("modified_by", "modified by", "修改人", "更新人"),
    "amount": ("amount", "金额"),
    "expected_close": ("closing_date", "closing date", "预计成交日期"),
    "probability": ("probability", "probability (%)", "可能性"),
    KNOWN: (
        "duration_days", "stage_duration_calendar_days", "stage duration (calendar days)", "stage duration",
        "阶段持续时间(日历天数)", "阶段持续时间", "expected_revenue", "expected revenue", "record id", "id",
        "预期收益",
    ),
}

_ACTIVITIES: Final[Aliases] = {
    "activity_id": ("id", "record id", "call id"),
    "type": ("call type", "activity type"),
    "subject": ("subject", "title", "call purpose"),
    "deal_name": ("related to", "deal name"),
    "contact_name": ("contact name", "contactid"),
    "owner_name": ("task owner", "call owner name", "call owner", "host", "event owner"),
    "due_at": ("due date", "scheduled at"),
    "done_at": ("call start time", "from", "closed time"),
    "done": ("status",),
    "outcome": ("call result", "call status", "outgoing call status"),
    KNOWN: (
        "call duration", "call duration (in seconds)", "dialled number", "scheduled in crm", "tag", "priority",
        "location",
    ),
}

_PAIRS: Final = rx(r"^(.*owner|account name|contact name)\.id$")
_RENAMED: Final = {
    "owner_id": rx(r"^(?!created|modified|contact|account|lead).+ owner\.id$"),
    "owner_name": rx(r"^(?!created|modified|contact|account|lead).+ owner( name)?$"),
    "deal_name": rx(r"^(opportunity|potential|project|deal|student|case)s?\b.* name$"),
}
"""The module carries the name that its users gave it: `Students Pipeline Owner.id`, `Opportunity / Project Name`."""

ZOHO_CRM: Final = System(
    name="zoho_crm",
    title="Zoho CRM",
    marks=(
        Mark(60, "ids that begin with zcrm_", values=rx(r"^zcrm_\d{9,}$")),
        Mark(
            45,
            "pairs of columns such as “Deal Owner” and “Deal Owner.id”",
            pattern=_PAIRS,
        ),
        Mark(30, "“Change Log Time” or “Locked”", headers=("change log time", "locked"), least=1),
        Mark(
            25,
            "“Overall Sales Duration” or “Sales Cycle Duration”",
            headers=("overall sales duration", "sales cycle duration", "lead conversion time"),
            least=1,
        ),
        Mark(30, "“Deal Name” and “Closing Date”", headers=("deal name", "closing date")),
        Mark(30, "“Potential Name”", headers=("potential name",)),
        Mark(
            25,
            "“Closing Date” beside “Created Time”",
            headers=("closing date", "created time", "modified time"),
            least=2,
        ),
        Mark(20, "“Record Id” as Zoho spells it", pattern=re.compile(r"^Record Id$")),
        Mark(20, "记录 ID beside 预计成交日期 or 可能性", headers=("记录 id", "预计成交日期", "可能性"), least=2),
        Mark(25, "预期收益, 最近操作时间 or 宣传来源", headers=("预期收益", "最近操作时间", "宣传来源"), least=1),
        Mark(
            -60,
            "headers of Bigin",
            headers=("sub-pipeline", "company name.id", "pipeline.id", "company name"),
            least=1,
        ),
        Mark(35, "商机所有者 as a header", headers=("商机所有者",)),
        Mark(15, "可能性 and 预期收益 as headers", headers=("可能性", "预期收益", "最近操作时间"), least=2),
        Mark(15, "“Reason For Loss”", headers=("reason for loss",)),
        Mark(60, "stage history with “Moved To”", pattern=rx(r"^(moved_to__s|moved to|移动到)$")),
        Mark(
            50,
            "“Stage Duration (Calendar Days)”",
            pattern=rx(r"^(stage_duration_calendar_days|duration_days|stage duration \(calendar days\))$"),
        ),
        Mark(50, "headers of Zoho calls", headers=("call start time", "call owner name", "call type"), least=2),
    ),
    aliases={"deals": _DEALS, "stage_events": _EVENTS, "activities": _ACTIVITIES, "leads": ZOHO_LEADS},
    nulls=("-None-", "--None--"),
    probability="percent",
    patterns=_RENAMED,
    outcomes={"closed-lost to competition": "lost", "closed lost to competition": "lost"},
)

ZOHO_BIGIN: Final = System(
    name="zoho_bigin",
    title="Zoho Bigin",
    marks=(
        Mark(65, "the header “Sub-Pipeline”", headers=("sub-pipeline",)),
        Mark(40, "“Company Name.id”", headers=("company name.id",)),
        Mark(40, "“Pipeline.id”", headers=("pipeline.id",)),
        Mark(20, "“Company Name” beside “Closing Date”", headers=("company name", "closing date")),
        Mark(10, "“Closing Date”", headers=("closing date",)),
        Mark(45, "pairs of columns such as “Deal Owner” and “Deal Owner.id”", pattern=_PAIRS),
        Mark(30, "“Deal Name” and “Closing Date”", headers=("deal name", "closing date")),
        Mark(20, "“Record Id” as Zoho spells it", pattern=re.compile(r"^Record Id$")),
        Mark(
            25,
            "“Closing Date” beside “Created Time”",
            headers=("closing date", "created time", "modified time"),
            least=2,
        ),
        Mark(
            -70,
            "headers of Zoho CRM",
            headers=(
                "account name", "account name.id", "change log time", "locked", "overall sales duration",
                "sales cycle duration", "lead conversion time", "lead source", "reason for loss", "probability (%)",
                "expected revenue", "moved_to__s", "potential name", "opportunity / project name", "call start time",
                "task owner",
            ),
            least=1,
        ),
    ),
    aliases={
        "deals": {
            **_DEALS,
            "deal_id": ("deal id", "record id", "pipeline record id"),
            "account_id": ("company name.id",),
            "account_name": ("company name",),
            "sub_pipeline": ("sub-pipeline", "sub pipeline"),
            KNOWN: (*_DEALS[KNOWN], "pipeline.id"),
        },
        "activities": _ACTIVITIES,
    },
    nulls=("-None-",),
    probability="percent",
    patterns=_RENAMED,
)
