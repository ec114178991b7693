"""The small exports of every system, read once for all tests that look at them."""

from __future__ import annotations

from functools import cache

import pytest

from tests.data_loaders.reading_exports import EXPORTS, Exports, Read, read_path


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    @cache
    def read(name: str) -> Read:
        return read_path(EXPORTS / name, tmp_path_factory.mktemp("export"))

    return read
