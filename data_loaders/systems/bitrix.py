"""Bitrix24: deals by the names of its API."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

_DEALS: Final[Aliases] = {
    "deal_id": ("id",),
    "deal_name": ("title",),
    "account_id": ("company_id",),
    "owner_id": ("assigned_by_id",),
    "pipeline": ("category_id",),
    "stage": ("stage_id",),
    "status": ("stage_semantic_id",),
    "is_closed": ("closed",),
    "amount": ("opportunity", "opportunity_account"),
    "currency": ("currency_id",),
    "probability": ("probability",),
    "created_at": ("date_create", "begindate"),
    "close_date": ("closedate",),
    "modified_at": ("date_modify",),
    "stage_entered_at": ("moved_time",),
    "last_activity_at": ("last_activity_time",),
    "source": ("source_id",),
    "deal_type": ("type_id",),
    KNOWN: (
        "is_manual_opportunity", "tax_value", "lead_id", "contact_id", "contact_ids", "quote_id", "created_by_id",
        "modify_by_id", "moved_by_id", "last_activity_by", "opened", "comments", "additional_info", "location_id",
        "is_new", "is_recurring", "is_return_customer", "is_repeated_approach", "source_description", "originator_id",
        "origin_id", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
    ),
}

BITRIX24: Final = System(
    name="bitrix24",
    title="Bitrix24",
    marks=(
        Mark(
            70,
            "names of the API such as STAGE_ID, ASSIGNED_BY_ID and CLOSEDATE",
            headers=(
                "stage_id", "opportunity", "currency_id", "assigned_by_id", "begindate", "closedate", "date_create",
                "date_modify", "stage_semantic_id", "category_id",
            ),
            least=4,
        ),
        Mark(20, "fields of the user's own such as UF_CRM_1579180371132", pattern=rx(r"^uf_crm_\w+$"), least=1),
        Mark(15, "addresses of deals in Bitrix24", values=rx(r"^https?://[^/]+\.bitrix24\.\w+/crm/deal/")),
    ),
    aliases={"deals": _DEALS},
    outcomes={"p": "open", "s": "won", "f": "lost"},
)
