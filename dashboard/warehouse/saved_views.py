"""Saved views: the state of a page under a name, found again by an id that a change of the name leaves alone."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.given_names import Link, checked_name, new_id, read_link, taken, written_link


@dataclass(frozen=True)
class SavedView:
    """One view: the name of its page and the parameters of its link, without the language."""

    view_id: str
    name: str
    page: str
    link: Link


def save(warehouse: Warehouse, name: str, page: str, link: Link) -> SavedView:
    """Keep the state of a page; the view of this name, where there is one, shows it from now on.

    Raises DashboardError for a name that is none and for a link too long to be kept.
    """
    name = checked_name(name)
    with warehouse.transaction() as cursor:
        same = (other.view_id for other in _all(cursor) if other.name == name)
        view = SavedView(next(same, "") or new_id(), name, page, link)
        _write(cursor, view)
    return view


def put_back(warehouse: Warehouse, view: SavedView) -> None:
    """Keep a view that was deleted under its id, and under a free name where its own was given away meanwhile."""
    with warehouse.transaction() as cursor:
        names = {other.name for other in _all(cursor) if other.view_id != view.view_id}
        tries = (view.name, *(f"{view.name[:90]} ({number})" for number in range(2, len(names) + 3)))
        _write(cursor, replace(view, name=next(name for name in tries if name not in names)))


def rename(warehouse: Warehouse, view_id: str, name: str) -> None:
    """Call a view otherwise; its address stays. Raises DashboardError for a name that another view has."""
    name = checked_name(name)
    with warehouse.transaction() as cursor:
        if any(other.name == name and other.view_id != view_id for other in _all(cursor)):
            raise taken(name)
        cursor.execute(
            "UPDATE saved_views SET name = $name WHERE view_id = $view_id", {"name": name, "view_id": view_id}
        )


def delete(warehouse: Warehouse, view_id: str) -> None:
    """Forget a view; where there is none of this id, nothing happens."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM saved_views WHERE view_id = $view_id", {"view_id": view_id})


def list_views(warehouse: Warehouse) -> tuple[SavedView, ...]:
    """Every view, by name."""
    with closing(warehouse.cursor()) as cursor:
        return _all(cursor)


def view_of(warehouse: Warehouse, told: str) -> SavedView | None:
    """The view of an id, else of a name; None where there is none."""
    views = list_views(warehouse)
    by_name = next((view for view in views if view.name == told), None)
    return next((view for view in views if view.view_id == told), by_name)


def _all(cursor: duckdb.DuckDBPyConnection) -> tuple[SavedView, ...]:
    rows = cursor.execute("SELECT view_id, name, page, link FROM saved_views ORDER BY lower(name), name").fetchall()
    return tuple(SavedView(view_id, name, page, read_link(link)) for view_id, name, page, link in rows)


def _write(cursor: duckdb.DuckDBPyConnection, view: SavedView) -> None:
    told: dict[str, Any] = {
        "view_id": view.view_id,
        "name": view.name,
        "page": view.page,
        "link": written_link(view.link),
        "saved_at": datetime.now().replace(microsecond=0),  # noqa: DTZ005 - naive reporting time
    }
    cursor.execute("DELETE FROM saved_views WHERE view_id = $view_id", {"view_id": view.view_id})
    cursor.execute("INSERT INTO saved_views VALUES ($view_id, $name, $page, $link, $saved_at)", told)
