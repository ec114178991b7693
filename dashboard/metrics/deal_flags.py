"""Open deals to talk about, each with the flags it carries (definitions §9): a list of rules, no score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.deal_flags_limits import size_limits, stay_limits
from dashboard.metrics.deal_flags_rules import FLAG_NAMES, FLAGS, Flag, Thresholds, rule_of, thresholds
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.side_by_side import side_by_side
from dashboard.warehouse.scope import Scope

__all__ = ["FLAGS", "FLAG_NAMES", "NAME", "Flag", "FlaggedDeal", "ask", "numbers", "rule_of", "thresholds"]

NAME: Final = "deal_flags"
ALL: Final = 1_000_000_000
UNKNOWN_FLAG: Final = mark("There is no flag “{flag}”.")
CHOOSE_FLAG: Final = mark("Choose one of: {known}.")
NOT_STUCK: Final = mark("not looked at for “stuck”: too few deals were won, and no days are set")
NOT_IDLE: Final = mark("not looked at for “idle”: no recent activities are loaded")
NOT_OVERDUE: Final = mark("not looked at for “overdue” and “odd close date”: no expected close is known")
NOT_PUSHED: Final = mark("not looked at for “pushed”: no history of close dates is loaded")
NOT_BACK: Final = mark("not looked at for “moved back”: no history that shows moves back")
NOT_AMOUNT: Final = mark("not looked at for “no amount” and “very large”: no file has amounts")
NOT_HUGE: Final = mark("not looked at for “very large”: fewer than 20 won deals with an amount in every pipeline")
NOT_STEP: Final = mark("not looked at for “no next step”: no file has a column for it")


@dataclass(frozen=True)
class FlaggedDeal:
    """One open deal and its flags, in the order of FLAGS. `value` in the reporting currency.

    `age_days`: in its stage, earlier visits to it included; None where its entry is not known. `last_activity`: by the
    as-of; None: none known.
    """

    deal_id: str
    name: str
    account: str
    owner: str
    pipeline: str
    stage: str
    value: float | None
    age_days: float | None
    expected_close: date | None
    next_step: str
    last_activity: date | None
    flags: tuple[str, ...]


@dataclass(frozen=True)
class _Grounds:
    """What the data can tell; see deal_flag_grounds.sql."""

    open_deals: int
    told_moves: int
    dated: int
    has_amounts: bool
    states_activity: bool
    newest_activity_day: int | None
    has_close_changes: bool
    states_next_step: bool


def ask(
    scope: Scope, most: int = 50, flags: Sequence[str] = (), deal_ids: Sequence[str] | None = None
) -> Answer[FlaggedDeal]:
    """The flagged deals, those with most flags first, then the largest; `n` counts all, rows hold at most `most`.

    `flags`: only deals that carry every one of these; `deal_ids`: only deals with these ids. A flag that the data
    cannot carry is not raised; `excluded` names it with the open deals that were not looked at. Raises DashboardError
    for an unknown flag.
    """
    found, asked = _found(scope, most, flags, deal_ids)
    rows = tuple(FlaggedDeal(*(*row[:-3], tuple(row[-3]))) for row in found)
    return replace(asked, n=found[0][-1] if found else 0, rows=rows)


def numbers(scope: Scope, flags: Sequence[str] = ()) -> list[int]:
    """The numbers of the flagged deals: what a list of deals is asked with."""
    found, _ = _found(scope, ALL, flags, None)
    return [row[-2] for row in found]


def _found(
    scope: Scope, most: int, flags: Sequence[str], deal_ids: Sequence[str] | None
) -> tuple[list[tuple[Any, ...]], Answer[FlaggedDeal]]:
    for flag in flags:
        if flag not in FLAG_NAMES:
            raise DashboardError(UNKNOWN_FLAG, CHOOSE_FLAG, exit_code=USAGE, flag=flag, known=", ".join(FLAG_NAMES))
    limits = thresholds(scope)
    with side_by_side() as pool:
        told = pool.submit(scope.rows, sql_path("deal_flag_grounds"))
        known = {**stay_limits(scope, limits).parameters, **size_limits(scope, limits)}
    grounds = _Grounds(*told.result()[0])
    parameters = {**known, **_parameters(scope, grounds, limits)}
    excluded = _not_looked_at(grounds, parameters)
    among = None if deal_ids is None else list(deal_ids)
    bound = {**parameters, "most": most, "wanted": list(flags) or None, "deal_ids": among}
    asked = answer(scope, NAME, "deal_flags")
    asked = replace(asked, excluded=excluded, parameters={**asked.parameters, **bound})
    return scope.rows(sql_path("deal_flags"), **bound), asked


def _parameters(scope: Scope, grounds: _Grounds, limits: Thresholds) -> dict[str, Any]:
    idle_days = int(limits.of("idle"))
    return {
        "idle_days": idle_days,
        "least_pushes": limits.of("pushed"),
        "raised": _raised(scope, grounds, idle_days),
    }


def _raised(scope: Scope, grounds: _Grounds, idle_days: int) -> list[str]:
    """The flags that the data can carry."""
    today = scope.as_of_min // 1440
    newest = grounds.newest_activity_day
    carried = {
        "idle": grounds.states_activity or (newest is not None and today - newest < idle_days),
        "overdue": grounds.dated > 0,
        "pushed": grounds.has_close_changes,
        "moved_back": grounds.told_moves > 0,
        "no_amount": grounds.has_amounts,
        "huge_amount": grounds.has_amounts,
        "no_next_step": grounds.states_next_step,
        "implausible_close": grounds.dated > 0,
    }
    return [flag for flag in FLAG_NAMES if carried.get(flag, True)]


def _not_looked_at(grounds: _Grounds, parameters: dict[str, Any]) -> dict[str, int]:
    """Why a flag was not raised → the open deals that were not looked at."""
    raised = parameters["raised"]
    missing = {
        NOT_STUCK: not parameters["pipelines"],
        NOT_IDLE: "idle" not in raised,
        NOT_OVERDUE: "overdue" not in raised,
        NOT_PUSHED: "pushed" not in raised,
        NOT_BACK: "moved_back" not in raised,
        NOT_AMOUNT: "no_amount" not in raised,
        NOT_HUGE: "huge_amount" in raised and not any(value is not None for value in parameters["large_values"]),
        NOT_STEP: "no_next_step" not in raised,
    }
    return {reason: grounds.open_deals for reason, is_missing in missing.items() if is_missing and grounds.open_deals}
