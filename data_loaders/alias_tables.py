"""All tables of headers that a sheet is read by: the system's own, those of plain sheets, those of other languages."""

from __future__ import annotations

from data_loaders import aliases_en, aliases_others, aliases_world, aliases_zh
from data_loaders.aliases import Aliases
from data_loaders.systems import System


def tables_of(system: System, kind: str) -> tuple[tuple[int, Aliases], ...]:
    """Alias tables with the confidence of a hit in them."""
    return (
        (98, system.aliases.get(kind, {})),
        (92, aliases_en.VOCABULARY.get(kind, {})),
        (92, aliases_zh.VOCABULARY.get(kind, {})),
        (90, aliases_others.VOCABULARY.get(kind, {})),
        (90, aliases_world.VOCABULARY.get(kind, {})),
    )
