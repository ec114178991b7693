"""Activities: what sellers did with their deals, and what they plan next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sample_data import stories
from sample_data import vocabulary as words
from sample_data.draws import chance, lognormal, pick, stream, weighted, whole
from sample_data.model import Activity, Deal, Name, Visit
from sample_data.office import after, in_office

DAYS_BETWEEN: Final = 9.0
QUIET_AFTER_DAYS: Final = 30.0
"""In a visit that never ends (story 2) the activities end after so many days."""
MOST_A_VISIT: Final = 8
PLANNED_SHARE: Final = 0.35

_KINDS_CHINA: Final = ((words.CALL, 30.0), (words.EMAIL, 15.0), (words.MEETING, 20.0), (words.WECHAT, 35.0))
_KINDS_ABROAD: Final = ((words.CALL, 35.0), (words.EMAIL, 45.0), (words.MEETING, 20.0))


def activities(seed: int, deals: tuple[Deal, ...], until: datetime) -> tuple[Activity, ...]:
    """All activities in order of the day they are done or due, numbered from 1."""
    made: list[Activity] = []
    for deal in deals:
        rng = stream(seed, "activities", deal.number)
        made.extend(_activity(rng, deal, due=at, done=at) for at in _times(rng, deal, until))
        if deal.outcome == "open" and chance(rng, PLANNED_SHARE):
            due = in_office(rng, until.date() + timedelta(days=whole(rng, 1, 14)))
            made.append(_activity(rng, deal, due=due, done=None))
    made.sort(key=lambda activity: (activity.due, activity.deal.number))
    return tuple(
        Activity(number, one.kind, one.subject, one.deal, one.owner, one.due, one.done)
        for number, one in enumerate(made, start=1)
    )


def _times(rng: Random, deal: Deal, until: datetime) -> Iterator[datetime]:
    for visit in deal.visits:
        end = visit.left or min(until, visit.entered + timedelta(days=QUIET_AFTER_DAYS if _stuck(deal, visit) else 999))
        at = visit.entered
        for _ in range(MOST_A_VISIT):
            at = after(rng, at, lognormal(rng, mean=DAYS_BETWEEN, sigma=0.7))
            if at > end:
                break
            yield at


def _stuck(deal: Deal, visit: Visit) -> bool:
    return deal.owner.name.en == stories.STUCK_OWNER and visit.stage in stories.STUCK_SHARES


def _activity(rng: Random, deal: Deal, *, due: datetime, done: datetime | None) -> Activity:
    kind: Name = weighted(rng, _KINDS_CHINA if deal.currency == "CNY" else _KINDS_ABROAD)
    return Activity(0, kind, pick(rng, words.SUBJECTS[kind]), deal, deal.owner_at(due), due, done)
