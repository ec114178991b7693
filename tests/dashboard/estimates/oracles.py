"""Other people's implementations, with types."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc, gammaincinv
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

Floats = npt.NDArray[np.float64]
Stays = Sequence[tuple[int, bool]]


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson interval of k of n."""
    low, high = proportion_confint(k, n, method="wilson")
    return float(low), float(high)


def newcombe(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """Newcombe's interval of the difference of two shares."""
    low, high = confint_proportions_2indep(  # type: ignore[no-untyped-call]
        k1, n1, k2, n2, method="newcomb", compare="diff"
    )
    return float(low), float(high)


def difference_p(k1: int, n1: int, k2: int, n2: int) -> float:
    """Two-sided p of the score test of two shares; 1 where both are 0 or both are 1."""
    if k1 + k2 in {0, n1 + n2}:
        return 1.0
    _, p = proportions_ztest([k1, k2], [n1, n2])  # type: ignore[no-untyped-call]
    return float(p)


def survival(stays: Stays) -> tuple[Floats, Floats, Floats]:
    """Times, survival and numbers at risk of the Kaplan–Meier curve."""
    found = SurvfuncRight(  # type: ignore[no-untyped-call]
        np.array([time for time, _ in stays], float), np.array([end for _, end in stays], int)
    )
    return np.asarray(found.surv_times), np.asarray(found.surv_prob), np.asarray(found.n_risk)


def log_rank(one: Stays, two: Stays) -> tuple[float, float] | None:
    """χ² and p; None where there is nothing to compare and the oracle divides by a variance of 0."""
    both = [*one, *two]
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            chi_square, p = survdiff(  # type: ignore[no-untyped-call]
                np.array([time for time, _ in both], float),
                np.array([end for _, end in both], int),
                np.array([0] * len(one) + [1] * len(two)),
            )
    except np.linalg.LinAlgError:
        return None
    return (float(chi_square), float(p)) if np.isfinite(chi_square) else None


def incidence(seen: Sequence[tuple[int, int]]) -> list[tuple[float, list[float]]]:
    """(time, share ended by each cause) of the cumulative incidence; cause 0 is censored."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # its standard errors divide by 0; only its curve is asked for
        found = CumIncidenceRight(  # type: ignore[no-untyped-call]
            np.array([time for time, _ in seen], float), np.array([cause for _, cause in seen])
        )
    return [
        (float(at), [float(share) for share in shares]) for at, *shares in zip(found.times, *found.cinc, strict=True)
    ]


def poisson_interval(k: int, level: float) -> tuple[float, float]:
    """Exact interval of a Poisson mean, k > 0, from the inverse gamma function."""
    tail = (1 - level) / 2
    return float(gammaincinv(k, tail)), float(gammaincinv(k + 1, 1 - tail))


def gamma_upper_share(shape: float, x: float) -> float:
    """Regularised upper incomplete gamma function."""
    return float(gammaincc(shape, x))


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg adjusted p values."""
    return [float(p) for p in multipletests(p_values, method="fdr_bh")[1]]  # type: ignore[no-untyped-call]
