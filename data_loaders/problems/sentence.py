"""A sentence with its remedy, as a value."""

from __future__ import annotations

from dataclasses import dataclass


def mark(message: str) -> str:
    """Mark a message for translation; the loaders run alone, so they do not borrow the dashboard's."""
    return message


@dataclass(frozen=True)
class Sentence:
    """What happened, and what to do about it ('' where there is nothing to do)."""

    what: str
    remedy: str = ""
