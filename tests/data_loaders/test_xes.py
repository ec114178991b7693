from __future__ import annotations

import gzip
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from data_loaders.problems import Refused
from data_loaders.readers.xes import is_xes
from tests.data_loaders.reading_exports import Read, read_path

Event = tuple[str, str, str]
"""Activity, lifecycle ('' for none), time."""


def log(*cases: tuple[str, Sequence[Event]], head: str = "") -> str:
    traces = "".join(
        f'<trace><string key="concept:name" value="{name}"/><string key="AMOUNT_REQ" value="20000"/>'
        + "".join(_event(*event) for event in events)
        + "</trace>\n"
        for name, events in cases
    )
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- a log -->{head}
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
<global scope="event"><string key="concept:name" value="NOTHING"/></global>
<string key="concept:name" value="the log itself"/>
{traces}</log>"""


def _event(activity: str, lifecycle: str, at: str) -> str:
    said = f'<string key="lifecycle:transition" value="{lifecycle}"/>' if lifecycle else ""
    return (
        f'\n<event><string key="org:resource" value="112"><string key="inner" value="hidden"/></string>{said}'
        f'<string key="concept:name" value="{activity}"/><date key="time:timestamp" value="{at}"/></event>'
    )


LOAN = (
    ("A_SUBMITTED", "COMPLETE", "2011-10-01T00:38:44.546+02:00"),
    ("A_ACCEPTED", "COMPLETE", "2011-10-02T10:00:00.000+02:00"),
    ("W_Calling", "SCHEDULE", "2011-10-02T10:00:01.000+02:00"),
    ("W_Calling", "START", "2011-10-03T10:00:00.000+02:00"),
    ("W_Calling", "COMPLETE", "2011-10-03T11:00:00.000+02:00"),
    ("A_APPROVED", "COMPLETE", "2011-10-04T10:00:00.000+02:00"),
)


def read(folder: Path, text: str, name: str = "log.xes") -> Read:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return read_path(path, folder / "out")


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz", "log.xml"])
def test_a_log_gives_its_stages_in_order_and_the_rows_are_accounted_for(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, log(("173688", LOAN), ("173689", LOAN[:2])), name)
    events = found.rows("stage_events")
    assert [(event["deal_id"], event["to_stage"]) for event in events] == [
        ("173688", "A_SUBMITTED"), ("173688", "A_ACCEPTED"), ("173688", "A_APPROVED"),
        ("173689", "A_SUBMITTED"), ("173689", "A_ACCEPTED"),
    ]  # fmt: skip
    assert events[0]["at"] == datetime(2011, 9, 30, 22, 38, 44, 546000)
    assert {event["amount"] for event in events} == {20000.0}
    report = found.report
    assert (report.rows_read, report.rows_loaded, report.rows_merged) == (8, 6, 2)
    assert found.codes() == {"xes_not_complete": 2, "activities_not_stages": 1}


def test_a_step_that_is_never_completed_counts_by_what_is_told_of_it(tmp_path: Path) -> None:
    events = [("Offer", "start", "2026-01-01T08:00:00Z"), ("Sign", "complete", "2026-01-05T08:00:00Z")]
    found = read(tmp_path, log(("1", events), ("2", events)))
    assert [event["to_stage"] for event in found.rows("stage_events")] == ["Offer", "Sign"] * 2


def test_the_activities_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(log(("1", LOAN), ("2", LOAN)))
    found = read_path(path, tmp_path / "out", activities=("A_SUBMITTED", "W_Calling"))
    assert {event["to_stage"] for event in found.rows("stage_events")} == {"A_SUBMITTED", "W_Calling"}
    guesses = {one.value: (one.meant, one.reason.code) for one in found.report.values if one.field == "activity"}
    assert guesses["W_Calling"] == ("W_Calling", "activity_chosen")
    assert guesses["A_APPROVED"] == ("", "activity_chosen")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (log(("1", LOAN), head='<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "xes_doctype"),
        (log(("1", LOAN))[:900], "xes_damaged"),
        (log(), "file_no_table"),
        ("<?xml version='1.0'?><catalog><log/></catalog>", "file_web_page"),
    ],
)
def test_what_is_no_sound_log_is_one_clear_sentence(text: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read(tmp_path, text)
    assert refusal.value.said.code == code


def test_a_cut_off_archive_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(log(*((str(number), LOAN) for number in range(200))).encode())[:-200])
    with pytest.raises(Refused) as refusal:
        read_path(path, tmp_path / "out")
    assert refusal.value.said.code == "xes_damaged"


def test_only_a_document_whose_outermost_element_is_log_is_one() -> None:
    assert is_xes(b"\xef\xbb\xbf <?xml version='1.0'?><!-- x --><log xes.version='2.0'>")
    assert not is_xes(b"<html><log></log></html>")
    assert not is_xes(b"deal,stage\n1,<log>\n")
    assert not is_xes(b"\x1f\x8bbroken")
