"""What is kept: made once a key, by one thread, and let go by weight when it is longest unused."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.views.kept import Kept


def _texts(most: int) -> Kept[str]:
    return Kept(most, len)


def test_a_thing_is_made_once_a_key() -> None:
    kept, made = _texts(10), list[str]()

    def make() -> str:
        made.append("abc")
        return "abc"

    assert [kept.get("one", make), kept.get("one", make)] == ["abc", "abc"]
    assert made == ["abc"]


def test_it_tells_whether_a_thing_would_have_to_be_made() -> None:
    kept = _texts(3)
    kept.get("one", lambda: "abc")
    assert kept.holds("one")
    kept.get("two", lambda: "abc")
    assert not kept.holds("one")


def test_the_longest_unused_goes_first() -> None:
    kept = _texts(6)
    for key in ("one", "two", "one", "three"):
        kept.get(key, lambda: "abc")
    assert kept.get("one", lambda: "new") == "abc"
    assert kept.get("two", lambda: "new") == "new"


def test_a_thing_heavier_than_all_that_may_be_kept_is_not_kept_and_drives_nothing_out() -> None:
    kept = _texts(2)
    assert kept.get("light", lambda: "ab") == "ab"
    assert kept.get("one", lambda: "abc") == "abc"
    assert kept.get("one", lambda: "new") == "new"
    assert kept.get("light", lambda: "cd") == "ab"


def test_threads_that_want_the_same_wait_for_the_one_that_makes_it() -> None:
    kept, made, begun, go_on = _texts(10), list[str](), threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        go_on.wait(timeout=10)
        made.append("abc")
        return "abc"

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(kept.get, "one", make) for _ in range(4)]
        begun.wait(timeout=10)
        go_on.set()
        assert [one.result(timeout=10) for one in asked] == ["abc"] * 4
    assert made == ["abc"]


def test_what_fails_is_not_kept() -> None:
    kept = _texts(10)

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept.get("one", fail)
    assert kept.get("one", lambda: "abc") == "abc"
