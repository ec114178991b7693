"""How the stays in a stage have ended by an age: Aalen–Johansen in exact fractions, one instant after the other."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tests.reference.dwell import Stay

CAUSES = ("advanced", "moved_back", "lost", "void")


def ended_by(found: Sequence[Stay], minutes: int) -> dict[str, Fraction] | None:
    """Share ended in each way within so many minutes, a win as advanced, and `open`: still there.

    None where no stay was watched so long and some go on.
    """
    shares = dict.fromkeys(CAUSES, Fraction(0))
    there = Fraction(1)
    for time in sorted({stay.minutes for stay in found if stay.ended and stay.minutes <= minutes}):
        at_risk = sum(stay.minutes >= time for stay in found)
        ends = [stay for stay in found if stay.ended and stay.minutes == time]
        for stay in ends:
            shares["advanced" if stay.exit == "won" else stay.exit] += there / at_risk
        there *= 1 - Fraction(len(ends), at_risk)
    if there and all(stay.minutes < minutes for stay in found):
        return None
    return {**shares, "open": there}
