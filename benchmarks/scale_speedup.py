"""Two grading processes and two workers of a cluster, beside one of each: grading alone, warm, without pages.

The client is measured apart: it takes its share of the same two processors here, and on a cluster it does not.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import process
from benchmarks.figure import Figure, at_least, at_most, median_ratio, say, scale
from benchmarks.loopback_cluster import LoopbackCluster, loopback_cluster
from benchmarks.scale_class import ASSIGNMENT
from grader.cluster.cluster_connection import connected
from grader.cluster.cluster_executor import ClusterExecutor
from grader.course import Course
from grader.grading import Job, grade_all
from grader.grading.executor import Executor
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Work
from grader.intake import PendingSubmission
from grader.model import Record

SPEEDUP: Final = 1.8
SLOWER: Final = 1.1
_WAYS: Final = ("one process", "two processes", "one worker", "two workers")


class _Round(NamedTuple):
    """A class graded once in one way."""

    wall_s: float
    client_s: float
    """CPU time of this process."""
    grading_s: float
    """CPU time of the grading processes or workers and of all that they started."""


class _Way(NamedTuple):
    """A way to grade, which stays warm."""

    executor: Executor
    pids: Sequence[int]
    """Roots of the processes that grade."""


class _KeptOpen:
    """An executor that stays warm: the end of a job does not close it."""

    def __init__(self, inner: Executor) -> None:
        self._inner = inner

    @property
    def width(self) -> int:
        return self._inner.width

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        return self._inner.submit(work)

    def close(self, *, wait: bool = True) -> None:
        pass


def measure(course: Course, works: Sequence[Work], folder: Path, rounds: int) -> list[Figure]:
    """Grade the same class in four ways in turn, so that a slow minute of the machine is slow for all.

    Parameters
    ----------
    course : Course
    works : sequence of Work
    folder : Path
        Holds the clusters.
    rounds : int
    """
    found: dict[str, list[_Round]] = {way: [] for way in _WAYS}
    scheduler_s: list[float] = []
    with contextlib.ExitStack() as open_:
        clusters = [open_.enter_context(loopback_cluster(folder / f"cluster-{n}", n)) for n in (1, 2)]
        local = [open_.enter_context(_local(course, n)) for n in (1, 2)]
        remote = [open_.enter_context(_remote(cluster, course, len(works))) for cluster in clusters]
        ways = dict(zip(_WAYS, [*local, *remote], strict=True))
        for way in ways.values():
            _graded(course, works[: 2 * way.executor.width], way)
        for number in range(rounds):
            say(f"two beside one: round {number + 1} of {rounds}, {len(works)} submissions in four ways")
            for name, way in ways.items():
                before = _scheduler_s(clusters[1])
                found[name].append(_graded(course, works, way))
                if name == "two workers":
                    scheduler_s.append(_scheduler_s(clusters[1]) - before)
    return _figures(found, len(works), scheduler_s)


def _figures(found: dict[str, list[_Round]], size: int, scheduler_s: Sequence[float]) -> list[Figure]:
    wall = {way: [each.wall_s for each in rounds] for way, rounds in found.items()}
    rounds = len(scheduler_s)
    note = f"median of {rounds} rounds of {size}; best over best "
    figures = [
        scale(f"grading with {way}", size / statistics.median(wall[way]), "/s", _cpu_note(found[way], size))
        for way in _WAYS
    ]
    scheduler_ms = 1000 * statistics.median(scheduler_s) / size
    for two, one in (("two processes", "one process"), ("two workers", "one worker")):
        told = note + f"{min(wall[one]) / min(wall[two]):.2f}x"
        figures.append(at_least(f"{two} : {one}", median_ratio(wall[one], wall[two]), SPEEDUP, "x", told))
    told = note + f"{min(wall['two workers']) / min(wall['two processes']):.2f}x"
    slower = median_ratio(wall["two workers"], wall["two processes"])
    return [
        *figures,
        at_most("two workers : two processes, time", slower, SLOWER, "x", told),
        scale(
            "scheduler, CPU per submission", scheduler_ms, "ms", "on the same two processors, as the client"
        ),
    ]


def _cpu_note(rounds: Sequence[_Round], size: int) -> str:
    grading, client = (
        1000 * statistics.median(seconds) / size
        for seconds in ([each.grading_s for each in rounds], [each.client_s for each in rounds])
    )
    return f"CPU of each: {grading:.1f} ms grading, {client:.2f} ms client"


def _graded(course: Course, works: Sequence[Work], way: _Way) -> _Round:
    grading_s = _cpu_s(way.pids)
    wall_s, client_s = time.perf_counter(), time.process_time()
    job = Job(assignment=course.assignment(ASSIGNMENT), works=tuple(works))
    count = sum(
        record.report.score is not None for record in grade_all([job], lambda _: _KeptOpen(way.executor))
    )
    assert count == len(works)
    return _Round(time.perf_counter() - wall_s, time.process_time() - client_s, _cpu_s(way.pids) - grading_s)


def _cpu_s(pids: Sequence[int]) -> float:
    return sum(process.tree_cpu_s(pid) for pid in pids)


@contextlib.contextmanager
def _local(course: Course, processes: int) -> Iterator[_Way]:
    before = set(process.children())
    executor = LocalExecutor(course, course.assignment(ASSIGNMENT), processes)
    try:
        yield _Way(executor, [pid for pid in process.children() if pid not in before])
    finally:
        executor.close()


@contextlib.contextmanager
def _remote(cluster: LoopbackCluster, course: Course, expected: int) -> Iterator[_Way]:
    with connected(cluster.address, cluster.certificates) as client:
        executor = ClusterExecutor(client, course, course.assignment(ASSIGNMENT), expected)
        try:
            yield _Way(executor, [nanny.pid for nanny in cluster.nannies])
        finally:
            executor.close()


def _scheduler_s(cluster: LoopbackCluster) -> float:
    assert cluster.scheduler is not None
    return _cpu_s([cluster.scheduler.pid])
