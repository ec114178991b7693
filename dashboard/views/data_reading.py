"""Reading uploads beside the page: each in a child process, a few at a time, ended when nobody wants it any more."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dashboard.errors import DashboardError
from dashboard.views import failure
from dashboard.warehouse import imports
from dashboard.warehouse.connection import Warehouse
from data_loaders.options import Options
from data_loaders.problems import Refused
from data_loaders.report import LoadReport

AT_ONCE: Final = 2
"""Children of one visit at a time; each may use all the memory a child is allowed."""


@dataclass(frozen=True)
class Outcome:
    """What reading a file under some options came to: the report, or why it was refused."""

    report: LoadReport | None
    refused: DashboardError | Refused | None = None


@dataclass
class Job:
    """One reading that was begun; `share` and `stage` tell how far it is."""

    path: Path
    options: Options
    share: float = 0.0
    stage: str = ""
    stop: threading.Event = field(default_factory=threading.Event)
    future: Future[Outcome] = field(default_factory=Future)


class Readings:
    """The readings of one visit, by the key of the upload; they end with the visit that holds this."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading")
        self._jobs: dict[str, Job] = {}
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        self._shown: dict[str, LoadReport] = {}
        self._stopped: set[str] = set()
        self._gone = weakref.finalize(self, _stop_all, self._jobs)

    def outcome(self, key: str, options: Options) -> Outcome | None:
        """What the file came to under these options, None while that is not known."""
        return self._outcomes.get((key, options.to_json()))

    def last(self, key: str) -> LoadReport | None:
        """The last report of the file under whatever options: what is shown while it is read again."""
        return self._shown.get(key)

    def job(self, key: str) -> Job | None:
        """The reading of the file that is under way."""
        return self._jobs.get(key)

    def stopped(self, key: str) -> bool:
        """Whether a person stopped the reading of this file."""
        return key in self._stopped

    @property
    def busy(self) -> Sequence[Job]:
        """The readings under way or waiting for their turn."""
        return tuple(self._jobs.values())

    def want(self, warehouse: Warehouse, key: str, path: Path, options: Options) -> None:
        """Read a file unless that was done, is being done, or was stopped; other options end the reading under way."""
        job = self._jobs.get(key)
        if job is not None and job.options != options:
            self._end(key)
            job = None
        if job is None and key not in self._stopped and self.outcome(key, options) is None:
            job = Job(path, options)
            job.future = self._pool.submit(_read, job, warehouse)
            self._jobs[key] = job

    def collect(self) -> bool:
        """Take over what has ended; whether anything has. Raises a fault of the program met in a reading, once."""
        ended = False
        for key, job in list(self._jobs.items()):
            if not job.future.done():
                continue
            ended = True
            del self._jobs[key]
            self._stopped.add(key)
            outcome = job.future.result()
            self._stopped.discard(key)
            self._outcomes[key, job.options.to_json()] = outcome
            if outcome.report is not None:
                self._shown[key] = outcome.report
        return ended

    def wait(self, seconds: float) -> bool:
        """Wait for the next reading to end, at most so long; whether one has."""
        ended, _ = wait([job.future for job in self.busy], timeout=seconds, return_when=FIRST_COMPLETED)
        return bool(ended)

    def stop(self) -> None:
        """End every reading under way; what has been read stays."""
        for key in list(self._jobs):
            self._end(key)
            self._stopped.add(key)

    def resume(self, key: str) -> None:
        """Read a stopped file after all."""
        self._stopped.discard(key)

    def drop(self, keys: Iterable[str]) -> None:
        """Forget files altogether."""
        for key in list(keys):
            self._end(key)
            self._stopped.discard(key)
            self._shown.pop(key, None)
            for known in [known for known in self._outcomes if known[0] == key]:
                del self._outcomes[known]

    def again(self) -> None:
        """Read every file anew: something outside their own options changed."""
        for key in list(self._jobs):
            self._end(key)
        self._outcomes.clear()

    def _end(self, key: str) -> None:
        job = self._jobs.pop(key, None)
        if job is not None:
            job.stop.set()
            job.future.cancel()


def _read(job: Job, warehouse: Warehouse) -> Outcome:
    def progress(share: float, stage: str) -> None:
        job.share, job.stage = share, stage

    try:
        report = imports.preview_file(job.path, job.options, progress, warehouse, cancelled=job.stop.is_set)
    except failure.Failure as refused:
        return Outcome(None, refused)
    return Outcome(report)


def _stop_all(jobs: dict[str, Job]) -> None:
    for job in jobs.values():
        job.stop.set()
        job.future.cancel()
