"""A gradebook of 10,000 attempts: adding them, one student's grades, all grades, and the memory that takes.

``python -m benchmarks.gradebook`` takes about a minute. ``--url`` measures another database, which must be empty.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure, at_most, say, scale, table
from grader.gradebook.book import Gradebook
from grader.gradebook.grade import POINT
from grader.gradebook.row import AssignmentRow, AttemptRow, LatePolicy, ResultRow

STUDENTS, ASSIGNMENTS, ATTEMPTS = 500, 10, 2
DAY = 86_400_000_000
SHOW_S, EXPORT_S, GROWTH = 0.3, 3.0, 1.1
_FIRST = 50
"""Students of the smaller export, against which memory must not grow."""
_EXPORT = """
import json, resource, sys
from grader.gradebook.book import Gradebook
with Gradebook.open(sys.argv[1]) as book:
    students = [each.student for each in book.students()][: int(sys.argv[2])]
    n = sum(1 for _ in book.grades(students))
print(json.dumps([n, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def rows(run: str) -> Iterator[tuple[AttemptRow, ResultRow]]:
    """Attempts of a made-up class, a third of them late, with verdicts of 100 tests each."""
    draw = random.Random(1)
    for student in range(STUDENTS):
        for assignment in range(ASSIGNMENTS):
            for number in range(ATTEMPTS):
                due = 100 * DAY + 7 * DAY * assignment
                received = due + round(draw.gauss(-0.2, 0.5) * DAY) + number * DAY // 4
                verdicts = {
                    f"hidden/test_{t % 9}.py::test_{t}": draw.choice(("passed", "failed")) for t in range(100)
                }
                yield (
                    AttemptRow(
                        student=f"student{student:04}", assignment=f"a{assignment:02}",
                        submission_sha256=f"{draw.getrandbits(256):064x}", received_us=received,
                    ),
                    ResultRow(
                        attempt="", key=f"{draw.getrandbits(256):064x}", outcome="graded",
                        score=draw.randrange(20 * POINT), max_score=20 * POINT, graded_us=received + DAY,
                        verdicts=json.dumps(verdicts), run=run,
                    ),
                )  # fmt: skip


def measure(url: str) -> list[Figure]:
    """Fill an empty gradebook and read it."""
    policy = LatePolicy(per_day_percent=10, max_percent=50, accept_days=7, slip_days=3)
    with Gradebook.open(url) as book:
        book.set_assignments(
            AssignmentRow(
                id=f"a{n:02}",
                title=f"A{n}",
                max_points=20 * POINT,
                position=n,
                due_us=(100 + 7 * n) * DAY,
                late=policy,
            )
            for n in range(ASSIGNMENTS)
        )
        run = book.begin_run("benchmark", "benchmark").id
        everything = list(rows(run))
        say(f"gradebook: {len(everything):,} attempts")
        single = _seconds(lambda: [book.append(*pair) for pair in everything[:200]]) / 200
        whole = _seconds(lambda: book.append_all(everything))
        student = everything[-1][0].student
        one = statistics.median(_seconds(lambda: list(book.grades([student]))) for _ in range(9))
        export = _seconds(lambda: list(book.grades()))
    command = _seconds(lambda: _shown(url, student))
    small, large = _memory(url, _FIRST), _memory(url, STUDENTS)
    return [
        scale("one attempt and its result, one commit", single * 1000, "ms"),
        scale(f"{len(everything):,} attempts in one transaction", whole, "s"),
        at_most("grades of one student", one, SHOW_S, "s"),
        scale("'grader gradebook show --student', with its start", command, "s"),
        at_most("all grades", export, EXPORT_S, "s"),
        at_most(f"memory, {STUDENTS} : {_FIRST} students", large / small, GROWTH, "x", f"{large / 1024:.0f} MiB"),
    ]  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _shown(url: str, student: str) -> None:
    command = [sys.executable, "-m", "grader", "gradebook", "show", "--student", student, "--gradebook", url]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _memory(url: str, students: int) -> int:
    """Peak memory of a process that reads the grades of so many students, in KiB."""
    done = subprocess.run(
        [sys.executable, "-c", _EXPORT, url, str(students)], check=True, stdout=subprocess.PIPE, text=True
    )
    count, peak = json.loads(done.stdout)
    assert count == students * ASSIGNMENTS
    return int(peak)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 if one misses its target."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gradebook", description=__doc__)
    parser.add_argument("--url", help="an empty database")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(options.url or f"sqlite:///{Path(folder) / 'book.db'}")
    print(table(figures))
    return int(any(figure.holds is False for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
