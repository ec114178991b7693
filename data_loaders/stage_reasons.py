"""Why a stage stands where it stands and means what it means: the short reason that stays with it, and its sentence."""

from __future__ import annotations

from typing import Final

from data_loaders.closing_signs import ALL_CERTAIN, ALL_HOPELESS, LOSS_DATES, LOSS_REASONS, WIN_DATES
from data_loaders.problems import mark

BESIDE: Final = mark("the system states outcomes beside the stage")
DENIED: Final = mark("its deals are open by their own columns")
BY_OUTCOMES: Final = mark("all its deals are closed so by their own columns")
NOTHING_SAYS: Final = mark("nothing says that it closes a deal")
CLOSED_MEANS_WON: Final = mark("its name ends a deal, and the file knows losses but no other win")
CLOSED_MEANS_LOST: Final = mark("its name ends a deal, and the file knows wins but no other loss")
CLOSED_ANSWERED: Final = mark("its name ends a deal, and a person said how")
CLOSED_UNKNOWN: Final = mark("its name ends a deal without saying how")
REASONS: Final = {
    0: mark("set by hand"),
    1: mark("stated by the file"),
    2: mark("order of the date columns"),
    3: mark("order in which deals moved"),
    4: mark("known words"),
    5: mark("probability"),
    6: mark("first seen"),
}
REASON_CODES: Final = {
    REASONS[0]: "stage_by_hand",
    REASONS[1]: "stage_stated",
    REASONS[2]: "stage_columns",
    REASONS[3]: "stage_moves",
    REASONS[4]: "stage_words",
    REASONS[5]: "stage_probability",
    REASONS[6]: "stage_first_seen",
    BESIDE: "stage_beside",
    DENIED: "stage_words_denied",
    BY_OUTCOMES: "stage_by_outcomes",
    NOTHING_SAYS: "stage_unsure",
    WIN_DATES: "stage_win_dates",
    LOSS_DATES: "stage_loss_dates",
    LOSS_REASONS: "stage_loss_reasons",
    ALL_CERTAIN: "stage_all_certain",
    ALL_HOPELESS: "stage_all_hopeless",
    CLOSED_MEANS_WON: "stage_closed_won",
    CLOSED_MEANS_LOST: "stage_closed_lost",
    CLOSED_ANSWERED: "stage_closed_answered",
    CLOSED_UNKNOWN: "stage_closed_unknown",
}
"""The short reason that stays with a stage → the sentence of the load report."""
