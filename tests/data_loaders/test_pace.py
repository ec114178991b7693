"""Progress moves while a long step goes on, and never past its end."""

from __future__ import annotations

import threading
import time

import pytest

from data_loaders import pace


def test_the_share_moves_towards_the_end_of_the_step_and_stays_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "BEAT_S", 0.01)
    heard: list[tuple[float, str]] = []
    enough = threading.Event()

    def tell(share: float, stage: str) -> None:
        heard.append((share, stage))
        if len(heard) > 5:
            enough.set()

    with pace.moving(tell, "reading", begin=0.1, end=0.4, expected_s=0.05):
        assert enough.wait(10)
    shares = [share for share, _ in heard]
    assert shares[0] == 0.1
    assert shares == sorted(set(shares))
    assert shares[-1] < 0.4
    assert {stage for _, stage in heard} == {"reading"}


def test_a_short_step_is_told_once_and_nothing_after_its_end() -> None:
    heard: list[float] = []
    with pace.moving(lambda share, _stage: heard.append(share), "reading", begin=0.1, end=0.4, expected_s=1):
        pass
    time.sleep(0.01)
    assert heard == [0.1]


def test_an_error_in_the_step_ends_the_telling_too() -> None:
    before = threading.active_count()
    with (
        pytest.raises(ValueError, match="broken"),
        pace.moving(lambda _share, _stage: None, "reading", begin=0, end=1, expected_s=1),
    ):
        raise ValueError("broken")
    assert threading.active_count() == before
