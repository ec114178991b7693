"""``metrics`` and ``metric``: the numbers of the screen, for scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import click

from dashboard.cli.explaining import explanation, print_explanation
from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import print_json, print_table
from dashboard.cli.rows import document
from dashboard.filters import BLANK, CUSTOM, DIMENSIONS, DealFilter, is_custom, read_link
from dashboard.metrics import METRICS, Metric
from dashboard.metrics.answers import Answer
from dashboard.periods import EPOCH, end_of_day
from dashboard.warehouse.scope import scope_of

WHERE_KEYS: Final = (*DIMENSIONS, "amount_from", "amount_before", "active", "owners")
KNOWN: Final[Mapping[str, Metric]] = {metric.name: metric for metric in METRICS}


class Instant(click.ParamType[datetime]):
    """A date, which means the end of that day, or an ISO timestamp without a zone."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401
        """The instant; fails as a usage error."""
        try:
            if len(str(value)) == len("2026-03-31"):
                return end_of_day(date.fromisoformat(value))
            instant = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date like 2026-03-31.", param, ctx)
        if instant.tzinfo is not None:
            self.fail(f"“{value}” names a time zone; times here are those of the reports.", param, ctx)
        return instant


class Day(click.ParamType[date]):
    """An ISO date."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """The day; fails as a usage error."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date like 2026-03-31.", param, ctx)


@click.command()
@invoked
def metrics(told: Invocation) -> None:
    """List metrics, breakdowns and modes."""
    listed = [
        {
            "name": metric.name,
            "title": told.words(metric.title),
            "dimensions": list(metric.dimensions),
            "modes": list(metric.modes),
        }
        for metric in METRICS
    ]
    if told.as_json:
        print_json({"metrics": listed})
        return
    for entry in listed:
        click.echo(f"{entry['name']:<18}{entry['title']}")
        for label, names in (("--by", entry["dimensions"]), ("--mode", entry["modes"])):
            if names:
                click.echo(f"{'':<18}{label} {', '.join(names)}")


@click.command()
@click.argument("name", type=click.Choice(list(KNOWN)), metavar="NAME")
@click.option("--as-of", type=Instant(), help="As known at the end of this day. Default: the newest date in the data.")
@click.option("--from", "first", type=Day(), help="First day of the period.")
@click.option("--before", type=Day(), help="Day after the last of the period.")
@click.option(
    "--where",
    multiple=True,
    metavar="KEY=VALUE",
    help=f"Only these deals; repeat a key for any of several values, {BLANK} for none. Keys: {', '.join(WHERE_KEYS)}, "
    f"and {CUSTOM}HEADER for a column of the file that is none of these.",
)
@click.option("--by", metavar="DIMENSION", help="Break down by a dimension (see the command metrics) or x.HEADER.")
@click.option("--mode", metavar="MODE", help="Variant of the metric; see the command metrics.")
@click.option(
    "--explain", is_flag=True, help="Also the definition, the meaning of the keys, the SQL and its parameters."
)
@invoked
def metric(
    told: Invocation,
    *,
    name: str,
    as_of: datetime | None,
    first: date | None,
    before: date | None,
    where: tuple[str, ...],
    by: str | None,
    mode: str | None,
    explain: bool,
) -> None:
    """Answer one metric."""
    asked = KNOWN[name]
    chosen = replace(chosen_filter(where, first, before), as_of=as_of)
    options = {
        **chosen_option("by", by, asked.dimensions, "--by"),
        **chosen_option("mode", mode, asked.modes, "--mode"),
    }
    with told.opened() as warehouse:
        answer = asked.ask(scope_of(warehouse, chosen), **options)
    if told.as_json:
        explained = {"explained": explanation(asked, answer, told.words)} if explain else {}
        print_json({**document(answer, told.words), **explained})
        return
    print_answer(asked, answer, told)
    if explain:
        print_explanation(asked, answer, told.words)


def chosen_filter(where: Sequence[str], first: date | None, before: date | None) -> DealFilter:
    """The filter that the options describe, read as a link is, but refusing what a link would drop."""
    query: dict[str, list[str]] = {}
    for condition in where:
        key, equals, value = condition.partition("=")
        if not equals or not (key in WHERE_KEYS or is_custom(key)):
            raise click.UsageError(
                f"--where {condition}: write KEY=VALUE, KEY one of {', '.join(WHERE_KEYS)}, {CUSTOM}HEADER."
            )
        query.setdefault(key, []).append(value)
    for key, day in (("from", first), ("before", before)):
        if day is not None:
            query[key] = [day.isoformat()]
    read = read_link(query)
    for dropped in read.dropped:
        raise click.UsageError(f"{dropped.name}: “{dropped.value}” cannot be used here.")
    return read.chosen


def chosen_option(name: str, value: str | None, known: Sequence[str], option: str) -> dict[str, str]:
    """The option as an argument of a metric; empty when it was not given."""
    if value is None:
        return {}
    if not known:
        raise click.UsageError(f"This metric has no {option}.")
    if value not in known and not (name == "by" and is_custom(value)):
        raise click.UsageError(f"{option} {value}: choose one of {', '.join(known)}.")
    return {name: value}


def print_answer(asked: Metric, answer: Answer[Any], told: Invocation) -> None:
    """The answer for a person: what was asked, a table, and what the numbers rest on."""
    words = told.words
    shown = document(answer, words)
    undated = answer.as_of.date() == EPOCH  # no file tells of any day, because none holds deals
    if undated:
        nothing = words(
            "{title}: no deals are loaded yet. Load a list of deals, or their history.", title=words(asked.title)
        )
        click.echo(nothing)
    else:
        click.echo(
            words(
                "{title}, as of {day}, {n} deals",
                title=words(asked.title),
                day=words.day(answer.as_of),
                n=words.number(answer.n),
            )
        )
    if answer.unavailable is not None:
        click.echo(shown["unavailable"]["reason"])
        for need in shown["unavailable"]["needs"]:
            click.echo(f"- {need}")
    if undated:
        return
    print_table(shown["rows"], words)
    for reason, count in shown["excluded"].items():
        click.echo(words("Left out: {count} ({reason})", count=words.number(count), reason=reason))
    levels = [f"{level} {words.number(count)}" for level, count in shown["evidence"].items() if count]
    if levels:
        click.echo(words("Evidence: {levels}", levels=", ".join(levels)))
