"""The definitions of what is held side by side: two days, and the people."""

from __future__ import annotations

from typing import Final

from dashboard.glossary.entry import Entry
from dashboard.language import mark

COMPARISON_ENTRIES: Final = (
    Entry(
        "stage_matrix",
        mark("From stage to stage"),
        mark("Where the deals stood on an earlier day and where they stand now."),
        counts=mark(
            "Every deal that was open then or is open now, and those that came and were closed in between; each in one "
            "cell. The rows of open deals add up to the first bar of the waterfall, the columns to its last."
        ),
        leaves_out=mark("Deals that were closed on both days; deals without a stage history."),
        unit=mark("deals; value in the reporting currency as it is now, of a closed deal at its close"),
        source=mark("A change log, a date for each stage, or the same list exported on several days."),
    ),
)
