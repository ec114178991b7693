"""Headers of CRMs and public data sets that have no module of their own, recalled from their documents.

Dynamics 365, Odoo, Freshsales, Close, SugarCRM, Insightly, Copper, Capsule, Nutshell, Zendesk Sell; the sales sets that
teachers of data analysis use.
"""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import KNOWN, Aliases

# Words read better in filled lines.
# fmt: off

_DEALS: Final[Aliases] = {
    KNOWN: ("quote", "estimate", "offer"),
    "deal_id": (
        "(do not modify) opportunity", "deal code", "opportunity code", "opp no", "opp number", "opp #", "lead number",
        "card id", "copper id", "box key", "item id (auto generated)", "external id",
        "quote no", "quote no.", "quote number", "quote id", "quote #", "quote ref", "quotation no", "quotation no.",
        "quotation number", "quotation id", "estimate no", "estimate no.", "estimate number", "estimate #",
        "proposal no", "proposal no.", "proposal number", "proposal id", "offer no", "offer no.",
        "offer number", "offer id", "报价单号", "报价编号", "报价单编号", "报价号", "angebotsnr", "angebotsnr.",
        "angebots-nr.", "n° devis", "n° de devis", "numéro de devis", "nº presupuesto", "número de presupuesto",
        "nº de presupuesto", "n. offerta", "n. preventivo",
    ),
    "deal_name": (
        "topic", "opportunity topic", "opportunity subject", "deal subject", "opp title", "subject line",
        "card name", "card title", "lead name",
        "job", "job name", "proposal name", "tender name", "bid name", "quote name",
        "quote title", "quotation name",
    ),
    "account_name": (
        "potential customer", "account / company", "company / account", "parent account", "related company",
        "end customer", "prospect", "prospect name", "customer company", "client company", "buyer",
        "partner_id/name", "partner_id", "lead_name",
    ),
    "account_id": ("client code",),
    "owner_id": ("owner code", "manager id", "agent id"),
    "owner_name": (
        "assigned user", "assigned user name", "assigned to user", "user responsible", "responsible user",
        "responsible person", "sales executive", "salesman", "relationship manager", "handled by", "closer",
        "user_name", "sales manager", "rep full name", "sales rep name",
        "opportunityresponsibleuser", "user_id/name", "owned by",
    ),
    "team": ("team_id/name", "team_id"),
    "pipeline": ("deal pipeline", "opportunity pipeline", "pipeline label", "sales funnel"),
    "stage": (
        "pipeline phase", "status_label", "deal stage name", "opportunity stage name", "opp stage",
        "stage_id/name", "stage_id", "list name", "kanban column", "milestone",
    ),
    "status": (
        "w/l", "win/lose", "won or lost",
        "opportunity result", "deal result", "deal status code", "opportunity status code", "final status",
        "opportunity outcome", "deal state", "win loss status", "win/loss status", "opp status", "status_type",
        "final outcome", "sales outcome", "current state", "opportunity state",
    ),
    "won_amount": ("金额.签约", "金额.成交", "金额.合同", "金额.实际", "amount.actual", "amount.signed"),
    # Close writes `value` in cents and beside it the same as people read it: that comes first, or `value` is taken.
    "amount": (
        "value_formatted",
        "金额.预计", "金额.预估", "金额.报价", "amount.expected", "amount.estimated",
        "likely", "opportunity size", "deal worth", "sales value", "pipeline value", "opp value", "opp amount",
        "estimated revenue", "estimated amount", "deal cost", "quote amount", "quote value", "offer value",
        "bid amount", "projected revenue", "proposal value", "proposal amount",
    ),
    "currency": (
        "value_currency", "deal currency code", "transaction currency", "currency name", "bid currency",
        "deal value > currency",
    ),
    "probability": (
        "win prob", "probability pct", "win probability pct", "probability percent",
        "probability of sale", "probability of deal", "probability of close", "closing probability",
        "closure probability", "probability of closing", "success probability", "win likelihood", "close %",
        "probability of winning", "customized_win_likelihood",
    ),
    "is_active": ("active",),
    "is_deleted": ("deleted", "is deleted"),
    "stage_entered_at": (
        "last_stage_change_at", "date of last stage change", "stage moved", "deal stage > changed at",
        "deal stage updated at",
    ),
    "modified_at": ("(do not modify) modified on",),
    "created_at": (
        "quote date", "quotation date", "date quoted", "quoted on", "estimate date", "proposal date", "date of quote",
        "报价日期", "angebotsdatum", "date du devis", "fecha del presupuesto",
        "lead acquisition date", "deal creation date", "opportunity created", "opportunity created date",
        "date of creation", "opp created", "opportunity open date", "created_ts", "create dt",
    ),
    "lost_reason": ("lost_reason_id/name", "state reason"),
    "expected_close": (
        "abschluss geplant", "geplanter abschluss", "expected signature", "expected signing", "signature prévue",
        "date_deadline", "expected_date", "tentative close date", "tentative closing date",
        "expected closing", "est close", "est close date", "estimated closing", "estimated closing date",
        "exp. close", "exp close", "exp. close date", "exp close date", "expected to close", "likely close date",
        "forecasted close date", "expected closing day", "close date (expected)", "deal expected close date",
        "expected close month", "expected closing month", "est. close month", "estimated close month",
        "forecast month", "target close month", "expected month of close", "close quarter", "expected close quarter",
        "closing quarter", "expected closing quarter", "est. close quarter", "estimated close quarter",
        "target close quarter", "expected quarter of close", "quarter of close",
    ),
    "close_date": ("close month", "closing month", "month of close", "month closed", "close dt"),
    "closed_at": (
        "date won/lost", "won/lost date", "won/lost on", "date won or lost", "decision date", "date decided",
        "closed_ts", "actual closing date", "deal closed date", "actual close", "close date (actual)",
        "date of closing",
    ),
}

VOCABULARY: Final[dict[str, Aliases]] = {"deals": _DEALS}
