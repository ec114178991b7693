"""`python -m data_loaders FILE`: read one export and print what was understood."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from data_loaders.options import Options
from data_loaders.problems import Refused, refused, say
from data_loaders.report import LoadReport, Said
from data_loaders.sandbox import read_in_child

REFUSED = 3
INTERRUPTED = 130


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the canonical tables.")
@click.option("--options", "wishes", default="{}", help="Options as JSON (see data_loaders.options).")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def main(file: Path, out: Path | None, wishes: str, *, as_json: bool) -> None:
    """Read FILE and print the load report; with --out, keep the tables it gives."""
    try:
        options = Options.from_json(wishes)
    except (ValueError, TypeError, AttributeError) as error:
        raise click.BadParameter(str(error), param_hint="--options") from error
    try:
        with tempfile.TemporaryDirectory(prefix="loaded-") as folder:
            report = read_in_child(file, out or Path(folder), options)
    except Refused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        click.echo(str(refused("cancelled", file_name=file.name)), err=True)
        sys.exit(INTERRUPTED)
    click.echo(report.to_json() if as_json else "\n".join(lines(report)))


def lines(report: LoadReport) -> list[str]:
    """The report as lines of English."""
    seen, shown = report.recognition, report.preview
    runner_up = f"; next: {seen.runner_up} {seen.runner_up_score}" if seen.runner_up else ""
    amounts = ", ".join(f"{amount:,.0f} {code}".strip() for code, amount in shown.amounts.items())
    return [
        f"{report.file_name}: {seen.system} ({seen.score} of 100{runner_up})",
        *(f"  because of {reason}" for reason in seen.evidence),
        *(
            f"{one.sheet or 'table'}: {one.kind}, {one.rows_read} rows = {one.rows_loaded} loaded"
            f" + {one.rows_merged} merged + {one.rows_rejected} rejected"
            for one in report.sheets
        ),
        f"{shown.deals} deals, {amounts or 'no amounts'}, {shown.first_day} to {shown.last_day}",
        f"evidence level {shown.evidence}",
        f"stages: {', '.join(shown.stages)}",
        f"as of {report.as_of}: {_english(report.as_of_reason)}",
        "columns:",
        *(
            f"  {one.header} → {one.target or 'extra'} ({one.confidence}): {_english(one.reason)}"
            for one in report.columns
        ),
        *(f"changed: {_english(one.rule)} ({one.cells})" for one in report.changes),
        *(f"note: {_english(one.said)}" for one in report.findings),
        *(f"question: {_english(one.said)}" for one in report.questions),
        *(f"rejected: row {one.row}: {_english(one.reason)}" for one in report.rejects[:10]),
    ]


def _english(said: Said) -> str:
    return say(said, lambda template, **values: template.format(**values))


if __name__ == "__main__":
    main()
