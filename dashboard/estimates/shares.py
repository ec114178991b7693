"""Shares of a count: the interval of one, and of the difference between two."""

from __future__ import annotations

import math

from dashboard.estimates.survival import Z95


def wilson(k: float, n: float, z: float = Z95) -> tuple[float | None, float | None]:
    """Wilson score interval of the share k/n, both ends 0 to 1; (None, None) when n is 0.

    `n` may be an effective number, no whole one. Source: Wilson, J. Am. Stat. Assoc. 22 (1927) 209. ValueError unless
    0 ≤ k ≤ n.
    """
    if n == 0 and k == 0:
        return None, None
    if not 0 <= k <= n:
        message = f"{k} of {n} is not a share"
        raise ValueError(message)
    share, widening = k / n, z * z / n
    centre = share + widening / 2
    half = z * math.sqrt(share * (1 - share) / n + widening / (4 * n))
    # At 0 of n and n of n the formula gives exactly 0 and 1; rounding must not push it beyond.
    low = 0.0 if k == 0 else (centre - half) / (1 + widening)
    high = 1.0 if k == n else (centre + half) / (1 + widening)
    return low, high


def weighted_wilson(part: float, whole: float, squares: float) -> tuple[float | None, float | None]:
    """Interval of a share of weights part/whole, both ends 0 to 1; (None, None) without any weight.

    `squares`: the sum of the squared weights of the whole. Wilson's interval at the effective number of equal weights
    whole² / squares. Source: Kish, Survey Sampling (1965), 8.2; Franco et al., J. Surv. Stat. Methodol. 7 (2019) 334.
    """
    if whole <= 0 or squares <= 0:
        return None, None
    effective = whole * whole / squares
    return wilson(min(part / whole, 1.0) * effective, effective)


def newcombe(k1: int, n1: int, k2: int, n2: int, z: float = Z95) -> tuple[float | None, float | None]:
    """Interval of the difference k1/n1 − k2/n2, −1 to 1; (None, None) when either n is 0.

    Hybrid score interval without continuity correction. Source: Newcombe, Stat. Med. 17 (1998) 873, method 10.
    """
    low1, high1 = wilson(k1, n1, z)
    low2, high2 = wilson(k2, n2, z)
    if low1 is None or high1 is None or low2 is None or high2 is None:
        return None, None
    share1, share2 = k1 / n1, k2 / n2
    difference = share1 - share2
    return (
        difference - math.hypot(share1 - low1, high2 - share2),
        difference + math.hypot(high1 - share1, share2 - low2),
    )


def difference_p(k1: int, n1: int, k2: int, n2: int) -> float | None:
    """Two-sided p that k1/n1 and k2/n2 are one share, by the score test; None when either n is 0.

    Source: Pearson's χ² of the 2 × 2 table without continuity correction (Newcombe 1998, its test).
    """
    if not n1 or not n2:
        return None
    pooled = (k1 + k2) / (n1 + n2)
    spread = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    if spread <= 0:
        return 1.0
    return math.erfc(abs(k1 / n1 - k2 / n2) / math.sqrt(2 * spread))
