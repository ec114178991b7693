"""A load report as lines for a person: what was understood of one file, and what was not."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from dashboard.cli.output import harmless
from dashboard.language import Words, mark
from dashboard.warehouse.imports import LoadResult
from dashboard.warehouse.joins import JoinGap
from data_loaders.problems import say
from data_loaders.report import LoadReport, Reject, ValueGuess

EVIDENCE: Final = {
    "A": mark("a log of changes: every number can be computed"),
    "B": mark("one date per stage: funnel and time in stage can be computed, moves back cannot"),
    "C": mark("dated snapshots: changes between them can be computed"),
    "D": mark("the current stage only: no stage conversion, no time in stage"),
}
MOST_SHOWN: Final = 10
MOST_VALUES: Final = 60
ENDS: Final = {"won": mark("won"), "lost": mark("lost"), "void": mark("void")}
STATUSES_IN_WORDS: Final = {"open": mark("open"), **ENDS}
FIELDS_IN_WORDS: Final = {
    "stage": mark("Stage"),
    "pipeline": mark("Pipeline"),
    "owner": mark("Owner"),
    "currency": mark("Currency"),
}


def print_report(path: Path, result: LoadResult | None, report: LoadReport, words: Words) -> None:
    """Print the report of one file; `result` is None for a dry run."""
    click.echo(f"{harmless(path.name)}: {harmless(outcome(result, words))}")
    for line in lines(report, words):
        click.echo(f"  {harmless(line)}")
    if result is None:
        for line in details(report, words):
            click.echo(f"  {harmless(line)}")


def print_gaps(gaps: Sequence[JoinGap], words: Words) -> None:
    """Print the spellings that no loaded list holds, with the one that was probably meant and how to say so."""
    for gap in gaps[:MOST_SHOWN]:
        said = words(
            "{deals} deals have {field} “{value}”, which the loaded list does not hold.",
            deals=words.number(gap.deals),
            field=gap.field,
            value=gap.value,
        )
        if gap.proposal is not None:
            said += " " + words(
                "If it means “{proposal}”: {command}",
                proposal=gap.proposal,
                command=shlex.join(["python", "-m", "dashboard", "join", gap.field, gap.value, gap.proposal]),
            )
        click.echo(harmless(said))


def outcome(result: LoadResult | None, words: Words) -> str:
    """What became of the file, in a phrase."""
    if result is None:
        return words("not loaded, only looked at")
    if result.read_anew:
        return words("read anew as import {import_id}, as it is mapped now", import_id=result.import_id)
    if result.already:
        return words("already loaded as import {import_id}; nothing was changed", import_id=result.import_id or "–")
    said = words("loaded as import {import_id}", import_id=result.import_id or "–")
    return f"{said}; {words('the sample data was removed')}" if result.replaced_sample else said


def lines(report: LoadReport, words: Words) -> Iterator[str]:
    """The report, a line a fact."""
    recognition = report.recognition
    yield words(
        "Recognised as {system} ({score} of 100): {evidence}",
        system=recognition.system,
        score=recognition.score,
        evidence=words("; ").join(words(one) for one in recognition.evidence) or "–",
    )
    if recognition.runner_up:
        runner_up = {"system": recognition.runner_up, "score": recognition.runner_up_score}
        unsure = "" if recognition.sure else words("This is not certain; --source says which.")
        yield " ".join(filter(None, (words("Next best: {system} ({score} of 100).", **runner_up), unsure)))
    yield words(
        "{read} rows read = {loaded} loaded + {merged} merged + {rejected} rejected",
        read=words.number(report.rows_read),
        loaded=words.number(report.rows_loaded),
        merged=words.number(report.rows_merged),
        rejected=words.number(report.rows_rejected),
    )
    for sheet in report.sheets:
        if len(report.sheets) > 1:
            kind = words("left alone") if sheet.kind == "ignored" else sheet.kind
            yield words(
                "Sheet “{sheet}”: {kind}, {rows} rows", sheet=sheet.sheet, kind=kind, rows=words.number(sheet.rows_read)
            )
    yield from _preview_lines(report, words)
    for change in report.changes:
        yield words("Changed in {cells} cells: {rule}", cells=words.number(change.cells), rule=say(change.rule, words))
    for finding in report.findings:
        yield words(
            "Found {count} times: {finding}", count=words.number(finding.count), finding=say(finding.said, words)
        )
    for reject in report.rejects[:MOST_SHOWN]:
        yield _reject_line(reject, words)
    if report.rows_rejected > MOST_SHOWN:
        yield words("… and {count} more rejected rows", count=words.number(report.rows_rejected - MOST_SHOWN))


def _preview_lines(report: LoadReport, words: Words) -> Iterator[str]:
    preview = report.preview
    if preview.deals:
        amounts = ", ".join(
            f"{words.number(amount)} {currency}".strip() for currency, amount in preview.amounts.items()
        )
        days = f"{preview.first_day or '–'} … {preview.last_day or '–'}"
        yield words(
            "{deals} deals, {amounts}, {days}", deals=words.number(preview.deals), amounts=amounts or "–", days=days
        )
        if preview.stages:
            yield words("Stages in order: {stages}", stages=" → ".join(preview.stages))
    if preview.entered:
        yield words("Reached, by the dates in the file: {stages}", stages=_reached(report, words))
    if preview.evidence in EVIDENCE and (preview.deals or preview.entered):
        yield words(
            "Evidence level {level}: {meaning}", level=preview.evidence, meaning=words(EVIDENCE[preview.evidence])
        )
    if report.as_of:
        yield words("True as of {as_of}: {reason}", as_of=report.as_of, reason=say(report.as_of_reason, words))


def _reached(report: LoadReport, words: Words) -> str:
    """`Discovery 1,600 · Qualified 999 (won 175, lost 1,384)`: open stages in order, then the outcomes."""
    outcomes = {one.value: one.status for one in report.values if one.field == "stage" and one.status != "open"}
    counts = report.preview.entered
    stages = " · ".join(f"{stage} {words.number(n)}" for stage, n in counts.items() if stage not in outcomes)
    ends = {status: sum(n for stage, n in counts.items() if outcomes.get(stage) == status) for status in ENDS}
    said = ", ".join(f"{words(ENDS[status])} {words.number(n)}" for status, n in ends.items() if n)
    return f"{stages} ({said})" if said and stages else stages or said


def details(report: LoadReport, words: Words) -> Iterator[str]:
    """What each column and value was taken for, and what only a person can say."""
    yield words("Columns:")
    for column in report.columns:
        field = column.target or words("kept beside")
        samples = " | ".join(column.samples) or "–"
        yield "  " + words(
            "{header} → {field} ({confidence} of 100). {reason} Such as: {samples}",
            header=column.header,
            field=field,
            confidence=column.confidence,
            reason=say(column.reason, words),
            samples=samples,
        )
    if report.values:
        yield words("Values:")
    for value in report.values[:MOST_VALUES]:
        yield "  " + _value_line(value, words)
    if len(report.values) > MOST_VALUES:
        yield "  " + words("… and {n} more values", n=words.number(len(report.values) - MOST_VALUES))
    if report.questions:
        yield words("Questions:")
    for question in report.questions:
        answers = " | ".join(question.choices)
        said = say(question.said, words)
        yield "  " + words(
            "{question} Answer in a mapping with {option}: {answers}",
            question=said,
            option=question.option,
            answers=answers,
        )


def _value_line(value: ValueGuess, words: Words) -> str:
    name = f"{value.pipeline} / {value.value}" if value.pipeline else value.value
    taken = value.meant if value.field != "stage" or value.meant != value.value else ""
    if value.field == "stage":
        place = words("no. {n}", n=value.position) if value.position else ""
        taken = ", ".join(filter(None, (taken, words(STATUSES_IN_WORDS[value.status or "open"]), place)))
    return words(
        "{field} “{value}” → {meant} ({rows} rows). {reason}",
        field=words(FIELDS_IN_WORDS[value.field]),
        value=name,
        meant=taken,
        rows=words.number(value.deals),
        reason=say(value.reason, words),
    )


def _reject_line(reject: Reject, words: Words) -> str:
    place = (
        words("row {row}", row=reject.row)
        if not reject.sheet
        else f"{reject.sheet}, {words('row {row}', row=reject.row)}"
    )
    what = f"{reject.column}: “{reject.value}”" if reject.column else f"“{reject.value}”"
    return words("Rejected {place}, {what}: {reason}", place=place, what=what, reason=say(reject.reason, words))
