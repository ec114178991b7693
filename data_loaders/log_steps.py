"""Which activities of an event log are stages of a deal, and which are work done on it, with reasons.

A person decides with `Options.activities`; without that it is guessed and reported, so that a screen can offer it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from data_loaders.report import Said, ValueGuess
from data_loaders.stage_words import rank_of, status_of_stage

_GROUP: Final = re.compile(r"^([A-Z])_")
_APPLICATIONS: Final = "A_"
_WORK: Final = re.compile(
    r"\b(?:call|phone|e-?mail|mail|meeting|task|note|reminder|visit|letter|sms|upload|download|print|login|comment|"
    r"document|update field|field update|assign(?:ed|ment)?|changed? owner|follow[- ]?up)\b"
    r"|电话|邮件|拜访|会议|备注|任务|短信|提醒|跟进|微信|上传|下载|分配|指派",
    re.IGNORECASE,
)
_LEAST_STAGES: Final = 2


@dataclass(frozen=True)
class LogStep:
    """One activity of a log: how many rows name it, whether it is a stage, and why."""

    activity: str
    rows: int
    is_stage: bool
    reason: Said

    def guess(self) -> ValueGuess:
        """The same for the load report; `meant` is '' for work that is no stage."""
        return ValueGuess("activity", self.activity, self.activity if self.is_stage else "", self.rows, self.reason)


def steps_of(counts: Sequence[tuple[str, int]], chosen: Collection[str] | None) -> tuple[LogStep, ...]:
    """Every activity (name, rows) judged: as chosen, else by groups such as A_, O_ and W_, else by its words.

    Words alone never leave fewer than two stages: then every activity is one.
    """
    if chosen is not None:
        return tuple(_step(one, one[0] in chosen, "activity_chosen") for one in counts)
    names = [name for name, _ in counts]
    if prefix := _prefix(names):
        return tuple(
            _step(one, one[0].startswith(prefix), "activity_of_group" if one[0].startswith(prefix) else "activity_work")
            for one in counts
        )
    known = {name for name in names if rank_of(name) is not None or status_of_stage(name) is not None}
    work = {name for name in names if name not in known and _WORK.search(name)}
    if not work or not known or len(names) - len(work) < _LEAST_STAGES:
        return tuple(_step(one, True, "activity_known" if one[0] in known else "activity_any") for one in counts)
    codes = {**dict.fromkeys(names, "activity_any"), **dict.fromkeys(known, "activity_known")}
    codes |= dict.fromkeys(work, "activity_work")
    return tuple(_step(one, one[0] not in work, codes[one[0]]) for one in counts)


def _step(counted: tuple[str, int], is_stage: bool, code: str) -> LogStep:  # noqa: FBT001
    return LogStep(*counted, is_stage, Said(code))


def _prefix(names: Sequence[str]) -> str:
    """`A_` in logs whose activities come in groups such as A_, O_ and W_: applications, offers and work steps."""
    groups = Counter(found.group(1) for name in names if (found := _GROUP.match(name)))
    grouped = sum(groups.values()) == len(names) and len(groups) > 1
    return _APPLICATIONS if grouped and "A" in groups else ""
