"""Entry point of a grading process (started by `grader.grading.executor`)."""

from __future__ import annotations

import sys
import traceback
from multiprocessing.connection import Connection
from types import TracebackType

from grader.grading.grading_process import serve
from grader.text import inert, plain

_CRASH_LIMIT = 100_000


def _show_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The traceback of a bug of ours on our caller's terminal; it may quote what a student wrote."""
    text = "".join(traceback.format_exception(kind, error, trace))
    print(inert(plain(text, _CRASH_LIMIT)), file=sys.stderr)


if __name__ == "__main__":
    sys.excepthook = _show_crash
    serve(Connection(int(sys.argv[1])))
