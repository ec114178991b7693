"""Our styles and scripts as they are sent with every page: without what only readers of the code need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)


def style(path: Path) -> str:
    """A style sheet on one line, without comments."""
    return " ".join(_COMMENT.sub(" ", path.read_text(encoding="utf-8")).split())


def script(path: Path) -> str:
    """A script without indentation, and without lines that only comment."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))
