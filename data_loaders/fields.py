"""The fields that a column can be mapped to, by kind of sheet.

They are the canonical fields of `data_loaders.schema` and a few that only exist on the way: a plain
`close_date` becomes `expected_close` or `closed_at` once the outcome is known, `is_won` becomes `status`.
"""

from __future__ import annotations

from typing import Final

from data_loaders.schema import (
    ACCOUNTS,
    ACTIVITIES,
    CHANNEL_SESSIONS,
    DEALS,
    FX_RATES,
    LEADS,
    LINE_ITEMS,
    OWNERS,
    PRODUCTS,
    SPEND,
    STAGE_EVENTS,
    STAGES,
    TARGETS,
    Field,
    FieldType,
)

_LINEAGE: Final = frozenset({"sheet", "row", "extra"})
_MADE: Final = frozenset({"evidence", "precision", "sequence", "strength", "reason", "name"})
"""What the loader itself says of a row; `name` of a target comes from an owner, a team or a level."""


def _types(table: tuple[Field, ...], **more: FieldType) -> dict[str, FieldType]:
    stated = {field.name: field.type for field in table if field.name not in _LINEAGE | _MADE}
    return {**stated, **more}


_WHEN: Final[dict[str, FieldType]] = {"day": "date", "week": "date", "period": "text", "year": "text"}
"""How a row of money or visits may say its time, beside a first and a last day."""

FIELDS: Final[dict[str, dict[str, FieldType]]] = {
    "deals": _types(
        DEALS,
        sub_pipeline="text",
        is_won="flag",
        is_lost="flag",
        is_closed="flag",
        is_deleted="flag",
        is_active="flag",
        close_date="timestamp",
        won_at="timestamp",
        lost_at="timestamp",
        won_amount="number",
        stage_position="integer",
    ),
    "stage_events": _types(
        STAGE_EVENTS,
        moved_to="text",
        field_name="text",
        old_value="text",
        new_value="text",
        currency="text",
        owner_name="text",
    ),
    "activities": _types(ACTIVITIES, done="text", stage="text"),
    "owners": _types(
        OWNERS,
        first_name="text",
        last_name="text",
        quota_monthly="number",
        quota_quarterly="number",
        quota_yearly="number",
        currency="text",
    ),
    "targets": _types(TARGETS, owner_name="text", team="text", period="text", year="text"),
    "accounts": _types(ACCOUNTS),
    "products": _types(PRODUCTS),
    "fx_rates": _types(FX_RATES),
    "leads": _types(LEADS, first_name="text", last_name="text", is_converted="flag"),
    "spend": _types(SPEND, **_WHEN),
    "channel_sessions": _types(CHANNEL_SESSIONS, source_medium="text", **_WHEN),
    "line_items": _types(LINE_ITEMS),
    "stages": _types(STAGES, probability="share", is_won="flag", is_closed="flag"),
}
"""Kind of sheet → field → type."""

KINDS: Final = tuple(FIELDS)


def known_field(name: str) -> bool:
    """Whether any kind of sheet has this field."""
    return any(name in fields for fields in FIELDS.values())
