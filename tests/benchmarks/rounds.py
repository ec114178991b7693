"""Interleaved rounds: every contender once a round, so that a busy minute of the machine hits all of them alike."""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Contender:
    """One way to answer one question; it takes part in the first `rounds` rounds only."""

    question: str
    way: str
    run: Callable[[], int]
    rounds: int


@dataclass(frozen=True)
class Result:
    """Median milliseconds over the rounds, by the clock and of the processors, how many rounds, and what it counted."""

    milliseconds: float
    cpu_milliseconds: float
    rounds: int
    counted: int


def measure(contenders: Sequence[Contender], rounds: int, said: Callable[[str], None]) -> dict[tuple[str, str], Result]:
    """Results by (question, way). The first run of each is a warm-up and is not counted."""
    counted = {(one.question, one.way): one.run() for one in contenders}
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    cpu: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds):
        said(f"round {number + 1} of {rounds}")
        for one in contenders:
            if number < one.rounds:
                gc.collect()
                start, cpu_start = time.perf_counter(), time.process_time()
                one.run()
                times[one.question, one.way].append((time.perf_counter() - start) * 1000)
                cpu[one.question, one.way].append((time.process_time() - cpu_start) * 1000)
    return {key: Result(median(found), median(cpu[key]), len(found), counted[key]) for key, found in times.items()}
