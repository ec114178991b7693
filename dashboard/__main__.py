"""``python -m dashboard``: serve the dashboard, load files, ask for numbers."""

from __future__ import annotations

import sys

from dashboard.cli.program import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
