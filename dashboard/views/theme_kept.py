"""The theme of the configuration as a message: made once a process instead of for each run of a page.

Streamlit tells the browser the theme with every run, and for that looks through all its options once for each of six
sections: a twentieth of what a page costs. The options do not change while the server runs.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Final

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_NAME: Final = "_populate_theme_msg"
"""What makes a section in Streamlit. A version without it is left as it is, and takes longer."""
MADE: Final[Callable[[CustomThemeConfig, str], None] | None] = getattr(app_session, _NAME, None)


@functools.cache
def told_from_memory() -> bool:
    """From now on tell the theme from memory; once a process. Whether this version of Streamlit lets us."""
    if MADE is None:
        return False
    setattr(app_session, _NAME, tell)
    return True


def tell(message: CustomThemeConfig, section: str = "theme") -> None:
    """Put a section of the theme into a message; one without settings leaves no trace."""
    if (made := _section(section)).ByteSize():
        message.MergeFrom(made)


@functools.cache
def _section(name: str) -> CustomThemeConfig:
    made = CustomThemeConfig()
    if MADE is not None:
        MADE(made, name)
    return made
