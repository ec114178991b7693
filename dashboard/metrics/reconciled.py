"""Two definitions of one thing side by side: what each counts, and the deals that only one of them counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

A, B, BOTH = "a", "b", "both"
"""Whose deals a group holds: counted by the first definition only, by the second only, or by both in different ways."""
Member = TypeVar("Member")
NO_DEALS: Final[tuple[int, ...]] = ()


@dataclass(frozen=True)
class Group:
    """Deals that explain a difference: counted on one `side`, and why not on the other."""

    side: str
    reason: str
    deals: int


@dataclass(frozen=True)
class Reconciled:
    """One thing by two definitions, for all deals or for one stage; difference = value_b − value_a.

    Win rates are shares 0 to 1, funnels deals, dwell days. `n_a`, `n_b`: the deals each rests on. `groups`: largest
    first.
    """

    pipeline: str
    stage: str
    definition_a: str
    value_a: float | None
    n_a: int
    definition_b: str
    value_b: float | None
    n_b: int
    difference: float | None
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Side:
    """One definition and what it gives: the figure and the deals it rests on."""

    definition: str
    value: float | None
    n: int


@dataclass(frozen=True)
class Pair:
    """A row and the numbers of the deals in each of its groups (empty where they were not asked for)."""

    row: Reconciled
    members: dict[tuple[str, str], tuple[int, ...]]


Counted = tuple[str, str, int, Iterable[int]]
"""Side, reason, deals and their numbers."""


def pair(pipeline: str, stage: str, a: Side, b: Side, counted: Iterable[Counted]) -> Pair:
    """A row from its two sides and the counted deals, added up by side and reason."""
    totals: dict[tuple[str, str], int] = {}
    members: dict[tuple[str, str], tuple[int, ...]] = {}
    for side, reason, deals, numbers in counted:
        key = (side, reason)
        totals[key] = totals.get(key, 0) + deals
        members[key] = (*members.get(key, NO_DEALS), *numbers)
    groups = sorted((Group(*key, deals) for key, deals in totals.items() if deals), key=lambda group: -group.deals)
    difference = None if a.value is None or b.value is None else b.value - a.value
    row = Reconciled(pipeline, stage, a.definition, a.value, a.n, b.definition, b.value, b.n, difference, tuple(groups))
    return Pair(row, members)


def apart(
    parts: Iterable[Member],
    why_not_a: Callable[[Member], str | None],
    why_not_b: Callable[[Member], str | None],
    size: Callable[[Member], tuple[int, Iterable[int]]],
    both: str | None = None,
) -> list[Counted]:
    """The parts that only one definition counts, with the other's reason; with `both` also those that both count.

    `why_not_…` gives the reason why a definition leaves a part out, None where it counts it; `size` its deals.
    """
    counted: list[Counted] = []
    for part in parts:
        not_a, not_b = why_not_a(part), why_not_b(part)
        if not_a is None and not_b is not None:
            counted.append((A, not_b, *size(part)))
        elif not_b is None and not_a is not None:
            counted.append((B, not_a, *size(part)))
        elif not_a is None and not_b is None and both is not None:
            counted.append((BOTH, both, *size(part)))
    return counted
