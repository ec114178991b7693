"""Names that people give to what they keep, and the short ids by which links find it again whatever it is called."""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark

Link = dict[str, list[str]]
LONGEST_NAME: Final = 100
LONGEST_LINK: Final = 8000
"""Letters of a link as it is kept; browsers and mail programs cut longer addresses."""
NO_NAME: Final = mark("A name has 1 to {longest} letters, without line breaks.")
NAME_TAKEN: Final = mark("“{name}” is the name of another one.")
OTHER_NAME: Final = mark("Choose another name.")
LINK_TOO_LONG: Final = mark("This filter is too long to be kept.")
FEWER_VALUES: Final = mark("Choose fewer values.")


def new_id() -> str:
    """Eight letters of a link, that nobody has to type."""
    return secrets.token_hex(4)


def checked_name(name: str) -> str:
    """The name without spaces around it, composed the usual way. Raises DashboardError for none or a long one."""
    shown = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
        raise DashboardError(NO_NAME, exit_code=USAGE, longest=LONGEST_NAME)
    return shown


def taken(name: str) -> DashboardError:
    """The refusal of a name that another one has."""
    return DashboardError(NAME_TAKEN, OTHER_NAME, exit_code=USAGE, name=name)


def written_link(link: Mapping[str, Sequence[str]]) -> str:
    """A link as it is kept: parameters by name, each with its values. Raises DashboardError for a very long one."""
    text = json.dumps({name: list(link[name]) for name in sorted(link)}, ensure_ascii=False)
    if len(text) > LONGEST_LINK:
        raise DashboardError(LINK_TOO_LONG, FEWER_VALUES, exit_code=USAGE)
    return text


def read_link(text: str) -> Link:
    """The link that `written_link` wrote."""
    link: Link = json.loads(text)
    return link
