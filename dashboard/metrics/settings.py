"""Every setting that people can decide: those of the warehouse, and the thresholds of the flags."""

from __future__ import annotations

import math
from typing import Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.metrics.deal_flags_rules import FLAGS, SETTING, Flag
from dashboard.warehouse.decisions import DECISIONS, Decision

NOT_A_THRESHOLD: Final = mark("“{value}” is not a number above 0.")
NOT_A_SHARE: Final = mark("“{value}” is not a share between 0 and 100 %.")
WRITE_NUMBER: Final = mark("Write a number like 14.")
WRITE_SHARE: Final = mark("Write a share like 75 % or 0.75.")


def _threshold(flag: Flag) -> Decision:
    """The setting of a flag's threshold."""

    def read(text: str) -> str:
        number = _number(text)
        if flag.is_share and not 0 < number < 1:
            raise DashboardError(NOT_A_SHARE, WRITE_SHARE, exit_code=USAGE, value=text)
        if not number > 0:
            raise DashboardError(NOT_A_THRESHOLD, WRITE_NUMBER, exit_code=USAGE, value=text)
        return f"{number:g}"

    return Decision(SETTING + flag.name, flag.title, flag.rule, f"{flag.threshold:g}", read)


def _number(text: str) -> float:
    """The number of a text, a percentage as a share; −1 for what is none."""
    bare = text.strip().removesuffix("%").strip()
    try:
        number = float(bare)
    except ValueError:
        return -1.0
    number = number / 100 if text.strip().endswith("%") else number
    return number if math.isfinite(number) and number < 1e6 else -1.0


THRESHOLDS: Final = tuple(_threshold(flag) for flag in FLAGS if flag.threshold is not None)
"""The thresholds of the flags that have one, in the order of the flags."""
SETTINGS: Final = (*DECISIONS, *THRESHOLDS)
"""All of them, in the order shown."""
