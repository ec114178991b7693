"""Where the uploads of one visit lie until they are loaded or the visit ends."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Final

from data_loaders.workfolders import prefix

ENDINGS: Final = frozenset({"csv", "tsv", "txt", "xlsx", "xlsm", "xls", "xlsb", "ods", "parquet", "zip", "json"})
"""Endings that are kept for the readers' sake; they look at the content first."""
NEVER: Final = frozenset({"thumbs.db", "desktop.ini"})
"""What systems leave in folders of their own accord."""


def wanted(name: str, *, folder: bool) -> bool:
    """Whether a file is to be read: from a whole folder only what is named like a table, else whatever was chosen."""
    own = name.replace("\\", "/").rpartition("/")[2].lower()
    if own.startswith((".", "~$")) or own in NEVER:
        return False
    return not folder or own.rpartition(".")[2] in ENDINGS


class UploadFolder:
    """A folder that goes away with the visit that holds it, or with the process."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=prefix("upload")))
        self._gone = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def store(self, name: str, content: memoryview | bytes) -> Path:
        """Write an upload under its content's hash; of its own name only a known ending is kept."""
        ending = name.rpartition(".")[2].lower()
        stored = hashlib.sha256(content).hexdigest() + (f".{ending}" if ending in ENDINGS else "")
        path = self.path / stored
        if not path.exists():
            path.write_bytes(content)
        return path
