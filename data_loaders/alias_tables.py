"""All tables of headers that a sheet is read by: the system's own, those of plain sheets, those of other languages."""

from __future__ import annotations

from functools import cache

from data_loaders import aliases_en, aliases_others, aliases_world, aliases_zh
from data_loaders.aliases import Index, index_of, names_of
from data_loaders.systems import system_named


@cache
def tables_of(system_name: str, kind: str) -> tuple[tuple[int, Index], ...]:
    """Alias tables with the confidence of a hit in them."""
    system = system_named(system_name)
    own = ((98, index_of(system.aliases.get(kind, {}))),) if system else ()
    return (*own, *_shared(kind))


@cache
def _shared(kind: str) -> tuple[tuple[int, Index], ...]:
    """The tables by which sheets of every system are read."""
    return (
        (92, index_of(aliases_en.VOCABULARY.get(kind, {}))),
        (92, index_of(aliases_zh.VOCABULARY.get(kind, {}))),
        (90, index_of(aliases_others.VOCABULARY.get(kind, {}))),
        (90, index_of(aliases_world.VOCABULARY.get(kind, {}))),
    )


@cache
def likely_names(system_name: str, kind: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """The squashed aliases of all tables of a system, and alias → field, the surest table last; for proposals."""
    names: dict[str, str] = {}
    for _, table in reversed(tables_of(system_name, kind)):
        names.update(names_of(table))
    return tuple(names), names
