"""Questions asked side by side: the engine plans each on one core, numpy counts on one, and only rows take all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


def side_by_side(questions: int = 1) -> ThreadPoolExecutor:
    """Threads for so many questions at a time that need no other answer; the caller's own goes on beside them.

    Leaving the `with` waits for all of them, so that none outlives the run that asked it.
    """
    return ThreadPoolExecutor(questions, thread_name_prefix="question")
