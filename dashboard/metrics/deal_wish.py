"""How a reader wants a list of deals: which words in it, which flags, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.language import mark

SORTS: Final = {
    "amount": mark("Largest first"),
    "flags": mark("Most flags first"),
    "age": mark("Longest in its stage first"),
    "close": mark("Earliest expected close first"),
    "quiet": mark("Longest without activity first"),
    "created": mark("Newest first"),
    "closed": mark("Latest closed first"),
    "name": mark("By name"),
    "account": mark("By customer"),
    "owner": mark("By owner"),
}
"""Order of a list → its name. Deals without what is sorted by come last."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of a list. `find`: letters in name, customer, owner or id, any case; `flags`: all of them."""

    find: str = ""
    flags: tuple[str, ...] = ()
    sort: str = "amount"


ANY: Final = Wish()
