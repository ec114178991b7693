"""`python -m tests.simulations [RUNS]`: what the bottleneck verdicts find of what is planted."""

from __future__ import annotations

import sys

from tests.simulations.verdicts import lines


def main() -> None:
    """Print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 120
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
