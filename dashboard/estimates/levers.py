"""What each lever of a product contributed to its change: money parts that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import permutations


def lever_parts(before: Sequence[float], after: Sequence[float], powers: Sequence[int]) -> tuple[float, ...]:
    """Split the change of V = Π leverᵢ^powerᵢ (power 1 or −1) into one part a lever; the parts add up to ΔV.

    Logarithmic mean of V times the change of ln lever (LMDI-I: Ang, Energy Policy 33 (2005) 867); where a lever is not
    positive, and has no logarithm, the Shapley value: its effect averaged over all orders of change (Albrecht et al.,
    Energy Policy 30 (2002) 727). ValueError when a divisor is 0 or the lengths differ.
    """
    if not len(before) == len(after) == len(powers):
        message = "as many levers before as after, and a power for each"
        raise ValueError(message)
    if any(0 in (was, now) for was, now, power in zip(before, after, powers, strict=True) if power < 0):
        message = "a divisor is 0: the product is not defined"
        raise ValueError(message)
    if min(*before, *after) <= 0:
        return _shapley(before, after, powers)
    mean = _logarithmic_mean(_product(before, powers), _product(after, powers))
    return tuple(mean * power * math.log(now / was) for was, now, power in zip(before, after, powers, strict=True))


def _logarithmic_mean(a: float, b: float) -> float:
    """(b − a) / ln(b/a), stable where they are close: a·(e^x − 1)/x with x = ln(b/a)."""
    x = math.log(b / a)
    return a if x == 0 else a * math.expm1(x) / x


def _shapley(before: Sequence[float], after: Sequence[float], powers: Sequence[int]) -> tuple[float, ...]:
    parts = [0.0] * len(before)
    orders = list(permutations(range(len(before))))
    for order in orders:
        levers = list(before)
        value = _product(levers, powers)
        for lever in order:
            levers[lever] = after[lever]
            changed = _product(levers, powers)
            parts[lever] += changed - value
            value = changed
    return tuple(part / len(orders) for part in parts)


def _product(levers: Sequence[float], powers: Sequence[int]) -> float:
    return math.prod(lever if power > 0 else 1 / lever for lever, power in zip(levers, powers, strict=True))
