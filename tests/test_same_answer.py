"""The same deals, told by five systems, give the same answer as far as each system can tell.

Four of them tell every move with its time: HubSpot's date columns, Salesforce's opportunity history, Zoho's stage history
and a follow-up form of 简道云 in GBK. Their reached funnel, win rate and dwell are equal, to the minute (Salesforce's
report and the form to the day, where they are written so). Weekly snapshots from Pipedrive tell where a deal stood each
Sunday: their funnel is that of the Sundays, their win rate the same, and every entry lies within the week before it was
seen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import DealFilter
from dashboard.metrics import stage_dwell, stage_funnel, win_rate
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope, scope_of
from tests.blank_warehouse import warehouse_at
from tests.loading import load_here

STAGES = ("Qualification", "Proposal", "Negotiation")
CHINESE = ("需求分析", "方案报价", "商务谈判")
FIRST_DAY = date(2026, 3, 2)
SUNDAYS = tuple(date(2026, 3, 8) + timedelta(weeks=week) for week in range(8))
AS_OF = datetime.combine(SUNDAYS[-1], time(23, 59, 59))
Row = Sequence[object]
File = tuple[str, bytes]


@dataclass(frozen=True)
class Story:
    """A deal: open stages entered in order, then 'won', 'lost' or '' with the moment of the end."""

    number: int
    entered: tuple[tuple[int, datetime], ...]
    outcome: str
    closed: datetime | None
    amount: int

    @property
    def name(self) -> str:
        return f"Deal {self.number}"

    @property
    def created(self) -> datetime:
        return self.entered[0][1]

    def standing(self, instant: datetime) -> tuple[int, str] | None:
        """Index of the last open stage entered, and the outcome, as known then."""
        known = [stage for stage, at in self.entered if at <= instant]
        if not known:
            return None
        return known[-1], self.outcome if self.closed and self.closed <= instant else ""


@st.composite
def stories(draw: st.DrawFn) -> tuple[Story, ...]:
    """A few deals that go forward, may skip stages, and may be won or lost, all before the as-of."""
    found = []
    for number in range(draw(st.integers(3, 7))):
        at = datetime.combine(FIRST_DAY, time(9)) + timedelta(
            days=draw(st.integers(0, 20)), minutes=draw(st.integers(0, 400))
        )
        path = [0, *(stage for stage in (1, 2) if draw(st.booleans()))]
        entered = []
        for stage in path:
            entered.append((stage, at))
            at += timedelta(days=draw(st.integers(1, 10)), minutes=draw(st.integers(0, 200)))
        outcome = draw(st.sampled_from(["won", "lost", ""]))
        found.append(Story(number, tuple(entered), outcome, at if outcome else None, 100 + number))
    # Each system has to know every stage and both outcomes, or it could not place them.
    whole = tuple((stage, datetime(2026, 3, 3 + stage * 8, 10)) for stage in range(3))
    found += [
        Story(90, whole, "won", datetime(2026, 3, 27, 10), 500), Story(91, whole, "lost", datetime(2026, 3, 27, 11), 400),
    ]  # fmt: skip
    return tuple(found)


def text(headers: Sequence[str], rows: Iterable[Row], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    return out.getvalue().encode(encoding)


def stage_now(story: Story, names: Sequence[str], won: str, lost: str) -> str:
    return {"won": won, "lost": lost}.get(story.outcome, names[story.entered[-1][0]])


def moves(story: Story, names: Sequence[str], won: str, lost: str) -> list[tuple[str, str, datetime]]:
    """(from, to, when) of every move, the creation and the end included."""
    entries = [(names[stage], at) for stage, at in story.entered]
    if story.closed:
        entries.append((stage_now(story, names, won, lost), story.closed))
    before = ["", *(stage for stage, _ in entries)]
    return [(before[place], stage, at) for place, (stage, at) in enumerate(entries)]


def hubspot(deals: Sequence[Story]) -> list[File]:
    columns = (*STAGES, "Closed Won", "Closed Lost")
    headers = ("Record ID", "Deal Name", "Pipeline", "Deal Stage", "Amount", "Create Date", "Close Date", "Is Closed Won",
               *(f'Date entered "{stage} (Sales)"' for stage in columns))  # fmt: skip
    rows = []
    for deal in deals:
        entered = {stage: at for _, stage, at in moves(deal, STAGES, "Closed Won", "Closed Lost")}
        rows.append((31400000000 + deal.number, deal.name, "Sales", stage_now(deal, STAGES, "Closed Won", "Closed Lost"),
                     deal.amount, deal.created, deal.closed or "", str(deal.outcome == "won").lower(),
                     *(entered.get(stage, "") for stage in columns)))  # fmt: skip
    return [("hubspot_deals_2026-04-26.csv", text(headers, rows))]


def salesforce(deals: Sequence[Story]) -> list[File]:
    """The report of opportunities, and its history from new to old, with a `Stage Duration` that is all wrong."""
    listed = [
        (f"0065g00000B{deal.number:04}", deal.name, f"Account {deal.number}", stage_now(deal, STAGES, "Closed Won", "Closed Lost"),
         deal.amount, deal.created, (deal.closed or AS_OF).date())
        for deal in deals
    ]  # fmt: skip
    logged = sorted(
        (
            (
                f"0065g00000B{deal.number:04}",
                deal.name,
                before,
                after,
                999,
                deal.amount,
                (deal.closed or AS_OF).date(),
                at,
                "Ann",
            )
            for deal in deals
            for before, after, at in moves(deal, STAGES, "Closed Won", "Closed Lost")
        ),
        key=lambda row: row[7],
        reverse=True,
    )
    return [
        ("opportunities_2026-04-26.csv", text(
            ("Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Amount", "Created Date", "Close Date"), listed)),
        ("opportunity_history_2026-04-26.csv", text(
            ("Opportunity ID", "Opportunity Name", "From Stage", "To Stage", "Stage Duration", "Amount", "Close Date",
             "Last Modified", "Last Modified By"), logged)),
    ]  # fmt: skip


def zoho(deals: Sequence[Story]) -> list[File]:
    """`Modified_Time` is when a stage was entered, `Moved_To__s` the next one, empty where the deal still is."""
    rows = []
    for deal in deals:
        path = moves(deal, STAGES, "Closed Won", "Closed Lost")
        for place, (_, stage, at) in enumerate(path):
            then = path[place + 1][1] if place + 1 < len(path) else ""
            rows.append((f"zcrm_58050280000043{deal.number:05}", deal.name, stage, then, at, 7, deal.amount))
    listed = [
        (f"zcrm_58050280000043{deal.number:05}", deal.name, stage_now(deal, STAGES, "Closed Won", "Closed Lost"), deal.amount,
         deal.created, (deal.closed or AS_OF).date())
        for deal in deals
    ]  # fmt: skip
    return [
        ("Deals_2026-04-26.csv", text(("Record Id", "Deal Name", "Stage", "Amount", "Created Time", "Closing Date"), listed)),
        ("DealHistory_2026-04-26.csv", text(
            ("Potential_Name.id", "Potential_Name", "Stage", "Moved_To__s", "Modified_Time", "Duration_Days", "Amount"), rows)),
    ]  # fmt: skip


def jiandaoyun(deals: Sequence[Story]) -> list[File]:
    """A form of deals and one of follow-ups, in GBK; what is written down between two moves repeats the stage."""
    listed = [
        (f"SJ{deal.number:03}", deal.name, stage_now(deal, CHINESE, "赢单", "输单"), deal.amount, deal.created, deal.closed or "")
        for deal in deals
    ]  # fmt: skip
    visits = []
    for deal in deals:
        for _, stage, at in moves(deal, CHINESE, "赢单", "输单"):
            visits.append((f"SJ{deal.number:03}", deal.name, stage, "电话", at, "沟通", "李安"))
            visits.append((f"SJ{deal.number:03}", deal.name, stage, "微信", at + timedelta(hours=2), "补充", "李安"))
    return [
        ("商机_2026-04-26.csv", text(("商机编号", "商机名称", "销售阶段", "预计金额", "创建时间", "结单日期"), listed, "gb18030")),
        ("跟进记录_2026-04-26.csv", text(
            ("商机编号", "商机名称", "跟进阶段", "跟进方式", "跟进时间", "跟进内容", "跟进人"), visits, "gb18030")),
    ]  # fmt: skip


def pipedrive(deals: Sequence[Story]) -> list[File]:
    headers = ("Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Status", "Deal - Value", "Deal - Deal created",
               "Deal - Deal closed on")  # fmt: skip
    files = []
    for day in SUNDAYS:
        rows = []
        for deal in deals:
            stood = deal.standing(datetime.combine(day, time(23, 59, 59)))
            if stood:
                rows.append((deal.number + 1, deal.name, STAGES[stood[0]], stood[1].capitalize() or "Open", deal.amount,
                             deal.created, deal.closed if stood[1] else ""))  # fmt: skip
        files.append((f"pipedrive_{day}.csv", text(headers, rows)))
    return files


def reached(scope: Scope) -> list[int]:
    return [row.reached for row in stage_funnel.ask(scope).rows]


def won_and_lost(scope: Scope) -> tuple[int, int, float | None]:
    (row,) = win_rate.ask(scope).rows
    return row.won, row.lost, row.win_rate


def entries(warehouse: Warehouse) -> dict[tuple[str, int], datetime]:
    """(deal, rank) → when it entered the stage, as the warehouse believes."""
    with closing(warehouse.cursor()) as cursor:
        rows = cursor.execute("SELECT name, rank, entered_at FROM stage_visits WHERE entry_known").fetchall()
    return {(name, rank): at for name, rank, at in rows}


def differences(warehouse: Warehouse) -> list[tuple[str, str, datetime, datetime]]:
    """Deal, open stage entered, and the interval in which it was entered, for every difference between snapshots."""
    with closing(warehouse.cursor()) as cursor:
        rows: list[tuple[str, str, datetime, datetime]] = cursor.execute(
            """SELECT d.name, m.to_stage, m.not_before, m.as_of FROM moves_between_snapshots AS m
            JOIN deals AS d USING (deal_no) JOIN stages AS s ON s.stage = m.to_stage AND s.status = 'open'"""
        ).fetchall()
    return rows


def to_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories())
def test_five_systems_give_the_same_answer(deals: tuple[Story, ...]) -> None:
    furthest = [3 if deal.outcome == "won" else deal.entered[-1][0] for deal in deals]
    expected = [sum(stage >= place for stage in furthest) for place in range(4)]
    won, lost = (sum(deal.outcome == word for deal in deals) for word in ("won", "lost"))
    truth = {(deal.name, stage + 1): to_minute(at) for deal in deals for stage, at in deal.entered}
    dwells = []
    for write in (hubspot, salesforce, zoho, jiandaoyun):
        with TemporaryDirectory() as folder, warehouse_at(Path(folder) / "w.duckdb") as warehouse:
            load_here(warehouse, Path(folder), write(deals))
            scope = scope_of(warehouse, DealFilter(as_of=AS_OF))
            assert reached(scope) == expected, write.__name__
            assert won_and_lost(scope) == (won, lost, won / (won + lost)), write.__name__
            assert entries(warehouse) == truth, write.__name__
            dwells.append(
                [(row.rank, row.n_completed, row.n_open, row.km_median_days) for row in stage_dwell.ask(scope).rows]
            )
    assert all(dwell == dwells[0] for dwell in dwells)
    with TemporaryDirectory() as folder, warehouse_at(Path(folder) / "w.duckdb") as warehouse:
        load_here(warehouse, Path(folder), pipedrive(deals))
        scope = scope_of(warehouse, DealFilter(as_of=AS_OF))
        assert won_and_lost(scope) == (won, lost, won / (won + lost))
        assert reached(scope) == reached_on_sundays(deals)
        for name, stage, not_before, seen in differences(warehouse):
            assert not_before < truth[name, STAGES.index(stage) + 1] <= seen
            assert seen - not_before == timedelta(days=7)


def reached_on_sundays(deals: Sequence[Story]) -> list[int]:
    """What weekly snapshots can know: the furthest stage a deal was open in on some Sunday, or that it was won."""
    furthest = []
    for deal in deals:
        seen = [stood for day in SUNDAYS if (stood := deal.standing(datetime.combine(day, time(23, 59, 59))))]
        open_in = [stage for stage, outcome in seen if not outcome]
        if open_in:
            furthest.append(3 if seen[-1][1] == "won" else max(open_in))
    return [sum(stage >= place for stage in furthest) for place in range(4)]
