"""Every mark of every chart that can be clicked opens a list with as many deals as the mark says."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.figure import Chart, Spec
from dashboard.filters import DealFilter
from dashboard.language import Words
from dashboard.metrics import deals_behind, leads_behind, stage_funnel
from dashboard.metrics.selection import Selection
from dashboard.views import leads_table, panel, selection_link, velocity
from dashboard.views.deals_sentence import sentence
from dashboard.views.funnel_cards import cards_of, takeaway
from dashboard.views.review import Review
from dashboard.views.selection_click import Made
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of
from tests.dashboard.views.conftest import SECONDS

COUNT = re.compile(r"(?<![\d,.])(\d[\d,]*) deals?\b")
LEADS = re.compile(r"(?<![\d,.])(\d[\d,]*) leads? ")
WHAT_IF = "best-quarter"
"""The one chart whose marks stand for nothing that is there, as the panel says."""
PAGES = [
    ("overview", {}),
    ("overview", {"from": "2026-04-01", "before": "2026-07-01", "compare": "year"}),
    *(("funnel", {"mode": mode}) for mode in ("reached", "entered", "in_order", "now", "flow")),
    ("funnel", {"mode": "flow", "from": "2026-07-01", "before": "2026-10-01", "in": "Renewals"}),
    ("funnel", {"measure": "value", "segment": "Enterprise", "from": "2026-01-01", "cohort": "2026-04-01"}),
    ("bottlenecks", {}),
    ("bottlenecks", {"by": "owner", "from": "2026-01-01", "before": "2026-10-01", "owners": "then"}),
    ("velocity", {"from": "2026-01-01", "before": "2026-10-01", "step": "quarter"}),
    ("win_loss", {}),
    ("win_loss", {"by": "source", "cause": "stage_lost_from", "from": "2026-01-01", "before": "2026-10-01"}),
    ("win_loss", {"cause": "competitor", "by": "owner", "as_of": "2026-08-15"}),
    ("changes", {}),
    ("changes", {"since": "2026-08-31", "as_of": "2026-10-31", "segment": "SMB"}),
    ("targets", {"by": "owner"}),
    ("team", {}),
    ("leads", {}),
    ("leads", {"by": "campaign", "from": "2026-01-01", "before": "2026-07-01"}),
    ("leads", {"by": "owner", "owner": "Ana García"}),
    ("overview", {"out.changes": "segment", "out.open": "owner"}),
    ("funnel", {"out.funnel": "segment", "out.ways": "source", "out.moves-back": "segment"}),
    ("funnel", {"out.within": "segment", "out.cohorts": "team", "within": "30"}),
    ("funnel", {"mode": "flow", "out.flow": "team", "from": "2026-07-01"}),
    ("bottlenecks", {"out.dwell": "product", "out.queue-weeks": "segment", "watch": "Discovery", "trend": "month"}),
    ("velocity", {"out.velocity": "segment", "out.win-curves": "segment"}),
    ("win_loss", {"out.months": "segment", "out.causes": "team"}),
    ("changes", {"out.changes": "region", "since": "2026-09-30"}),
    ("targets", {"out.weighted": "team"}),
    ("win_loss", {"out.customers": "segment", "from": "2026-01-01"}),
    ("team", {"by": "team", "axis": "amount", "owners": "then"}),
]


class Listed(NamedTuple):
    """What a mark opens: how many rows the list has, how the mark tells them, and what the list says of itself."""

    rows: Callable[[Scope, Selection], int]
    told: re.Pattern[str]
    says: Callable[[Selection, int, Words], str]


DEALS = Listed(lambda scope, selection: deals_behind.ask(scope, selection, limit=0).n, COUNT, sentence)
LISTS = {
    "lead_conversion": Listed(
        lambda scope, selection: leads_behind.ask(scope, selection).n, LEADS, leads_table.sentence
    ),
}
"""Metric → the list its marks open, where that is none of deals."""


@dataclass(frozen=True)
class Drawn:
    """One chart that a page showed, and what a click on it means."""

    key: str
    chart: Chart
    made: Made | None
    review: Review

    def marks(self) -> Iterator[tuple[list[str], str]]:
        """Customdata and hover of every mark that can be seen."""
        for trace in self.chart.figure.to_dict()["data"]:
            for at, told in enumerate(trace.get("customdata") or ()):
                if told and is_seen(trace, at):
                    yield [str(part) for part in told], hover(trace, at)


def hover(trace: Spec, at: int) -> str:
    """What a mark says: its own text, or the words that all of the trace say alike with its text in them."""
    text = str(trace.get("hovertemplate", "%{hovertext}")).replace("%{hovertext}", trace["hovertext"][at])
    for place, told in enumerate(trace.get("meta", ())):
        text = text.replace(f"%{{meta[{place}]}}", told)
    return text.removesuffix("<extra></extra>")


def is_seen(trace: Spec, at: int) -> bool:
    """Whether a mark has a place, and as a bar a size."""
    x, y = trace["x"][at], trace["y"][at]
    size = x if trace.get("orientation") == "h" else y
    return x is not None and y is not None and (trace["type"] != "bar" or bool(size))


def any_page() -> None:
    """The page that the session names, as its script runs it."""
    import importlib

    import streamlit as st

    from dashboard.views import frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(importlib.import_module(f"dashboard.views.{st.session_state['page']}").page)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """What pages drew since the test began; they draw it all the same."""
    seen: list[Drawn] = []
    really = panel.draw

    def draw(review: Review, chart: Chart, *, key: str, made: Made | None = None, **more: Any) -> None:
        seen.append(Drawn(key, chart, made, review))
        really(review, chart, key=key, made=made, **more)

    for module in (panel, velocity):
        monkeypatch.setattr(module, "draw", draw)
    return seen


def run(page: str, link: dict[str, str]) -> AppTest:
    test = AppTest.from_function(any_page, default_timeout=SECONDS)
    test.session_state["page"] = page
    for name, value in link.items():
        test.query_params[name] = value
    return test.run()


@pytest.mark.usefixtures("asks_the_sample")
@pytest.mark.parametrize(("page", "link"), PAGES, ids=lambda told: told if isinstance(told, str) else str(told or ""))
def test_a_mark_opens_as_many_deals_as_it_says(page: str, link: dict[str, str], drawn: list[Drawn]) -> None:
    shown = run(page, link)
    assert not shown.exception
    assert {one.key for one in drawn if one.made is None} <= {WHAT_IF}
    broken_out = [name.removeprefix("out.") for name in link if name.startswith("out.")]
    for key in broken_out:
        assert len([one for one in drawn if one.key.startswith(f"{key}-part-")]) > 1, key
    clicked = 0
    counted: dict[Selection, int] = {}
    for one in drawn:
        for at, hover in one.marks():
            if one.made is None:
                continue
            selection = one.made(at)
            assert selection is not None, f"{one.key}: {at}"
            lists, count, says = LISTS.get(selection.metric, DEALS)
            if selection not in counted:
                counted[selection] = lists(one.review.scope, selection)
            told = count.search(hover)
            said = int(told.group(1).replace(",", "")) if told else 1  # a mark that names one deal does not count it
            assert counted[selection] == said, f"{one.key}: {hover} opens {counted[selection]}"
            assert selection_link.from_link(as_link(selection)) == selection
            assert says(selection, said, Words("en")) != says(selection, said, Words("zh"))
            clicked += 1
    assert clicked


@pytest.mark.usefixtures("asks_the_sample")
def test_every_count_on_the_card_of_a_stage_opens_its_deals_and_they_add_up_to_the_stage(sample: Warehouse) -> None:
    scope = scope_of(sample, DealFilter())
    cards = cards_of(stage_funnel.ask(scope), "New business")
    assert [card.stage.stage for card in cards] == ["Lead", "Qualification", "Discovery", "Proposal", "Negotiation"]
    for card in cards:
        assert sum(n for _, n, _ in card.fates) == card.stage.reached
        for fate, n, selection in card.fates:
            assert deals_behind.ask(scope, selection, limit=0).n == n, (card.stage.stage, fate)
    assert takeaway(cards, Words("en")) == "Most deals are lost in Lead: 261. Most wait in Discovery: 68."


@pytest.mark.usefixtures("asks_the_sample")
def test_the_cards_of_the_stages_by_segment_open_the_deals_of_the_segment(sample: Warehouse) -> None:
    page = run("funnel", {"out.stage-cards": "segment"})
    assert not page.exception
    links = [link for link in page.get("page_link") if "among=" in link.proto.query_string]
    scope, counted = scope_of(sample, DealFilter()), 0
    for link in links:
        behind = selection_link.from_link(parse_qs(link.proto.query_string))
        assert behind is not None
        said = int(link.proto.label.split(" ")[0].replace(",", ""))
        assert deals_behind.ask(scope, behind, limit=0).n == said, link.proto.label
        counted += behind.stage == "Lead" and behind.part == "lost"
    assert counted == 3, "a card of each segment"


def as_link(selection: Selection) -> dict[str, list[str]]:
    return {name: [value] for name, value in selection_link.to_link(selection).items()}
