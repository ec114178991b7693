"""The product finds what was planted in the sample company (sample_data/README.md), and only from its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dashboard.filters import DealFilter
from dashboard.metrics import pushes, stage_dwell, stage_flow, stuck_deals, win_loss, win_rate
from dashboard.metrics.answers import StageDwell
from dashboard.periods import ALWAYS, Period
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import load_files
from dashboard.warehouse.scope import Scope, scope_of
from sample_data import DEFAULT_FILES
from tests.blank_warehouse import warehouse_at

BEFORE = Period(date(2025, 7, 1), date(2026, 7, 1))
SINCE = Period(date(2026, 7, 1), date(2026, 11, 16))
PIPELINE = ("New business",)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    path: Path = tmp_path_factory.mktemp("stories") / "w.duckdb"
    with warehouse_at(path) as warehouse:
        load_files(warehouse, [(file.path, file.options) for file in DEFAULT_FILES], sample=True)
        yield warehouse


def asked(sample: Warehouse, period: Period = ALWAYS, *, segment: tuple[str, ...] = ()) -> Scope:
    return scope_of(sample, DealFilter(period=period, pipeline=PIPELINE, segment=segment))


def stays(scope: Scope) -> dict[tuple[str, str | None], StageDwell]:
    return {(row.stage, row.value): row for row in stage_dwell.ask(scope, by="segment").rows}


def test_the_whole_company_is_loaded_with_its_history(sample: Warehouse) -> None:
    held = known.holdings(sample)
    overall = win_rate.ask(scope_of(sample, DealFilter())).rows[0]
    assert (held.deals, held.currency) == (1956, "CNY")
    assert (overall.won, overall.lost, overall.void) == (578, 1084, 94)


def test_proposal_has_become_a_bottleneck_for_enterprise_and_for_nobody_else(sample: Warehouse) -> None:
    before, since = stays(asked(sample, BEFORE)), stays(asked(sample, SINCE))
    longer_days, surely_longer = {}, {}
    for place in before.keys() & since.keys():
        was, now = before[place], since[place]
        if was.ranked and now.ranked and was.km_median_days and now.km_median_days:
            longer_days[place] = now.km_median_days - was.km_median_days
            surely_longer[place] = (now.km_low_days or 0.0) / (was.km_high_days or 0.0)
    enterprise = ("Proposal", "Enterprise")
    assert max(longer_days, key=lambda place: longer_days[place]) == enterprise
    assert longer_days.pop(enterprise) > 10
    assert max(longer_days.values()) < 8
    assert surely_longer.pop(enterprise) > 1.1
    assert max(surely_longer.values()) < 1.1


def test_enterprise_deals_advance_from_proposal_less_often(sample: Warehouse) -> None:
    def advanced(period: Period) -> float:
        flow = stage_flow.ask(asked(sample, period, segment=("Enterprise",)))
        proposal = next(row for row in flow.rows if row.stage == "Proposal")
        through = proposal.advanced + proposal.won
        return through / (through + proposal.lost)

    assert advanced(BEFORE) > 0.5
    assert advanced(SINCE) < advanced(BEFORE) - 0.1


def test_one_sellers_deals_stand_still(sample: Warehouse) -> None:
    stuck = stuck_deals.ask(asked(sample)).rows
    counts = {owner: sum(row.owner == owner for row in stuck) for owner in {row.owner for row in stuck}}
    most, second = sorted(counts.values(), reverse=True)[:2]
    assert max(counts, key=lambda owner: counts[owner]) == "Zhao Lei"
    assert most > 2.5 * second


def test_the_win_rate_moved_because_the_mix_did(sample: Warehouse) -> None:
    def rates(period: Period) -> tuple[float, float, dict[str, float]]:
        rows = win_loss.ask(asked(sample, period), by="segment").rows
        closed = sum(row.won + row.lost for row in rows)
        smb = next(row for row in rows if row.value == "SMB")
        by_segment = {row.value: row.win_rate or 0.0 for row in rows}
        return sum(row.won for row in rows) / closed, (smb.won + smb.lost) / closed, by_segment

    total_before, smb_before, before = rates(BEFORE)
    total_since, smb_since, since = rates(SINCE)
    assert smb_before == pytest.approx(0.27, abs=0.01)
    assert smb_since == pytest.approx(0.52, abs=0.01)
    assert total_since > total_before + 0.03
    assert all(since[segment] < before[segment] for segment in before)


def test_one_team_pushes_its_close_dates_at_the_quarters_end(sample: Warehouse) -> None:
    rows = {row.value: row for row in pushes.ask(asked(sample), by="team").rows}
    assert (rows["West"].late_share or 0) > 0.6
    assert all((row.late_share or 0) < 0.3 for team, row in rows.items() if team != "West")
