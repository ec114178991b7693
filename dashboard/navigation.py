"""The only list of pages: their names in links, their titles, and the script behind each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.language import mark

SCRIPTS: Final = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Place:
    """One page. `name` is its URL path and its script; `title` and `says` are English templates."""

    name: str
    title: str
    says: str

    @property
    def script(self) -> Path:
        """Absolute path of the page script: how Streamlit knows the page."""
        return SCRIPTS / f"{self.name}.py"


PLACES: Final = (
    Place("overview", mark("Review"), mark("What changed, what is stuck, what to talk about, and what was decided")),
    Place("funnel", mark("Funnel"), mark("How far deals get, stage by stage, and where they drop out")),
    Place("bottlenecks", mark("Bottlenecks"), mark("How long deals stay in each stage, and for whom it takes longer")),
    Place("velocity", mark("Velocity"), mark("How much the pipeline brings in a day, and which lever moved it")),
    Place("win_loss", mark("Win/loss"), mark("What is won, what is lost, and why")),
    Place("leads", mark("Leads"), mark("What becomes of leads, and what finding customers costs")),
    Place("changes", mark("Changes"), mark("What moved in the open pipeline between two days, and which deals")),
    Place("targets", mark("Targets"), mark("Whether the period makes its target, and what the open deals are worth")),
    Place("team", mark("Team"), mark("Owners side by side: what is open, what is won, and what waits")),
    Place("boards", mark("Boards"), mark("Panels of any page in an order of your own, each with its own filter")),
    Place("deals", mark("Deals"), mark("The deals behind every number")),
    Place("data", mark("Data"), mark("Load exports, see what was understood, undo an import")),
    Place("definitions", mark("Definitions"), mark("What each number and each word means")),
    Place("settings", mark("Settings"), mark("What people decide, and what each of their settings changes")),
)
"""In the order of the menu; the first is the front page."""


def place(name: str) -> Place:
    """The page of a name. Raises KeyError for a name that is no page."""
    return {known.name: known for known in PLACES}[name]
