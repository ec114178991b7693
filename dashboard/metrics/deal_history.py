"""What happened to one deal: its stages and the changes of its values, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.metrics.grounds import sql_path
from dashboard.warehouse.scope import Scope


@dataclass(frozen=True)
class DealEvent:
    """One event. `what`: stage, amount, expected_close, owner, pipeline or activity (`after` its type, `detail` more).

    `stay_days`: how long a left stage was held, `left_at`: until when; None for the stage it is in.

    `after` is '' where a deal went missing from its list. `evidence`: level A to D; `files`: the files that tell its
    history, or the file of an activity with `sheet` and `row`; `not_before`: for a difference between two snapshots, it
    happened after this moment.
    """

    happened_at: datetime
    what: str
    before: str
    after: str
    stay_days: float | None
    evidence: str = ""
    files: str = ""
    not_before: datetime | None = None
    left_at: datetime | None = None
    detail: str = ""
    sheet: str = ""
    row: int | None = None


def ask(scope: Scope, deal_id: str) -> tuple[DealEvent, ...]:
    """The events of one deal up to the as-of; empty when the scope does not hold it.

    They are told whole whoever had the deal then: a deal is in the lists of every owner it had.
    """
    return tuple(DealEvent(*row) for row in scope.of_anyone().rows(sql_path("deal_history"), deal_id=deal_id))
