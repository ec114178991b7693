"""From a click to the last chart drawn anew, in a real browser: our win/loss page against the one people write.

Both pages stand in the same Chromium, each in a tab of its own. A click takes a week off, so that every chart is another;
the two are clicked in turn, so that a busy machine hits both alike. A redraw ends with the last change inside a chart
before the page comes to rest.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

import click
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.cli.serving import ADDRESS
from tests.benchmarks.pages import Folder, tables_of, their_pages, warehouse_of
from tests.benchmarks.serving import our_pages, serving
from tests.journeys.screen import wait_until_drawn
from tests.journeys.server import find_browser, free_port

BUDGET: Final = 1 / 4
"""Of the time of the page that people write."""
PATIENCE_MS: Final = 180_000
QUIET_MS: Final = 1_000
"""Milliseconds without a change, while the script rests, after which nothing more is coming."""
OURS, THEIRS = ".st-key-week-earlier button", ".st-key-earlier button"

WATCH: Final = """() => {
  window.changed = 0;
  const inChart = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest('[data-testid="stPlotlyChart"]');
  new MutationObserver((changes) => {
    if (changes.some((change) => inChart(change.target))) window.changed = performance.now();
  }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
CLICK: Final = "(button) => { window.clicked = performance.now(); button.click(); }"
REDRAWN: Final = f"""() => {{
  const rests = document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const drawn = rests && window.changed > window.clicked && performance.now() - window.changed > {QUIET_MS};
  return drawn ? window.changed - window.clicked : null;
}}"""


@click.command("redraw")
@click.option("--deals", default=1_000_000, show_default=True, help="How many deals to make up.")
@click.option("--folder", type=Folder, help="Keep the data here and use again what lies there.")
@click.option("--rounds", default=7, show_default=True, help="Clicks on each page; medians count.")
def redraw(deals: int, folder: Path | None, rounds: int) -> None:
    """Time a click until all charts are drawn anew in Chromium, against pandas and Plotly Express."""
    with tempfile.TemporaryDirectory(prefix="bench-redraw-") as place:
        ours, theirs = _measured(warehouse_of(folder or Path(place), deals), Path(place), rounds)
    click.echo(_told(ours, theirs))


def _measured(warehouse: Path, place: Path, rounds: int) -> tuple[list[float], list[float]]:
    tables = tables_of(warehouse, place)
    port, other = free_port(), free_port()
    with (
        serving(our_pages(warehouse, port), port, place / "ours.log"),
        serving(their_pages(other), other, place / "theirs.log", **tables),
        _browser() as browser,
    ):
        own = _opened(browser, f"http://{ADDRESS}:{port}/win_loss?lang=en")
        people = _opened(browser, f"http://{ADDRESS}:{other}/")
        found = [(_redrawn_ms(own, OURS), _redrawn_ms(people, THEIRS)) for _ in range(rounds)]
    return [ours for ours, _ in found], [theirs for _, theirs in found]


@contextmanager
def _browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        raise click.ClickException("no Chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        # Root has no sandbox in a container; the pages are our own.
        launched = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


def _opened(browser: Browser, address: str) -> Page:
    """A page in a tab of its own, drawn and watched."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.locator('[data-testid="stPlotlyChart"]').first.wait_for()
    wait_until_drawn(page)
    page.evaluate(WATCH)
    return page


def _redrawn_ms(page: Page, button: str) -> float:
    """Click a button, wait until the charts are drawn anew and nothing more comes; milliseconds to the last change."""
    page.bring_to_front()
    page.locator(button).evaluate(CLICK)
    return float(page.wait_for_function(REDRAWN, polling=50).json_value())


def _told(ours: list[float], theirs: list[float]) -> str:
    ratio = median(ours) / median(theirs)
    return "\n".join(
        (
            "| click to redraw, ms | half within | fastest | slowest |",
            "|---|---:|---:|---:|",
            *(
                f"| {name} | {median(found):.0f} | {min(found):.0f} | {max(found):.0f} |"
                for name, found in (("ours", ours), ("theirs", theirs))
            ),
            "",
            f"Ours takes 1/{1 / ratio:.1f} of theirs (budget 1/{1 / BUDGET:.0f}).",
        )
    )
