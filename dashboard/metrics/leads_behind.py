"""The leads behind a mark on the chart of leads: their number is always the number drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.lead_rows import Lead
from dashboard.metrics.selection import Selection
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "Lead", "ask"]

NAME: Final = "leads"


def ask(scope: Scope, selection: Selection) -> Answer[Lead]:
    """Leads of the period, newest first: of what became of them (`part`), of one source, owner or campaign.

    `n` counts all rows.
    """
    bound = {"by": selection.by, "value": selection.value, "outcome": selection.part or None}
    asked = answer(scope, NAME, "lead_list", by=selection.by)
    rows = tuple(Lead(*row) for row in scope.rows(sql_path("lead_list"), **bound))
    return replace(asked, n=len(rows), rows=rows, parameters={**asked.parameters, **bound})
