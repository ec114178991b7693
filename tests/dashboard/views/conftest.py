"""A told pipeline in a warehouse, and pages run against it without a browser."""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard.settings import WAREHOUSE_VARIABLE
from dashboard.views import session
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.sample import load_sample
from tests.blank_warehouse import warehouse_at
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import warehouse_of

Run = Callable[[Callable[[], None]], AppTest]
SECONDS = 30
MUTE = re.compile(r"<(script|style)>.*?</\1>", re.DOTALL)


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once() -> Iterator[None]:
    """Each run of a page looks for components in every installed package, which takes longer than most pages."""
    with pytest.MonkeyPatch.context() as patched:
        found = functools.cache(manifest_scanner.scan_component_manifests)
        patched.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """An empty warehouse, the one that pages open."""
    with opened_by_pages(warehouse_at(tmp_path / "warehouse.duckdb")) as opened:
        yield opened


@pytest.fixture(scope="session")
def told_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed warehouse with three deals: Ana's and Bo's in the East, 王伟's in the West with a name full of Markdown."""
    pipeline = (
        a_pipeline("Sales", stages="Lead, Proposal")
        .deal("D1", name="Acme", amount=100, owner="Ana", team="East", currency="CNY")
        .enters("Lead", on="2026-01-02")
        .moves_to("Proposal", on="2026-01-09")
        .wins(on="2026-02-01")
        .deal("D2", name="Globex", amount=50, owner="Bo", team="East", currency="CNY")
        .enters("Lead", on="2026-01-05")
        .loses(on="2026-01-20", reason="Price")
        .deal("D3", name="*华夏* :red[x]", amount=70, owner="王伟", team="West", currency="CNY")
        .enters("Lead", on="2026-03-05")
    )
    with warehouse_of(tmp_path_factory.mktemp("told"), pipeline) as warehouse:
        return warehouse.path


@pytest.fixture
def told(told_once: Path, tmp_path: Path) -> Iterator[Warehouse]:
    """The three deals, in a warehouse of this test, the one that pages open."""
    with opened_by_pages(copy_of(told_once, tmp_path)) as opened:
        yield opened


def copy_of(closed: Path, folder: Path) -> Warehouse:
    """A warehouse of its own for a test that may change it, opened."""
    copy = folder / "copy.duckdb"
    shutil.copyfile(closed, copy)
    return open_warehouse(copy)


@contextmanager
def opened_by_pages(warehouse: Warehouse) -> Iterator[Warehouse]:
    """Until the end, pages open this warehouse; it is closed then."""
    with pytest.MonkeyPatch.context() as patched, warehouse:
        patched.setenv(WAREHOUSE_VARIABLE, str(warehouse.path))
        session.opened.cache_clear()
        yield warehouse
        session.opened.cache_clear()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """A warehouse that holds the sample, the one that pages open while a module's tests run."""
    with opened_by_pages(warehouse_at(tmp_path_factory.mktemp("sample-pages") / "w.duckdb")) as warehouse:
        load_sample(warehouse)
        yield warehouse


@pytest.fixture
def asks_the_sample(sample: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages of this test open the sample."""
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample.path))


def run_with(script: Callable[[], None], **link: str | Sequence[str]) -> AppTest:
    """Run a page script once, with these parameters in its URL."""
    test = AppTest.from_function(script, default_timeout=SECONDS)
    for name, value in link.items():
        test.query_params[name] = value if isinstance(value, str) else list(value)
    return test.run()


def link_in(test: AppTest) -> dict[str, list[str]]:
    """The parameters of the page's URL, each with all its values."""
    return {name: [value] if isinstance(value, str) else list(value) for name, value in test.query_params.items()}


def said(test: AppTest) -> str:
    """Everything a reader can read on the page."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "warning", "info", "success", "error")
    return "\n".join([*(str(element.value) for kind in kinds for element in getattr(test, kind)), *said_in_html(test)])


def said_in_html(test: AppTest) -> list[str]:
    """What a reader can read in HTML of ours: the text between two tags, without scripts and styles."""
    bodies = "".join(MUTE.sub("", element.proto.body) for element in test.get("html"))
    return [unescape(text) for text in re.split(r"<[^>]*>", bodies) if text.strip()]
