"""Sales cycle: days from creation to won, and apart from it to lost (definitions §5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_dimension, sql_path, values_of
from dashboard.metrics.rows import SalesCycle
from dashboard.warehouse.scope import Scope

NAME: Final = "sales_cycle"
NO_CREATION: Final = mark("closed deals without a creation date")
OUT_OF_ORDER: Final = mark("deals closed before they were created")


def ask(
    scope: Scope, by: str | None = None, *, with_reversed: bool = False, with_lost: bool = True
) -> Answer[SalesCycle]:
    """One row, or one a value of the dimension, of the deals closed in the period; without `with_lost` of the won ones.

    Deals closed before they were created are left out, or with `with_reversed` counted with their negative days.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, "sales_cycle", by=by)
    found: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    excluded = {NO_CREATION: 0, OUT_OF_ORDER: 0}
    asking = {"with_reversed": with_reversed, "with_lost": with_lost}
    found_rows = scope.rows(sql_path("sales_cycle"), **asking)
    for code, kind, deals, no_creation, out_of_order, mean, quantiles in found_rows:
        found[code][kind] = (deals - no_creation - out_of_order, mean, quantiles)
        excluded[NO_CREATION] += no_creation
        excluded[OUT_OF_ORDER] += out_of_order
    names = values_of(scope, by) if by else {}
    rows = [_row(names.get(code) if by else None, kinds) for code, kinds in sorted(found.items())]
    if by is None and not rows:
        rows = [_row(None, {})]
    rows.sort(key=lambda row: -row.won)
    return replace(
        asked,
        n=sum(row.won for row in rows),
        rows=tuple(rows),
        excluded={reason: n for reason, n in excluded.items() if n},
        parameters={**asked.parameters, **asking},
    )


def _row(value: str | None, kinds: dict[int, tuple[Any, ...]]) -> SalesCycle:
    won, won_mean, won_quantiles = kinds.get(1, (0, None, None))
    lost, _, lost_quantiles = kinds.get(2, (0, None, None))
    p25, median, p75 = won_quantiles or (None, None, None)
    return SalesCycle(
        value=value,
        won=won,
        median_days=median,
        mean_days=won_mean,
        p25_days=p25,
        p75_days=p75,
        lost=lost,
        median_days_to_lose=lost_quantiles[1] if lost_quantiles else None,
    )
