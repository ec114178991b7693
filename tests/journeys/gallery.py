"""``make gallery``: a picture of every page in both languages, light and dark, on a desk and on a phone, to be looked at.

Whole pages as PNG files, and an index.html that shows them all side by side. Nothing is compared: people look.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, product
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, Error, Page, sync_playwright

from dashboard.language import LANGUAGES
from dashboard.navigation import PLACES
from dashboard.views.boards_panels import PANELS
from dashboard.views.settings import PARTS
from dashboard.warehouse.boards import make, pin
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.given_names import Link
from dashboard.warehouse.imports import load_files
from dashboard.warehouse.sample import load_sample
from data_loaders.options import Options
from tests.journeys.export import write_export, write_list
from tests.journeys.screen import open_page
from tests.journeys.server import PROJECT, find_browser, served

Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
WIDTHS: Final = {1440: 900, 390: 844}
"""Width → height of the screen, in pixels."""
TALLEST: Final = 12_000
SETTLING_MS: Final = 900
"""Tables and fonts draw after the script of the page has ended; there is no event for it."""
PATIENCE_MS: Final = 60_000
MEASURE: Final = """() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid="stMain"]')]
    .filter(Boolean).map((part) => part.scrollHeight))"""
STYLE: Final = """
body { font: 14px system-ui, sans-serif; margin: 24px; background: #8a93a3; color: #0b0f19 }
section { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto; padding-bottom: 24px }
figure { margin: 0 } img { display: block; border: 0 } .w1440 img { width: 560px } .w390 img { width: 195px }
"""


@dataclass(frozen=True)
class View:
    """One thing to look at: a page with a state of its link, on one of the warehouses below."""

    name: str
    page: str
    link: dict[str, str] = field(default_factory=dict)
    warehouse: str = "sample"


STATES: Final = (
    View("chosen-bar", "funnel", {"of": "stage_funnel", "part": "reached", "in": "New business", "stage": "Proposal"}),
    View("flow", "funnel", {"mode": "flow", "from": "2026-07-01", "before": "2026-10-01"}),
    View(
        "many-conditions", "win_loss", {"from": "2026-01-01", "before": "2026-07-01", "segment": "SMB", "by": "owner"}
    ),
    View("wrong-link", "funnel", {"owner": "Nobody", "before": "soon"}),
    *(View(f"no-deals-{page}", page, {"amount_from": "9000000000"}) for page in ("overview", "funnel", "velocity")),
    View("empty", "overview", warehouse="empty"),
    View("empty-data", "data", warehouse="empty"),
    *(View(f"few-{page}", page, warehouse="few") for page in ("overview", "bottlenecks", "velocity", "win_loss")),
    *(View(f"no-history-{page}", page, warehouse="no-history") for page in ("overview", "funnel", "bottlenecks")),
    View(
        "changes-bar", "changes", {"since": "2026-09-30", "of": "pipeline_changes", "part": "won", "mode": "2026-09-30"}
    ),
    View(
        "coverage-part", "targets", {"by": "owner", "of": "coverage", "part": "due", "where": "team", "value": "East"}
    ),
    View("one-owner", "team", {"of": "open_pipeline", "where": "owner", "value": "Zhao Lei"}),
    *(View(f"no-history-{page}", page, warehouse="no-history") for page in ("changes", "targets", "team")),
    *(View(f"few-{page}", page, warehouse="few") for page in ("changes", "targets", "team")),
    *(View(f"settings-{part}", "settings", {"part": part}) for part in tuple(PARTS)[1:]),
    View("board", "boards", warehouse="board"),
    View("failed", "overview", warehouse="busy"),
    View("components", "", warehouse="components"),
)
VIEWS: Final = (*(View(place.name, place.name) for place in PLACES), *STATES)


LINKS_OF_PINS: Final[tuple[Link, ...]] = ({}, {"segment": ["SMB"]})
COMPONENTS: Final = Path(__file__).with_name("components.py")
WRITERS: Final = {"few": write_export, "no-history": write_list}
"""Kind of warehouse → what writes the export in it."""


@dataclass(frozen=True)
class Shot:
    """One picture: what is shown, to whom, on what."""

    view: View
    language: str
    scheme: Scheme
    width: int

    @property
    def file(self) -> str:
        """Name of the picture's file."""
        return f"{self.view.name}-{self.language}-{self.scheme}-{self.width}.png"


def main() -> int:
    """Take the pictures; 1 where there is no browser or a page could not be drawn."""
    asked = argparse.ArgumentParser(prog="make gallery", description=__doc__)
    asked.add_argument("--out", type=Path, default=PROJECT / "gallery", help="folder of the pictures")
    asked.add_argument("--only", default="", help="take only files whose names fit this regular expression")
    told = asked.parse_args()
    executable = find_browser()
    if executable is None:
        sys.stderr.write("No Chromium here: apt-get install chromium\n")
        return 1
    told.out.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in all_shots() if re.search(told.only, shot.file)]
    missed = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running, sync_playwright() as playwright:
        addresses = serve(Path(folder), {shot.view.warehouse for shot in shots}, running)
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        for _, group in groupby(shots, lambda shot: (shot.language, shot.scheme, shot.width)):
            missed += take(browser, list(group), addresses, told.out)
        browser.close()
    (told.out / "index.html").write_text(contact_sheet(told.out), encoding="utf-8")
    sys.stdout.write(f"{len(shots) - len(missed)} pictures: {told.out / 'index.html'}\n")
    return 1 if missed else 0


def all_shots() -> Iterator[Shot]:
    """Every view in every language, scheme and width, one screen after another."""
    for language, scheme, width in product(LANGUAGES, SCHEMES, WIDTHS):
        for view in VIEWS:
            yield Shot(view, language, scheme, width)


def serve(folder: Path, wanted: set[str], running: ExitStack) -> dict[str, str]:
    """Start a dashboard for every kind of warehouse that is wanted; gives their addresses."""
    started = {}
    for kind in sorted(wanted):
        (folder / kind).mkdir()
        warehouse = folder / kind / "warehouse.duckdb"
        if kind in WRITERS:
            with open_warehouse(warehouse) as opened:
                load_files(opened, [(WRITERS[kind](folder / kind / "my deals.csv"), Options())])
        script = COMPONENTS if kind == "components" else None
        if script is not None or kind == "board":
            with open_warehouse(warehouse) as opened:
                load_sample(opened)
                if kind == "board":
                    pin_some(opened)
        started[kind] = running.enter_context(served(warehouse, sample=kind == "sample", script=script)).url
        if kind == "busy":  # the server opens it at the first page, and finds it taken by this process
            running.enter_context(open_warehouse(warehouse))
    return started


def pin_some(warehouse: Warehouse) -> None:
    """A board with the first two panels of every page, every other one filtered."""
    board = make(warehouse, "Weekly 周会")
    for page, panels in PANELS.items():
        for panel, link in zip(panels, LINKS_OF_PINS, strict=False):
            pin(warehouse, board.board_id, page, panel, link)


def take(browser: Browser, shots: list[Shot], addresses: dict[str, str], out: Path) -> list[Shot]:
    """Take the pictures of one screen (one language, scheme and width). Gives those that could not be taken."""
    first = shots[0]
    context = browser.new_context(
        viewport={"width": first.width, "height": WIDTHS[first.width]}, color_scheme=first.scheme, timezone_id="UTC"
    )
    context.set_default_timeout(PATIENCE_MS)
    missed = []
    for shot in shots:
        page = context.new_page()
        try:
            picture(page, shot, f"{addresses[shot.view.warehouse]}/{shot.view.page}", out / shot.file)
            sys.stdout.write(f"{shot.file}\n")
        except (Error, AssertionError) as problem:
            sys.stderr.write(f"{shot.file}: {problem}\n")
            missed.append(shot)
        page.close()
    context.close()
    return missed


def picture(page: Page, shot: Shot, address: str, file: Path) -> None:
    """One page from top to bottom: the page scrolls inside itself, so the screen is made as tall as what it holds."""
    open_page(page, f"{address}?{urlencode({**shot.view.link, 'lang': shot.language})}")
    page.wait_for_timeout(SETTLING_MS)
    tall = min(TALLEST, max(WIDTHS[shot.width], page.evaluate(MEASURE)))
    page.set_viewport_size({"width": shot.width, "height": tall})
    page.wait_for_timeout(SETTLING_MS)
    page.screenshot(path=file)


def contact_sheet(out: Path) -> str:
    """All pictures in the folder on one page, a row a view."""
    rows = []
    for view in VIEWS:
        files = [shot.file for shot in all_shots() if shot.view == view and (out / shot.file).exists()]
        figures = "".join(
            f'<figure class="w{file.rsplit("-", 1)[1].removesuffix(".png")}"><a href="{file}"><img src="{file}" loading="lazy" '
            f'alt="{escape(file)}"></a><figcaption>{escape(file)}</figcaption></figure>'
            for file in files
        )
        rows.append(f"<h2>{escape(view.name)}</h2><section>{figures}</section>" if files else "")
    return f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{STYLE}</style>{''.join(rows)}\n"


if __name__ == "__main__":
    sys.exit(main())
