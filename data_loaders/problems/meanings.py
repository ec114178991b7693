"""Sentences about values: what each stage, pipeline, owner and currency was taken for, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

MEANINGS: Final[Mapping[str, Sentence]] = {
    "stage_by_hand": Sentence(mark("Set by hand.")),
    "stage_stated": Sentence(mark("The file itself states its place.")),
    "stage_columns": Sentence(mark("Its place follows the order of the date columns.")),
    "stage_moves": Sentence(mark("Its place is where most deals passed it.")),
    "stage_words": Sentence(mark("Its name is known in sales: its place follows from the words.")),
    "stage_probability": Sentence(mark("Its place follows from its probability, {percent} % on average.")),
    "stage_first_seen": Sentence(mark("Nothing tells its place: it stands where it first shows in the file.")),
    "stage_beside": Sentence(mark("This system states the outcome beside the stage, so that no stage ends a deal.")),
    "stage_words_agreed": Sentence(
        mark("The words of its name mean this outcome, and {count} of its {deals} deals state it.")
    ),
    "stage_words_closing": Sentence(mark("The words of its name mean this outcome.")),
    "stage_words_denied": Sentence(
        mark("Its name sounds like an outcome, but {count} of its {deals} deals are open by their own columns.")
    ),
    "stage_by_outcomes": Sentence(mark("{count} of its {deals} deals state this outcome in a column of their own.")),
    "stage_unsure": Sentence(mark("Nothing says that it ends a deal.")),
    "stage_win_dates": Sentence(mark("Its deals have a date of winning, those of other stages do not.")),
    "stage_loss_dates": Sentence(mark("Its deals have a date of losing, those of other stages do not.")),
    "stage_loss_reasons": Sentence(mark("Its deals have a reason for loss, those of other stages do not.")),
    "stage_all_certain": Sentence(mark("All its deals have a probability of 100 %.")),
    "stage_all_hopeless": Sentence(mark("All its deals have a probability of 0 %.")),
    "stage_closed_won": Sentence(
        mark("Its name ends a deal, and no other stage means won: taken for won."), mark("Say so if it is not.")
    ),
    "stage_closed_lost": Sentence(
        mark("Its name ends a deal, and no other stage means lost: taken for lost."), mark("Say so if it is not.")
    ),
    "stage_closed_answered": Sentence(mark("Its name ends a deal; how was stated.")),
    "stage_closed_unknown": Sentence(
        mark("Its name ends a deal without saying how: counted as neither won nor lost."),
        mark("Say whether it means won or lost."),
    ),
    "closed_without_outcome": Sentence(
        mark("“{value}” ends {count} deals without saying how; they count as neither won nor lost until it is known."),
        mark("Say whether they are won or lost."),
    ),
    "value_by_hand": Sentence(mark("Set by hand.")),
    "value_as_written": Sentence(mark("Taken as it is written.")),
    "value_alike": Sentence(
        mark("Looks like “{other}”, but was kept apart."), mark("Say that it means the same if it does.")
    ),
    "owner_is_id": Sentence(mark("An id instead of a name."), mark("Load the list of owners, or name it here.")),
    "currency_known": Sentence(mark("Means {code}.")),
    "currency_ambiguous": Sentence(
        mark("A sign of several currencies; taken for {code}."), mark("Say which one it is if it is another.")
    ),
    "currency_unknown": Sentence(mark("No known currency; taken as it is written."), mark("Say which one it is.")),
    "currency_of_amounts": Sentence(mark("The amounts themselves, or their header, say {code}.")),
    "currency_stated": Sentence(mark("Stated for all amounts that name none.")),
}
