"""One warehouse a module, emptied between examples: making the file anew would cost more than the question."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from data_loaders.schema import TABLES
from tests.blank_warehouse import warehouse_at
from tests.pipeline_builder import Pipeline
from tests.pipeline_files import Target, store
from tests.pipeline_strategies import RATES

Holding = Callable[..., Warehouse]


@pytest.fixture(scope="module")
def holding(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Holding]:
    """`holding(*pipelines)`: a warehouse that holds these and nothing else, with the rates of the strategies."""
    folder = tmp_path_factory.mktemp("metrics")
    with warehouse_at(folder / "warehouse.duckdb") as warehouse:
        count = 0

        def hold(*pipelines: Pipeline, as_of: datetime | None = None, targets: Sequence[Target] = ()) -> Warehouse:
            nonlocal count
            count += 1
            with closing(warehouse.cursor()) as cursor:
                for table in TABLES:
                    cursor.execute(f"DELETE FROM loaded.{table}")
                cursor.execute("DELETE FROM imports")
            store(warehouse, Path(folder) / str(count), *pipelines, rates=RATES, as_of=as_of, targets=targets)
            return warehouse

        yield hold
