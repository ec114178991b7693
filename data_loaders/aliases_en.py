"""English headers of plain sheets, by kind of sheet: what any system's own table falls back on."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases
from data_loaders.aliases_leads import ENGLISH, OWNER_QUOTAS

# Words read better in filled lines.
# fmt: off

DEALS: Final[Aliases] = {
    "deal_id": (
        "deal id", "opportunity id", "record id", "opp id", "deal no", "deal number", "opportunity number", "deal key",
        "opportunity no", "deal ref", "reference", "crm id", "id", "ref", "deal #", "opportunity #", "external deal id",
    ),
    "deal_name": (
        "deal name", "opportunity name", "deal title", "opportunity", "deal", "opp name", "opportunity title",
        "title", "project name", "project", "name", "opportunity / project name", "deal description", "subject",
    ),
    "account_id": ("account id", "company id", "customer id", "client id", "organization id", "organisation id"),
    "account_name": (
        "account name", "account", "company name", "company", "customer name", "customer", "client name", "client",
        "organization", "organisation", "organization name", "companies", "associated company", "business name",
        "school", "sales account",
    ),
    "contact_name": ("contact name", "contact", "primary contact", "contact person", "associated contact", "person"),
    "owner_id": ("owner id", "sales rep id", "rep id", "salesperson id", "assigned to id", "deal owner id"),
    "owner_name": (
        "owner", "owner name", "deal owner", "opportunity owner", "sales rep", "rep", "salesperson", "sales person",
        "sales agent", "account executive", "ae", "account owner", "sales owner", "assigned to", "seller",
        "sales representative", "rep name", "agent", "account manager", "assignee", "bdm", "responsible",
    ),
    "team": ("team", "sales team", "owner role", "owner team", "department", "business unit", "sales group", "squad"),
    "pipeline": ("pipeline", "pipeline name", "sales pipeline", "sales process", "funnel"),
    "sub_pipeline": ("sub-pipeline", "sub pipeline"),
    "stage": (
        "stage", "deal stage", "sales stage", "opportunity stage", "pipeline stage", "stage name", "current stage",
        "phase", "sales phase", "deal phase", "step", "funnel stage",
    ),
    "stage_position": ("stage order", "stage position", "stage rank", "stage no", "stage number"),
    "status": (
        "status", "deal status", "opportunity status", "outcome", "result", "won/lost", "win/loss", "deal outcome",
        "state", "sales status", "won or lost", "win or lose",
    ),
    "is_won": ("is won", "won", "won?", "is_won", "closed won", "is closed won", "win"),
    "is_lost": ("is lost", "lost", "lost?", "closed lost", "is closed lost"),
    "is_closed": ("is closed", "closed", "closed?", "is deal closed?"),
    "stage_entered_at": (
        "stage entered", "stage entered date", "stage date", "last stage change date", "stage changed",
        "stage changed date", "last stage change", "date entered stage", "date entered current stage", "stage since",
        "in stage since", "stage modified time", "stage start date", "stage updated at",
        "stage updated time", "last stage at", "stage entry date", "entered date", "entered on",
    ),
    "amount": (
        "amount", "deal amount", "deal value", "value", "opportunity amount", "deal size", "opportunity value",
        "close value", "total amount", "contract value", "tcv", "acv", "arr", "revenue", "offer total amount",
        "estimated value", "est. value", "expected value", "est. revenue", "potential revenue", "price",
        "deal revenue", "total value", "total contract value", "annual contract value", "net amount",
        "net value", "gross amount",
    ),
    "won_amount": ("won amount", "closed amount", "booked amount", "actual revenue", "final amount", "amount won"),
    "currency": (
        "currency", "deal currency", "currency code", "amount currency", "currency iso code", "currencyisocode",
        "iso currency",
    ),
    "amount_base": (
        "amount (converted)", "converted amount", "amount in company currency", "base amount",
        "amount in base currency", "amount (base)", "amount base", "amount in home currency",
    ),
    "probability": (
        "probability", "win probability", "deal probability", "close probability", "likelihood", "chance", "win %",
        "prob", "confidence", "probability to close", "probability of win",
    ),
    "forecast_category": ("forecast category", "forecast", "forecast type", "commit category"),
    "created_at": (
        "created date", "create date", "created at", "created", "created on", "created time", "date created",
        "creation date", "open date", "opened", "opened date", "opened on", "start date", "engage date",
        "date opened", "date added", "added on", "added", "entry date", "deal created", "record created",
    ),
    "close_date": (
        "close date", "closing date", "closed date", "deal close date", "close", "date closed / expected",
    ),
    "expected_close": (
        "expected close date", "expected close", "expected closing date", "est. close", "est. close date",
        "estimated close date", "estimated close", "forecast close date", "target close date", "planned close",
        "ecd", "projected close date", "anticipated close date",
    ),
    "closed_at": (
        "closed at", "actual close date", "date closed", "closed on", "closed time", "close time",
        "actual closed date", "completed date", "decision date",
    ),
    "won_at": ("won time", "won date", "won at", "won on", "closed won date", "date won", "win date"),
    "lost_at": ("lost time", "lost date", "lost at", "lost on", "closed lost date", "date lost"),
    "lost_reason": (
        "lost reason", "loss reason", "reason for loss", "closed lost reason", "reason lost", "reason for losing",
        "lost because", "reason", "why lost", "close reason", "win/loss reason",
    ),
    "competitor": ("competitor", "main competitor", "competitors", "primary competitor", "competitor(s)", "lost to"),
    "source": (
        "lead source", "source", "deal source", "opportunity source", "origin", "channel", "source channel",
        "source origin", "original source", "campaign source", "lead origin",
    ),
    "deal_type": ("type", "deal type", "opportunity type", "business type", "opp type"),
    "customer_type": ("customer type", "new/existing", "new or existing", "client type", "existing customer"),
    "product": (
        "product", "product name", "products", "solution", "offering", "main product", "product line", "service",
    ),
    "segment": ("segment", "customer segment", "market segment", "company size", "size band", "tier"),
    "region": ("region", "territory", "country", "geography", "geo", "market", "sales region", "area", "state/region"),
    "industry": ("industry", "sector", "vertical", "industry sector"),
    "next_step": ("next step", "next steps", "next action", "next activity"),
    "last_activity_at": (
        "last activity", "last activity date", "last activity at", "last contacted", "last activity time",
        "last contact", "last touch", "last contact date", "last touched", "last interaction", "last engagement date",
    ),
    "next_activity_at": (
        "next activity date", "next activity time", "next contact date", "follow up date", "follow-up date",
        "next follow up", "next step date", "next contact",
    ),
    "snapshot_at": (
        "snapshot date", "snapshot", "snapshot day", "snapshot time", "snapshot at", "snapshot timestamp", "as of date",
        "as of", "as-of date", "as-of", "report date", "extract date", "export date", "exported at", "exported on",
        "data as of", "week ending", "week ending date",
    ),
    "modified_at": (
        "last modified date", "modified date", "last modified", "modified time", "modified at", "updated at",
        "updated", "last updated", "update time", "modified", "last modified time", "updated on", "modified on",
        "updated date", "last update", "date modified",
    ),
    KNOWN: (
        "age", "stage duration", "days in stage", "time in stage", "deal age", "days open", "days to close",
        "sales cycle", "duration", "weighted amount", "weighted value", "expected revenue", "weighted revenue",
        "description", "notes", "comments", "exchange rate", "fiscal period", "fiscal year", "fiscal quarter",
        "created by", "modified by", "last modified by", "tags", "tag", "label", "priority", "quantity", "email",
        "phone", "quarter", "month", "year", "campaign", "last stage", "previous stage",
    ),
}

STAGE_EVENTS: Final[Aliases] = {
    "deal_id": (
        "deal id", "opportunity id", "record id", "case id", "case", "case:concept:name", "dealid", "opp id",
        "object id", "case_id", "caseid", "potential id", "case key", "deal",
    ),
    "deal_name": ("deal name", "opportunity name", "potential name", "deal title", "opportunity", "name"),
    "account_name": ("account name", "account", "company", "company name", "customer", "organization"),
    "pipeline": ("pipeline", "pipeline name", "sales pipeline"),
    "from_stage": (
        "from stage", "old stage", "previous stage", "stage from", "from", "prior stage", "from status", "stage before",
        "old stage id", "from stage id", "previous stage id", "old stage name", "from stage name",
    ),
    "to_stage": (
        "to stage", "new stage", "stage to", "stage entered", "stage", "stage name", "activity", "concept:name",
        "to", "deal stage", "event", "to status", "activity name", "event name", "stage after", "new stage id",
        "to stage id", "new stage name", "to stage name",
    ),
    "moved_to": ("moved to", "moved_to__s", "moved to stage"),
    "field_name": ("field / event", "field", "field name", "property", "property name", "changed field", "attribute"),
    "old_value": ("old value", "previous value", "from value", "original value"),
    "new_value": ("new value", "value", "to value", "property value"),
    "at": (
        "entered at", "date entered", "changed at", "stage entered date", "edit date", "timestamp", "time:timestamp",
        "change date", "changed on", "stage change date", "entered", "date", "time", "datetime", "moved at",
        "start time", "event time", "complete timestamp", "start_timestamp", "modified time", "last modified",
        "last modified date", "created date", "created at", "change timestamp", "at", "when", "completetime",
        "start timestamp",
    ),
    "changed_by": (
        "changed by", "edited by", "last modified by", "modified by", "user", "resource", "org:resource",
        "created by", "updated by", "moved by", "source name", "changed by id", "changed by name",
    ),
    "amount": ("amount", "value (amount)", "deal amount", "case:amount", "deal value", "amount_req", "case:amount_req"),
    "expected_close": ("close date", "closing date", "expected close date"),
    "probability": ("probability",),
    "currency": ("currency", "amount currency"),
    "owner_name": ("owner", "deal owner", "opportunity owner", "sales rep", "case:owner"),
    KNOWN: (
        "stage duration", "duration", "exited at", "date exited", "days in stage", "duration days", "time in stage",
        "lifecycle:transition", "lifecycle", "exit date", "left at", "event id", "eventid", "activity id", "id",
        "expected revenue", "forecast category",
    ),
}
ACTIVITIES: Final[Aliases] = {
    "activity_id": ("activity id", "task id", "call id", "engagement id", "id", "record id"),
    "type": (
        "activity type", "type", "task type", "task subtype", "engagement type", "call type", "channel",
        "tasksubtype", "kind", "activity",
    ),
    "subject": (
        "subject", "title", "activity subject", "description", "note", "notes", "summary", "topic", "email subject",
        "activity name", "task", "comments", "body",
    ),
    "deal_id": ("deal id", "opportunity id", "associated deal ids", "associated deal id", "related to id", "whatid"),
    "deal_name": ("deal", "opportunity", "deal name", "opportunity name", "related to", "associated deal", "regarding"),
    "account_name": (
        "account", "account name", "company", "company / account", "company name", "customer", "organization",
        "associated company",
    ),
    "contact_name": ("contact", "contact name", "contact person", "name", "person", "associated contact"),
    "owner_name": (
        "assigned", "assigned to", "owner", "task owner", "activity assigned to", "assigned to user",
        "activity owner", "host", "user", "sales rep", "call owner name", "created by", "rep", "owner name",
        "salesperson",
    ),
    "due_at": ("due date", "due", "due at", "planned for", "scheduled", "scheduled at", "due time", "planned date"),
    "done_at": (
        "completed date", "done at", "activity date", "completed at", "marked as done time", "call start time",
        "date", "completed", "start date", "start time", "from", "activity time", "created date", "created time",
        "timestamp", "completed time", "held at", "activitydate", "done on",
    ),
    "done": ("done", "is done", "status", "task status", "is closed", "closed"),
    "outcome": ("outcome", "call outcome", "meeting outcome", "result", "call status", "call result", "disposition"),
    KNOWN: (
        "duration", "call duration", "priority", "direction", "location", "call duration in seconds", "participants",
        "duration minutes", "duration_s",
    ),
}
OWNERS: Final[Aliases] = {
    "owner_id": ("owner id", "user id", "id", "rep id", "employee id", "sales rep id"),
    "owner_name": (
        "owner name", "sales agent", "sales rep", "name", "owner", "rep", "user", "full name", "salesperson",
        "user name", "agent", "employee", "seller", "rep name", "sales representative",
    ),
    "first_name": ("first name", "firstname", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "mail"),
    "manager": ("manager", "manager name", "reports to", "supervisor", "sales manager", "team lead", "leader"),
    "team": ("team", "sales team", "department", "group", "business unit", "team name", "role", "division"),
    "region": ("region", "regional office", "office", "territory", "location", "country", "area"),
    "active": ("active", "is active", "isactive", "status", "enabled"),
    KNOWN: ("title", "phone", "hire date", "start date", "username", "job title", "profile"),
}
TARGETS: Final[Aliases] = {
    "owner_name": (
        "owner", "sales rep", "rep", "owner name", "salesperson", "name", "sales agent", "user", "seller",
        "quota owner", "account executive", "rep name", "employee", "rep id", "sales rep id", "owner id", "user id",
    ),
    "team": ("team", "sales team", "group", "department", "region", "business unit"),
    "level": ("level", "scope", "target level", "target type"),
    "pipeline": ("pipeline",),
    "period": ("period", "month", "quarter", "target period", "quota period", "fiscal period", "fiscal quarter"),
    "year": ("year", "fiscal year"),
    "period_start": ("period start", "start date", "start", "from", "valid from", "month start"),
    "period_end": ("period end", "end date", "end", "to", "valid to", "until"),
    "amount": (
        "quota", "target", "quota amount", "target amount", "goal", "sales target", "quotaamount", "amount",
        "sales quota", "monthly quota", "quarterly quota", "annual quota", "target value", "bookings target",
        "quota monthly", "revenue target",
    ),
    "currency": ("currency", "currency iso code", "currency code"),
    "measure": ("measure", "metric", "kind", "type", "goal type"),
    KNOWN: ("total", "year total", "fy total", "annual total", "attainment", "actual", "quota quantity"),
}
ACCOUNTS: Final[Aliases] = {
    "account_id": ("account id", "company id", "customer id", "id", "record id", "organization id"),
    "account_name": (
        "account name", "account", "company name", "company", "customer name", "customer", "organization", "name",
        "client", "organization name",
    ),
    "segment": ("segment", "tier", "customer segment", "size", "company size", "type", "account type"),
    "industry": ("industry", "sector", "vertical"),
    "region": (
        "region", "country", "office location", "location", "territory", "billing country", "country/region",
        "state", "headquarters", "city",
    ),
    "employees": ("employees", "number of employees", "employee count", "headcount", "staff"),
    "revenue": ("revenue", "annual revenue", "turnover", "yearly revenue"),
    "parent": ("parent", "parent account", "subsidiary of", "parent company"),
    KNOWN: ("website", "phone", "year established", "founded", "description", "domain", "owner", "account owner"),
}
PRODUCTS: Final[Aliases] = {
    "product_id": ("product id", "product code", "sku", "code", "id", "item code", "part number"),
    "product_name": ("product name", "product", "name", "item", "item name"),
    "family": ("family", "product family", "series", "product line", "category", "product category", "group"),
    "list_price": ("list price", "price", "sales price", "unit price", "standard price", "msrp", "rate card"),
    KNOWN: ("description", "active", "is active", "currency", "unit"),
}
FX_RATES: Final[Aliases] = {
    "currency": ("currency", "from currency", "currency code", "from", "iso code", "source currency"),
    "base": ("base", "base currency", "to currency", "to", "target currency", "home currency"),
    "day": ("day", "date", "valid from", "effective date", "rate date", "start date", "month"),
    "rate": ("rate", "exchange rate", "fx rate", "conversion rate", "value"),
}
STAGES: Final[Aliases] = {
    "pipeline": ("pipeline", "pipeline name", "pipeline label", "pipeline id"),
    "stage": (
        "stage", "stage name", "label", "deal stage", "master label", "stage label", "name", "api name", "stage id",
    ),
    "position": ("position", "order", "display order", "sort order", "rank", "stage order", "sequence", "sortorder"),
    "probability": ("probability", "default probability", "win probability"),
    "status": ("status", "forecast category", "stage type", "outcome"),
    "is_won": ("is won", "won", "closed won"),
    "is_closed": ("is closed", "closed"), KNOWN: ("active", "is active", "created at", "updated at", "description"),
}
VOCABULARY: Final[dict[str, Aliases]] = {
    "deals": DEALS, "stage_events": STAGE_EVENTS, "activities": ACTIVITIES,
    "owners": {**OWNERS, **OWNER_QUOTAS}, "targets": TARGETS, "accounts": ACCOUNTS,
    "products": PRODUCTS, "fx_rates": FX_RATES, "stages": STAGES, **ENGLISH,
}
