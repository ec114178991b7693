"""The colours of up and down: green up as in most markets, or red up as in Chinese ones."""

from __future__ import annotations

from dashboard.language import mark
from dashboard.views.review import Visit
from dashboard.views.settings_form import Field, form
from dashboard.warehouse.decisions import COLOUR_UP, GREEN, RED

LABELS = {GREEN: mark("up is green, down is orange"), RED: mark("up is red, down is green")}


def show(visit: Visit) -> None:
    """The one choice."""
    words = visit.words
    options = {name: words(label) for name, label in LABELS.items()}
    form(visit, "colours", [Field(COLOUR_UP, words(COLOUR_UP.title), words(COLOUR_UP.changes), options)])
