"""What one column was guessed to be, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from data_loaders.aliases import Header
from data_loaders.report import Said

CHOSEN: Final = 100
"""The confidence of what a person chose."""
ACCEPTED: Final = 60
"""The confidence from which on a guess is taken without asking."""


@dataclass(frozen=True)
class Guess:
    """The column at a place (0 is the first) and the field it was taken for; null where nothing fits."""

    at: int
    header: Header
    field: str | None
    confidence: int
    reason: Said
