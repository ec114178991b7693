"""`metrics` and `metric`: the promised document, its keys, its options."""

from __future__ import annotations

import pytest

from dashboard.metrics import METRICS
from tests.dashboard.cli.conftest import Run

TOP = ["metric", "as_of", "period", "n", "excluded", "evidence", "rows"]
ROW_KEYS = {
    "stage_funnel": "stage rank reached lost void open conversion settled_conversion settled_low settled_high",
    "stage_dwell": "stage n_completed n_open km_median_days p75_days p90_days mean_completed_days median_completed_days",
    "win_rate": "won lost win_rate low high won_value lost_value win_rate_value",
    "sales_velocity": "period_start open_deals win_rate mean_won_amount mean_days_to_win velocity_per_day",
    "sales_cycle": "won median_days mean_days",
    "win_loss": "owner won lost win_rate low high lost_value",
    "open_pipeline": "stage deals value",
    "stuck_deals": "deal_id name owner stage age_days benchmark_days value",
}


@pytest.mark.usefixtures("company")
class TestTheDocument:
    def test_has_exactly_the_promised_parts(self, run: Run) -> None:
        document = run("metric", "win_rate", "--json").json
        assert list(document) == TOP
        assert document["metric"] == "win_rate"
        assert document["as_of"] == "2026-03-01T23:59:59"
        assert document["period"] == {"from": None, "before": None}
        assert document["evidence"] == {"A": 4, "B": 0, "C": 0, "D": 0}
        row = document["rows"][0]
        assert (row["won"], row["lost"], row["win_rate"]) == (2, 1, pytest.approx(2 / 3))

    @pytest.mark.parametrize("metric", [name for name in ROW_KEYS if name != "stuck_deals"])
    def test_keeps_its_row_keys_for_good(self, run: Run, metric: str) -> None:
        rows = run("metric", metric, "--json").json["rows"]
        assert rows
        assert set(ROW_KEYS[metric].split()) <= set(rows[0])

    def test_prints_what_is_not_defined_as_null(self, run: Run) -> None:
        said = run("metric", "win_rate", "--where", "owner=Chloé 王", "--json")
        assert "NaN" not in said.out
        assert said.json["rows"][0]["win_rate"] is None

    def test_leaves_names_as_they_are_written(self, run: Run) -> None:
        assert "Chloé 王" in run("metric", "stage_dwell", "--by", "owner", "--json").out


@pytest.mark.usefixtures("company")
class TestOptions:
    def test_a_breakdown_puts_the_dimension_first(self, run: Run) -> None:
        rows = run("metric", "stage_dwell", "--by", "owner", "--json").json["rows"]
        assert all(next(iter(row)) == "owner" for row in rows)
        assert {row["owner"] for row in rows} == {"Ana", "Ben", "Chloé 王"}

    def test_without_a_breakdown_there_is_no_value(self, run: Run) -> None:
        rows = run("metric", "stage_dwell", "--json").json["rows"]
        assert not any("value" in row or "owner" in row for row in rows)

    def test_a_blank_value_of_a_breakdown_is_null(self, run: Run) -> None:
        rows = run("metric", "win_loss", "--by", "lost_reason", "--json").json["rows"]
        assert {row["lost_reason"]: (row["won"], row["lost"]) for row in rows} == {"Price": (0, 1), None: (2, 0)}

    def test_a_repeated_key_means_any_of_its_values(self, run: Run) -> None:
        def won_and_lost(*owners: str) -> tuple[int, int]:
            where = [part for owner in owners for part in ("--where", f"owner={owner}")]
            row = run("metric", "win_rate", *where, "--json").json["rows"][0]
            return row["won"], row["lost"]

        assert won_and_lost("Ana") == (2, 0)
        assert won_and_lost("Ben") == (0, 1)
        assert won_and_lost("Ana", "Ben") == (2, 1)

    def test_a_date_as_of_means_the_end_of_that_day(self, run: Run) -> None:
        def won(as_of: str) -> int:
            return int(run("metric", "win_rate", "--as-of", as_of, "--json").json["rows"][0]["won"])

        assert won("2026-01-31") == 0
        assert won("2026-02-01") == 1
        assert won("2026-02-01T08:00") == 0

    def test_a_period_is_half_open(self, run: Run) -> None:
        document = run("metric", "win_rate", "--from", "2026-02-01", "--before", "2026-02-11", "--json").json
        assert document["period"] == {"from": "2026-02-01", "before": "2026-02-11"}
        assert document["rows"][0]["won"] == 1

    def test_a_mode_changes_what_is_counted(self, run: Run) -> None:
        def counted(mode: str) -> list[int]:
            return [row["reached"] for row in run("metric", "stage_funnel", "--mode", mode, "--json").json["rows"]]

        assert counted("reached")[:3] == [4, 3, 2]
        assert counted("entered")[:3] == [4, 2, 2]


class TestWhatCannotBeAsked:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("metric", "profit"),
            ("metric", "win_rate", "--by", "owner"),
            ("metric", "stage_dwell", "--by", "star_sign"),
            ("metric", "stage_funnel", "--mode", "sideways"),
            ("metric", "win_rate", "--where", "owner"),
            ("metric", "win_rate", "--where", "star_sign=Leo"),
            ("metric", "win_rate", "--where", "amount_from=much"),
            ("metric", "win_rate", "--where", "owner=Nobody"),
            ("metric", "win_rate", "--as-of", "yesterday"),
            ("metric", "win_rate", "--as-of", "2026-02-01T08:00+02:00"),
            ("metric", "win_rate", "--from", "2026-02-01", "--before", "2026-01-01"),
            ("metric",),
            ("gossip",),
        ],
        ids=" ".join,
    )
    @pytest.mark.usefixtures("company")
    def test_is_a_wrong_command_line(self, run: Run, arguments: tuple[str, ...]) -> None:
        said = run(*arguments)
        assert (said.exit_code, said.out) == (2, "")
        assert len(said.err.strip().splitlines()) == 1
        as_json = run(*arguments, "--json")
        assert as_json.exit_code == 2
        assert as_json.json["error"]["code"] == "usage"
        assert as_json.json["error"]["what"]


class TestWhatTheDataCannotCarry:
    def test_says_why_and_what_would(self, run: Run) -> None:
        document = run("metric", "stage_funnel", "--json").json
        assert document["rows"] == []
        assert list(document["unavailable"]) == ["reason", "needs"]
        assert document["unavailable"]["reason"]

    def test_is_said_in_words_too(self, run: Run) -> None:
        reason = run("metric", "stage_funnel", "--json").json["unavailable"]["reason"]
        assert reason in run("metric", "stage_funnel").out


@pytest.mark.usefixtures("company")
class TestForPeople:
    def test_the_table_is_aligned(self, run: Run) -> None:
        lines = run("metric", "open_pipeline").out.splitlines()
        header = next(line for line in lines if "stage" in line)
        assert "deals" in header

    def test_metrics_lists_every_metric_with_its_dimensions(self, run: Run) -> None:
        listed = run("metrics", "--json").json["metrics"]
        assert [entry["name"] for entry in listed] == [metric.name for metric in METRICS]
        assert "owner" in next(entry for entry in listed if entry["name"] == "stage_dwell")["dimensions"]
        plain = run("metrics").out
        assert all(metric.name in plain for metric in METRICS)
