"""What every test rests on: one time zone, repeatable random cases, and the public files beside the project."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from xdist.scheduler import LoadFileScheduling

PROJECT = Path(__file__).resolve().parent.parent
JOURNEYS = "tests/journeys/"
SHARED_DATA = PROJECT.parent / "shared" / "data"

os.environ["TZ"] = "UTC"
time.tzset()

# The same cases on every run; two busy cores must not turn a slow case into a failure.
settings.register_profile(
    "project", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.load_profile("project")
# Hypothesis also draws from the numbers and texts of every module that happens to be loaded: the cases of a test would
# be others in the whole suite than in its file alone, and again others with each new module. There is no setting for it.
providers._get_local_constants = lambda: providers._local_constants


class JourneysTogether(LoadFileScheduling):
    """A file is run by one worker, and all journeys by one: they share a browser and a dashboard, and mostly wait."""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> JourneysTogether:
    return JourneysTogether(config, log)


def pytest_configure() -> None:
    """Each worker beside the journeys' has a processor to itself.

    With two workers on two processors, an engine of two threads only gets in its own way: the tables of tests are small.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    if worker and hasattr(os, "sched_setaffinity"):
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[worker % len(processors)]})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The journeys come first: while one worker waits for a page, the others have work."""
    items.sort(key=lambda item: not item.nodeid.startswith(JOURNEYS))


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the developer's own warehouse."""
    monkeypatch.delenv("DASHBOARD_WAREHOUSE", raising=False)


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public files that nobody here wrote; the test is skipped where they are not beside the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the public files are not here: ../shared/data is missing")
    return SHARED_DATA
