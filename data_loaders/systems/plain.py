"""Files of no CRM: the public Maven tables, event logs, and plain English sheets."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN
from data_loaders.systems.system import Mark, System, rx

MAVEN: Final = System(
    name="maven",
    title="Maven Analytics CRM tables",
    marks=(
        Mark(
            85,
            "the headers opportunity_id, sales_agent, deal_stage and engage_date",
            headers=("opportunity_id", "sales_agent", "deal_stage", "engage_date"),
        ),
        Mark(15, "the header close_value", headers=("close_value",)),
        Mark(
            45,
            "headers such as engage_date and close_value",
            pattern=rx(r"^(opportunity_id|sales_agent|deal_stage|engage_date|close_value)$"),
            least=2,
        ),
        Mark(
            80,
            "the headers sales_agent, manager and regional_office",
            headers=("sales_agent", "manager", "regional_office"),
        ),
        Mark(80, "the headers account, sector and office_location", headers=("account", "sector", "office_location")),
        Mark(80, "the headers product, series and sales_price", headers=("product", "series", "sales_price")),
    ),
    aliases={
        "deals": {
            "deal_id": ("opportunity_id",),
            "owner_name": ("sales_agent",),
            "account_name": ("account",),
            "stage": ("deal_stage",),
            "created_at": ("engage_date",),
            "close_date": ("close_date",),
            "amount": ("close_value",),
        },
        "accounts": {KNOWN: ("year_established",), "parent": ("subsidiary_of",), "region": ("office_location",)},
        "owners": {"owner_name": ("sales_agent",), "manager": ("manager",), "region": ("regional_office",)},
        "products": {"family": ("series",), "list_price": ("sales_price",), "product_name": ("product",)},
    },
)

EVENT_LOG: Final = System(
    name="event_log",
    title="Event log",
    marks=(
        Mark(
            95,
            "the headers case:concept:name, concept:name and time:timestamp",
            headers=("case:concept:name", "concept:name", "time:timestamp"),
        ),
        Mark(
            70,
            "columns for case, activity and time",
            pattern=rx(
                r"^(case[ _]?(id|key)?|activity([ _]name)?|(start|complete)?[ _]?timestamp|event[ _]name|"
                r"时间戳|活动|案例编号)$"
            ),
            least=3,
        ),
        Mark(10, "the header lifecycle:transition", headers=("lifecycle:transition",)),
    ),
    outcomes={"a_approved": "won", "a_activated": "won", "a_registered": "won"},
)

GENERIC: Final = System(
    name="generic",
    title="Plain sheet",
    marks=(
        Mark(10, "headers in English", pattern=rx(r"^[\x20-\x7e]+$"), least=3),
        Mark(5, "a column of stages or outcomes", pattern=rx(r"\b(stage|status|phase|outcome|result)\b")),
        Mark(10, "a column of deals", pattern=rx(r"\b(deal|opportunity|opp|project)\b")),
    ),
)
