"""`python -m tests.simulations [RUNS]`: what the bottleneck verdicts find of what is planted."""

from __future__ import annotations

import argparse
import sys

from tests.simulations.verdicts import lines


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(prog="python -m tests.simulations", description=__doc__)
    asked.add_argument("runs", nargs="?", type=int, default=120, help="reports a line (default: %(default)s)")
    runs = asked.parse_args().runs
    write = sys.stdout.write
    write(f"Shares of {runs} reports each; four stages × three segments, 60-day window, 12 months before it.\n\n")
    write("| planted | deals a day | days after | found there | wrongly flagged elsewhere | could be judged |\n")
    write("|---|---:|---:|---:|---:|---:|\n")
    for line in lines(runs):
        found = "–" if line.found is None else f"{line.found:.0%}"
        after = line.after_days or "–"
        write(f"| {line.planted} | {line.deals_a_day:g} | {after} | {found} | {line.wrong:.0%} | {line.judged:.0%} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
