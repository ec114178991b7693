"""``settings``: what people decided about the product, listed, decided and taken back to its default."""

from __future__ import annotations

import click

from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import print_json, print_table
from dashboard.metrics.settings import SETTINGS
from dashboard.warehouse.decisions import Decision, decide, decided
from dashboard.warehouse.decisions import decision as known_decision


@click.group(invoke_without_command=True)
@invoked
def settings(told: Invocation) -> None:
    """List settings; set NAME VALUE, reset NAME.

    Each with its value, its default and what it changes.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.obj = {"warehouse": told.warehouse, "as_json": told.as_json, "lang": told.words.language}
        return
    with told.opened() as warehouse:
        stated = decided(warehouse)
    listed = [_entry(one, stated.get(one.name), told) for one in SETTINGS]
    if told.as_json:
        print_json({"settings": listed})
    else:
        print_table(listed, told.words)


@settings.command("set")
@click.argument("name")
@click.argument("value")
@invoked
def set_value(told: Invocation, *, name: str, value: str) -> None:
    """Set NAME to VALUE."""
    _decide(told, name, value)


@settings.command("reset")
@click.argument("name")
@invoked
def reset(told: Invocation, *, name: str) -> None:
    """Take NAME back to its default."""
    _decide(told, name, None)


def _decide(told: Invocation, name: str, value: str | None) -> None:
    one = known_decision(name, SETTINGS)
    with told.opened() as warehouse:
        decide(warehouse, {one: value})
        entry = _entry(one, decided(warehouse).get(name), told)
    if told.as_json:
        print_json(entry)
    else:
        shown = str(entry["value"]) or "–"
        click.echo(told.words("{name} is {value}.", name=name, value=shown))


def _entry(one: Decision, stated: str | None, told: Invocation) -> dict[str, object]:
    return {
        "name": one.name,
        "value": one.default if stated is None else stated,
        "default": one.default,
        "decided": stated is not None,
        "changes": told.words(one.changes, threshold="N"),
    }
