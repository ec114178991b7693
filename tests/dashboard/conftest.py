"""Files are read in the process of the test, except where the child process is what is tested."""

from __future__ import annotations

import pytest

from tests.loading import ReadHere


@pytest.fixture(autouse=True)
def files_are_read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test marked `child` reads its files as the product does, in a process of their own."""
    if request.node.get_closest_marker("child") is None:
        monkeypatch.setattr("data_loaders.sandbox.read_in_child", ReadHere())
        monkeypatch.setattr("data_loaders.reader_processes.stand_by", lambda: None)
