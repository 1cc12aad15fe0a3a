"""The place of a worker's code when its time was up.

The zygote registers Python's ``faulthandler`` for one signal. Before a worker is killed it gets this signal and writes
the stack of its main thread where its output goes. The student's code can forge the dump, so it is read as any other
place that a worker reports (`ReplyValidator.code_lines`), and only the report of a public test shows it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from typing import Final, NamedTuple

DUMP_SIGNAL: Final[signal.Signals | None] = (
    signal.SIGUSR2 if sys.platform == "linux" and hasattr(os, "fork") else None
)
"""The signal that `grader.worker.zygote` registers; None where workers are not forked."""

DUMP_WAIT_S: Final = 0.5
"""Longest wait for the dump. A worker that computes writes it within a millisecond, on a busy machine later."""

_DUMP = re.compile(
    rb'\n?Stack \(most recent call first\):\n((?:  File "[^"\n]*", line \d+ in [^\n]*\n)+)(  \.\.\.\n)?'
)
_FRAME = re.compile(r'  File "([^"\n]*)", line (\d+) in')


class StackDump(NamedTuple):
    """What a worker wrote after the signal."""

    places: list[tuple[str, int]]
    """(file, line) of the frames, outermost call first."""
    output: bytes
    """What the student's code printed meanwhile."""


def read_stack_dump(written: bytes) -> StackDump:
    """Separate the dump from what the code printed. Without a dump there are no places."""
    found = list(_DUMP.finditer(written))
    if not found:
        return StackDump([], written)
    last = found[-1]
    frames = _FRAME.findall(last[1].decode("utf-8", errors="replace"))
    places = [(file, int(line)) for file, line in reversed(frames) if len(line) < 7]
    return StackDump(places, written[: last.start()] + written[last.end() :])
