"""Order and runs of whole numbers: grouping millions of rows without comparing them one with another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dashboard.estimates.quantiles import Floats, Integers


def ascending(*columns: npt.NDArray[np.integer[Any]]) -> Integers:
    """Positions that put rows in ascending order of their columns, the first column first; equal rows stay in turn.

    The columns hold whole numbers from 0 on. Sorted sixteen bits at a time, the lowest first: numbers of that size
    numpy counts instead of comparing them, which takes a quarter of the time. Source: Knuth, The Art of Computer
    Programming 3, 5.2.5 (radix sorting).
    """
    return np.lexsort([digit for column in reversed(columns) for digit in _digits(column)])


def _digits(column: npt.NDArray[np.integer[Any]]) -> list[npt.NDArray[np.uint16]]:
    """Sixteen bits each, the lowest first; as many as the greatest number has."""
    bits = int(column.max(initial=0)).bit_length()
    return [(column >> shift).astype(np.uint16) for shift in range(0, max(1, bits), 16)]


def starts_of_runs(*ordered: npt.NDArray[Any]) -> Integers:
    """Positions at which a row other than the one before it begins, the first included."""
    begins = np.zeros(ordered[0].size, dtype=np.bool_)
    begins[:1] = True
    for column in ordered:
        begins[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(begins)


@dataclass(frozen=True)
class Runs:
    """Rows that lie group by group. `starts` and `lengths`: one entry a group that has rows; `codes`: its number."""

    starts: Integers
    lengths: Integers
    codes: Integers
    groups: int

    @classmethod
    def of(cls, group: Integers, groups: int) -> Runs:
        """The runs of ascending numbers 0 … groups − 1."""
        starts = starts_of_runs(group)
        return cls(starts, np.diff(starts, append=group.size), group[starts], groups)

    def sums(self, values: Floats) -> Floats:
        """Per group the sum of its rows, 0 without any."""
        found = np.zeros(self.groups)
        if self.starts.size:
            found[self.codes] = np.add.reduceat(values, self.starts)
        return found

    def running(self, values: Floats) -> Floats:
        """Running sum that starts again with each group.

        The sum runs over all groups and the part before each is taken off, so its rounding error is that of the
        largest running total.
        """
        running = np.cumsum(values)
        before = running[self.starts] - values[self.starts]
        return running - self.each(before)

    def each(self, of_groups: Floats) -> Floats:
        """One entry for each of `starts`, as one for each row."""
        return np.repeat(of_groups, self.lengths)
