"""The reading of one recognised file: every canonical table, made in the scratch and written to its file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders import closed_words, lead_kinds
from data_loaders.closing_signs import Signs, signs_of
from data_loaders.deal_columns import without_values
from data_loaders.deal_lines import found_deals
from data_loaders.found import currency_codes, hints_of
from data_loaders.lead_tables import read_around
from data_loaders.ledger import Ledger
from data_loaders.names import meant_text
from data_loaders.options import Options
from data_loaders.owner_quotas import read_owner_quotas
from data_loaders.pace import moving
from data_loaders.problems import mark
from data_loaders.recognition import Known, Recognised
from data_loaders.report import Reject, Said, SheetRead, ValueGuess
from data_loaders.schema import TABLES
from data_loaders.side_tables import read_activities, read_plain, read_stages
from data_loaders.stage_facts import Facts, all_facts, by_stage, deal_facts, place_all, store_statuses
from data_loaders.stage_history import read_follow_ups, read_log, wide_dates
from data_loaders.stage_order import BY_SIGNS, status_places
from data_loaders.stage_words import merely_closed, outcome_of
from data_loaders.statements import distinct, open_table, run, store_anew, store_pairs
from data_loaders.table_files import read_table, write_table
from data_loaders.targets import read_targets
from data_loaders.value_guesses import value_guesses

Progress = Callable[[float, str], None]
_PLAIN: Final = frozenset({"owners", "accounts", "products", "fx_rates"})
_TABLES: Final = (
    "stage_events",
    "deal_changes",
    "activities",
    "owners",
    "targets",
    "accounts",
    "products",
    "fx_rates",
    *sorted(lead_kinds.NAMES),
)
_WORDS: Final = 20_000
_MANY: Final = 8
_WIDE: Final = 400
"""Sheets of deals, and columns of one, above which their rows are brought together once."""


class Reading:
    """The reading of one recognised file: its tables in the scratch and what has to be accounted for."""

    def __init__(
        self, scratch: duckdb.DuckDBPyConnection, recognised: Recognised, options: Options, out_dir: Path, now: datetime
    ) -> None:
        self.scratch = scratch
        self.recognised = recognised
        self.options = options
        self.out_dir = out_dir
        self.now = now
        self.ledger = Ledger()
        self.system = recognised.system
        self.hints = hints_of(recognised.system, options)
        self.by_hand = {meant_text(name, "stage", self.hints.names): told for name, told in options.stages.items()}
        self.signs: dict[str, Signs] = {}
        self.closed = closed_words.Closed()
        self.values: tuple[ValueGuess, ...] = ()

    def tables(self, tell: Progress) -> None:
        """Make every table and write it."""
        for table in _TABLES:
            open_table(self.scratch, table)
        self._wishes(outcome_by_dates=False)
        deals = [one for one in self.recognised.sheets if one.kind == "deals"]
        expected_s = 1 + sum(one.sheet.rows for one in deals) / 500_000
        with moving(tell, mark("recognising"), begin=0.4, end=0.6, expected_s=expected_s):
            facts = self._deals(deals)
        tell(0.6, mark("history"))
        stated: Facts = {}
        for one in self.recognised.sheets:
            if one.sheet.set_aside:
                self._sheet(one, loaded=0)
            elif one.mapped is None:
                self.ledger.found(one.ignored_as, one.sheet.rows, sheet=one.sheet.name)
                self.ledger.sheets.append(SheetRead(one.sheet.name, "ignored", one.sheet.header_row, 0, 0, 0, 0))
            elif one.kind != "deals":
                stated.update(self._side(one))
        tell(0.75, mark("stages"))
        self._stages(facts, stated)
        tell(0.8, mark("writing"))
        for table in _TABLES:
            self._write(table)

    def _deals(self, known: Sequence[Known]) -> Facts:
        """`stated_deals`, `canonical_deals`, their duplicates and events; the file of the deals."""
        run_on = self.scratch
        if not known:
            open_table(run_on, "deals")
            run_on.table("deals").create_view("written_deals")
            for name, columns in (("stage_statuses", {"stage": "VARCHAR", "status": "VARCHAR", "strength": "BIGINT"}),
                                  ("deal_pipelines", {"deal": "VARCHAR", "pipeline": "VARCHAR"})):  # fmt: skip
                store_pairs(run_on, name, columns, [])
            return {}
        views = [
            found_deals(run_on, one.sheet, one.mapped, one.lines, hints=self.hints, ledger=self.ledger, now=self.now)
            for one in known
            if one.mapped
        ]
        self._together(views, widest=max(len(one.sheet.headers) for one in known))
        self._words()
        run(run_on, "stated_deals")
        store_pairs(run_on, "dropped_deals", {"sheet": "VARCHAR", "row": "BIGINT"}, [])
        if run(run_on, "deals_repeat")[0][0]:
            run(run_on, "repeated_deals")
            run(run_on, "deal_duplicates")
        facts = deal_facts(run_on)
        self._wishes(outcome_by_dates=self._unsaid(known, self._statuses(facts)))
        types = {"sheet": "VARCHAR", "row": "BIGINT", "stage": "VARCHAR", "entered_at": "TIMESTAMP"}
        store_pairs(run_on, "closing_dates", types, [])
        for one in known:
            if one.mapped and one.mapped.stage_columns.entered:
                wide_dates(run_on, one.sheet, one.mapped, hints=self.hints, ledger=self.ledger)
        without = without_values(one.mapped for one in known if one.mapped)
        self._judge(without=without)
        run_on.from_arrow(read_table(self.out_dir, "deals")).create_view("written_deals")
        run(run_on, "single_snapshot" if "snapshot_at" in without else "newest_snapshot")
        run(run_on, "deal_pipelines")
        self._account_for_deals(known)
        return facts

    def _together(self, views: Sequence[duckdb.DuckDBPyRelation], *, widest: int) -> None:
        """`found_deals`: the rows of all sheets of deals; `widest`: most columns of any."""
        whole = views[0]
        for view in views[1:]:
            whole = whole.union(view)
        if len(views) > _MANY or widest > _WIDE:  # each question after this one would plan all of them anew
            whole.create("all_found_deals")
            whole = self.scratch.table("all_found_deals")
        whole.create_view("found_deals", replace=True)

    def _judge(self, *, without: Collection[str]) -> None:
        """Decide the outcome of each deal, asking where a word ends it without saying how, and write the deals.

        `without`: the columns in which no deal has a value.
        """
        run(self.scratch, "deals")
        may_end = self.closed.unknown or closed_words.merely_end(self.scratch)
        ended = closed_words.ask(self.scratch, self.options, self.ledger) if may_end else frozenset[str]()
        self.closed = replace(self.closed, unknown=self.closed.unknown & ended)
        write_table(self.scratch.view("canonical_deals"), self.out_dir, "deals", without=without)

    def _statuses(self, facts: Facts) -> dict[str, tuple[str, int, str]]:
        """What each stage means, kept for the deals; where nothing tells, by what its deals show of an end."""
        merged = by_stage(facts)
        statuses = status_places(merged, self.system, self.by_hand)
        told = {status for status, _, _ in statuses.values()}
        if not {"won", "lost"} <= told and not any(fact.stated for fact in merged):
            self.signs = signs_of(self.scratch)
            statuses = status_places(merged, self.system, self.by_hand, self.signs)
        self.closed = closed_words.closed_stages(statuses)
        ended = dict.fromkeys(self.closed.unknown, (closed_words.ENDED, BY_SIGNS, ""))
        explained = {stage: (status, BY_SIGNS, reason) for stage, (status, reason) in self.closed.told.items()}
        store_statuses(self.scratch, {**statuses, **explained, **ended})
        return statuses

    @staticmethod
    def _unsaid(known: Sequence[Known], statuses: Mapping[str, tuple[str, int, str]]) -> bool:
        """Whether no column and no stage states an outcome, so that only dates of winning and losing can."""
        stated = any(one.mapped and one.mapped.has("status", "is_won", "is_lost", "is_closed") for one in known)
        return not stated and all(status == "open" or by == BY_SIGNS for status, by, _ in statuses.values())

    def _wishes(self, *, outcome_by_dates: bool) -> None:
        """What the statements are told once."""
        types = {"currency": "VARCHAR", "outcome_by_dates": "BOOLEAN", "closed": "VARCHAR", "closed_by": "TIMESTAMP"}
        by_month = any(change.rule.code == "date_month_end" for change in self.ledger.changes)
        closed_by = datetime.combine(self.now, time.min) if by_month else None
        told = (self.options.currency, outcome_by_dates, self.options.closed, closed_by)
        store_anew(self.scratch, "wishes", types, [told])

    def _words(self) -> None:
        """What the words of the status and currency columns mean."""
        texts = distinct(self.scratch, "found_deals", "status")[:_WORDS]
        known = {text: self._by_hand(text) or outcome_of(text, self.system.outcomes) for text in texts}
        closed = "won" if closed_words.meaning(known.values()) == "won" else closed_words.ENDED
        meant = [(text, status or (closed if merely_closed(text) else None)) for text, status in known.items()]
        words = [pair for pair in meant if pair[1]]
        store_pairs(self.scratch, "status_words", {"text": "VARCHAR", "status": "VARCHAR"}, words)
        codes = currency_codes(distinct(self.scratch, "found_deals", "currency")[:_WORDS])
        meant_codes = [(text, code) for text, code in codes if code != text.upper()]  # the others stand for themselves
        store_anew(self.scratch, "currency_codes", {"text": "VARCHAR", "code": "VARCHAR"}, meant_codes)

    def _by_hand(self, text: str) -> str | None:
        """The status that a hand gave a value."""
        return self.by_hand[text][1] if text in self.by_hand else None

    def _account_for_deals(self, known: Sequence[Known]) -> None:
        keyless = self.scratch.view("found_deals").filter(
            ColumnExpression("deal_id").isnull() & ColumnExpression("deal_name").isnull()
        )
        rows = keyless.select("sheet", "row", "account_name").order("row").fetchall()
        self.ledger.rejects.extend(
            Reject(sheet, row, "", account or "", Said("deal_without_key")) for sheet, row, account in rows
        )
        for column in (column for one in known if one.mapped for column in one.mapped.columns):
            if column.reason.code == "column_stands_in":
                self.ledger.found("amount_stands_in", sum(one.sheet.rows for one in known), column=column.header)
        dropped = self.scratch.table("dropped_deals").order("row").fetchall()
        self.ledger.found("duplicate_deals", len(dropped), tuple(row for _, row in dropped[:100]))
        for one in known:
            rejected = sum(sheet == one.sheet.name for sheet, *_ in rows)
            merged = sum(sheet == one.sheet.name for sheet, _ in dropped)
            self._sheet(one, loaded=one.sheet.rows - rejected - merged, merged=merged)

    def _sheet(self, one: Known, *, loaded: int, merged: int = 0) -> None:
        """Account for the rows of a sheet: what is neither loaded nor merged was rejected."""
        sheet = one.sheet
        read = sheet.rows + len(sheet.rejects) + sheet.merged_rows
        merged += sheet.merged_rows
        entry = SheetRead(sheet.name, one.kind, sheet.header_row, read, loaded, merged, read - loaded - merged)
        self.ledger.sheets.append(entry)

    def _side(self, one: Known) -> Facts:
        """A sheet beside the deals; gives what a table of stages states."""
        sheet, mapped = one.sheet, one.mapped
        if mapped is None:
            return {}
        scratch, hints, ledger = self.scratch, self.hints, self.ledger
        facts: Facts = {}
        if one.kind == "stage_events":
            chosen = self.options.activities
            read = read_log(scratch, sheet, mapped, hints=hints, ledger=ledger, chosen=chosen)
            self._sheet(one, loaded=read.loaded)
            return facts
        if one.kind == "stages":
            facts = read_stages(scratch, sheet, mapped, self.system, hints=hints, ledger=ledger)
            loaded = len(facts)
        elif one.kind == "targets":
            loaded = read_targets(scratch, sheet, mapped, hints=hints, ledger=ledger, now=self.now)
        elif one.kind in lead_kinds.NAMES:
            loaded = read_around(scratch, sheet, mapped, hints=hints, ledger=ledger, now=self.now)
        elif one.kind in _PLAIN:
            loaded = read_plain(scratch, sheet, mapped, hints=hints, ledger=ledger)
            if one.kind == "owners":
                read_owner_quotas(scratch, mapped, ledger=ledger, now=self.now)
        else:
            loaded = read_activities(scratch, sheet, mapped, hints=hints, ledger=ledger)
            if mapped.has("stage"):
                read_follow_ups(scratch, sheet)
        if loaded < sheet.rows:
            code = "target_without_period" if one.kind == "targets" else "row_without_content"
            self.ledger.rejects.extend(self._left_out(one, code))
        self._sheet(one, loaded=loaded)
        return facts

    def _left_out(self, one: Known, code: str) -> list[Reject]:
        """Rows of a small sheet that gave nothing."""
        rows = self.scratch.table(one.sheet.table).select("row")
        if one.kind in TABLES and one.kind != "stages":
            of_sheet = ColumnExpression("sheet") == ConstantExpression(one.sheet.name)
            rows = rows.except_(self.scratch.table(one.kind).filter(of_sheet).select("row"))
        return [Reject(one.sheet.name, row, "", "", Said(code)) for (row,) in rows.order("row").fetchall()]

    def _stages(self, deals: Facts, stated: Facts) -> None:
        columns = [
            column for one in self.recognised.sheets if one.mapped for column in one.mapped.stage_columns.entered
        ]
        facts = all_facts(self.scratch, deals, columns, stated)
        if not deals:
            ending = closed_words.closed_stages(status_places(by_stage(facts), self.system, self.by_hand))
            self.closed = closed_words.of_log(self.scratch, ending, self.options, self.ledger)
        closed = self.closed.places(self.options.closed)
        places = place_all(self.scratch, facts, self.system, self.by_hand, self.signs, closed)
        sheets = self.recognised.sheets
        facts = {key: replace(fact, deals=deals[key].deals if key in deals else 0) for key, fact in facts.items()}
        guesses = value_guesses(self.scratch, sheets, places, facts, hints=self.hints, ledger=self.ledger)
        self.values = (*guesses, *self.ledger.values)
        open_table(self.scratch, "stages")
        rows = [(pipeline, one.stage, one.position, one.status, one.strength, one.reason) for pipeline, one in places]
        types = {"pipeline": "VARCHAR", "stage": "VARCHAR", "position": "BIGINT", "status": "VARCHAR"}
        types |= {"strength": "BIGINT", "reason": "VARCHAR"}
        store_pairs(self.scratch, "stage_rows", types, rows)
        self.scratch.table("stage_rows").insert_into("stages")
        self._write("stages")

    def _write(self, table: str) -> None:
        """Write a canonical table, in the order of the specification, unless it is empty."""
        relation = self.scratch.table(table)
        if relation.limit(1).fetchall():
            write_table(relation, self.out_dir, table)
