"""A submission that loops for ever in every function: what it costs, and what its neighbours notice."""

from __future__ import annotations

import statistics
import time

from benchmarks import classroom
from benchmarks.engine import Engine
from benchmarks.figure import Figure, at_most, median_ratio, say, scale
from grader.course import Course

TIMEOUT_S, TIMEOUT_QUICK_S = 0.5, 0.25
ROUNDS, ROUNDS_QUICK = 3, 1
NEIGHBOURS = 40
UNHURT = 1.25
"""Two busy processors of one machine share caches and clock."""


def measure(*, quick: bool) -> list[Figure]:
    timeout_s = TIMEOUT_QUICK_S if quick else TIMEOUT_S
    with classroom.impatient_course(timeout_s) as course:
        say("loops: every function runs for ever")
        cost = _cost(course, timeout_s)
        alone, beside = [], []
        for number in range(ROUNDS_QUICK if quick else ROUNDS):
            say(f"loops: neighbours, round {number + 1}")
            alone.append(_neighbours(course, with_loops=False))
            beside.append(_neighbours(course, with_loops=True))
    each = [1000 * statistics.median(times) / NEIGHBOURS for times in (alone, beside)]
    note = f"{each[0]:.1f} ms each alone, {each[1]:.1f} ms beside it, --jobs 2"
    return [*cost, at_most("neighbours of endless loops", median_ratio(beside, alone), UNHURT, "x", note)]


def _cost(course: Course, timeout_s: float) -> list[Figure]:
    assignment = course.assignment(classroom.ASSIGNMENT)
    functions = len(assignment.settings.tasks)
    engine = Engine(course, assignment)
    try:
        graded = engine.grade([classroom.loops()])
    finally:
        engine.close()
    (record,) = graded.records
    assert record.report.score == 0.0
    note = f"{functions} functions, {len(record.report.tests)} tests"
    return [
        at_most(
            "endless loops, CPU in timeouts", record.worker_cpu_s / timeout_s, 2 * functions + 2, "", note
        ),
        scale("endless loops, wall in timeouts", graded.wall_s / timeout_s),
    ]


def _neighbours(course: Course, *, with_loops: bool) -> float:
    """Seconds until the neighbours are graded, on the one process that is left to them."""
    engine = Engine(course, course.assignment(classroom.ASSIGNMENT), jobs=2 if with_loops else 1)
    try:
        engine.grade(classroom.works(4 if with_loops else 2))
        looping = engine.submit(classroom.loops()) if with_loops else None
        started = time.perf_counter()
        for future in [engine.submit(work) for work in classroom.works(NEIGHBOURS)]:
            future.result()
        wall_s = time.perf_counter() - started
        if looping is not None and looping.done():
            say("loops: they ended before their neighbours did; the ratio below says too little")
    finally:
        engine.close()
    return wall_s
