"""Colours that can be told apart and read upon, in both appearances and in every kind of colour sight."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.theme import DARK, LIGHT, UNDECIDED_SHARE, Theme, heat_step, mixed, see_through

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
RATIOS = (0.2, 0.5, 0.63, 0.79, 1.0, 1.26, 1.59, 2.0, 5.0)
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour: str) -> tuple[float, ...]:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)


def contrast(one: str, other: str) -> float:
    lights = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    rgb = linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(m * c for m, c in zip(row, rgb, strict=True)))) for row in SIGHTS[sight])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, sight: str = "normal") -> float:
    return math.dist(lab(one, sight), lab(other, sight))


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_categories_differ_in_every_sight(theme: Theme, sight: str) -> None:
    closest = min(difference(one, other, sight) for one, other in itertools.combinations(theme.categories, 2))
    assert closest >= 20


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
def test_won_and_lost_differ_in_every_sight(theme: Theme, sight: str) -> None:
    assert difference(theme.won, theme.lost, sight) >= 20


@THEMES
def test_every_mark_stands_out_from_the_paper(theme: Theme) -> None:
    for colour in (theme.accent, theme.won, theme.lost, theme.open, *theme.categories):
        assert contrast(colour, theme.paper) >= 3, colour


@THEMES
@pytest.mark.parametrize("ratio", RATIOS)
def test_a_value_in_a_heat_cell_can_be_read(theme: Theme, ratio: float) -> None:
    assert contrast(theme.text, theme.heat(ratio)) >= 4.5


@THEMES
def test_a_label_inside_a_funnel_bar_can_be_read(theme: Theme) -> None:
    assert contrast(theme.paper, theme.accent) >= 4.5
    assert contrast(theme.paper, theme.won) >= 4.5


@THEMES
def test_the_undecided_end_is_lighter_than_its_bar_and_seen(theme: Theme) -> None:
    end = theme.tint(theme.accent, UNDECIDED_SHARE)
    assert difference(end, theme.accent) >= 20
    assert difference(end, theme.paper) >= 20


@THEMES
@pytest.mark.parametrize("sight", SIGHTS)
def test_longer_and_shorter_stays_differ_in_every_sight(theme: Theme, sight: str) -> None:
    assert difference(theme.heat(2.0), theme.heat(0.5), sight) >= 20


@THEMES
def test_the_median_itself_is_paper(theme: Theme) -> None:
    assert theme.heat(1.0) == theme.paper


@given(st.floats(min_value=1e-3, max_value=1e3))
def test_half_and_twice_are_equally_far_from_the_median(ratio: float) -> None:
    assert abs(heat_step(ratio) + heat_step(1 / ratio)) <= 1
    assert -3 <= heat_step(ratio) <= 3


def test_steps_grow_with_the_ratio_and_end_at_half_and_twice() -> None:
    steps = [heat_step(ratio) for ratio in RATIOS]
    assert steps == sorted(steps)
    assert (heat_step(0.5), heat_step(1), heat_step(2), heat_step(0)) == (-3, 0, 3, -3)


def test_a_mix_is_between_its_colours() -> None:
    assert mixed("#000000", "#ffffff", 0) == "#000000"
    assert mixed("#000000", "#ffffff", 1) == "#ffffff"
    assert mixed("#000000", "#ff8000", 0.5) == "#804000"
    assert see_through("#0a4fd6", 0.25) == "rgba(10,79,214,0.25)"


def test_the_seventh_category_is_grey() -> None:
    assert LIGHT.category(5) == LIGHT.categories[5]
    assert LIGHT.category(6) == LIGHT.category(60) == LIGHT.open
