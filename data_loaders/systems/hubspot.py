"""HubSpot: deal exports by label (English, Chinese) or internal name, date-entered columns, property history."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import KNOWN, Aliases, merged
from data_loaders.systems import hubspot_languages
from data_loaders.systems.lead_lists import HUBSPOT_LEADS, HUBSPOT_MARKS
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

STAGE_LABEL: Final = rx(
    r"^(Date entered|Date exited|Cumulative time in|Latest time in|Time in) [\"'“‘](.*) \((.*)\)[\"'”’]$"
)
STAGE_LABEL_ZH: Final = rx(
    r"^(进入日期|退出日期|进入|退出|累计时间|最近时间) ?[\"'“‘「](.*) ?[\((](.*)[\))][\"'”’」](的日期|的时间)?$"
)
STAGE_NAME: Final = rx(r"^hs_(?:v2_)?(date_entered|date_exited|time_in|latest_time_in|cumulative_time_in)_(.+)$")
CURRENT: Final = "current_stage"

_DEALS: Final[Aliases] = {
    "deal_id": ("record id", "hs_object_id", "deal id", "记录 id", "记录id", "deal_id", "交易id"),
    "deal_name": ("deal name", "dealname", "交易名称", "property_dealname"),
    "account_id": ("associated company ids (primary)", "associated company ids", "关联公司 id"),
    "account_name": (
        "associated company", "associated company (primary)", "primary associated company", "associated companies",
        "关联公司", "关联的公司", "公司名称",
    ),
    "contact_name": ("associated contact", "associated contacts", "关联联系人", "关联的联系人"),
    "owner_id": ("hubspot_owner_id", "owner_id", "property_hubspot_owner_id"),
    "owner_name": ("deal owner", "hubspot owner", "交易负责人", "交易所有者", "交易归属人"),
    "team": ("hubspot team", "hubspot_team_id", "hubspot 团队", "hubspot团队"),
    "pipeline": ("pipeline", "管道", "deal_pipeline_id", "property_pipeline"),
    "stage": ("deal stage", "dealstage", "交易阶段", "deal_pipeline_stage_id", "property_dealstage"),
    "is_won": ("is closed won", "hs_is_closed_won", "是否赢单"),
    "is_lost": ("is closed lost", "hs_is_closed_lost"),
    "is_closed": ("is deal closed?", "hs_is_closed"),
    "stage_entered_at": (
        "date entered current stage", "hs_v2_date_entered_current_stage", "hs_date_entered_current_stage",
        "进入当前阶段的日期", "进入当前阶段日期",
    ),
    "amount": ("amount", "金额", "property_amount"),
    "currency": ("currency", "deal_currency_code", "币种", "货币"),
    "amount_base": ("amount in company currency", "amount_in_home_currency", "公司货币金额", "金额(公司货币)"),
    "probability": (
        "deal probability", "hs_deal_stage_probability", "交易概率", "交易成交概率", "hs_forecast_probability",
        "forecast probability",
    ),
    "forecast_category": ("forecast category", "hs_manual_forecast_category", "预测类别"),
    "created_at": (
        "create date", "createdate", "创建日期", "hubspot create date", "hs_createdate", "property_createdate",
    ),
    "close_date": ("close date", "closedate", "关闭日期", "结束日期", "property_closedate"),
    "won_at": ("closed won date (internal)", "hs_closed_won_date"),
    "lost_reason": ("closed lost reason", "closed_lost_reason", "丢单原因", "输单原因", "关闭丢失原因"),
    "source": (
        "original traffic source", "hs_analytics_source", "deal source", "original source", "lead source", "来源",
        "原始来源", "原始流量来源",
    ),
    "deal_type": ("deal type", "dealtype", "交易类型"),
    "next_step": ("next step", "hs_next_step", "下一步"),
    "last_activity_at": (
        "last activity date", "notes_last_updated", "last contacted", "notes_last_contacted", "上次活动日期",
        "上次联系",
    ),
    "next_activity_at": ("next activity date", "notes_next_activity_date", "下次活动日期"),
    "modified_at": ("last modified date", "hs_lastmodifieddate", "上次修改日期"),
    KNOWN: (
        "days to close", "days_to_close", "exchange rate", "hs_exchange_rate", "weighted amount",
        "hs_projected_amount", "weighted amount in company currency", "hs_projected_amount_in_home_currency",
        "forecast amount", "closed won reason", "hs_forecast_amount", "closed_won_reason", "priority", "hs_priority",
        "deal description", "description", "number of sales activities", "num_notes", "number of times contacted",
        "num_contacted_notes", "merged deal ids", "associated contact ids", "is_deleted", "portal_id", "优先级",
        "property_description",
    ),
}

_EVENTS: Final[Aliases] = {
    "deal_id": ("record id", "deal_id", "objectid", "object id", "记录 id", "id", "hs_object_id"),
    "field_name": ("property", "property name", "name", "属性"),
    "new_value": ("value", "property value", "值"),
    "at": ("timestamp", "date", "change date", "date_entered", "时间戳"),
    "changed_by": ("updated by", "updatedbyuserid", "source label", "sourcelabel", "source_id", "sourceid"),
    "to_stage": ("stage", "dealstage"),
    KNOWN: (
        "source", "sourcetype", "_fivetran_synced", "_fivetran_active", "_fivetran_end", "_fivetran_start",
        "source type",
    ),
}

_ACTIVITIES: Final[Aliases] = {
    "activity_id": ("record id", "hs_object_id"),
    "type": ("activity type", "hs_activity_type", "engagement type", "活动类型"),
    "subject": ("email subject", "subject", "call title", "meeting name", "task title", "hs_call_title"),
    "deal_id": ("associated deal ids", "associated deal id", "关联交易 id"),
    "deal_name": ("associated deal", "associated deals", "关联交易"),
    "owner_name": ("activity assigned to", "assigned to", "活动分配给"),
    "done_at": ("activity date", "hs_timestamp", "活动日期"),
    "outcome": ("call outcome", "meeting outcome"),
    KNOWN: ("call duration", "call duration (ms)", "hs_call_duration"),
}

_STAGES: Final[Aliases] = {
    "stage": ("label", "stage_id", "stage id"),
    "position": ("display_order", "displayorder", "display order"),
    "pipeline": ("pipeline_id", "pipeline"),
    "probability": ("probability",),
    "is_won": ("closed_won", "closed won"),
    "is_closed": ("is_closed", "isclosed"),
    KNOWN: ("_fivetran_deleted", "_fivetran_synced", "active", "created_at", "updated_at"),
}

HUBSPOT: Final = System(
    name="hubspot",
    title="HubSpot",
    marks=(
        Mark(60, "the headers “Record ID” and “Deal Name”", headers=("record id", "deal name")),
        Mark(60, "记录 ID and 交易名称 as headers", headers=("记录 id", "交易名称")),
        Mark(45, "交易名称 and 交易阶段 as headers", headers=("交易名称", "交易阶段")),
        Mark(60, 'columns “Date entered "stage (pipeline)"”', pattern=STAGE_LABEL),
        Mark(60, "columns of the kind 进入“阶段（管道）”", pattern=STAGE_LABEL_ZH),
        Mark(70, "internal names “dealname” and “dealstage”", headers=("dealname", "dealstage")),
        Mark(60, "internal date-entered columns “hs_v2_…”", pattern=STAGE_NAME),
        Mark(30, "the headers “Deal Stage” and “Deal owner”", headers=("deal stage", "deal owner")),
        Mark(30, "“Associated Company IDs (Primary)”", pattern=rx(r"^associated company ids( \(primary\))?$")),
        Mark(20, "“Create Date” beside “Deal Stage”", headers=("deal stage", "create date")),
        Mark(10, "a file name like HubSpot's", file_name=rx(r"^hubspot-crm-exports")),
        Mark(
            60,
            "internal stage names such as appointmentscheduled",
            values=rx(
                r"^(appointmentscheduled|qualifiedtobuy|presentationscheduled|decisionmakerboughtin|contractsent|"
                r"closedwon|closedlost)$"
            ),
        ),
        Mark(
            60,
            "a history of properties such as dealstage",
            values=rx(r"^(dealstage|closedate|amount|hubspot_owner_id)$"),
        ),
        Mark(70, "columns value1, timestamp1, value2 …", pattern=rx(r"^(value|timestamp)[ _]?[12]$"), least=3),
        Mark(
            60,
            "a history of properties: name, value, timestamp, source",
            headers=("name", "value", "timestamp", "source"),
        ),
        Mark(
            45, "deal_pipeline_stage_id and property_dealname", headers=("deal_pipeline_stage_id", "property_dealname")
        ),
        Mark(40, "a table of stages with display_order and closed_won", headers=("display_order", "closed_won")),
        Mark(40, "“Activity assigned to”", headers=("activity assigned to",)),
        Mark(40, "“Associated Deal IDs”", headers=("associated deal ids",)),
        Mark(20, "a HubSpot portal", headers=("portal_id",)),
        Mark(20, "the headers “Deal Name” and “Deal Stage”", headers=("deal name", "deal stage")),
        Mark(25, "“Deal owner” and “Associated Company”", headers=("deal owner", "associated company")),
        Mark(30, "“Record ID” as HubSpot spells it", pattern=re.compile(r"^Record ID$")),
        Mark(
            50,
            "internal names such as dealname and closed_lost_reason",
            pattern=rx(
                r"^(dealname|dealstage|dealtype|hubspot_(owner|team)_id|hs_[a-z_]+|deal_currency_code|"
                r"closed_(lost|won)_reason|notes_last_updated|amount_in_home_currency)$"
            ),
            least=2,
        ),
        Mark(
            35,
            "交易名称, 交易阶段, 交易负责人 and the like as headers",
            headers=("记录 id", "交易名称", "交易阶段", "交易负责人", "交易所有者", "交易类型", "交易概率", "关联公司"),
            least=2,
        ),
        Mark(-40, "headers of Freshsales", headers=("deal value", "sales owner")),
        Mark(-40, "headers of Zoho", headers=("closing date", "created time", "modified time"), least=1),
        *hubspot_languages.MARKS,
        *HUBSPOT_MARKS,
    ),
    aliases={
        "deals": merged(_DEALS, hubspot_languages.DEALS),
        "stage_events": _EVENTS, "activities": _ACTIVITIES, "stages": _STAGES,
        "leads": HUBSPOT_LEADS,
    },
    nulls=(),
    probability="unit",
    outcomes={"closedwon": "won", "closedlost": "lost"},
)
