"""Working time between two instants, day by day: the weekend, then the holidays, then the days made up for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

A_DAY_MIN = 1440


@dataclass(frozen=True)
class Calendar:
    """Days off and days worked stated one by one; the later list wins over the earlier, both over the weekend."""

    weekend: tuple[int, ...] = (5, 6)
    days_off: set[date] = field(default_factory=set)
    days_worked: set[date] = field(default_factory=set)

    def works(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.days_worked:
            return True
        return day not in self.days_off and day.weekday() not in self.weekend

    def minutes(self, since: datetime, until: datetime) -> int:
        """Whole minutes of working days in [since, until); a working day has 24 hours."""
        found, at = 0, since.replace(second=0)
        end = until.replace(second=0)
        while at < end:
            midnight = datetime.combine(at.date() + timedelta(days=1), datetime.min.time())
            upto = min(midnight, end)
            if self.works(at.date()):
                found += int((upto - at).total_seconds()) // 60
            at = upto
        return found


def national_day_2024() -> Calendar:
    """China in September and October 2024, as the State Council announced it: 1 to 7 October free, 12 October worked."""
    return Calendar(
        days_off={date(2024, 9, 16), date(2024, 9, 17), *(date(2024, 10, day) for day in range(1, 8))},
        days_worked={date(2024, 9, 14), date(2024, 9, 29), date(2024, 10, 12)},
    )
