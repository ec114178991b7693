"""The canonical tables: what every loader produces, whatever the export looked like.

One file a table, one row a fact as the file states it. Nothing is merged or resolved here: two
exports that name the same deal give two rows, and the warehouse decides between them.

Conventions that hold for every table:

- ``row`` is the 1-based line or sheet row the fact was read from; ``sheet`` the sheet ('' for plain text).
- text is trimmed, never empty: an unknown is null.
- timestamps are naive, in the reporting time zone, microseconds; a date without a time is its midnight.
- amounts are plain units of the currency (万元 and K are already multiplied out); shares are 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyarrow as pa

FieldType = Literal["text", "number", "share", "timestamp", "date", "flag", "integer", "json"]

ARROW_TYPES: Final[dict[FieldType, pa.DataType]] = {
    "text": pa.string(),
    "number": pa.float64(),
    "share": pa.float64(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "flag": pa.bool_(),
    "integer": pa.int64(),
    "json": pa.string(),
}


@dataclass(frozen=True)
class Field:
    """One column of a canonical table."""

    name: str
    type: FieldType
    means: str


def _lineage() -> tuple[Field, ...]:
    return (
        Field("sheet", "text", "sheet the row came from, '' for a text file"),
        Field("row", "integer", "1-based line or row in the file"),
    )


DEALS: Final = (
    *_lineage(),
    Field("deal_id", "text", "the system's own id, prefixes such as zcrm_ removed"),
    Field("deal_name", "text", "name of the deal"),
    Field("account_id", "text", "id of the customer"),
    Field("account_name", "text", "name of the customer"),
    Field("contact_name", "text", "person at the customer"),
    Field("owner_id", "text", "id of the seller"),
    Field("owner_name", "text", "name of the seller"),
    Field("team", "text", "team of the seller, where the file states it"),
    Field("pipeline", "text", "pipeline; Bigin: pipeline and sub-pipeline"),
    Field("stage", "text", "stage as the file names it, trimmed"),
    Field("status", "text", "open, won, lost or void"),
    Field("stage_entered_at", "timestamp", "when the current stage began"),
    Field("amount", "number", "amount in `currency`"),
    Field("currency", "text", "ISO 4217 code, null where the file does not say"),
    Field("amount_base", "number", "amount in the company currency, where the file states it"),
    Field("probability", "share", "chance to win by the file"),
    Field("forecast_category", "text", "forecast category as the file names it"),
    Field("created_at", "timestamp", "when the deal was created"),
    Field("expected_close", "date", "close date of an open deal"),
    Field("closed_at", "timestamp", "when the deal was won, lost or voided"),
    Field("lost_reason", "text", "reason for the loss"),
    Field("competitor", "text", "competitor named in the file"),
    Field("source", "text", "lead source"),
    Field("deal_type", "text", "kind of deal: new business, renewal …"),
    Field("customer_type", "text", "new, existing, repeat, reactivated, where mapped"),
    Field("product", "text", "product or main product"),
    Field("segment", "text", "customer segment: enterprise, SMB …"),
    Field("region", "text", "region"),
    Field("industry", "text", "industry or sector"),
    Field("next_step", "text", "next step"),
    Field("last_activity_at", "timestamp", "last call, mail, meeting …"),
    Field("next_activity_at", "timestamp", "next planned activity"),
    Field("modified_at", "timestamp", "last change of the record"),
    Field("extra", "json", "every column without a field: {header: text}"),
    Field("snapshot_at", "timestamp", "when the row was true, in a file of several snapshots; null: when its file was"),
)

STAGE_EVENTS: Final = (
    *_lineage(),
    Field("deal_id", "text", "the deal, by id"),
    Field("deal_name", "text", "the deal, by name, where the file has no id"),
    Field("account_name", "text", "customer, to tell deals of one name apart"),
    Field("pipeline", "text", "pipeline, null: the deal's own"),
    Field("from_stage", "text", "stage before; null at creation or where not stated"),
    Field("to_stage", "text", "stage entered"),
    Field("at", "timestamp", "when it was entered"),
    Field("amount", "number", "amount at that time"),
    Field("expected_close", "date", "close date at that time"),
    Field("probability", "share", "probability at that time"),
    Field("changed_by", "text", "who moved it"),
    Field("evidence", "text", "log (level A) or dates (level B: one date per stage)"),
    Field("precision", "text", "second, minute or day"),
    Field("sequence", "integer", "order within the file after sorting oldest first"),
)

DEAL_CHANGES: Final = (
    *_lineage(),
    Field("deal_id", "text", "the deal, by id"),
    Field("deal_name", "text", "the deal, by name"),
    Field("field", "text", "amount, expected_close, owner_name …"),
    Field("old_value", "text", "ISO text of the value before"),
    Field("new_value", "text", "ISO text of the value after"),
    Field("at", "timestamp", "when"),
    Field("changed_by", "text", "who"),
    Field("precision", "text", "second, minute or day"),
)

ACTIVITIES: Final = (
    *_lineage(),
    Field("activity_id", "text", "id"),
    Field("type", "text", "call, email, meeting, task, note, visit, wechat, other"),
    Field("subject", "text", "subject"),
    Field("deal_id", "text", "the deal, by id"),
    Field("deal_name", "text", "the deal, by name"),
    Field("account_name", "text", "customer"),
    Field("contact_name", "text", "person"),
    Field("owner_name", "text", "who did it"),
    Field("due_at", "timestamp", "planned for"),
    Field("done_at", "timestamp", "done at; null: not done"),
    Field("outcome", "text", "outcome"),
)

OWNERS: Final = (
    *_lineage(),
    Field("owner_id", "text", "id"),
    Field("owner_name", "text", "name"),
    Field("email", "text", "e-mail"),
    Field("manager", "text", "manager"),
    Field("team", "text", "team"),
    Field("region", "text", "region or office"),
    Field("active", "flag", "still with the company"),
)

TARGETS: Final = (
    *_lineage(),
    Field("level", "text", "company, team or owner"),
    Field("name", "text", "which team or owner; null for the company"),
    Field("pipeline", "text", "pipeline, null: all"),
    Field("period_start", "date", "first day"),
    Field("period_end", "date", "day after the last"),
    Field("amount", "number", "target in `currency`"),
    Field("currency", "text", "ISO 4217 code or null"),
    Field("measure", "text", "bookings, cash or count"),
)

ACCOUNTS: Final = (
    *_lineage(),
    Field("account_id", "text", "id"),
    Field("account_name", "text", "name"),
    Field("segment", "text", "segment"),
    Field("industry", "text", "industry or sector"),
    Field("region", "text", "region, country or office"),
    Field("employees", "number", "head count"),
    Field("revenue", "number", "yearly revenue as stated"),
    Field("parent", "text", "parent account"),
)

PRODUCTS: Final = (
    *_lineage(),
    Field("product_id", "text", "id or code"),
    Field("product_name", "text", "name"),
    Field("family", "text", "family or series"),
    Field("list_price", "number", "list price"),
)

FX_RATES: Final = (
    *_lineage(),
    Field("currency", "text", "ISO 4217 code of one unit"),
    Field("base", "text", "ISO 4217 code the rate is in"),
    Field("day", "date", "first day the rate holds"),
    Field("rate", "number", "`base` for one unit of `currency`"),
)

LEADS: Final = (
    *_lineage(),
    Field("lead_id", "text", "the system's own id"),
    Field("lead_name", "text", "the person, else the title of the lead"),
    Field("email", "text", "e-mail"),
    Field("title", "text", "position of the person"),
    Field("account_id", "text", "id of the customer it became"),
    Field("account_name", "text", "company of the person, or the customer it became"),
    Field("source", "text", "lead source"),
    Field("campaign", "text", "campaign or program"),
    Field("owner_name", "text", "who takes care of it"),
    Field("status", "text", "status as the file names it"),
    Field("outcome", "text", "open, converted or disqualified"),
    Field("created_at", "timestamp", "when the lead came in"),
    Field("first_response_at", "timestamp", "when it was first answered"),
    Field("converted_at", "timestamp", "when it became a deal or a customer"),
    Field("deal_id", "text", "the deal it became, by id"),
    Field("deal_name", "text", "the deal it became, by name"),
    Field("country", "text", "country or region"),
    Field("industry", "text", "industry or sector"),
    Field("score", "number", "score as the file states it"),
    Field("extra", "json", "every column without a field: {header: text}"),
)

SPEND: Final = (
    *_lineage(),
    Field("source", "text", "channel or source the money went to"),
    Field("medium", "text", "medium: cpc, e-mail …"),
    Field("campaign", "text", "campaign"),
    Field("period_start", "date", "first day"),
    Field("period_end", "date", "day after the last"),
    Field("amount", "number", "money spent, in `currency`"),
    Field("currency", "text", "ISO 4217 code or null"),
    Field("clicks", "number", "clicks"),
    Field("impressions", "number", "times shown"),
    Field("conversions", "number", "conversions or leads as the file counts them"),
)

CHANNEL_SESSIONS: Final = (
    *_lineage(),
    Field("channel", "text", "channel group"),
    Field("source", "text", "source"),
    Field("medium", "text", "medium"),
    Field("campaign", "text", "campaign"),
    Field("period_start", "date", "first day; null where the file states none"),
    Field("period_end", "date", "day after the last"),
    Field("sessions", "number", "visits"),
    Field("engaged_sessions", "number", "visits with some attention"),
    Field("users", "number", "visitors"),
    Field("conversions", "number", "key events or conversions"),
)

LINE_ITEMS: Final = (
    *_lineage(),
    Field("deal_id", "text", "the deal, by id"),
    Field("deal_name", "text", "the deal, by name"),
    Field("product_id", "text", "product, by id or code"),
    Field("product", "text", "product, by name"),
    Field("quantity", "number", "how many"),
    Field("unit_price", "number", "price of one, in `currency`"),
    Field("discount", "share", "discount"),
    Field("amount", "number", "sum of the line as stated, else quantity × price × (1 − discount)"),
    Field("currency", "text", "ISO 4217 code or null"),
)

STAGES: Final = (
    Field("pipeline", "text", "pipeline, null: any"),
    Field("stage", "text", "stage name as in the deals"),
    Field("position", "integer", "1 for the first open stage, in order; null for won, lost, void"),
    Field("status", "text", "open, won, lost or void"),
    Field(
        "strength",
        "integer",
        "0 user's mapping, 1 stated by the file, 2 order of date columns, "
        "3 order of moves, 4 known words, 5 probability, 6 first seen",
    ),
    Field("reason", "text", "why this position and status, in English, for the report"),
)

TABLES: Final[dict[str, tuple[Field, ...]]] = {
    "deals": DEALS,
    "stage_events": STAGE_EVENTS,
    "deal_changes": DEAL_CHANGES,
    "activities": ACTIVITIES,
    "owners": OWNERS,
    "targets": TARGETS,
    "accounts": ACCOUNTS,
    "products": PRODUCTS,
    "fx_rates": FX_RATES,
    "leads": LEADS,
    "spend": SPEND,
    "channel_sessions": CHANNEL_SESSIONS,
    "line_items": LINE_ITEMS,
    "stages": STAGES,
}

STATUSES: Final = ("open", "won", "lost", "void")


def arrow_schema(table: str) -> pa.Schema:
    """Arrow schema of one canonical table, columns in the order of the specification."""
    return pa.schema([(field.name, ARROW_TYPES[field.type]) for field in TABLES[table]])
