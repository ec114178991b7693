"""Lists of leads and visits by channel: LinkedIn Sales Navigator, Marketo, Google Analytics, the CRMs' own leads."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

LINKEDIN: Final = System(
    name="linkedin",
    title="LinkedIn Sales Navigator",
    marks=(
        Mark(
            60,
            "columns with LinkedIn addresses",
            pattern=rx(r"linked ?in.*\b(url|profile|link)\b|^sales nav(igator)? (url|profile|link)|^linkedin id$"),
        ),
        Mark(
            60,
            "addresses of LinkedIn profiles",
            values=rx(r"^(https?://)?([a-z]{2,3}\.)?linkedin\.com/(in|sales|company)/"),
        ),
        Mark(20, "“First Name”, “Last Name” and “Geography”", headers=("first name", "last name", "geography")),
        Mark(
            15, "“Saved date” or a list name", headers=("saved date", "date saved", "list name", "date added"), least=1
        ),
    ),
    aliases={
        "leads": {
            "lead_id": ("linkedin id", "member id", "lead id"),
            "first_name": ("first name",),
            "last_name": ("last name",),
            "lead_name": ("full name", "name"),
            "title": ("title", "job title", "current title", "headline"),
            "account_name": ("company", "company name", "current company", "account name"),
            "country": ("geography", "location", "region", "country"),
            "industry": ("industry", "company industry"),
            "created_at": ("saved date", "date saved", "date added", "saved on"),
            "campaign": ("list name", "lead list", "list"),
            "owner_name": ("saved by", "owner"),
            KNOWN: (
                "company linkedin url", "linkedin url", "person linkedin url", "linkedin profile url", "profile url",
                "sales navigator url", "company website", "connection degree", "company headcount", "notes",
            ),
        },
        "accounts": {
            "account_name": ("company", "company name", "account name"),
            "region": ("geography", "headquarters", "location"),
            "employees": ("employee count", "company headcount", "headcount", "employees"),
            "industry": ("industry",),
            KNOWN: ("company linkedin url", "linkedin url", "website", "saved date", "list name", "account url"),
        },
    },
    guess=True,
)

MARKETO: Final = System(
    name="marketo",
    title="Marketo",
    marks=(
        Mark(
            65,
            "columns of Marketo's lead database",
            headers=(
                "acquisition program", "person source", "original source type", "marketo unique code", "lead score",
                "sfdc type", "acquisition date", "person score", "original source info", "leadscore", "sfdc id",
                "marketo lead id", "lead partition", "is marketing qualified", "revenue stage", "lead revenue stage",
            ),
            least=2,
        ),
        Mark(35, "“Acquisition Program”", headers=("acquisition program",)),
        Mark(20, "“Email Address” beside “Lead Status”", headers=("email address", "lead status")),
    ),
    aliases={
        "leads": {
            "lead_id": ("id", "lead id", "marketo lead id", "marketo unique code", "person id"),
            "email": ("email address", "email"),
            "account_name": ("company name", "company"),
            "source": ("lead source", "person source", "original source type", "source"),
            "campaign": ("acquisition program", "acquisition program name"),
            "score": ("lead score", "person score"),
            "status": ("lead status", "person status", "revenue stage", "lead revenue stage"),
            "created_at": ("created at", "created", "acquisition date"),
            "owner_name": ("lead owner", "lead owner full name", "sales owner"),
            "country": ("country",),
            KNOWN: (
                "updated at", "unsubscribed", "original source info", "original referrer", "original search engine",
                "sfdc id", "sfdc type", "lead partition", "lead role", "anonymous ip", "email invalid", "black listed",
                "marketing suspended", "is marketing qualified",
            ),
        },
    },
    guess=True,
)

GOOGLE_ANALYTICS: Final = System(
    name="google_analytics",
    title="Google Analytics",
    marks=(
        Mark(
            70,
            "dimensions such as “Session default channel group”",
            pattern=rx(
                r"^(session|first user) (primary |default |manual )?"
                r"(channel group|source|medium|campaign|source ?/ ?medium)"
                r"|^会话(默认|主要)?(渠道组|来源|媒介|广告系列)"
            ),
        ),
        Mark(60, "“Default Channel Grouping”", headers=("default channel grouping", "default channel group"), least=1),
        Mark(40, "“Source / Medium”", headers=("source / medium",)),
        Mark(20, "“Engaged sessions”", headers=("engaged sessions", "互动会话数"), least=1),
        Mark(15, "“Key events”", headers=("key events", "关键事件"), least=1),
    ),
    nulls=("(not set)", "(not provided)", "(other)"),
)

HUBSPOT_LEADS: Final[Aliases] = {
    "lead_id": ("record id", "hs_object_id", "contact id", "记录 id"),
    "first_name": ("first name", "firstname", "名字"),
    "last_name": ("last name", "lastname", "姓氏"),
    "email": ("email", "电子邮件"),
    "title": ("job title", "jobtitle", "职务"),
    "account_name": ("associated company", "company name", "associated company (primary)", "company", "关联公司"),
    "owner_name": ("contact owner", "hubspot owner", "联系人负责人", "lead owner"),
    "status": ("lead status", "hs_lead_status", "lifecycle stage", "lifecyclestage", "潜在客户状态", "生命周期阶段"),
    "source": (
        "original source", "original traffic source", "hs_analytics_source", "latest source", "原始来源",
        "原始流量来源",
    ),
    "created_at": ("create date", "createdate", "创建日期"),
    "first_response_at": ("date of first engagement", "hs_sa_first_engagement_date", "first outreach date"),
    "converted_at": (
        "became an opportunity date", "hs_lifecyclestage_opportunity_date",
        "date entered opportunity (lifecycle stage pipeline)",
        "first deal created date", "first_deal_created_date",
    ),
    "deal_id": ("associated deal ids", "associated deal ids (primary)", "关联交易 id"),
    "deal_name": ("associated deal", "关联交易"),
    "country": ("country/region", "country"),
    "industry": ("industry",),
    "score": ("hubspot score", "hubspotscore", "lead score"),
    KNOWN: (
        "associated company ids", "associated company ids (primary)", "marketing contact status", "last activity date",
        "became a lead date", "became a customer date", "phone number", "phone", "mobile phone number", "city",
        "last modified date", "became a marketing qualified lead date", "became a sales qualified lead date",
    ),
}
SALESFORCE_LEADS: Final[Aliases] = {
    "lead_id": ("lead id", "id", "潜在客户 id"),
    "lead_name": ("name", "lead name", "姓名"),
    "first_name": ("first name", "firstname", "名"),
    "last_name": ("last name", "lastname", "姓"),
    "email": ("email", "电子邮件"),
    "title": ("title", "职位", "职务"),
    "account_id": ("converted account id", "convertedaccountid"),
    "account_name": ("company / account", "company", "公司/客户", "公司 / 客户", "公司"),
    "owner_name": ("lead owner", "owner.name", "潜在客户所有人"),
    "status": ("lead status", "status", "潜在客户状态"),
    "source": ("lead source", "leadsource", "潜在客户来源"),
    "is_converted": ("converted", "isconverted", "已转换"),
    "created_at": ("created date", "createddate", "create date", "创建日期"),
    "converted_at": ("converted date", "converteddate", "转换日期"),
    "deal_id": ("converted opportunity id", "convertedopportunityid", "opportunity id"),
    "deal_name": ("opportunity name", "converted opportunity", "opportunity: opportunity name"),
    "country": ("country", "国家/地区", "国家"),
    "industry": ("industry", "行业"),
    KNOWN: (
        "rating", "street", "state/province", "city", "phone", "mobile", "last modified date", "last activity",
        "opportunity amount", "opportunity stage", "unread", "account name", "number of employees", "annualrevenue",
    ),
}
ZOHO_LEADS: Final[Aliases] = {
    "lead_id": ("record id", "lead id", "记录 id", "记录id"),
    "lead_name": ("lead name", "full name", "线索名称", "线索姓名"),
    "owner_name": ("lead owner", "lead owner name", "线索所有者"),
    "account_name": ("company", "公司"),
    "status": ("lead status", "线索状态"),
    "source": ("lead source", "线索来源"),
    "is_converted": ("is converted", "converted"),
    "created_at": ("created time", "创建时间"),
    "converted_at": ("converted date time", "converted date", "converted time", "lead converted time"),
    "deal_id": ("converted deal.id", "converted deal id"),
    "deal_name": ("converted deal", "converted deal name"),
    "account_id": ("converted account.id", "converted account id"),
    "score": ("score", "positive score"),
    KNOWN: (
        "lead owner.id", "created by", "created by.id", "modified by", "modified by.id", "modified time", "rating",
        "last activity time", "converted account", "converted contact", "converted contact.id", "lead conversion time",
        "phone", "mobile", "annual revenue", "email opt out", "tag", "locked", "change log time", "layout",
        "no. of employees",
        "unsubscribed mode", "unsubscribed time", "skype id", "secondary email", "twitter", "salutation", "description",
    ),
}

HUBSPOT_MARKS: Final = (
    Mark(60, "“Record ID” beside “Lifecycle Stage” or “Contact owner”", headers=("record id", "lifecycle stage")),
    Mark(60, "“Record ID” beside “Contact owner”", headers=("record id", "contact owner")),
    Mark(
        60,
        "internal names of contacts: “lifecyclestage”, “hs_lead_status”",
        pattern=rx(r"^(lifecyclestage|hs_lead_status)$"),
    ),
    Mark(45, "记录 ID and 生命周期阶段 as headers", headers=("记录 id", "生命周期阶段")),
)
SALESFORCE_MARKS: Final = (
    Mark(50, "the headers “Lead Owner” and “Lead Status”", headers=("lead owner", "lead status")),
    Mark(30, "“Company / Account”", headers=("company / account",)),
    Mark(45, "ids that begin with 00Q, as leads do", values=rx(r"^00Q[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$")),
    Mark(45, "the headers 潜在客户所有人 and 潜在客户状态", headers=("潜在客户所有人", "潜在客户状态")),
    Mark(45, "“ConvertedOpportunityId”", headers=("convertedopportunityid", "converted opportunity id"), least=1),
)
