"""Memory of the whole process tree while a large class goes through one grading process."""

from __future__ import annotations

import threading
import time

from benchmarks import classroom, process
from benchmarks.engine import Engine
from benchmarks.figure import Figure, at_most, say, scale
from benchmarks.process import Memory

MARKS, MARKS_QUICK = (40, 200, 500, 1000), (40, 120)
WINDOW = 30
"""Submissions before a mark whose highest memory counts: a worker lives for part of the time only."""
FLAT = 1.05
_MIB = 1 << 20


def measure(*, quick: bool) -> list[Figure]:
    marks = MARKS_QUICK if quick else MARKS
    engine = Engine(classroom.course(), classroom.assignment())
    try:
        peaks = _peaks(engine, marks)
    finally:
        engine.close()
    first, last = peaks[0], peaks[-1]
    growth = (last.anonymous - first.anonymous) / (marks[-1] - marks[0]) / 1024
    figures = [_figure(mark, peak) for mark, peak in zip(marks, peaks, strict=True)]
    what = f"memory, {marks[-1]} : {marks[0]} submissions"
    note = f"{growth:.1f} KiB per submission, without files"
    return [*figures, at_most(what, last.anonymous / first.anonymous, FLAT, "x", note)]


def _figure(mark: int, peak: Memory) -> Figure:
    note = f"{peak.anonymous / _MIB:.1f} MiB of it in no file"
    return scale(f"memory at {mark} submissions", peak.whole / _MIB, "MiB", note)


def _peaks(engine: Engine, marks: tuple[int, ...]) -> list[Memory]:
    peaks, done = [], 0
    for mark in marks:
        say(f"memory: up to {mark} submissions")
        engine.grade(classroom.works(mark - WINDOW - done, done))
        with _Watch(engine.pids[0]) as watch:
            engine.grade(classroom.works(WINDOW, mark - WINDOW))
        done = mark
        peaks.append(watch.peak)
    return peaks


class _Watch:
    """The highest memory of a process tree while the block runs."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.peak = Memory(0, 0)

    def _look(self) -> None:
        while not self._over.is_set():
            now = process.tree_memory(self._pid)
            self.peak = Memory(*map(max, self.peak, now))
            time.sleep(0.005)  # or the watching slows what is watched

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
