"""A column of the deals that is said to be empty is empty, whichever field a file has."""

from __future__ import annotations

from contextlib import closing
from typing import Final

import pytest

from data_loaders.aliases import read_header
from data_loaders.deal_columns import without_values
from data_loaders.fields import FIELDS
from data_loaders.found import SQL_TYPES
from data_loaders.mapping import Mapped, Taken
from data_loaders.schema import FieldType, arrow_schema
from data_loaders.scratch import open_scratch
from data_loaders.stage_columns import StageColumns
from data_loaders.statements import run, store_pairs

FOUND: Final = FIELDS["deals"]
VALUES: Final[dict[FieldType, str]] = {
    "text": "x",
    "number": "1.5",
    "share": "0.5",
    "timestamp": "2026-01-02",
    "date": "2026-01-02",
    "flag": "true",
    "integer": "1",
}


@pytest.mark.parametrize("field", sorted(FOUND))
def test_a_column_said_to_be_empty_holds_no_value_whatever_field_is_stated(field: str) -> None:
    stated = {field: VALUES[FOUND[field]], "deal_name": "a deal"}
    taken = {name: Taken(name, "c0", read_header(name), 100) for name in stated}
    empty = without_values([Mapped("deals", taken, (), StageColumns(), ())])
    assert filled_by(stated).isdisjoint(empty)
    assert {"sheet", "row", "deal_name", "status"}.isdisjoint(empty)


def filled_by(stated: dict[str, str]) -> set[str]:
    """The canonical columns with a value, of one deal with these fields whose every word means that it was won."""
    cells = [f"cast($f_{name} AS {SQL_TYPES[kind]}) AS {name}" for name, kind in FOUND.items()]
    with closing(open_scratch()) as scratch:
        scratch.execute(
            f"""CREATE TABLE found_deals AS SELECT '' AS sheet, 1 AS row, {", ".join(cells)},
            cast(NULL AS VARCHAR) AS cell_currency, cast(NULL AS VARCHAR) AS extra""",
            {f"f_{name}": stated.get(name) for name in FOUND},
        )
        text, number = "VARCHAR", "BIGINT"
        store_pairs(scratch, "status_words", {"text": text, "status": text}, [("x", "won")])
        store_pairs(scratch, "currency_codes", {"text": text, "code": text}, [])
        store_pairs(scratch, "dropped_deals", {"sheet": text, "row": number}, [])
        stages = {"stage": text, "status": text, "strength": number}
        store_pairs(scratch, "stage_statuses", stages, [("x", "won", 1)])
        dates = {"sheet": text, "row": number, "stage": text, "entered_at": "TIMESTAMP"}
        store_pairs(scratch, "closing_dates", dates, [])
        wishes = {"currency": text, "outcome_by_dates": "BOOLEAN", "closed": text, "closed_by": "TIMESTAMP"}
        store_pairs(scratch, "wishes", wishes, [(None, True, None, None)])
        run(scratch, "stated_deals")
        run(scratch, "deals")
        (deal,) = scratch.view("canonical_deals").fetchall()
    return {name for name, value in zip(arrow_schema("deals").names, deal, strict=True) if value is not None}
