"""How the loaded files fit together: what found no deal, what is missing, what was kept apart, each with a remedy."""

from __future__ import annotations

from typing import Final

from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.stored import rows
from data_loaders.report import Finding, Said

_FIRST: Final = (
    "history_shared_name",
    "snapshot_shared_key",
    "snapshot_unmatched",
    "history_unmatched",
    "activities_unmatched",
    "snapshot_missing",
    "ids_apart",
    "lists_apart",
    "history_by_name",
    "history_sources",
    "imports_repeat",
)
"""Collisions and what found no partner come first: they are to be seen before any number."""


def findings(warehouse: Warehouse, import_id: int | None = None) -> tuple[Finding, ...]:
    """Findings over all files, or those of one import; `data_loaders.problems.say` puts them into words."""
    found = rows(
        warehouse,
        """SELECT code, sum(found)::BIGINT FROM matching
        WHERE $import_id IS NULL OR import_id = $import_id GROUP BY code""",
        import_id=import_id,
    )
    counts = {str(code): int(count) for code, count in found}
    return tuple(Finding(Said(code, {"count": counts[code]}), counts[code]) for code in _FIRST if code in counts)
