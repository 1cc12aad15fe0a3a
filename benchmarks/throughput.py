"""Submissions a second, and the CPU time of one: fresh pytest processes, no walls at all, this engine."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import classroom, process
from benchmarks.engine import Engine, Round
from benchmarks.figure import Figure, at_least, at_most, median_ratio, say, scale
from benchmarks.process import Station
from grader.model import Report
from grader.reports.studentpage import report_html
from grader.sandbox import zygote_client

_ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""For (a) and (b) as for workers: on arrays this small a second thread only burns time waiting."""
ROUNDS, ROUNDS_QUICK = 8, 3
"""In each one fresh process, and the whole class in the other ways: two seconds each, and all take alike."""
SIZES = (40, 160)
WHOLE_RUNS = 3


class _Rounds:
    """The three ways in turn, so that a slow minute of the machine is slow for all."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.fresh: list[tuple[float, float]] = []
        self.in_process: list[dict[str, float]] = []
        self.engine: list[Round] = []
        self.forked: list[dict[str, float]] = []
        self.huge: list[dict[str, float]] = []
        calls = str(folder / "calls.pickle")
        with Station("benchmarks.in_process_baseline", env=_ONE_THREAD) as floor, _open_engine() as engine:
            self.startup_s, self.level = engine.startup_s, engine.level
            floor.ask(size=classroom.SIZE, record=calls)
            env = {**os.environ, **zygote_client._ENVIRONMENT}
            small, large = (
                Station("benchmarks.fork_baseline", [calls], env),
                Station("benchmarks.fork_baseline", [calls, "huge"], env),
            )
            with small as bare, large as huge:
                engine.grade(classroom.works())
                for number in range(rounds):
                    say(f"throughput: round {number + 1} of {rounds}")
                    self.fresh.append(_fresh(folder, classroom.texts()[number]))
                    self.in_process.append(floor.ask(size=classroom.SIZE))
                    self.engine.append(engine.grade(classroom.works()))
                    self.forked.append(bare.ask(calls=True))
                    self.huge.append(huge.ask(calls=True))


@contextlib.contextmanager
def _open_engine(jobs: int = 1) -> Iterator[Engine]:
    engine = Engine(classroom.course(), classroom.assignment(), jobs)
    try:
        yield engine
    finally:
        engine.close()


def _fresh(folder: Path, text: str) -> tuple[float, float]:
    """Wall and CPU seconds of one ``pytest`` process for one submission."""
    place = folder / "fresh"
    place.mkdir(exist_ok=True)
    shutil.copy(classroom.COURSE / "plain" / "test_attention.py", place)
    shutil.copy(classroom.COURSE / "reference" / "attention.py", place / "reference.py")
    (place / "attention.py").write_text(text)
    started = time.perf_counter()
    cpu_s = process.waited_cpu_s([sys.executable, "-m", "pytest", "-q"], env=_ONE_THREAD, cwd=place)
    return time.perf_counter() - started, cpu_s


def measure(*, quick: bool) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
        rounds = _Rounds(Path(name), ROUNDS_QUICK if quick else ROUNDS)
    figures = [*_speed(rounds), *_cpu(rounds), *_pages(rounds.engine[0])]
    return figures if quick else [*figures, *_counted(), *_parallel()]


def _speed(rounds: _Rounds) -> list[Figure]:
    size = classroom.SIZE
    fresh_s = statistics.median(wall for wall, _ in rounds.fresh)
    floor_s = statistics.median(r["wall_s"] for r in rounds.in_process) / size
    engine_s = statistics.median(r.wall_s for r in rounds.engine) / size
    whole = size / (rounds.startup_s + engine_s * size)
    count = len(rounds.fresh)
    note = f"{count} of {size} timed, scaled; {fresh_s:.2f} s each"
    told = f"{1000 * engine_s:.1f} ms each; level {rounds.level}"
    return [
        scale("(a) fresh pytest process each", 1 / fresh_s, "/s", note),
        scale("(b) one process, no isolation", 1 / floor_s, "/s", f"{1000 * floor_s:.1f} ms each"),
        scale("(c) this engine, one process", 1 / engine_s, "/s", told),
        at_least("(c) : (a), submissions a second", fresh_s / engine_s, 40, "x", "warm, no pages"),
        scale("(c) : (a), start-up counted", whole * fresh_s, "x", f"start-up {rounds.startup_s:.1f} s"),
    ]


def _cpu(rounds: _Rounds) -> list[Figure]:
    size = classroom.SIZE
    floor = [1000 * r["cpu_s"] / size for r in rounds.in_process]
    whole = [1000 * (r.used.whole_s + r.orchestrator_s) / size for r in rounds.engine]
    workers = [1000 * sum(record.worker_cpu_s for record in r.records) / size for r in rounds.engine]
    bare = [1000 * r["cpu_s"] / size for r in rounds.forked]
    parts = [statistics.median(1000 * r.used[i] / size for r in rounds.engine) for i in range(3)]
    orchestrator = statistics.median(1000 * r.orchestrator_s / size for r in rounds.engine)
    told = f"grading {parts[0]:.1f}, zygote {parts[1]:.1f}, workers {parts[2]:.1f}, orchestrator {orchestrator:.1f}"
    huge = [1000 * r["cpu_s"] / size for r in rounds.huge]
    return [
        scale("(b) CPU per submission", statistics.median(floor), "ms"),
        scale("(c) CPU per submission", statistics.median(whole), "ms", told),
        at_most("(c) : (b), CPU", median_ratio(whole, floor), 3, "x", _best(whole, floor)),
        scale("bare fork, same calls, CPU", statistics.median(bare), "ms", _parent(rounds.forked)),
        scale("bare fork with huge pages, CPU", statistics.median(huge), "ms", _parent(rounds.huge)),
        scale("worker, CPU", statistics.median(workers), "ms", "by the kernel, wait4 of the zygote"),
        at_most("worker : bare fork, CPU", median_ratio(workers, bare), 1.3, "x", _best(workers, bare)),
    ]


def _best(over: list[float], under: list[float]) -> str:
    """A busy machine adds to both, and never takes away."""
    return f"median of the rounds; {min(over) / min(under):.2f}x between the best ones"


def _parent(rounds: list[dict[str, float]]) -> str:
    forking = statistics.median(1000 * r["parent_s"] / classroom.SIZE for r in rounds)
    return f"and {forking:.1f} ms in its parent, for forking"


def _parallel() -> list[Figure]:
    say("throughput: two processes")
    with _open_engine(jobs=2) as engine:
        engine.grade(classroom.works())
        wall_s = min(engine.grade(classroom.works()).wall_s for _ in range(3))
    return [
        scale(
            "(c) with two processes", classroom.SIZE / wall_s, "/s", f"best of 3; {os.cpu_count()} processors"
        )
    ]


def _counted() -> list[Figure]:
    """Everything that ran, by a parent that waits: two class sizes, so that start-up falls out."""
    small, large = SIZES
    used: dict[int, list[float]] = {small: [], large: []}
    for number in range(WHOLE_RUNS):
        say(f"throughput: whole runs, {number + 1}")
        for size in used:
            command = [sys.executable, "-m", "benchmarks.end_to_end", str(size)]
            used[size].append(process.waited_cpu_s(command, cwd=process.ROOT))
    each = [(b - a) / (large - small) for a, b in zip(used[small], used[large], strict=True)]
    note = f"classes of {small} and {large}, start-up falls out"
    return [scale("(c) CPU, counted by a waiting parent", 1000 * statistics.median(each), "ms", note)]


def _pages(graded: Round) -> list[Figure]:
    statement = classroom.assignment().statement_path.read_text()
    times = [_page_s(record.report, statement) for record in graded.records]
    note = f"the first {1000 * times[0]:.0f} ms"
    return [scale("a student's page, rendered apart, CPU", 1000 * statistics.median(times), "ms", note)]


def _page_s(report: Report, statement: str) -> float:
    started = time.process_time()
    report_html(report, statement=statement)
    return time.process_time() - started
