"""Loading on confirmation, beside the page: cancellable until it stores, and not ended by leaving the page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dashboard.warehouse import imports, mappings
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import LoadResult
from data_loaders.options import Options
from data_loaders.problems import refused


@dataclass(frozen=True)
class ToLoad:
    """A confirmed file: `mapping` is the name to remember its corrections under, '' for not at all."""

    key: str
    path: Path
    options: Options
    mapping: str = ""


class Loading:
    """One load that a person confirmed: all of its files or none."""

    def __init__(self, warehouse: Warehouse, files: Sequence[ToLoad]) -> None:
        self.files = tuple(files)
        self.share = 0.0
        self.stage = ""
        self.storing = False
        self._stop = threading.Event()
        self._turn = threading.Lock()
        pool = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._future: Future[tuple[LoadResult, ...]] = pool.submit(self._load, warehouse)
        pool.shutdown(wait=False)

    @property
    def done(self) -> bool:
        """Whether it has ended, one way or the other."""
        return self._future.done()

    @property
    def cancelled(self) -> bool:
        """Whether a person stopped it in time."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop before anything is written; too late once it stores."""
        with self._turn:
            if not self.storing:
                self._stop.set()

    def results(self) -> tuple[LoadResult, ...]:
        """What each file came to. Raises DashboardError or Refused when nothing was loaded; waits for the end."""
        return self._future.result()

    def _load(self, warehouse: Warehouse) -> tuple[LoadResult, ...]:
        files = [(one.path, one.options) for one in self.files]
        results = imports.load_files(warehouse, files, self._progress, cancelled=self._stop.is_set)
        for one, result in zip(self.files, results, strict=True):
            if one.mapping:
                known = mappings.mapping_for(warehouse, result.report.fingerprint)
                options = one.options.over(known.options) if known else one.options
                mappings.remember(warehouse, one.mapping, result.report, options)
        return results

    def _progress(self, share: float, stage: str) -> None:
        self.share, self.stage = share, stage
        if stage == imports.STORING:
            with self._turn:
                if self._stop.is_set():
                    raise refused("cancelled", file_name=self.files[0].options.file_name or "")
                self.storing = True
