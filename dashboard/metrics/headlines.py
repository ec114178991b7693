"""The headline numbers, from what sets of deals bring to them: any sets can be left out without asking again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.metrics import sales_velocity
from dashboard.metrics.grounds import share

HEADLINES: Final = (
    "open_deals",
    "open_value",
    "win_rate",
    "won_value",
    "median_cycle_days",
    "mean_won_amount",
    "velocity_per_day",
)


@dataclass(frozen=True)
class Part:
    """What one set of deals brings; the last columns of `data_quality.sql`, in their order.

    Values in the reporting currency. `cycle_days`: days from creation to won, deal by deal; `reversed_days`: the same,
    negative, of deals won on an earlier day than created. `…_then`: the levers of the velocity.
    """

    open_deals: int | None
    open_value: float | None
    open_then: int | None
    won: int | None
    lost: int | None
    won_value: float | None
    won_valued: int | None
    cycle_days: npt.NDArray[np.float64] = field(repr=False)
    reversed_days: npt.NDArray[np.float64] = field(repr=False)
    won_then: int | None
    lost_then: int | None
    won_value_then: float | None
    won_valued_then: int | None
    cycle_days_then: float | None
    cycles_then: int | None


def part_of(brought: list[Any]) -> Part:
    """A set of deals as the row of the SQL tells it; a list of days is None where there are none."""
    days = [np.asarray(listed or [], dtype=np.float64) for listed in brought[7:9]]
    return Part(*brought[:7], *days, *brought[9:])


def headlines(parts: Iterable[Part], *, with_reversed: bool = False) -> dict[str, float | None]:
    """The headline numbers of the sets together, None where one is not defined.

    `with_reversed`: deals closed before they were created count in the cycle, with their negative days.
    """
    together = tuple(parts)

    def total(name: str) -> float:
        return sum(getattr(part, name) or 0 for part in together)

    days = [part.cycle_days for part in together]
    if with_reversed:
        days += [part.reversed_days for part in together]
    return {
        "open_deals": float(total("open_deals")),
        "open_value": float(total("open_value")),
        "win_rate": share(total("won"), total("won") + total("lost")),
        "won_value": float(total("won_value")),
        "median_cycle_days": _median(days),
        "mean_won_amount": share(total("won_value"), total("won_valued")),
        "velocity_per_day": sales_velocity.velocity(
            open_deals=total("open_then"),
            won=total("won_then"),
            lost=total("lost_then"),
            won_value=total("won_value_then"),
            valued=total("won_valued_then"),
            cycle_days=total("cycle_days_then"),
            cycles=total("cycles_then"),
        ),
    }


def _median(days: list[npt.NDArray[np.float64]]) -> float | None:
    every = np.concatenate(days) if days else np.empty(0)
    return float(np.median(every)) if len(every) else None
