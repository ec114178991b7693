"""One line that says how far a long task is, for those who watch."""

from __future__ import annotations

import io
import sys

import pytest

from dashboard.cli.output import width
from dashboard.cli.progress import COLUMNS, fitted, progress_line
from dashboard.language import Words


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_shown_the_share_and_the_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_line(Words()) as progress:
        progress(0.5, "storing")
    assert "50% storing" in terminal.getvalue()
    assert "\n" not in terminal.getvalue()
    assert terminal.getvalue().endswith("\r" + " " * COLUMNS + "\r")


def test_a_script_sees_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line(Words()) as progress:
        progress(0.5, "storing")
    assert capsys.readouterr() == ("", "")


def test_the_line_is_cleared_when_the_task_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with pytest.raises(ValueError, match="broken"), progress_line(Words()):
        raise ValueError("broken")
    assert terminal.getvalue().endswith("\r")


@pytest.mark.parametrize("text", ["", "short", "长" * 80, "a" * 200])
def test_a_line_fills_the_terminal_and_no_more(text: str) -> None:
    assert width(fitted(text, COLUMNS)) == COLUMNS
