"""``make screenshot``: the pictures of the READMEs, taken from the running product on the sample data."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import expect, sync_playwright

from tests.journeys.screen import must_be_well, open_page, wait_until_drawn
from tests.journeys.server import PROJECT, find_browser, served

PICTURES: Final = {"en": "overview.png", "zh": "overview.zh.png"}
WIDTH, HEIGHT = 1280, 900
PATIENCE_MS: Final = 60_000


def main() -> int:
    """Write docs/overview.png and docs/overview.zh.png."""
    executable = find_browser()
    if executable is None:
        sys.stderr.write("No Chromium here: apt-get install chromium\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        with served(Path(folder) / "warehouse.duckdb", sample=True) as dashboard:
            for language, name in PICTURES.items():
                context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
                page = context.new_page()
                open_page(page, dashboard.link("", lang=language))
                expect(page.locator(".st-key-panel-changes .js-plotly-plot")).to_be_visible(timeout=PATIENCE_MS)
                wait_until_drawn(page)
                must_be_well(page)
                page.wait_for_timeout(1500)
                page.screenshot(path=PROJECT / "docs" / name)
                context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
