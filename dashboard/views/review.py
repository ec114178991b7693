"""What a page is given: who reads, and which deals are asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.charts.theme import Theme
from dashboard.filters import DealFilter
from dashboard.language import Words
from dashboard.views.session import Link
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class Visit:
    """One run of one page for one reader; `link` holds every parameter of the URL."""

    words: Words
    theme: Theme
    warehouse: Warehouse
    link: Link


@dataclass(frozen=True)
class Review(Visit):
    """A visit to a page of numbers: `scope` is what every metric is asked with, `filter` what the reader chose.

    `pinnable`: keys of the panels that can be pinned to a board. `under`: what the keys of this review's widgets begin
    with; '' on the page, of its own for each panel on a board.
    """

    filter: DealFilter
    scope: Scope
    pinnable: frozenset[str] = frozenset()
    under: str = ""


Draw = Callable[[Review], object]
"""Draws one panel of a page by itself, asking only what that panel needs."""
