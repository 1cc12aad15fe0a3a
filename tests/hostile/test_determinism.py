"""The same class gives the same grades, in whatever order and by however many processes."""

from __future__ import annotations

import json
import random

from attack import HERE, attacks

from grader.course import load_course
from grader.grading import Job, grade_all, local_executors
from grader.grading.process_protocol import Work
from grader.intake import FoundSubmission, Submission, read_submission

RUNS = 10


def _class() -> list[Work]:
    """Right and wrong controls, and one attack of every group."""
    paths = {
        f"{kind}{n}": HERE / "controls" / "puzzle" / f"{kind}.py"
        for kind in ("right", "wrong")
        for n in (1, 2)
    }
    paths |= {one.group: one.path for one in reversed(attacks("puzzle"))}
    read_in = [
        read_submission(FoundSubmission(path=path, student=name), "puzzle.py") for name, path in paths.items()
    ]
    return [Work(submission=one) for one in read_in if isinstance(one, Submission)]


def _grades(works: list[Work], processes: int) -> bytes:
    course = load_course(HERE / "course")
    job = Job(assignment=course.assignment("puzzle"), works=tuple(works))
    rows = []
    for record in grade_all([job], local_executors(course, processes)):
        report = record.report
        tests = [(t.id, str(t.verdict), t.points, t.mistake.id if t.mistake else "") for t in report.tests]
        rows.append([report.student, report.score, tests])
    return json.dumps(sorted(rows)).encode()


def test_ten_runs_in_other_orders_and_with_other_numbers_of_processes_give_the_same_bytes():
    works = _class()
    first = _grades(works, 1)
    for run in range(1, RUNS):
        random.Random(run).shuffle(works)
        assert _grades(works, 1 + run % 3) == first, f"run {run}"
