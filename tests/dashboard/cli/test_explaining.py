"""`metric NAME --explain`: what a number means, and how to get it again."""

from __future__ import annotations

import pytest

from dashboard.language import Words
from dashboard.metrics import METRICS
from dashboard.warehouse.connection import open_warehouse
from tests.dashboard.cli.conftest import Run
from tests.dashboard.cli.test_asking import TOP

METRIC_NAMES = [metric.name for metric in METRICS]


@pytest.mark.usefixtures("company")
class TestAsADocument:
    def test_adds_one_part_and_only_when_asked(self, run: Run) -> None:
        assert list(run("metric", "win_rate", "--json").json) == TOP
        document = run("metric", "win_rate", "--explain", "--json").json
        assert list(document) == [*TOP, "explained"]
        assert list(document["explained"]) == ["term", "definition", "mode", "row_keys", "sql", "parameters"]
        assert list(document["explained"]["definition"]) == [
            "says",
            "counts",
            "leaves_out",
            "unit",
            "formula",
            "source",
        ]

    @pytest.mark.parametrize("name", METRIC_NAMES)
    def test_explains_exactly_the_keys_that_the_rows_have(self, run: Run, name: str) -> None:
        metric = next(known for known in METRICS if known.name == name)
        modes = metric.modes if len(metric.rows) > 1 else metric.modes[:1]
        for mode in modes or (None,):
            asked = () if mode is None else ("--mode", mode)
            document = run("metric", name, *asked, "--explain", "--json").json
            keys = list(document["explained"]["row_keys"])
            assert keys
            assert all(document["explained"]["row_keys"].values())
            for row in document["rows"]:
                assert list(row) == keys

    def test_names_the_dimension_of_a_breakdown(self, run: Run) -> None:
        document = run("metric", "stage_dwell", "--by", "owner", "--explain", "--json").json
        assert list(document["rows"][0]) == list(document["explained"]["row_keys"])
        assert next(iter(document["explained"]["row_keys"])) == "owner"

    def test_the_sql_with_its_parameters_gives_the_numbers_again(self, run: Run, warehouse_path: object) -> None:
        document = run("metric", "win_rate", "--explain", "--json").json
        with open_warehouse(warehouse_path) as warehouse:  # type: ignore[arg-type]
            told = warehouse.cursor().execute(document["explained"]["sql"], document["explained"]["parameters"])
            deals = {kind: count for kind, count, *_ in told.fetchall()}
        assert (deals[1], deals[2]) == (document["rows"][0]["won"], document["rows"][0]["lost"]) == (2, 1)

    def test_tells_the_mode_that_was_taken(self, run: Run) -> None:
        assert run("metric", "stage_funnel", "--explain", "--json").json["explained"]["mode"]["name"] == "reached"
        now = run("metric", "stage_funnel", "--mode", "now", "--explain", "--json").json["explained"]["mode"]
        assert now["name"] == "now"
        assert run("metric", "open_pipeline", "--explain", "--json").json["explained"]["mode"] is None


@pytest.mark.usefixtures("company")
@pytest.mark.parametrize("language", ["en", "zh"])
class TestForPeople:
    def test_prints_definition_keys_sql_and_parameters(self, run: Run, language: str) -> None:
        words = Words(language)  # type: ignore[arg-type]
        printed = run("metric", "stage_dwell", "--explain", "--lang", language).out
        for told in (
            "How long deals stay in a stage: the time after which half of them have left it.",
            "Row keys",
            "Days after which three of four have left (Kaplan–Meier).",
            "all visits of a deal to the stage added up",
            "Bound parameters",
        ):
            assert words(told) in printed
        assert "FROM scoped_visits($scope)" in printed
        assert '"per_visit": false' in printed

    def test_what_the_numbers_rest_on_stays(self, run: Run, language: str) -> None:
        plain = run("metric", "win_rate", "--lang", language).out
        assert run("metric", "win_rate", "--lang", language, "--explain").out.startswith(plain)


class TestWithoutData:
    @pytest.mark.parametrize("name", METRIC_NAMES)
    def test_a_metric_that_cannot_be_answered_can_be_explained(self, run: Run, name: str) -> None:
        assert run("metric", name, "--explain", "--json").json["explained"]["definition"]["says"]
