"""The flags a deal can carry: what each means, its rule in words, and its threshold, which a person may set."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from dashboard.formatting import share
from dashboard.language import Words, mark
from dashboard.metrics.grounds import sql_path
from dashboard.warehouse.scope import Scope

SETTING: Final = "flag."
"""Begins the name of a threshold in the settings: `flag.idle` is "21"."""
ALLOWED_DAYS: Final = "allowed_days"
"""Name of the setting with the days a stage allows: JSON, a list of [pipeline, stage, days]."""


@dataclass(frozen=True)
class Flag:
    """One flag. `rule` names its `{threshold}`: days, a number of times, or a share of the won deals (`is_share`)."""

    name: str
    title: str
    rule: str
    threshold: float | None = None
    is_share: bool = False


FLAGS: Final = (
    Flag(
        "stuck",
        mark("stuck"),
        mark(
            "Longer in its stage than {threshold} of the won deals were; where too few were won, longer than the "
            "stage allows"
        ),
        0.75,
        is_share=True,
    ),
    Flag("idle", mark("idle"), mark("No activity for {threshold} days or more"), 14),
    Flag("overdue", mark("overdue"), mark("Expected close before the day of the report")),
    Flag("pushed", mark("pushed"), mark("Expected close moved later {threshold} times or more"), 3),
    Flag("moved_back", mark("moved back"), mark("In an earlier stage than it had reached")),
    Flag("no_amount", mark("no amount"), mark("Amount blank, zero or less")),
    Flag(
        "huge_amount",
        mark("very large"),
        mark("Amount above that of {threshold} of the won deals of its pipeline"),
        0.95,
        is_share=True,
    ),
    Flag("no_next_step", mark("no next step"), mark("Neither a next step nor a planned activity")),
    Flag(
        "implausible_close",
        mark("odd close date"),
        mark(
            "Expected close more than a year past, or further ahead than {threshold} times the cycle in which 90 % of "
            "the deals of its pipeline were won"
        ),
        2,
    ),
)
"""In the order shown."""
FLAG_NAMES: Final = tuple(flag.name for flag in FLAGS)


@dataclass(frozen=True)
class Thresholds:
    """What people set, else the defaults. `allowed_days`: by pipeline and stage."""

    by_flag: dict[str, float]
    allowed_days: dict[tuple[str, str], float]

    def of(self, flag: str) -> float:
        """The threshold of a flag that has one."""
        return self.by_flag[flag]


def thresholds(scope: Scope) -> Thresholds:
    """The thresholds in force; a setting that is no sensible number counts as not set."""
    told = dict(scope.lasting(sql_path("deal_flag_settings")))
    by_flag = {flag.name: _number(told.get(SETTING + flag.name), flag) for flag in FLAGS if flag.threshold is not None}
    return Thresholds(by_flag, _allowed(told.get(ALLOWED_DAYS)))


def rule_of(flag: Flag, by_flag: Mapping[str, float], words: Words) -> str:
    """The rule of a flag with the threshold in force: "No activity for 14 days or more"."""
    if flag.threshold is None:
        return words(flag.rule)
    threshold = by_flag.get(flag.name, flag.threshold)
    shown = share(threshold, words) if flag.is_share else words.number(threshold, 0 if threshold % 1 == 0 else 1)
    return words(flag.rule, threshold=shown)


def _number(text: str | None, flag: Flag) -> float:
    default = flag.threshold or 0.0
    try:
        number = float(text) if text is not None else default
    except ValueError:
        return default
    if not math.isfinite(number) or number <= 0 or (flag.is_share and number >= 1):
        return default
    return number


def _allowed(text: str | None) -> dict[tuple[str, str], float]:
    try:
        told: Any = json.loads(text or "[]")
    except ValueError:
        return {}
    return {
        (str(row[0]), str(row[1])): float(row[2])
        for row in (told if isinstance(told, list) else [])
        if isinstance(row, list) and len(row) == 3 and isinstance(row[2], int | float) and 0 < row[2] < math.inf
    }
