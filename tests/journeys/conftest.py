"""The browser and the dashboards that the journeys share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.sample import load_sample
from tests.journeys.server import Dashboard, find_browser, served

HERE = Path(__file__).parent
NO_BROWSER = "no Chromium here: apt-get install chromium"
PATIENCE_MS = 45_000
"""A busy machine is slow, not wrong."""

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("journey")
            # A click between two drawings of a page is lost, as a person's is, who clicks again; the closing line counts it.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without one the journeys are skipped; with CI=true they must run."""
    executable = find_browser()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        # Root has no sandbox in a container; the pages are our own.
        launched = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    opened = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
    opened.set_default_timeout(PATIENCE_MS)
    opened.grant_permissions(["clipboard-read", "clipboard-write"])
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab of it."""
    return context.new_page()


@pytest.fixture(scope="session")
def sample_warehouse(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed warehouse that holds the sample, to be copied."""
    path = tmp_path_factory.mktemp("sample-file") / "warehouse.duckdb"
    with open_warehouse(path) as warehouse:
        load_sample(warehouse)
    return path


@pytest.fixture(scope="session")
def sample_dashboard(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """A dashboard on the sample data, for journeys that only look."""
    with served(tmp_path_factory.mktemp("sample") / "warehouse.duckdb", sample=True) as dashboard:
        yield dashboard


@pytest.fixture
def empty_dashboard(browser: Browser, tmp_path: Path) -> Iterator[Dashboard]:
    """A dashboard on an empty warehouse, for a journey that changes it."""
    with served(tmp_path / "warehouse.duckdb", sample=False) as dashboard:
        yield dashboard
