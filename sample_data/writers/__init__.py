"""One module a system: the company in the shape of that system's exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sample_data.model import Company
from sample_data.writers import chinese_forms, hubspot, marketing, pipedrive, reference, salesforce, sheets, zoho

WRITERS: Final[tuple[Callable[[Company], Iterator[tuple[str, bytes]]], ...]] = (
    salesforce.files,
    hubspot.files,
    pipedrive.files,
    zoho.files,
    sheets.files,
    chinese_forms.files,
    reference.files,
    marketing.files,
)
"""Every writer: company → (file name, bytes)."""


def every_file(company: Company) -> Iterator[tuple[str, bytes]]:
    """All files of all systems."""
    for writer in WRITERS:
        yield from writer(company)
