"""Random draws that give the same values on every Python: all of them rest on `Random.random()` alone.

The other methods of `random.Random` may change between Python versions; its seeding from text and `random()` may not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def stream(*parts: object) -> Random:
    """An independent stream for the thing that `parts` name, so that one change does not ripple through all draws."""
    return Random(":".join(str(part) for part in parts))


def chance(rng: Random, probability: float) -> bool:
    """True with the given probability (0 to 1)."""
    return rng.random() < probability


def between(rng: Random, low: float, high: float) -> float:
    """Uniform in [low, high)."""
    return low + (high - low) * rng.random()


def whole(rng: Random, low: int, high: int) -> int:
    """Uniform whole number from `low` to `high`, both included."""
    return low + int((high - low + 1) * rng.random())


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """One item, all equally likely."""
    return items[int(len(items) * rng.random())]


def weighted(rng: Random, choices: Sequence[tuple[Item, float]]) -> Item:
    """One item with probability proportional to its weight."""
    left = rng.random() * sum(weight for _, weight in choices)
    for item, weight in choices:
        left -= weight
        if left < 0:
            return item
    return choices[-1][0]


def normal(rng: Random) -> float:
    """Standard normal (Box–Muller)."""
    return math.sqrt(-2 * math.log(1 - rng.random())) * math.cos(2 * math.pi * rng.random())


def lognormal(rng: Random, *, mean: float, sigma: float) -> float:
    """Log-normal with the given arithmetic mean; `sigma` is the deviation of its logarithm."""
    return mean * math.exp(sigma * normal(rng) - sigma * sigma / 2)


def poisson(rng: Random, mean: float) -> int:
    """Number of arrivals when `mean` are expected (Knuth's product method, fine below about 30)."""
    floor, product, count = math.exp(-mean), rng.random(), 0
    while product > floor:
        product *= rng.random()
        count += 1
    return count
