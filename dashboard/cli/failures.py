"""Everything that can go wrong, as one sentence, one JSON document and one exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import click

from dashboard.cli.output import harmless
from dashboard.errors import BUSY, DAMAGED, REFUSED, USAGE, DashboardError
from dashboard.language import Words
from data_loaders.problems import Refused, said_parts

NAMES: Final = {USAGE: "usage", REFUSED: "refused", BUSY: "busy", DAMAGED: "damaged"}


@dataclass(frozen=True)
class Failure:
    """`what` happened and what to do about it (`remedy`), in the reader's language."""

    exit_code: int
    what: str
    remedy: str = ""

    @property
    def sentence(self) -> str:
        """Both parts on one line, safe for a terminal."""
        return harmless(" ".join(f"{self.what} {self.remedy}".split()))

    @property
    def document(self) -> dict[str, Any]:
        """What `--json` prints."""
        return {
            "error": {
                "code": NAMES.get(self.exit_code, "failed"),
                "exit_code": self.exit_code,
                "what": self.what,
                "remedy": self.remedy,
            }
        }


def of_error(error: DashboardError, words: Words) -> Failure:
    """The failure of one of our own errors."""
    return Failure(error.exit_code, *error.parts(words))


def of_refusal(refusal: Refused, words: Words) -> Failure:
    """The failure of a file that the loaders refused."""
    return Failure(REFUSED, *said_parts(refusal.said, words))


def of_usage(problem: click.ClickException) -> Failure:
    """The failure of a command line that was typed wrong."""
    command = (
        problem.ctx.command_path if isinstance(problem, click.UsageError) and problem.ctx else "python -m dashboard"
    )
    return Failure(USAGE, problem.format_message(), f"See: {command} --help")
