"""What was worked out once and may be asked for again: kept up to a weight in all; the longest unused goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Things by key, shared by all threads, of `most` weight in all; a heavier one is not kept."""

    def __init__(self, most: int, weigh: Callable[[Thing], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def holds(self, key: Hashable) -> bool:
        """Whether the thing need not be made."""
        with self._lock:
            return key in self._things

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing kept under the key, else a new one: threads that want the same wait for the one that makes it.

        What `make` raises is raised, and nothing is kept.
        """
        with self._lock:
            if key in self._things:
                return self._used(key)
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._things:
                    return self._used(key)
            try:
                thing = make()
                self._keep(key, thing)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return thing

    def _used(self, key: Hashable) -> Thing:
        self._things.move_to_end(key)
        return self._things[key][0]

    def _keep(self, key: Hashable, thing: Thing) -> None:
        weight = self._weigh(thing)
        if weight > self._most:
            return
        with self._lock:
            self._things[key] = thing, weight
            self._weight += weight
            while self._weight > self._most:
                _, (_, gone) = self._things.popitem(last=False)
                self._weight -= gone
