"""What the files say of a deal in columns that are none of our fields."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dashboard.metrics.grounds import sql_path
from dashboard.warehouse.scope import Scope


def ask(scope: Scope, deal_id: str) -> tuple[tuple[str, str], ...]:
    """Header and text of one deal, in the order of its file; empty when the scope does not hold it."""
    return tuple(ask_many(scope, (deal_id,)).get(deal_id, {}).items())


def ask_many(scope: Scope, deal_ids: Sequence[str]) -> dict[str, dict[str, str]]:
    """The same of many deals, by their ids; deals without such columns are left out."""
    found = scope.rows(sql_path("deal_extra"), deal_ids=list(deal_ids))
    return {deal_id: columns for deal_id, extra in found if (columns := _columns(extra))}


def _columns(extra: str) -> dict[str, str]:
    try:
        read: Any = json.loads(extra)
    except ValueError:
        return {}
    pairs = read.items() if isinstance(read, dict) else ()
    return {header: str(text) for header, text in pairs if text not in (None, "")}
