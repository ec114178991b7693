"""Pipedrive: every header carries its entity, as in `Deal - Title`."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases, merged
from data_loaders.systems.system import Mark, System, rx

# Words read better in filled lines.
# fmt: off

_DEALS: Final[Aliases] = {
    "deal_id": ("deal - id", "deal - pipedrive system id"),
    "deal_name": ("deal - title",),
    "account_id": ("deal - organization id", "organization - id"),
    "account_name": ("deal - organization", "organization - name"),
    "contact_name": ("deal - contact person", "person - name"),
    "owner_name": ("deal - owner",),
    "team": ("deal - team", "deal - owner team"),
    "pipeline": ("deal - pipeline",),
    "stage": ("deal - stage", "deal - stage (pipeline)"),
    "status": ("deal - status",),
    "stage_entered_at": ("deal - last stage change",),
    "amount": ("deal - value",),
    "currency": ("deal - currency of value", "deal - currency", "deal - value currency"),
    "probability": ("deal - probability",),
    "created_at": ("deal - deal created", "deal - creation date", "deal - created"),
    "expected_close": ("deal - expected close date",),
    "won_at": ("deal - won time",),
    "lost_at": ("deal - lost time",),
    "closed_at": ("deal - deal closed on", "deal - closed on", "deal - close time"),
    "lost_reason": ("deal - lost reason",),
    "competitor": ("deal - competitor",),
    "source": ("deal - source channel", "deal - source origin", "deal - lead source", "deal - source"),
    "deal_type": ("deal - deal type", "deal - type"),
    "customer_type": ("deal - customer type",),
    "product": ("deal - product name", "deal - product", "product - name"),
    "segment": ("deal - segment", "organization - segment", "deal - customer segment"),
    "region": ("deal - region", "organization - region", "organization - country"),
    "industry": ("organization - industry", "deal - industry"),
    "next_step": ("deal - next step",),
    "last_activity_at": ("deal - last activity date",),
    "next_activity_at": ("deal - next activity date",),
    "modified_at": ("deal - update time",),
    KNOWN: (
        "deal - creator", "deal - weighted value", "deal - currency of weighted value", "deal - label",
        "deal - visible to", "deal - total activities", "deal - done activities", "deal - activities to do",
        "deal - email messages count", "deal - product quantity", "deal - product amount", "deal - archive status",
        "deal - archive time", "deal - mrr", "deal - arr", "deal - acv", "deal - contact person id",
        "deal - stage id", "deal - pipeline id", "deal - last email received", "deal - last email sent",
        "deal - sequence enrollment",
    ),
}

_ACTIVITIES: Final[Aliases] = {
    "activity_id": ("activity - id", "activity - pipedrive system id"),
    "type": ("activity - type",),
    "subject": ("activity - subject",),
    "deal_id": ("deal - id", "activity - deal id"),
    "deal_name": ("deal", "activity - deal", "deal - title"),
    "account_name": ("organization", "activity - organization", "organization - name"),
    "contact_name": ("contact person", "activity - contact person", "person - name"),
    "owner_name": ("activity - assigned to user", "activity - assigned to", "activity - owner"),
    "due_at": ("activity - due date",),
    "done_at": ("activity - marked as done time",),
    "done": ("activity - done",),
    KNOWN: (
        "activity - due time", "activity - duration", "activity - note", "activity - creation date",
        "activity - creator",
    ),
}

_BARE: Final[Aliases] = {
    field: tuple(name.split(" - ", 1)[1] for name in names if name.startswith("deal - "))
    for field, names in _DEALS.items()
}
"""The same headers without their entity, as import sheets and other tools write them."""

PIPEDRIVE: Final = System(
    name="pipedrive",
    title="Pipedrive",
    marks=(
        Mark(
            80,
            "headers that begin with “Deal - ” or “Activity - ”",
            pattern=rx(r"^(Deal|Person|Organization|Activity|Lead|Product|Note) - "),
            least=2,
        ),
        Mark(
            60,
            "headers that begin with the word for a deal in another language, such as “Negócio - ”",
            pattern=rx(r"^(Negócio|Trato|Affaire|Affare|Geschäft) - "),
            least=2,
        ),
        Mark(15, "the header “Deal - Title”", headers=("deal - title",)),
        Mark(
            45,
            "Pipedrive's headers without their entity, such as “Last stage change” and “Won time”",
            headers=(
                "currency of value", "won time", "lost time", "last stage change", "deal created", "update time",
                "deal closed on", "done activities", "activities to do", "email messages count", "weighted value",
                "currency of weighted value", "visible to", "total activities", "archive status",
            ),
            least=2,
        ),
        Mark(
            25,
            "“Contact person”, “Organization” and “Title”",
            headers=("contact person", "organization", "title", "expected close date"),
            least=3,
        ),
        Mark(5, "statuses Open, Won and Lost", headers=("deal - status",), values=rx(r"^(open|won|lost|deleted)$")),
        Mark(5, "a file name like Pipedrive's", file_name=rx(r"^deals-.*-\d+\.(csv|xlsx)$")),
    ),
    aliases={"deals": merged(_DEALS, _BARE), "activities": _ACTIVITIES},
    status_beside_stage=True,
    probability="percent",
    outcomes={"deleted": "void"},
)
