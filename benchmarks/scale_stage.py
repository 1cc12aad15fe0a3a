"""One stage of a class in a process of its own: what it costs, and the most memory it had.

``python -m benchmarks.scale_stage STAGE COURSE CLASS OUT`` prints one line of JSON. ``class`` is the whole of
``grader grade`` with its gradebook; the others make single parts again from the records that it wrote.
"""

from __future__ import annotations

import collections
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks import process
from benchmarks.scale_class import ASSIGNMENT
from grader.course import Course, load_course
from grader.grading import RecordStore
from grader.model import Report

STAGES: Final = ("class", "pages", "sheet", "gradebook", "grades", "class page")
_LOOK_S: Final = 1.0
_REPEATS: Final = 5
"""Of parts that take less than a second: the least CPU time counts, for neighbours only add to it."""


class Cost(NamedTuple):
    """What a stage took."""

    wall_s: float
    cpu_s: float
    """Of the process itself."""
    children_s: float
    """CPU time of grading processes and all that they started."""
    peak_mib: float
    """Of the process itself, at its highest."""
    children_mib: float
    """Of the largest grading process, at its highest."""


def measured(stage: str, course: Path, submissions: Path, output: Path, jobs: int) -> Cost:
    """Run a stage in a fresh process."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.scale_stage",
        stage,
        str(course),
        str(submissions),
        str(output),
        str(jobs),
    ]
    done = subprocess.run(command, cwd=process.ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{stage} ended with {done.returncode}: {done.stderr}")
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


@dataclass(slots=True)
class _Clock:
    """Counts only what runs inside it."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    def repeat(self, work: Callable[[], object]) -> None:
        """Count the quickest of several times."""
        found = []
        for _ in range(_REPEATS):
            each = _Clock()
            with each.running():
                work()
            found.append(each)
        self.wall_s, self.cpu_s = min(each.wall_s for each in found), min(each.cpu_s for each in found)

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        wall_s, cpu_s = time.perf_counter(), time.process_time()
        yield
        self.wall_s += time.perf_counter() - wall_s
        self.cpu_s += time.process_time() - cpu_s


def _grade(clock: _Clock, course: Course, submissions: Path, output: Path, jobs: int) -> None:
    from grader.cli import cli

    arguments = ["grade", str(submissions), "-a", ASSIGNMENT, "-o", str(output), "--jobs", str(jobs)]
    with clock.running():
        code = cli.main([*arguments, "--course", str(course.folder)], standalone_mode=False)
    assert code in (None, 0), f"grader grade ended with {code}"


def _pages(clock: _Clock, course: Course, store: RecordStore) -> None:
    """Every student's page: record read, page rendered, and written."""
    from grader.budget import within_budget
    from grader.output import write_atomic
    from grader.reports import report_html

    statement = course.assignment(ASSIGNMENT).statement_path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, clock.running():
        for record in store.others({}):
            page = report_html(within_budget(record.report), statement=statement)
            write_atomic(Path(folder) / f"{record.report.student}.html", page)


def _sheet(clock: _Clock, store: RecordStore) -> None:
    from grader.reports import grades_csv

    reports = _kept_reports(store)
    clock.repeat(lambda: grades_csv(reports, ()))


def _class_page(clock: _Clock, course: Course, store: RecordStore) -> None:
    from grader.cli.class_renderer import ClassRenderer

    reports, renderer = _kept_reports(store), ClassRenderer(course, store)
    clock.repeat(lambda: _drained(renderer.class_pages(reports, (), title="Scale", generated="")))


def _gradebook(clock: _Clock, course: Course, store: RecordStore, url: str) -> None:
    """An attempt and a result of each record, each in a transaction of its own, as during a run."""
    from grader.gradebook import enrolment
    from grader.gradebook.book import Gradebook
    from grader.gradebook.record_history import RecordHistory
    from grader.gradebook.record_sink import GradebookSink
    from grader.grading.store import read_record

    history = RecordHistory(store.folder, partial(read_record, secret=course.secret()))
    with Gradebook.open(url) as book:
        book.set_assignments(enrolment.course_assignments(course))
        sink = GradebookSink(book, history, book.begin_run("benchmark", "benchmark").id, {})
        for record in store.others({}):
            with clock.running():
                sink.take(record)


def _grades(clock: _Clock, url: str) -> None:
    """The grades of everybody, one by one, with their reasons."""
    from grader.gradebook.book import Gradebook

    with Gradebook.open(url) as book:
        clock.repeat(lambda: _drained(book.grades()))


def _drained(source: Iterable[object]) -> None:
    """Have everything made, and keep nothing of it."""
    collections.deque(source, maxlen=0)


def _kept_reports(store: RecordStore) -> list[Report]:
    """What a run keeps in memory of each record."""
    from grader.budget import without_texts

    return [without_texts(record.report) for record in store.others({})]


class _Children:
    """The most memory of the largest process below this one, which the kernel remembers while it runs."""

    def __init__(self) -> None:
        self.peak_mib = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(_LOOK_S):
            self.peak_mib = max(
                self.peak_mib, *(_peak_mib(pid) for pid in process.tree(os.getpid())[1:]), 0.0
            )

    def __enter__(self) -> _Children:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def _peak_mib(pid: int) -> float:
    """``ru_maxrss`` would begin with what the parent had."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    stage, course_folder, submissions, output, jobs = sys.argv[1:]
    course, clock, folder = load_course(Path(course_folder)), _Clock(), Path(output)
    with _Children() as children:
        if stage == "class":
            _grade(clock, course, Path(submissions), folder, int(jobs))
        else:
            with closing(RecordStore(folder, course.secret(), resume=True)) as store:
                _part(stage, clock, course, store)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = Cost(
        clock.wall_s, clock.cpu_s, used.ru_utime + used.ru_stime, _peak_mib(os.getpid()), children.peak_mib
    )
    print(json.dumps(cost))


def _part(stage: str, clock: _Clock, course: Course, store: RecordStore) -> None:
    url = f"sqlite:///{store.folder.absolute().with_name('scale.db')}"
    parts: dict[str, Callable[[], None]] = {
        "pages": partial(_pages, clock, course, store),
        "sheet": partial(_sheet, clock, store),
        "gradebook": partial(_gradebook, clock, course, store, url),
        "grades": partial(_grades, clock, url),
        "class page": partial(_class_page, clock, course, store),
    }
    parts[stage]()


if __name__ == "__main__":
    main()
