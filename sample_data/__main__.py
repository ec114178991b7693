"""`python -m sample_data [FOLDER]`: write the sample files anew; the same bytes every time."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sample_data import FILES
from sample_data.company import company
from sample_data.writers import every_file


def write(folder: Path) -> int:
    """Write every file into the folder; returns the bytes written.

    The project's own folder loses the files that no writer makes any more; any other folder keeps what it holds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = dict(every_file(company()))
    for name, content in written.items():
        (folder / name).write_bytes(content)
    if folder == FILES:
        for stray in folder.iterdir():
            if stray.name not in written and stray.is_file():
                stray.unlink()
    return sum(map(len, written.values()))


def main() -> None:
    """Write them where the command line says."""
    asked = argparse.ArgumentParser(prog="python -m sample_data", description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=FILES, help="default: %(default)s")
    folder = asked.parse_args().folder
    sys.stdout.write(f"{folder}: {write(folder) / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
