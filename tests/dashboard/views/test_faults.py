"""One panel fails: it says so in its place, and the rest of the page lives."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dashboard.metrics.answers import Answer
from dashboard.views import asked
from dashboard.views.boards_panels import PANELS
from dashboard.warehouse import boards
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import run_with, said
from tests.dashboard.views.test_every_mark import run
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store

PAGE_FAILED = "Try again. If it happens again"
PANEL_FAILED = "The rest of the page holds."
FIGURE_FAILED = "could not be worked out"
Ask = Callable[..., Answer[Any]]


@pytest.fixture
def rich(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Forty deals, won, lost and open, of two owners and segments, with a target: most panels have something to show."""
    story = a_pipeline("Sales", stages="Lead, Proposal")
    for number in range(40):
        day = f"2026-{1 + number // 14:02d}-{1 + number % 14:02d}"
        story = story.deal(
            f"D{number}",
            amount=100,
            currency="CNY",
            expected_close="2026-04-20",
            owner=("Ana", "Bo")[number % 2],
            segment=("SMB", "Enterprise")[number // 2 % 2],
        )
        story = story.enters("Lead", on=day)
        if number % 4:
            story = story.moves_to("Proposal", on=f"{day[:8]}{16 + number % 5}")
            story = story.wins(on=f"{day[:8]}27") if number % 4 > 1 else story.loses(on=f"{day[:8]}28", reason="Price")
    store(warehouse, tmp_path / "tables", story)
    return warehouse


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> tuple[set[str], set[str]]:
    """The metrics that pages have asked, and those that fail when asked."""
    seen: set[str] = set()
    broken: set[str] = set()

    def kept(ask: Ask, scope: object, options: dict[str, object]) -> Answer[Any]:
        metric = ask.__module__.rpartition(".")[2]
        seen.add(metric)
        if metric in broken:
            message = f"{metric} is broken"
            raise ZeroDivisionError(message)
        return ask(scope, **options)

    monkeypatch.setattr(asked, "_kept", kept)
    return seen, broken


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("page", sorted(PANELS))
def test_whatever_question_fails_its_panels_say_so_and_the_page_lives(
    page: str, breaking: tuple[set[str], set[str]]
) -> None:
    seen, broken = breaking
    whole = run(page, {})
    assert not whole.exception
    assert PANEL_FAILED not in (shown := said(whole))
    assert PAGE_FAILED not in shown
    mute = []
    for metric in sorted(seen - {"deals_behind"}):
        broken.clear()
        broken.add(metric)
        told = run(page, {})
        assert not told.exception, metric
        shown = said(told)
        if PAGE_FAILED in shown or not (PANEL_FAILED in shown or FIGURE_FAILED in shown):
            mute.append(metric)
    assert not mute


@pytest.mark.usefixtures("rich")
def test_what_fails_while_it_is_drawn_leaves_the_rest_and_its_number_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def crooked(*_given: object, **_more: object) -> None:
        message = "secret detail"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("dashboard.views.win_loss.month_chart", crooked)
    with caplog.at_level(logging.ERROR):
        page = run("win_loss", {"lang": "zh"})
    shown = said(page)
    assert not page.exception
    assert "secret detail" not in shown
    assert [error.value in shown for error in page.error] == [True]
    (fault,) = [record for record in caplog.records if record.name == "dashboard.views.faults"]
    assert fault.getMessage().rsplit(" ", 1)[-1] in page.error[0].value
    assert len(page.get("plotly_chart")) >= 4, "the other charts are drawn"


@pytest.mark.usefixtures("rich")
@pytest.mark.parametrize("page", ["bottlenecks", "overview"])
def test_verdicts_that_fail_while_they_are_drawn_leave_the_panels_below_them(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crooked(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    whole = len(run(page, {}).subheader)
    monkeypatch.setattr("dashboard.views.bottlenecks_verdicts.window_said", crooked)
    failed = run(page, {})
    assert [PANEL_FAILED in error.value for error in failed.error] == [True]
    assert len(failed.subheader) == whole, "every panel is there"


def test_a_panel_that_fails_on_a_board_leaves_the_other_pins(rich: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    def crooked(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    board = boards.make(rich, "Monday")
    for panel in ("months", "causes"):
        boards.pin(rich, board.board_id, "win_loss", panel, {})
    monkeypatch.setitem(PANELS["win_loss"], "months", crooked)
    page = run_with(any_board)
    assert not page.exception
    assert PANEL_FAILED in page.error[0].value
    assert len(page.get("plotly_chart")) == 1


def any_board() -> None:
    """The page of the boards, as its script runs it."""
    from dashboard.views import boards as boards_page
    from dashboard.views import frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render_plain(boards_page.page)
