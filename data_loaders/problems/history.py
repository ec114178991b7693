"""Sentences about histories and lists: which steps are stages, which files belong together, what found no deal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from data_loaders.problems.sentence import Sentence, mark

HISTORY: Final[Mapping[str, Sentence]] = {
    "activity_chosen": Sentence(mark("As chosen.")),
    "activity_of_group": Sentence(mark("One of the steps of the application itself (A_).")),
    "activity_work": Sentence(mark("Work on a deal, no stage of it."), mark("Choose it if it is a stage.")),
    "activity_known": Sentence(mark("Its name is known as a stage or an outcome.")),
    "activity_any": Sentence(mark("Nothing speaks against a stage.")),
    "activities_chosen": Sentence(mark("{count} rows of the log name activities that were not chosen as stages.")),
    "activities_work": Sentence(
        mark("{count} rows of the log are work on a deal, such as calls and mails, and no stages."),
        mark("Choose the activities that are stages if others are meant."),
    ),
    "xes_not_complete": Sentence(
        mark("{count} events only say that work was planned, begun or interrupted; the end of each step counts.")
    ),
    "xes_without_case": Sentence(mark("The event has no activity or no time, or its case has no name.")),
    "xes_doctype": Sentence(
        mark("{file_name} declares entities of its own, as files made to do harm do; it was not read."),
        mark("Write the log again without a document type."),
    ),
    "xes_damaged": Sentence(
        mark("{file_name} is an event log (XES) that breaks off or is not well-formed (line {line})."),
        mark("Export it again, or as CSV."),
    ),
    "history_shared_name": Sentence(
        mark("{count} rows of a history name a deal only by a name that several deals share; they were left out."),
        mark("Export the id of the deal with the history."),
    ),
    "history_unmatched": Sentence(
        mark("{count} rows of a history speak of deals that are in no list; each such deal was made from its history."),
        mark("Load the list of deals of the same system, with its ids."),
    ),
    "history_by_name": Sentence(
        mark("{count} rows of a history were joined to their deal by its name, not by an id."),
        mark("Export the id of the deal with the history."),
    ),
    "activities_unmatched": Sentence(
        mark("{count} activities name no deal of any list."), mark("Export the id of the deal with the activities.")
    ),
    "snapshot_shared_key": Sentence(
        mark("{count} rows of one snapshot have the same name, customer, pipeline and creation day and no id; of each "
             "such group only the last row is followed."),
        mark("Export the id of the deal as well."),
    ),
    "snapshot_unmatched": Sentence(
        mark(
            "{count} deals without an id have no partner in the snapshot before or after; renamed deals look like this."
        ),
        mark("Export the id of the deal as well."),
    ),
    "snapshot_missing": Sentence(
        mark("{count} open deals are missing from the newest file of their list."),
        mark("Check whether the filter of the export changed, or whether they were deleted or merged."),
    ),
    "lists_apart": Sentence(
        mark("{count} files of one system were taken for lists of their own and not compared with each other."),
        mark("Name the list (series) when loading if they are snapshots of one."),
    ),
    "ids_apart": Sentence(
        mark("{count} ids are used by two systems for deals whose names or customers differ; they were kept apart."),
        mark("State the same source for both files if they mean the same deals."),
    ),
    "imports_repeat": Sentence(
        mark("{count} files state exactly what an earlier file states, in another form; they change nothing.")
    ),
    "history_sources": Sentence(
        mark("{count} deals have a history in several files; the better evidence was taken for each of them.")
    ),
}  # fmt: skip
