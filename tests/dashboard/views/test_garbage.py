"""A page that is run again and again takes no more memory, though no run waits for garbage to be collected."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.pages import opened_page
from tests.benchmarks.serving import our_pages
from tests.blank_warehouse import warehouse_at
from tests.journeys.server import free_port
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store

WARM, MANY, MOST_MB = 10, 60, 8


def test_the_memory_of_the_server_stays_flat_over_many_reruns(tmp_path: Path) -> None:
    story = a_pipeline()
    for number in range(12):
        story = story.deal(f"D{number}", amount=100 + number, owner="Ana").enters("Lead", on="2026-01-02")
        story = story.wins(on="2026-02-01") if number % 3 else story.loses(on="2026-02-01", reason="Price")
    path, port = tmp_path / "w.duckdb", free_port()
    with warehouse_at(path) as warehouse:
        store(warehouse, tmp_path / "tables", story)
    with opened_page(our_pages(path, port), port, tmp_path / "server.log", "win_loss") as opened:
        for number in range(WARM):
            opened.rerun(f"lang=en&amount_from={number % 5}")
        before = opened.server.megabytes()
        for number in range(MANY):
            opened.rerun(f"lang=en&amount_from={number % 5}")
        assert opened.server.megabytes() - before < MOST_MB
