"""Headers of lists of leads, money spent, visits by channel and lines of deals, in English and Chinese."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases

# Words read better in filled lines.
# fmt: off

LEADS: Final[Aliases] = {
    "lead_id": ("lead id", "contact id", "prospect id", "record id", "person id", "id"),
    "lead_name": (
        "lead name", "contact name", "full name", "name", "lead", "lead title", "prospect", "prospect name", "contact",
    ),
    "first_name": ("first name", "firstname", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "email address", "e-mail", "work email", "mail", "e-mail address"),
    "title": ("title", "job title", "position", "jobtitle"),
    "account_id": ("converted account id", "account id"),
    "account_name": (
        "company", "company name", "account name", "company / account", "account", "organization", "organisation",
        "associated company", "converted account", "employer",
    ),
    "source": (
        "lead source", "source", "original source", "original traffic source", "channel", "source channel",
        "lead origin", "original source type", "lead source detail",
    ),
    "campaign": ("campaign", "campaign name", "acquisition program", "last campaign", "utm campaign", "program"),
    "owner_name": (
        "lead owner", "owner", "contact owner", "owner name", "assigned to", "sales rep", "sales owner",
        "lead owner name", "rep", "sales agent", "agent", "salesperson",
    ),
    "status": ("lead status", "status", "lifecycle stage", "lead stage", "stage", "outcome"),
    "is_converted": ("converted", "is converted", "converted?"),
    "created_at": (
        "created date", "create date", "created at", "created", "lead created", "created time", "date created",
        "created on", "date added", "added on", "saved date", "date saved", "creation date", "lead created date",
        "added date", "sign-up date", "acquisition date", "lead create date", "lead creation date", "lead date",
    ),
    "first_response_at": (
        "first response", "first response date", "first response time", "first responded at", "first contacted",
        "first contact date", "first contacted at", "date of first engagement", "first engagement date",
        "first activity date", "first touched at", "first reply", "first call date",
    ),
    "converted_at": (
        "converted date", "conversion date", "converted at", "converted on", "date converted", "lead conversion date",
        "became an opportunity date", "converted time", "lead converted time",
    ),
    "deal_id": (
        "converted opportunity id", "converted deal id", "opportunity id", "deal id", "associated deal ids",
        "associated deal ids (primary)",
    ),
    "deal_name": (
        "converted opportunity", "converted deal", "opportunity name", "deal name", "associated deal", "deal",
        "opportunity", "converted opportunity name",
    ),
    "country": ("country", "country/region", "geography", "region", "location", "billing country"),
    "industry": ("industry", "sector"),
    "score": ("lead score", "score", "hubspot score", "person score", "rating score"),
    KNOWN: (
        "phone", "phone number", "mobile", "mobile phone", "website", "street", "city", "state", "state/province",
        "zip", "postal code", "zip/postal code", "rating", "description", "notes", "last activity date",
        "last modified date", "last activity", "updated at", "marketing contact status", "unread by owner",
        "number of employees", "no. of employees", "annual revenue", "fax", "salutation", "email opt out", "tag",
    ),
}

SPEND: Final[Aliases] = {
    "source": (
        "channel", "source", "lead source", "marketing channel", "platform", "ad platform", "network", "traffic source",
        "ad network", "publisher", "vendor",
    ),
    "medium": ("medium", "campaign type", "ad type", "utm medium"),
    "campaign": ("campaign", "campaign name", "ad campaign", "utm campaign", "program"),
    "day": ("date", "day", "reporting date", "spend date"),
    "week": ("week", "week starting", "week start", "week of"),
    "period": ("month", "period", "quarter", "reporting month"),
    "year": ("year", "fiscal year"),
    "period_start": ("period start", "start date", "start", "from", "reporting starts", "starts"),
    "period_end": ("period end", "end date", "end", "to", "reporting ends", "ends"),
    "amount": (
        "cost", "spend", "amount spent", "total spend", "ad spend", "marketing spend", "total cost", "spent", "expense",
        "actual spend", "media cost", "total spent", "marketing cost", "actual cost", "amount",
    ),
    "currency": ("currency", "currency code", "account currency"),
    "clicks": ("clicks", "link clicks", "clicks (all)"),
    "impressions": ("impressions", "impr.", "impr"),
    "conversions": ("conversions", "leads", "results", "conv.", "key events", "total leads"),
    KNOWN: (
        "ctr", "cpc", "avg. cpc", "avg cpc", "cpm", "avg. cpm", "cost / conv.", "cost per conversion", "conv. rate",
        "reach", "frequency", "campaign status", "campaign id", "ad group", "ad set name", "budget", "cpl", "status",
        "cost per lead", "interaction rate", "conv. value", "roas", "notes", "objective", "campaign state",
        "average cpc", "conversion rate", "cost per result", "link", "account name", "ad set",
    ),
}

CHANNEL_SESSIONS: Final[Aliases] = {
    "channel": (
        "session default channel group", "default channel group", "channel", "channel group", "channel grouping",
        "default channel grouping", "marketing channel", "traffic channel", "first user default channel group",
        "first user primary channel group", "session primary channel group",
    ),
    "source": (
        "session source", "source", "traffic source", "first user source", "referrer", "utm source",
        "session manual source",
    ),
    "medium": ("session medium", "medium", "first user medium", "utm medium", "session manual medium"),
    "source_medium": (
        "session source / medium", "source / medium", "session source/medium", "first user source / medium",
    ),
    "campaign": ("session campaign", "campaign", "campaign name", "utm campaign", "first user campaign"),
    "day": ("date", "day"),
    "week": ("week", "week starting", "week of"),
    "period": ("month", "period", "year month", "yearmonth"),
    "year": ("year",),
    "period_start": ("start date", "period start", "from"),
    "period_end": ("end date", "period end", "to"),
    "sessions": ("sessions", "visits", "total sessions"),
    "engaged_sessions": ("engaged sessions",),
    "users": ("total users", "users", "active users", "visitors", "unique visitors"),
    "conversions": ("key events", "conversions", "goal completions", "session key events", "goals completed"),
    KNOWN: (
        "new users", "engagement rate", "bounce rate", "average engagement time per session", "events per session",
        "event count", "total revenue", "session key event rate", "user key event rate", "pages / session",
        "avg. session duration", "returning users", "conversion rate", "views", "average engagement time",
        "engaged sessions per user", "events per active user", "pageviews", "revenue", "transactions",
        "engaged sessions per active user", "average engagement time per active user", "goal conversion rate",
        "goal value",
    ),
}

LINE_ITEMS: Final[Aliases] = {
    "deal_id": ("opportunity id", "deal id", "opportunityid", "associated deal id", "associated deal ids"),
    "deal_name": (
        "opportunity name", "deal name", "deal", "opportunity", "associated deal", "opportunity: opportunity name",
    ),
    "product_id": ("product id", "product code", "product2id", "sku", "item code"),
    "product": ("product name", "product", "line item", "line item name", "item", "product: product name"),
    "quantity": ("quantity", "qty", "units", "seats", "licenses"),
    "unit_price": ("unit price", "sales price", "price", "unitprice", "price per unit", "item price"),
    "discount": ("discount %", "discount", "discount percent", "discount rate", "unit discount %"),
    "amount": (
        "line total", "total price", "totalprice", "line amount", "net price", "subtotal", "item amount",
        "product amount", "amount", "total",
    ),
    "currency": ("currency", "currency code", "currencyisocode", "amount currency"),
    KNOWN: (
        "list price", "line description", "description", "service date", "line item id", "term", "tax", "name",
        "start date", "end date", "billing frequency", "record id", "id", "sort order", "created date",
    ),
}

LEADS_ZH: Final[Aliases] = {
    "lead_id": ("线索编号", "线索id", "潜在客户编号", "潜在客户id", "联系人id", "记录 id", "数据id", "编号", "流水号"),
    "lead_name": ("线索名称", "线索姓名", "潜在客户名称", "姓名", "联系人", "联系人姓名", "线索", "名称", "客户姓名"),
    "first_name": ("名", "名字"),
    "last_name": ("姓", "姓氏"),
    "email": ("邮箱", "电子邮件", "邮件", "电子邮箱", "email地址"),
    "title": ("职位", "职务", "头衔", "岗位"),
    "account_id": ("转化客户id", "转化客户编号"),
    "account_name": (
        "公司名称", "公司", "企业名称", "客户名称", "单位名称", "企业", "转化客户", "所属公司", "客户", "公司 / 客户",
    ),
    "source": ("线索来源", "来源", "来源渠道", "潜在客户来源", "获客渠道", "渠道", "线索渠道", "原始来源", "客户来源"),
    "campaign": ("市场活动", "营销活动", "活动名称", "推广活动", "广告系列", "活动来源"),
    "owner_name": (
        "线索负责人", "负责人", "潜在客户所有人", "跟进人", "归属人", "所有人", "线索所有者", "销售", "业务员",
        "联系人负责人", "所属销售",
    ),
    "status": ("线索状态", "潜在客户状态", "状态", "跟进状态", "线索阶段", "生命周期阶段", "转化状态"),
    "is_converted": ("是否转化", "已转化", "已转换", "是否已转化", "是否转商机", "是否转换"),
    "created_at": ("创建时间", "创建日期", "线索创建时间", "提交时间", "录入时间", "录入日期", "添加时间", "收集时间"),
    "first_response_at": (
        "首次响应时间", "首次跟进时间", "首次联系时间", "首次回访时间", "首次跟进日期", "首次互动日期",
    ),
    "converted_at": ("转化时间", "转化日期", "转换日期", "转换时间", "转商机时间", "转商机日期", "转客户时间"),
    "deal_id": ("转化商机id", "转化商机编号", "商机编号", "商机id", "关联商机编号"),
    "deal_name": ("转化商机", "商机名称", "关联商机", "商机", "转化商机名称"),
    "country": ("国家", "国家/地区", "地区", "区域", "省份", "城市"),
    "industry": ("行业", "所属行业"),
    "score": ("线索评分", "评分", "线索得分", "得分"),
    KNOWN: (
        "电话", "手机", "手机号", "联系电话", "微信", "备注", "更新时间", "最后跟进时间", "地址", "需求描述",
        "下次跟进时间",
        "创建人", "最近跟进时间", "网址", "线索详情", "跟进记录", "无效原因", "修改时间", "提交人", "需求",
    ),
}

SPEND_ZH: Final[Aliases] = {
    "source": (
        "渠道", "渠道名称", "来源", "投放渠道", "推广渠道", "市场渠道", "来源渠道", "平台", "媒体", "投放平台",
        "线索来源",
    ),
    "medium": ("媒介", "推广方式", "广告类型"),
    "campaign": ("广告系列", "推广计划", "活动", "市场活动", "活动名称", "计划名称", "营销活动", "推广活动", "计划"),
    "day": ("日期", "投放日期", "费用日期", "时间"),
    "week": ("周", "周次"),
    "period": ("月份", "月", "期间", "年月", "季度"),
    "year": ("年", "年份", "年度"),
    "period_start": ("开始日期", "开始时间", "起始日期"),
    "period_end": ("结束日期", "结束时间", "截止日期"),
    "amount": (
        "费用", "花费", "消耗", "投放费用", "市场费用", "推广费用", "支出", "投入", "渠道费用", "广告费", "投放金额",
        "实际费用", "营销费用", "费用金额", "成本", "总费用", "投入金额", "金额",
    ),
    "currency": ("币种", "货币"),
    "clicks": ("点击", "点击量", "点击数", "点击次数"),
    "impressions": ("展现", "展示", "曝光", "展现量", "曝光量", "展示次数", "展示量"),
    "conversions": ("转化数", "转化量", "线索数", "转化", "线索量", "转化次数"),
    KNOWN: (
        "点击率", "平均点击价格", "转化率", "千次展现费用", "备注", "预算", "转化成本", "线索成本", "负责人", "部门",
    ),
}

CHANNEL_SESSIONS_ZH: Final[Aliases] = {
    "channel": (
        "会话默认渠道组", "默认渠道组", "会话主要渠道组", "渠道", "渠道组", "来源类型", "流量渠道",
        "会话主要渠道组(默认渠道组)",
    ),
    "source": ("会话来源", "来源", "流量来源", "来源网站"),
    "medium": ("会话媒介", "媒介"),
    "source_medium": ("会话来源/媒介", "会话来源 / 媒介", "来源/媒介"),
    "campaign": ("会话广告系列", "广告系列", "推广活动"),
    "day": ("日期",),
    "week": ("周",),
    "period": ("月份", "月", "年月"),
    "year": ("年", "年份"),
    "period_start": ("开始日期",),
    "period_end": ("结束日期",),
    "sessions": ("会话数", "会话", "访问次数", "访问量", "会话次数"),
    "engaged_sessions": ("互动会话数", "互动会话", "互动的会话"),
    "users": ("总用户数", "用户数", "访客数", "活跃用户数", "独立访客", "访客数(uv)", "uv"),
    "conversions": ("关键事件", "关键事件数", "转化次数", "转化数", "转化"),
    KNOWN: (
        "浏览量", "浏览量(pv)", "pv", "跳出率", "平均访问时长", "互动率", "新访客数", "新用户数", "ip数", "转化率",
        "事件数", "总收入",
    ),
}

LINE_ITEMS_ZH: Final[Aliases] = {
    "deal_id": ("商机编号", "商机id", "关联商机编号"),
    "deal_name": ("商机名称", "商机", "关联商机", "业务机会名称"),
    "product_id": ("产品编号", "产品编码", "产品id"),
    "product": ("产品名称", "产品", "商品名称", "产品明细"),
    "quantity": ("数量", "产品数量"),
    "unit_price": ("单价", "销售单价", "售价", "销售价格", "价格"),
    "discount": ("折扣率", "折扣"),
    "amount": ("小计", "产品小计", "行合计", "明细金额", "产品金额", "金额", "小计金额"),
    "currency": ("币种", "货币"),
    KNOWN: ("标准价格", "备注", "单位", "规格", "编号", "序号", "税率"),
}

OWNER_QUOTAS: Final[Aliases] = {
    "quota_monthly": ("quota monthly", "monthly quota", "quota per month", "monthly target", "quota/month"),
    "quota_quarterly": ("quota quarterly", "quarterly quota", "quota per quarter", "quarterly target"),
    "quota_yearly": ("quota yearly", "annual quota", "yearly quota", "quota per year", "annual target"),
    "currency": ("currency", "quota currency"),
}
OWNER_QUOTAS_ZH: Final[Aliases] = {
    "quota_monthly": ("月目标", "月度目标", "每月目标", "月指标", "月度指标", "月任务"),
    "quota_quarterly": ("季度目标", "季目标", "季度指标", "季度任务"),
    "quota_yearly": ("年目标", "年度目标", "全年目标", "年度指标"),
    "currency": ("币种", "货币"),
}
"""Quotas beside the names of owners."""

ENGLISH: Final[dict[str, Aliases]] = {
    "leads": LEADS,
    "spend": SPEND,
    "channel_sessions": CHANNEL_SESSIONS,
    "line_items": LINE_ITEMS,
}
CHINESE: Final[dict[str, Aliases]] = {
    "leads": LEADS_ZH,
    "spend": SPEND_ZH,
    "channel_sessions": CHANNEL_SESSIONS_ZH,
    "line_items": LINE_ITEMS_ZH,
}
