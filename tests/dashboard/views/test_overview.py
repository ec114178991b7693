"""Overview, bottlenecks, velocity and win/loss: each page with deals, with few, with none, and in both languages."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.views.overview import headline
from dashboard.views.overview_figures import open_figure, rate_figure, velocity_figure
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import load_files
from data_loaders.options import Options
from tests.dashboard.charts.answered import EN, answered, changes, open_now, spaced, speed, velocity
from tests.dashboard.views.conftest import run_with, said, said_in_html
from tests.journeys.export import write_list


def overview_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, overview
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(overview.page)


def bottlenecks_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import bottlenecks, frame
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(bottlenecks.page)


def velocity_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, velocity
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(velocity.page)


def win_loss_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, win_loss
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(win_loss.page)


PAGES = pytest.mark.parametrize("script", [overview_page, bottlenecks_page, velocity_page, win_loss_page])


@PAGES
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.usefixtures("told")
def test_every_page_opens_on_a_handful_of_deals(script: Callable[[], None], language: str) -> None:
    shown = run_with(script, lang=language)
    assert not shown.exception
    assert not shown.error


@PAGES
@pytest.mark.usefixtures("told")
def test_every_page_stands_a_filter_that_leaves_nothing(script: Callable[[], None]) -> None:
    shown = run_with(script, **{"from": "2030-01-01", "before": "2031-01-01"})
    assert not shown.exception
    assert not shown.error


@pytest.mark.usefixtures("told")
def test_the_win_rate_of_two_decided_deals_is_shown_with_its_interval() -> None:
    page = run_with(overview_page)
    figures = {metric.label: (metric.value, spaced(metric.delta)) for metric in page.metric}
    assert spaced(figures["Win rate"][0]) == "50 %"
    assert figures["Velocity a day"][0] == "–"
    notes = [spaced(note) for note in said_in_html(page)]
    assert any(note.endswith("n 2") for note in notes)
    assert "under 20 closed" in notes


@pytest.mark.usefixtures("told")
def test_a_waterfall_bar_in_the_link_lists_its_deals() -> None:
    page = run_with(overview_page, of="pipeline_changes", part="created")
    assert "1 deal: Created" in said(page)


@pytest.mark.usefixtures("told")
def test_a_row_of_win_loss_in_the_link_lists_its_deals() -> None:
    page = run_with(win_loss_page, by="owner", of="win_loss", part="lost", where="owner", value="Bo")
    assert not page.warning
    assert "1 deal lost · Owner: Bo" in said(page)


OPEN = open_now(("Sales", "Lead", 3, 48.2e6))


def test_the_headline_says_what_is_open_how_it_moved_and_why() -> None:
    week = changes(start=(4, 51.3e6), created=(1, 4.8e6), pushed_out=(1, -5.1e6), lost=(1, -2.9e6), end=(3, 48.2e6))
    assert headline(OPEN, week, EN) == (
        "Open pipeline is ¥ 48.2M, down 6 % since last week: ¥ 5.1M was pushed out, ¥ 4.8M is new, ¥ 2.9M was lost."
    )


def test_the_headline_of_a_quiet_week() -> None:
    assert headline(OPEN, changes(start=(3, 48.2e6), end=(3, 48.2e6)), EN) == (
        "Open pipeline is ¥ 48.2M, unchanged since last week."
    )


def test_the_headline_of_a_pipeline_that_was_empty_a_week_ago_has_no_percentage() -> None:
    said_now = headline(OPEN, changes(start=(0, 0.0), created=(3, 48.2e6), end=(3, 48.2e6)), EN)
    assert said_now == "Open pipeline is ¥ 48.2M in 3 deals."


def test_the_headline_where_nothing_is_open() -> None:
    assert headline(open_now(), changes(start=(0, 0.0), end=(0, 0.0)), EN) == "No deal is open."


def test_a_figure_without_a_value_is_a_dash_with_its_reason() -> None:
    figure = rate_figure(answered("win_rate", ()), None, EN)
    assert (figure.value, figure.beside) == ("–", "nothing closed")
    assert velocity_figure(velocity(speed(1, 100.0), speed(2, None)), None, EN).value == "–"
    assert open_figure(open_now(), open_now(), EN).value == "–"


def test_velocity_is_compared_with_the_velocity_then() -> None:
    now = velocity(speed(1, 100.0), speed(2, 120.0))
    assert spaced(velocity_figure(now, velocity(speed(1, 80.0)), EN).change) == "+50 %"
    assert not velocity_figure(now, velocity(speed(1, None)), EN).change
    assert not velocity_figure(now, None, EN).change


def test_the_headline_names_the_day_it_compares_with() -> None:
    week = changes(start=(3, 40.2e6), created=(1, 8e6), end=(3, 48.2e6))
    assert headline(OPEN, week, EN, then="15 Aug 2026") == (
        "Open pipeline is ¥ 48.2M, up 20 % since 15 Aug 2026: ¥ 8M is new."
    )


def test_an_open_value_is_compared_with_the_open_value_then_and_not_with_nothing() -> None:
    assert spaced(open_figure(OPEN, open_now(("Sales", "Lead", 4, 51.3e6)), EN).change) == "−6 %"
    assert not open_figure(OPEN, open_now(), EN).change


@pytest.fixture
def listed(warehouse: Warehouse, tmp_path: Path) -> None:
    """Forty deals in one export, with their present stage only."""
    load_files(warehouse, [(write_list(tmp_path / "my deals.csv"), Options())])


@pytest.mark.usefixtures("listed")
def test_a_list_without_a_history_says_once_what_it_cannot_show_and_invents_no_change() -> None:
    page = run_with(overview_page)
    shown = said(page)
    assert shown.count("These files cannot show this") == 2, "the changes, and the target"
    assert "Where it is stuck" not in [title.value for title in page.subheader]
    assert not next(metric for metric in page.metric if metric.label == "Open pipeline").delta
