"""The child process that `data_loaders.sandbox` starts: `python -m data_loaders.child`.

Reads a task as JSON from standard input, limits itself, reads the file, and answers with one JSON object a line:
`{"share": …, "stage": …}` for progress, `{"refused": {"code": …, "values": …}}`, or `{"done": true}`.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import json
import os
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from data_loaders.file_hash import begin_hash

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

with contextlib.suppress(ImportError):  # not on Windows
    import resource

STANDS_BY: Final = "--stand-by"
"""Told to a child that shall import everything before its task comes."""
GONE: Final = 4
NO_ROOM: Final = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
NO_FOLDER: Final = "No usable temporary directory"
"""What `tempfile` says where it could not write four bytes; the folder was made for this child a moment before."""
TURN_S: Final = 0.0005
"""Seconds after which a thread that imports gives way: what goes on beside it needs its turn often and briefly."""
_kept: Final[list[object]] = []
"""What is not cleared away: at the end the system takes memory back faster than the libraries, piece by piece."""


def limit(*, memory_mb: int, cpu_seconds: int) -> None:
    """Cap this process's address space and processor time, as far as the system lets it (macOS refuses the former)."""
    for name, wanted in (("RLIMIT_AS", memory_mb << 20), ("RLIMIT_CPU", cpu_seconds), ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError, AttributeError, NameError):
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            capped = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            resource.setrlimit(kind, (capped, hard))


def tell(**answer: object) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _progress(share: float, stage: str) -> None:
    tell(share=share, stage=stage)


class WithoutPandas(MetaPathFinder):
    """Says that pandas is not installed."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:  # noqa: ARG002
        """Nothing to say of any other module."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def leave_with_parent() -> None:
    """End with the process that asked: a killed one must not leave a reader that writes into its folders."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os._exit(GONE)

    threading.Thread(target=wait, daemon=True).start()


def main() -> int:
    """Read the file of the task; 0 when the report is written, 3 when the file is refused."""
    sys.setswitchinterval(TURN_S)
    gc.disable()  # what is imported stays: looking for garbage in it is a seventh of the time that importing takes
    # Arrow looks for pandas with the first array it makes; no reader has a use for it, and it costs every file 0.4 s.
    sys.meta_path.insert(0, WithoutPandas())
    scratch = _stand_by() if STANDS_BY in sys.argv[1:] else None
    if not (line := sys.stdin.readline()):  # whoever would have had a file is gone
        return GONE
    task = json.loads(line)
    leave_with_parent()
    limit(memory_mb=task["memory_mb"], cpu_seconds=task["cpu_seconds"])
    return _read(task, scratch)


def _stand_by() -> Future[DuckDBPyConnection]:
    """Import what any file needs, and open the scratch of the one that will come."""
    from data_loaders.scratch import begin_scratch  # noqa: PLC0415

    scratch = begin_scratch()
    import data_loaders.arrow_functions  # noqa: PLC0415
    import data_loaders.load  # noqa: PLC0415
    import data_loaders.readers.workbook  # noqa: F401, PLC0415

    gc.freeze()
    return scratch


def _read(task: Mapping[str, Any], scratch: Future[DuckDBPyConnection] | None) -> int:
    """Read the file of the task, importing what is not there yet beside it."""
    path = Path(task["path"])
    hashed = begin_hash(path)  # the imports below keep one processor busy
    # imported under the limits: a hostile file is not the only thing that can eat memory
    from data_loaders.bytewise import begin_look  # noqa: PLC0415

    seen = begin_look(path)
    from data_loaders.scratch import begin_scratch  # noqa: PLC0415

    scratch = scratch or begin_scratch()
    from data_loaders.begun import begin_sheets  # noqa: PLC0415
    from data_loaders.options import Options, Remembered  # noqa: PLC0415
    from data_loaders.problems import Refused  # noqa: PLC0415

    out, options = Path(task["out_dir"]), Options.from_json(task["options"])
    remembered = {key: Remembered(name, Options.from_json(text)) for key, (name, text) in task["remembered"].items()}
    try:
        _check(path, options.file_name or path.name, unpacked_mb=task["unpacked_mb"])
        begun = begin_sheets(path, file_name=options.file_name or path.name, seen=seen, scratch=scratch)
        _kept.append(begun)
        from data_loaders.load import read_export  # noqa: PLC0415 - while the file is being read

        gc.freeze()
        gc.enable()
        read_export(path, out, options, _progress, remembered=remembered, sha256=hashed, begun=begun)
    except Refused as refusal:
        tell(refused={"code": refusal.said.code, "values": refusal.said.values})
        return 3
    except BaseException as error:  # panics and exits included: nothing may leave here but one sentence
        if (met := _limit_met(error, options.file_name or path.name, memory_mb=task["memory_mb"])) is None:
            raise
        tell(refused=met)
        return 3
    tell(done=True)
    return 0


def _check(path: Path, file_name: str, *, unpacked_mb: int) -> None:
    """Refuse what would unpack to more than the caller allows."""
    from data_loaders.readers.archives import check_archive  # noqa: PLC0415

    if path.is_file():
        with path.open("rb") as file:
            zipped = file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        if zipped:
            check_archive(path, file_name=file_name, unpacked_mb=unpacked_mb)


def _limit_met(error: BaseException, file_name: str, *, memory_mb: int) -> dict[str, Any] | None:
    """The refusal for an error that says that there was no more memory, or no more room on the disk."""
    if _out_of_memory(error):
        return {"code": "child_memory", "values": {"file_name": file_name, "limit_mb": memory_mb}}
    if _out_of_room(error):  # told here: on a full disk the traceback is cut off before its last line
        return {"code": "disk_full", "values": {"file_name": file_name}}
    return None


def _out_of_memory(error: BaseException) -> bool:
    """Whether Python, DuckDB or Arrow ran out of memory."""
    return isinstance(error, MemoryError) or type(error).__name__ in ("OutOfMemoryException", "ArrowMemoryError")


def _out_of_room(error: BaseException) -> bool:
    """Whether the system, or DuckDB or Arrow in its words, had no room for what was written."""
    said = (NO_FOLDER, *map(os.strerror, NO_ROOM))
    while not any(words in str(error) for words in said):
        if (cause := error.__cause__ or error.__context__) is None:
            return False
        error = cause
    return True


if __name__ == "__main__":
    ended = main()
    sys.stdout.flush()
    os._exit(ended)  # all is written
