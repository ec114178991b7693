"""The SHA-256 of a file, worked out beside everything else."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future
from pathlib import Path
from typing import Final

from data_loaders.beside import begin

PIECE: Final = 8 << 20
"""Bytes hashed at a time: between two pieces the thread waits for its turn, which importing modules gives up late."""


def begin_hash(path: Path) -> Future[str]:
    """The SHA-256 of a file, in hexadecimal digits; worked out in a thread of its own from now on."""
    return begin(lambda: _sha256(path))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    piece = bytearray(PIECE)
    whole = memoryview(piece)
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(piece):
            digest.update(whole[:size])
    return digest.hexdigest()
