"""One side of a duel: a worker on a core of its own time, stopped while the other side runs."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.course import Limits
from grader.sandbox.failure import StudentError
from grader.sandbox.worker import Worker
from grader.sandbox.zygote import Zygote
from grader.testing.subject import Code

_STOP_S = 0.1


class Timed(NamedTuple):
    """One timed call, as the grader saw it."""

    wall_s: float
    """From the stamp before the call to the stamp after the answer to the challenge."""
    staging_cpu_s: float
    """CPU time of the worker, by the kernel, while its inputs were laid ready."""
    idle_cpu_s: float
    """CPU time since its last call ended: it was stopped, so there should be none."""
    answer: float


class Player:
    """A worker that can be timed.

    Parameters
    ----------
    zygote : Zygote
    code : Code
        What it runs: the reference's module, or the student's.
    limits : Limits
    core : int
        The processor it runs on, the same for both sides; set before the module is imported.
    """

    def __init__(self, zygote: Zygote, code: Code, limits: Limits, core: int) -> None:
        self.worker = Worker(zygote, limits)
        try:
            os.sched_setaffinity(self.worker.pid, {core})
            code.load_into(self.worker)
            self._cpu_s = 0.0
            self._stop()
        except BaseException:
            self.worker.close()
            raise

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Let the worker run for a while; it is stopped again, whatever happens."""
        self.worker.resume()
        try:
            yield
        finally:
            self._stop()

    def _stop(self) -> None:
        """Stop it, and wait until every thread stands: a signal reaches a running one at its next tick."""
        self.worker.pause()
        deadline = time.monotonic() + _STOP_S
        while not _stands(self.worker.pid) and time.monotonic() < deadline:
            pass
        self._cpu_s = self.worker.cpu_s

    def fill(self, pool: Any) -> None:
        """Give it the numbers that challenges are drawn from."""
        with self.awake():
            self.worker.ask("fill", pool)

    def call(self, function: str, args: Sequence[Any], offset: int) -> Timed:
        """Stage, stamp, call, challenge, answer, stamp; the worker must be awake."""
        worker = self.worker
        idle_s = worker.cpu_s - self._cpu_s
        before_s = worker.cpu_s
        worker.ask("stage", list(args))
        staged_s = worker.cpu_s
        started = time.perf_counter()
        worker.ask("run", function)
        try:
            answer = worker.ask("commit", offset)
        except StudentError:  # the result is no array
            answer = None
        wall_s = time.perf_counter() - started
        number = float(answer) if isinstance(answer, (int, float)) else math.nan
        return Timed(wall_s, staged_s - before_s, idle_s, number)

    def output(self) -> Any:
        """The whole result of the last call; the worker must be awake."""
        return self.worker.ask("fetch")

    def round_trip_s(self) -> float:
        """Two empty requests, as many as a timed call needs; the worker must be awake."""
        started = time.perf_counter()
        self.worker.ask("ping")
        self.worker.ask("ping")
        return time.perf_counter() - started

    def challenge_s(self, offset: int) -> float:
        """What answering a challenge takes, request and all; only of a side that is trusted."""
        started = time.perf_counter()
        self.worker.ask("commit", offset)
        return time.perf_counter() - started

    def close(self) -> None:
        self.worker.close()


def _stands(pid: int) -> bool:
    """No thread of the process runs or may run, or it is gone."""
    try:
        states = [
            stat.read_text().rpartition(") ")[2][0] for stat in Path(f"/proc/{pid}/task").glob("*/stat")
        ]
    except OSError:
        return True
    return not set(states) & set("RD")
