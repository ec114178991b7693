"""Temporary folders of killed processes go away at the next start; nobody else's do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data_loaders.workfolders import STALE_SECONDS, prefix, sweep

NOW = 1_800_000_000.0


@pytest.fixture(scope="module")
def gone() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def left(place: Path, name: str, *, age_seconds: float) -> Path:
    folder = place / name
    folder.mkdir()
    (folder / "copy.txt").write_text("rows of somebody's deals", encoding="utf-8")
    os.utime(folder, (NOW - age_seconds, NOW - age_seconds))
    return folder


def test_folders_of_a_process_that_is_gone_are_removed_a_day_later(tmp_path: Path, gone: int) -> None:
    old = [
        left(tmp_path, f"pipeline-{kind}-{gone}-abc_12", age_seconds=STALE_SECONDS + 1)
        for kind in ("reading", "upload", "preview")
    ]
    old.append(left(tmp_path, f"pipeline-dashboard-{gone}", age_seconds=STALE_SECONDS + 1))
    young = left(tmp_path, f"pipeline-reading-{gone}-young", age_seconds=STALE_SECONDS - 60)
    assert sweep(now=NOW, folder=tmp_path) == 4
    assert not any(path.exists() for path in old)
    assert young.exists()


def test_what_is_in_use_or_of_somebody_else_stays(tmp_path: Path, gone: int) -> None:
    age = STALE_SECONDS * 10
    kept = [
        left(tmp_path, f"{prefix('upload')}abc", age_seconds=age),
        left(tmp_path, "pipeline-1-abc", age_seconds=age),
        left(tmp_path, "reading-abc", age_seconds=age),
        left(tmp_path, f"other-reading-{gone}-abc", age_seconds=age),
    ]
    link = tmp_path / f"pipeline-upload-{gone}-link"
    link.symlink_to(kept[0], target_is_directory=True)
    assert sweep(now=NOW, folder=tmp_path) == 0
    assert all((path / "copy.txt").exists() for path in [*kept, link])


def test_a_place_that_is_not_there_holds_nothing_to_remove(tmp_path: Path) -> None:
    assert sweep(now=NOW, folder=tmp_path / "nowhere") == 0
