"""What a sheet can be: the fields it needs, and how much each field found speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from data_loaders.lead_kinds import LEAD_KINDS
from data_loaders.mapping import Mapped

_ENOUGH_PERIODS: Final = 2


@dataclass(frozen=True)
class Kind:
    """A kind of sheet. `needs`: one field of each group must be there; `weights`: points a field, else 1."""

    name: str
    needs: tuple[frozenset[str], ...]
    weights: Mapping[str, int] = field(default_factory=dict)


def _any(*names: str) -> frozenset[str]:
    return frozenset(names)


_KEY: Final = _any("deal_id", "deal_name")
OUTCOME: Final = _any("stage", "status", "is_won", "is_lost", "won_at", "lost_at")
ENOUGH: Final = ("amount", "account_name", "created_at", "expected_close", "close_date", "closed_at", "owner_name")
"""What lists of deals have: two of these beside a name, and a word for a stage outside the columns is believed."""

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "deals",
        (_KEY, OUTCOME),
        {
            "deal_name": 4,
            "deal_id": 3,
            "stage": 5,
            "status": 3,
            "amount": 3,
            "close_date": 3,
            "expected_close": 3,
            "closed_at": 2,
            "created_at": 2,
            "owner_name": 2,
            "account_name": 2,
            "probability": 2,
            "pipeline": 2,
            "is_won": 2,
        },
    ),
    Kind(
        "stage_events",
        (_KEY, _any("to_stage", "new_value"), _any("at")),
        {
            "deal_id": 3,
            "deal_name": 2,
            "to_stage": 4,
            "at": 3,
            "from_stage": 14,
            "field_name": 8,
            "new_value": 4,
            "old_value": 4,
            "moved_to": 14,
            "changed_by": 2,
        },
    ),
    Kind(
        "activities",
        (_any("done_at", "due_at"), _any("type", "subject", "outcome")),
        {
            "type": 4,
            "subject": 4,
            "done_at": 3,
            "due_at": 3,
            "outcome": 3,
            "done": 2,
            "deal_id": 2,
            "deal_name": 2,
            "owner_name": 2,
        },
    ),
    Kind(
        "targets",
        (),
        {
            "amount": 4,
            "period": 4,
            "owner_name": 3,
            "team": 3,
            "year": 2,
            "level": 2,
            "period_start": 3,
            "period_end": 3,
        },
    ),
    Kind(
        "accounts",
        (_any("account_name"), _any("industry", "region", "employees", "revenue", "parent", "segment")),
        {"account_name": 4, "industry": 3, "region": 2, "employees": 3, "revenue": 3, "parent": 3, "segment": 3},
    ),
    Kind(
        "products",
        (_any("product_name"), _any("list_price", "family")),
        {"product_name": 4, "list_price": 4, "family": 4},
    ),
    Kind(
        "owners",
        (_any("owner_name", "first_name", "last_name"), _any("manager", "team", "region", "email", "active")),
        {
            "owner_name": 4,
            "first_name": 3,
            "last_name": 3,
            "manager": 4,
            "team": 3,
            "region": 3,
            "email": 3,
            "active": 2,
            "owner_id": 2,
        },
    ),
    Kind("fx_rates", (_any("currency"), _any("rate")), {"currency": 4, "rate": 4, "day": 2, "base": 3}),
    Kind(
        "stages",
        (_any("stage"), _any("position", "probability", "is_won", "is_closed", "status")),
        {"stage": 4, "position": 5, "probability": 3, "is_won": 3, "is_closed": 3, "status": 2, "pipeline": 2},
    ),
    *(Kind(*one) for one in LEAD_KINDS),
)
DEALS: Final = KINDS[0]
TARGETS: Final = next(kind for kind in KINDS if kind.name == "targets")


def kind_named(name: str) -> Kind:
    """The kind of this name."""
    return next(kind for kind in KINDS if kind.name == name)


def missing(kind: Kind, mapped: Mapped) -> tuple[frozenset[str], ...]:
    """The groups of needed fields of which none was found."""
    if kind.name == "targets":
        by_columns = len(mapped.periods) >= _ENOUGH_PERIODS
        by_rows = mapped.has("amount") and mapped.has("period", "period_start", "year")
        return () if by_columns or by_rows else (_any("amount", "period"),)
    dated = mapped.stage_columns.told  # a deal stands in the last stage that it entered
    return tuple(group for group in kind.needs if not mapped.has(*group) and not (dated and group is OUTCOME))


def points(kind: Kind, mapped: Mapped) -> float:
    """How much the columns speak for the kind: points of the fields found × how many columns it explains."""
    found = sum(kind.weights.get(name, 1) for name in mapped.taken) + 2 * len(mapped.periods)
    if kind.name == "deals":
        found += 2 * len(mapped.stage_columns.entered)
    known = sum(
        column.target is not None or column.reason.code in {"column_known", "column_taken"} for column in mapped.columns
    )
    return found * (0.4 + 0.6 * known / max(1, len(mapped.columns)))
