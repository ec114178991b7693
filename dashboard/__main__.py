"""``python -m dashboard``: serve the dashboard, load files, ask for numbers."""

from __future__ import annotations

import sys

from data_loaders.reader_processes import stand_by

if "load" in sys.argv[1:]:
    stand_by()  # it imports what reads files while this process imports what stores them

from dashboard.cli.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
