"""Colours and type of every chart: the one place, light and dark.

Won and lost are a teal and an orange, which stay apart in every kind of colour sight; a sign or a word always says the
same. Categories are at most six, then grey.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

FONT: Final = (
    '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, '
    '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
)
TEXT_SIZE: Final = 13
NOTE_SIZE: Final = 12
PREVIOUS_SHARE: Final = 0.35
"""How much of a hue the previous period keeps."""
UNDECIDED_SHARE: Final = 0.4
"""How much of a hue the deals keep whose way is not decided yet."""
HEAT_STRENGTH: Final = 0.62
"""How much of the hue a cell at twice (or half) the median takes, so that text on it stays readable."""
HEAT_STEPS: Final = 3
"""Steps on each side of the median, equal on a log scale: 0.5×, 0.63×, 0.79×, 1×, 1.26×, 1.59×, 2×."""


@dataclass(frozen=True)
class Theme:
    """The tokens of one appearance; every colour is #rrggbb."""

    name: str
    paper: str
    surface: str
    text: str
    muted: str
    grid: str
    accent: str
    won: str
    lost: str
    open: str
    void: str
    shorter: str
    longer: str
    categories: tuple[str, ...]

    @property
    def red_up(self) -> Theme:
        """The same with the hues of won and lost exchanged: Chinese markets read red as up."""
        return replace(self, won=self.lost, lost=self.won)

    def category(self, index: int) -> str:
        """The colour of the n-th category; the seventh and later are grey."""
        return self.categories[index] if index < len(self.categories) else self.open

    def tint(self, colour: str, share: float) -> str:
        """A colour laid on the paper: share 0 is paper, 1 the colour."""
        return mixed(self.paper, colour, share)

    def previous(self, colour: str) -> str:
        """The colour of the previous period's line."""
        return self.tint(colour, PREVIOUS_SHARE)

    def heat(self, ratio: float) -> str:
        """The colour of a stay `ratio` times its stage's own median: blue below, paper at 1, orange above."""
        step = heat_step(ratio)
        hue = self.longer if step > 0 else self.shorter
        return self.tint(hue, HEAT_STRENGTH * abs(step) / HEAT_STEPS)


LIGHT: Final = Theme(
    name="light",
    paper="#ffffff",
    surface="#f5f7fa",
    text="#0b0f19",
    muted="#4b5565",
    grid="#e3e7ee",
    accent="#0a4fd6",
    won="#0b7a6f",
    lost="#c2570c",
    open="#5a6577",
    void="#9aa6b8",
    shorter="#2f7de0",
    longer="#e8792b",
    categories=("#0a4fd6", "#ed511d", "#541233", "#bc4ea0", "#840b0b", "#3ea370"),
)
DARK: Final = Theme(
    name="dark",
    paper="#0f141d",
    surface="#171d29",
    text="#e8ecf3",
    muted="#a3adbd",
    grid="#2a3342",
    accent="#7aa7ff",
    won="#3fc1b0",
    lost="#f2994a",
    open="#9aa6b8",
    void="#5a6577",
    shorter="#3f7ef0",
    longer="#d9711f",
    categories=("#7aa7ff", "#d44211", "#f2ccc0", "#c0598c", "#bff589", "#805af2"),
)
THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}


def mixed(ground: str, colour: str, share: float) -> str:
    """`share` of `colour` over `ground`, in sRGB."""
    pairs = ((int(ground[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def heat_step(ratio: float) -> int:
    """−3 … 3: the log step of a ratio to the median; half or less is −3, twice or more is 3."""
    if ratio <= 0:
        return -HEAT_STEPS
    return max(-HEAT_STEPS, min(HEAT_STEPS, round(math.log2(ratio) * HEAT_STEPS)))


def see_through(colour: str, share: float) -> str:
    """The colour as an rgba() of the given opacity, for bands that lie over lines."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share:g})"
