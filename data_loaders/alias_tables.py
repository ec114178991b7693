"""All tables of headers that a sheet is read by: the system's own, those of plain sheets, those of other languages."""

from __future__ import annotations

from functools import cache

from data_loaders import aliases_en, aliases_others, aliases_world, aliases_zh
from data_loaders.aliases import Aliases, names_of
from data_loaders.systems import System, system_named


def tables_of(system: System, kind: str) -> tuple[tuple[int, Aliases], ...]:
    """Alias tables with the confidence of a hit in them."""
    return (
        (98, system.aliases.get(kind, {})),
        (92, aliases_en.VOCABULARY.get(kind, {})),
        (92, aliases_zh.VOCABULARY.get(kind, {})),
        (90, aliases_others.VOCABULARY.get(kind, {})),
        (90, aliases_world.VOCABULARY.get(kind, {})),
    )


@cache
def likely_names(system_name: str, kind: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The squashed aliases of all tables of a system, and alias → field, the surest table last; for proposals."""
    system = system_named(system_name)
    names: dict[str, str] = {}
    for _, table in reversed(tables_of(system, kind) if system else ()):
        names.update(names_of(table))
    return tuple(names), names
