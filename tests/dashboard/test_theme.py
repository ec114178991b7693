"""The theme of the pages is that of the charts, readable in both appearances, and fetches nothing."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from dashboard.charts.theme import DARK, LIGHT, Theme
from dashboard.settings import PROJECT

CONFIG = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
APPEARANCES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def colours(theme: Theme) -> dict[str, Any]:
    """The section of an appearance."""
    section: dict[str, Any] = CONFIG["theme"][theme.name]
    return section


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", APPEARANCES)
def test_pages_and_charts_share_their_tokens(theme: Theme) -> None:
    section = colours(theme)
    assert section["backgroundColor"] == theme.paper
    assert section["secondaryBackgroundColor"] == theme.surface
    assert section["textColor"] == theme.text
    assert section["primaryColor"] == section["linkColor"] == theme.accent
    assert section["borderColor"] == theme.grid
    assert tuple(section["chartCategoricalColors"][: len(theme.categories)]) == theme.categories


@pytest.mark.parametrize("theme", APPEARANCES)
def test_there_are_exactly_ten_colours_a_palette(theme: Theme) -> None:
    for kind in ("Categorical", "Sequential", "Diverging"):
        assert len(set(colours(theme)[f"chart{kind}Colors"])) == 10


@pytest.mark.parametrize("theme", APPEARANCES)
def test_text_is_readable_on_paper_and_on_surfaces(theme: Theme) -> None:
    section = colours(theme)
    for ground in (theme.paper, theme.surface):
        assert contrast(theme.text, ground) >= 7
        assert contrast(theme.muted, ground) >= 4.5
        assert contrast(theme.accent, ground) >= 4.5
    for name in ("red", "green", "blue", "yellow"):
        assert contrast(section[f"{name}TextColor"], section[f"{name}BackgroundColor"]) >= 4.5
        assert contrast(section[f"{name}TextColor"], theme.paper) >= 4.5


@pytest.mark.parametrize("theme", APPEARANCES)
def test_marks_stand_out_from_the_paper(theme: Theme) -> None:
    for colour in (*theme.categories, theme.won, theme.lost, theme.open):
        assert contrast(colour, theme.paper) >= 3


def test_nothing_is_fetched_and_nothing_is_told() -> None:
    text = (PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "://" not in text
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert set(CONFIG["server"]["allowedHosts"]) == {"127.0.0.1", "localhost"}


def test_the_font_stack_is_the_systems_with_chinese() -> None:
    assert {"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC"} <= {
        name.strip(" '") for name in CONFIG["theme"]["font"].split(",")
    }
