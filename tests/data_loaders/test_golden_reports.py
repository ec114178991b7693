"""Every known system has an export here, and what is understood of it is written down.

`UPDATE_GOLDEN=1 pytest tests/data_loaders/test_golden_reports.py` writes the reports anew; read the difference.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from data_loaders.systems import SYSTEMS
from tests.data_loaders.reading_exports import EXPORTS, Exports, Read

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(path.name for path in EXPORTS.iterdir())


def understood(read: Read) -> dict[str, Any]:
    """What of a report must not change by accident."""
    report = read.report
    return {
        "system": report.recognition.system,
        "evidence": list(report.recognition.evidence),
        "sheets": [[s.kind, s.rows_read, s.rows_loaded, s.rows_merged, s.rows_rejected] for s in report.sheets],
        "columns": {c.header: [c.target, c.confidence, c.reason.code] for c in report.columns},
        "findings": read.codes(),
        "stages": [[s["pipeline"], s["stage"], s["position"], s["status"], s["strength"]] for s in read.rows("stages")],
        "deals": [
            [d["deal_id"] or d["deal_name"], d["stage"], d["status"], d["amount"], d["currency"], d["probability"],
             str(d["created_at"]), str(d["expected_close"]), str(d["closed_at"]), d["owner_name"], d["pipeline"]]
            for d in read.rows("deals")
        ],
        "events": [
            [e["deal_id"] or e["deal_name"], e["from_stage"], e["to_stage"], str(e["at"]), e["evidence"], e["precision"]]
            for e in read.rows("stage_events")
        ],
        "changes": [[c["deal_id"], c["field"], c["old_value"], c["new_value"]] for c in read.rows("deal_changes")],
        "activities": [[a["type"], a["subject"], str(a["done_at"])] for a in read.rows("activities")],
        "preview": [report.preview.deals, report.preview.amounts, report.preview.evidence, report.preview.entered],
        "as_of": report.as_of,
    }  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_is_understood_of_an_export_is_what_was_written_down(name: str, exports: Exports) -> None:
    found = understood(exports(name))
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_every_known_system_has_an_export_and_its_report() -> None:
    systems = {json.loads(path.read_text(encoding="utf-8"))["system"] for path in GOLDEN.iterdir()}
    assert systems == {system.name for system in SYSTEMS}


def test_no_report_is_left_of_an_export_that_went() -> None:
    assert {path.name.removesuffix(".json") for path in GOLDEN.iterdir()} == set(FILES)
