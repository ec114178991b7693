"""The program: its commands, and the one place where a failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Any

import click

from dashboard.cli import asking, importing, keeping, mappings, publishing, serving, settings
from dashboard.cli.failures import Failure, of_error, of_refusal, of_usage
from dashboard.cli.invocation import shared_options
from dashboard.cli.output import print_json
from dashboard.errors import DONE, DashboardError
from dashboard.language import Words
from data_loaders.problems import Refused

EXIT_CODES = """\b
Exit codes:
  0  done
  2  the command line was wrong
  3  a file was refused; nothing was changed
  4  the warehouse is in use by another program
  5  the warehouse is damaged"""

INTERRUPTED = 130


@click.group(name="python -m dashboard", epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@shared_options
@click.pass_context
def program(context: click.Context, /, **told: Any) -> None:  # noqa: ANN401 - whatever the shared options hold
    """Sales-pipeline analytics: load the exports of any CRM, ask for numbers, open the dashboard.

    Every command takes --warehouse PATH, --json and --lang, before or after its name.
    """
    context.obj = told


for command in (
    serving.serve,
    importing.load,
    importing.imports,
    importing.undo,
    importing.join,
    mappings.mappings,
    asking.metrics,
    asking.metric,
    settings.settings,
    keeping.backup,
    publishing.publish,
    keeping.rebuild,
    keeping.check,
):
    command.epilog = EXIT_CODES
    program.add_command(command)


def main(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code."""
    _never_fail_to_print()
    words = Words("zh" if _asked_for_chinese(arguments) else "en")
    try:
        program.main(args=list(arguments), prog_name="python -m dashboard", standalone_mode=False)
    except DashboardError as error:
        return _report(of_error(error, words), arguments)
    except Refused as refusal:
        return _report(of_refusal(refusal, words), arguments)
    except click.ClickException as problem:
        return _report(of_usage(problem), arguments)
    except (click.Abort, KeyboardInterrupt):
        click.echo(words("Stopped. Nothing half done was left behind."), err=True)
        return INTERRUPTED
    return DONE


def _report(failure: Failure, arguments: Sequence[str]) -> int:
    if "--json" in arguments:
        print_json(failure.document)
    else:
        click.echo(failure.sentence, err=True)
    return failure.exit_code


def _asked_for_chinese(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return "--lang=zh" in arguments or any(pair == ("--lang", "zh") for pair in pairs)


def _never_fail_to_print() -> None:
    """A terminal that cannot show a letter shows its escape instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
