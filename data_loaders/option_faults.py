"""What is wrong with options that somebody wrote by hand or a mapping file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from data_loaders.fields import known_field
from data_loaders.options import Options
from data_loaders.report import Said
from data_loaders.schema import STATUSES
from data_loaders.systems import SYSTEMS

_CODE: Final = re.compile(r"[A-Za-z]{3}")
_PARTS: Final = ("columns", "pipelines", "owners", "currencies", "stage_names")


def faults(options: Options) -> Iterator[Said]:
    """Each thing wrong, as a sentence of the catalogue; nothing for options that can be used."""
    names = tuple(system.name for system in SYSTEMS)
    if options.source is not None and options.source not in names:
        yield Said("option_source", {"value": str(options.source), "known": ", ".join(names)})
    yield from _of_values(options)
    for stage, (position, status) in options.stages.items():
        counted = type(position) in {int, type(None)}
        if status not in STATUSES or not counted:
            yield Said("option_stage", {"stage": stage, "known": ", ".join(STATUSES)})
    if options.date_order not in {None, "DMY", "MDY"}:
        yield Said("option_date_order", {"value": str(options.date_order)})
    if options.closed not in {None, "won", "lost", "void"}:
        yield Said("option_closed", {"value": str(options.closed)})
    if options.as_of is not None and options.as_of.tzinfo is not None:
        yield Said("option_zone")


def _of_values(options: Options) -> Iterator[Said]:
    """What is wrong with the parts that send a text to another."""
    for part in _PARTS:
        if not all(isinstance(text, str) for pair in getattr(options, part).items() for text in pair):
            yield Said("option_texts", {"part": part})
    for header, field in options.columns.items():
        if field != "" and not known_field(field):
            yield Said("option_column", {"header": header, "value": str(field)})
    for code in filter(None, (options.currency, *options.currencies.values())):
        if not _CODE.fullmatch(str(code)):
            yield Said("option_currency", {"value": str(code)})
