"""The sample company: which of its files are loaded on an empty warehouse, and as of when.

Importing this package is cheap and needs no writer library; `python -m sample_data` makes the files anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from data_loaders.options import Options

FIRST_DAY: Final = date(2024, 11, 15)
"""First day of the company's history: older deals stayed in the system it had before."""

AS_OF: Final = date(2026, 11, 15)
"""The Sunday on which every export was taken; a date means its end."""

FILES: Final = Path(__file__).parent / "files"
"""Folder of the committed files."""

_TAKEN = Options(as_of=datetime(AS_OF.year, AS_OF.month, AS_OF.day, 23, 59, 59))


@dataclass(frozen=True)
class SampleFile:
    """One file to load and what a person would tell the loader about it."""

    path: Path
    options: Options = field(default_factory=Options)


DEFAULT_FILES: Final[tuple[SampleFile, ...]] = tuple(
    SampleFile(FILES / name, _TAKEN)
    for name in (
        "salesforce_opportunities.csv",
        "salesforce_opportunity_history.csv",
        "salesforce_activities.csv",
        "owners.csv",
        "quotas.csv",
        "fx_rates.csv",
        "salesforce_leads.csv",
        "channel_spend.csv",
    )
)
"""The coherent set of one system that the product shows before anybody has loaded a file."""
