"""Salesforce: opportunity reports, history reports, field history, data exports and API tables."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases, merged
from data_loaders.systems import salesforce_languages
from data_loaders.systems.lead_lists import SALESFORCE_LEADS, SALESFORCE_MARKS
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

_DEALS: Final[Aliases] = {
    "deal_id": ("opportunity id", "id", "18 digit id", "opportunity id 18", "业务机会id", "业务机会 id"),
    "deal_name": ("opportunity name", "name", "业务机会名称", "業務機會名稱", "商機名稱"),
    "account_id": ("account id", "accountid", "客户 id"),
    "account_name": ("account name", "account.name", "客户名", "客户名称"),
    "contact_name": ("primary contact", "contact name"),
    "owner_id": ("ownerid", "owner id"),
    "owner_name": (
        "opportunity owner", "owner.name", "opportunity owner: full name", "owner full name", "owner",
        "业务机会所有人", "业务机会所有人名称", "业务机会所有人: 全名",
    ),
    "team": ("owner role", "owner.userrole.name", "opportunity owner: role", "所有人角色"),
    "pipeline": ("opportunity record type", "record type", "recordtype.name", "sales process", "业务机会记录类型"),
    "stage": ("stage", "stagename", "阶段"),
    "stage_position": ("stagesortorder", "stage sort order"),
    "is_won": ("won", "iswon", "已赢得"),
    "is_closed": ("closed", "isclosed", "已结束"),
    "is_deleted": ("isdeleted",),
    "stage_entered_at": ("last stage change date", "laststagechangedate", "lastStageChangeInDays date"),
    "amount": ("amount", "金额"),
    "currency": ("amount currency", "currencyisocode", "opportunity currency", "金额 货币", "金额货币"),
    "amount_base": ("amount (converted)", "金额 (已换算)", "amount converted"),
    "probability": ("probability (%)", "probability", "概率 (%)", "概率", "可能性 (%)"),
    "forecast_category": ("forecast category", "forecastcategoryname", "forecastcategory", "预测类别"),
    "created_at": ("created date", "createddate", "创建日期"),
    "close_date": ("close date", "closedate", "结束日期"),
    "lost_reason": ("closed lost reason", "loss reason", "loss_reason__c", "lost reason", "输单原因", "丢单原因"),
    "lost_at": ("丢单/取消日期",),
    "competitor": ("main competitor(s)", "main competitors", "maincompetitors__c", "competitor", "主要竞争对手"),
    "source": ("lead source", "leadsource", "潜在客户来源"),
    "deal_type": ("type", "类型"),
    "next_step": ("next step", "nextstep", "下一步"),
    "last_activity_at": ("last activity", "last activity date", "lastactivitydate", "上次活动", "上次活动日期"),
    "modified_at": ("last modified date", "lastmodifieddate", "systemmodstamp", "上次修改日期"),
    KNOWN: (
        "age", "stage duration", "fiscal period", "fiscal year", "fiscal quarter", "fiscalyear", "fiscalquarter",
        "expected revenue", "expectedrevenue", "primary campaign source", "has line item", "quantity", "private",
        "lastamountchangedhistoryid", "isprivate", "hasopportunitylineitem", "预期收入", "账龄",
        "阶段持续时间", "财政期间", "_fivetran_synced", "_fivetran_active", "fiscal", "createdbyid",
        "lastmodifiedbyid", "pricebook2id", "campaignid", "recordtypeid",
    ),
}

_EVENTS: Final[Aliases] = {
    "deal_id": ("opportunity id", "opportunityid", "opportunity.id", "业务机会 id", "业务机会id"),
    "deal_name": ("opportunity name", "opportunity.name", "业务机会名称"),
    "account_name": ("account name", "account.name", "客户名"),
    "from_stage": ("from stage", "fromopportunitystagename", "从阶段", "原阶段"),
    "to_stage": ("to stage", "stagename", "至阶段", "到阶段", "新阶段", "stage", "阶段"),
    "field_name": ("field / event", "field", "字段/事件"),
    "old_value": ("old value", "oldvalue", "旧值", "原值"),
    "new_value": ("new value", "newvalue", "新值"),
    "at": (
        "last modified", "edit date", "createddate", "created date", "_fivetran_start", "上次修改", "编辑日期",
        "上次修改日期",
    ),
    "changed_by": (
        "last modified by", "edited by", "createdby.name", "createdbyid", "上次修改人", "编辑人", "上次修改者",
    ),
    "amount": ("amount", "金额"),
    "expected_close": ("close date", "closedate", "结束日期"),
    "probability": ("probability (%)", "probability", "概率 (%)"),
    "currency": ("amount currency", "currencyisocode"),
    KNOWN: (
        "stage duration", "expectedrevenue", "forecastcategory", "prevamount", "prevclosedate",
        "prevopportunitystageupdate", "validthroughdate", "fromforecastcategory", "systemmodstamp", "isdeleted",
        "id", "阶段持续时间", "_fivetran_end", "_fivetran_active", "_fivetran_synced", "expected revenue",
    ),
}

_ACTIVITIES: Final[Aliases] = {
    "activity_id": ("id", "activity id"),
    "type": ("task subtype", "tasksubtype", "type", "task/event type", "calltype", "类型"),
    "subject": ("subject", "主题"),
    "deal_id": ("whatid", "what id", "opportunity id"),
    "deal_name": ("opportunity", "related to", "opportunity name"),
    "account_name": ("company / account", "account name", "account.name"),
    "contact_name": ("contact", "name", "who.name"),
    "owner_name": ("assigned", "owner.name", "assigned to", "被分配人"),
    "due_at": ("activitydate", "date", "due date", "activity_date", "日期"),
    "done_at": ("completeddatetime", "completed date", "completed date/time"),
    "done": ("status", "isclosed", "状态"),
    "outcome": ("calldisposition", "call result"),
    KNOWN: (
        "calldurationinseconds", "call duration", "durationinminutes", "priority", "whoid", "ownerid", "description",
        "isdeleted", "accountid", "createddate", "lastmodifieddate", "systemmodstamp", "_fivetran_synced",
        "who_count", "what_count", "is_high_priority", "is_recurrence",
    ),
}

_OWNERS: Final[Aliases] = {
    "owner_id": ("id", "user id"),
    "owner_name": ("name", "full name"),
    "team": ("department", "userrole.name", "role", "division"),
    "manager": ("manager.name", "manager"),
    "active": ("isactive", "active"),
    KNOWN: ("username", "profileid", "alias", "title", "managerid", "userroleid", "phone"),
}

_INTERFACE: Final = (
    r"^(stage_?name|close_?date|is_?won|is_?closed|owner_?id|account_?id|created_?date|lead_?source|next_?step|"
    r"expected_?revenue|forecast_?category(_?name)?|currency_?iso_?code|fiscal_?(year|quarter)|"
    r"last_?activity_?date|last_?stage_?change_?date|[a-z_0-9]+__c)$"
)

SALESFORCE: Final = System(
    name="salesforce",
    title="Salesforce",
    marks=(
        Mark(50, "the headers “Opportunity Name” and “Stage”", headers=("opportunity name", "stage")),
        Mark(50, "the headers 业务机会名称 and 阶段", headers=("业务机会名称", "阶段")),
        Mark(25, "the header “业务机会名称”", headers=("业务机会名称",)),
        Mark(45, "the headers “StageName” and “CloseDate”", pattern=rx(r"^(stage_?name|close_?date)$"), least=2),
        Mark(30, "“IsWon” and “IsClosed”", pattern=rx(r"^(is_?won|is_?closed)$"), least=2),
        Mark(45, "ids that begin with 006, as opportunities do", values=rx(r"^006[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$")),
        Mark(50, "the headers “From Stage” and “To Stage”", headers=("from stage", "to stage")),
        Mark(60, "the header “Field / Event”", headers=("field / event",)),
        Mark(60, "the headers “OpportunityId” and “StageName”", headers=("opportunityid", "stagename")),
        Mark(15, "“Probability (%)”", pattern=rx(r"^probability \(%\)$")),
        Mark(15, "fiscal periods", headers=("fiscal period", "fiscal year", "fiscal quarter", "fiscalyear"), least=1),
        Mark(15, "“Opportunity Owner”", headers=("opportunity owner", "owner role", "owner.name", "ownerid"), least=1),
        Mark(15, "a converted amount", pattern=rx(r"\(converted\)$")),
        Mark(45, "the headers of tasks: “WhatId”, “WhoId”", pattern=rx(r"^wh(at|o)_?id$"), least=2),
        Mark(
            40, "activity report headers “Assigned” and “Company / Account”", headers=("assigned", "company / account")
        ),
        Mark(45, "user ids that begin with 005", headers=("id",), values=rx(r"^005[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$")),
        Mark(20, "“Opportunity Name” or “Opportunity ID”", headers=("opportunity name", "opportunity id"), least=1),
        Mark(15, "“Age”, “Stage Duration” or “Owner Role”", headers=("age", "stage duration", "owner role"), least=1),
        Mark(25, "账龄, 财政期间 or 概率（%）", headers=("账龄", "财政期间", "概率", "业务机会所有人"), least=1),
        Mark(30, "names of the interface, such as “StageName” and “OwnerId”", pattern=rx(_INTERFACE), least=3),
        Mark(
            -40,
            "headers of Freshsales",
            headers=("deal name", "deal value", "deal stage", "sales owner", "deal pipeline"),
            least=2,
        ),
        *salesforce_languages.MARKS,
        *SALESFORCE_MARKS,
    ),
    aliases={
        "deals": merged(_DEALS, salesforce_languages.DEALS),
        "stage_events": _EVENTS, "activities": _ACTIVITIES, "owners": _OWNERS,
        "leads": SALESFORCE_LEADS,
    },
    nulls=("000000000000000AAA", "000000000000000", "--None--", "[Not Available]"),
    probability="percent",
)
