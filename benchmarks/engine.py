"""The engine with one or more grading processes, warm, and what it used."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from typing import NamedTuple

from benchmarks import process
from grader.course import Assignment, Course
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Work
from grader.model import Record


class Usage(NamedTuple):
    """CPU seconds since the start, by who used them."""

    grading_s: float
    zygote_s: float
    """Forking is paid by the parent."""
    workers_s: float

    @property
    def whole_s(self) -> float:
        return sum(self)


class Round(NamedTuple):
    """A class graded once."""

    records: list[Record]
    wall_s: float
    used: Usage
    orchestrator_s: float


class Engine:
    """Grading processes that are ready: start-up is over, and was timed."""

    def __init__(self, course: Course, assignment: Assignment, jobs: int = 1) -> None:
        before = set(process.children())
        started = time.perf_counter()
        self._executor = LocalExecutor(course, assignment, jobs)
        self.startup_s = time.perf_counter() - started
        self.pids = [pid for pid in process.children() if pid not in before]
        self.level = self._executor.level

    def grade(self, works: Sequence[Work]) -> Round:
        used, own = self.usage(), time.process_time()
        started = time.perf_counter()
        records = [future.result() for future in [self.submit(work) for work in works]]
        wall_s = time.perf_counter() - started
        spent = Usage(*(b - a for a, b in zip(used, self.usage(), strict=True)))
        return Round(records, wall_s, spent, time.process_time() - own)

    def submit(self, work: Work) -> Future[Record]:
        return self._executor.submit(work)

    def usage(self) -> Usage:
        grading_s = zygote_s = workers_s = 0.0
        for root in self.pids:
            _, *below = process.tree(root)
            grading_s += process.cpu(root).own_s
            helpers = [pid for pid in below if process.cpu(pid).children_s or pid == below[0]]
            zygote_s += sum(process.cpu(pid).own_s for pid in helpers)
            workers_s += sum(process.cpu(pid).children_s for pid in below)
            workers_s += sum(process.cpu(pid).own_s for pid in below if pid not in helpers)
        return Usage(grading_s, zygote_s, workers_s)

    def close(self) -> None:
        self._executor.close()
