"""Warehouses that hold told pipelines, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime

import pytest

from dashboard.warehouse.connection import Warehouse
from tests.pipeline_builder import Pipeline
from tests.pipeline_files import Target, warehouse_of
from tests.pipeline_strategies import RATES

Holding = Callable[..., Warehouse]


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holding]:
    """`holding(*pipelines)`: a warehouse that holds these and nothing else, with the rates of the strategies.

    The next one closes it.
    """
    folder = tmp_path_factory.mktemp("metrics")
    with ExitStack() as opened:

        def hold(*pipelines: Pipeline, as_of: datetime | None = None, targets: Sequence[Target] = ()) -> Warehouse:
            opened.close()
            return opened.enter_context(warehouse_of(folder, *pipelines, rates=RATES, as_of=as_of, targets=targets))

        yield hold
