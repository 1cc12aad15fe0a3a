"""Pages of a large class of made-up students: their bytes, and the seconds to render them."""

from __future__ import annotations

import random
import time

from benchmarks.figure import Figure, at_most, scale
from grader.model import Mistake, RejectedEntry, Report, TaskResult, TestResult, Verdict
from grader.reports import class_pages, grades_csv

STUDENTS, ASSIGNMENTS = 500, 35
TASKS, TESTS_PER_TASK = 5, 9
PAGE_MB = 1.0
RENDER_S = 20.0
"""Of CPU time: about 7 on a laptop."""

TITLES = (
    "Linear regression", "Classification metrics", "Batch normalisation", "Attention", "Row softmax",
    "Gaussian classifier", "Convolution", "LSTM and GRU", "Backpropagation", "Pairwise distances",
)  # fmt: skip
FIRST = (
    "Ada",
    "Bela",
    "Chi",
    "Dora",
    "Emre",
    "Fatma",
    "Goran",
    "Hana",
    "Ines",
    "Jörg",
    "Kofi",
    "Lena",
    "Mina",
)
LAST = ("Abel", "Berg", "Cruz", "Duarte", "Ek", "Fischer", "Garcia", "Hartmann", "Ito", "Jansen", "Müller")
SENTENCE = (
    "You divide by the number of columns, and the formula divides by the number of rows. Look at the axis."
)


def measure(*, quick: bool = False) -> list[Figure]:
    """The bytes of the largest pages and of the sheet, and the time of all pages."""
    reports, rejected = made_up_class(STUDENTS // 5 if quick else STUDENTS, ASSIGNMENTS)
    started = time.process_time()
    sizes = {path: len(text.encode()) for path, text in class_pages(reports, rejected, title="A class")}
    pages_s = time.process_time() - started
    started = time.process_time()
    sheet = grades_csv(reports, rejected)
    sheet_s = time.process_time() - started
    of_assignments = [n for path, n in sizes.items() if "/" not in path and path != "index.html"]
    note = f"{len(reports):,} reports of {ASSIGNMENTS} assignments"
    return [
        at_most("class page, overview", sizes["index.html"] / 1e6, PAGE_MB, "MB", note),
        at_most("class page, largest of an assignment", max(of_assignments) / 1e6, PAGE_MB, "MB"),
        at_most("class pages, all rendered", pages_s, RENDER_S, "s", f"{len(sizes)} pages"),
        scale("grades.csv", len(sheet.encode()) / 1e6, "MB"),
        scale("grades.csv, written", sheet_s, "s"),
    ]


def made_up_class(students: int, assignments: int, seed: int = 1) -> tuple[list[Report], list[RejectedEntry]]:
    """A class in which some are stronger than others, some hand in little, and some files cannot be read."""
    rng = random.Random(seed)
    reports, rejected = [], []
    for number in range(students):
        student = f"{rng.choice(LAST)} {rng.choice(FIRST)} {number:03}"
        strength, diligence = rng.gauss(0.75, 0.2), rng.betavariate(8, 1.5)
        for assignment in range(assignments):
            if rng.random() > diligence:
                continue
            if rng.random() < 0.004:
                entry = {"origin": f"{student}.zip", "reason": "It is not a zip file. Ask for it again."}
                rejected.append(RejectedEntry(student=student, assignment=_id(assignment), **entry))
            else:
                reports.append(_report(rng, student, assignment, strength))
    return sorted(reports, key=lambda r: (r.assignment, r.student)), rejected


def _id(number: int) -> str:
    return f"{TITLES[number % len(TITLES)].lower().replace(' ', '_')}_{number:02}"


def _report(rng: random.Random, student: str, number: int, strength: float) -> Report:
    tests = tuple(
        _test(rng, task, n, strength - 0.1 * task) for task in range(TASKS) for n in range(TESTS_PER_TASK)
    )
    tasks = tuple(
        TaskResult(
            id=f"task{n}", function=f"task{n}", title="", max_points=6.0,
            points=sum(t.points for t in tests if t.task == f"task{n}"),
        )
        for n in range(TASKS)
    )  # fmt: skip
    ungraded = "The machine was too noisy to time anything on it." if rng.random() < 0.003 else ""
    return Report(
        assignment=_id(number), title=f"{TITLES[number % len(TITLES)]} {number + 1}", student=student,
        score=None if ungraded else sum(task.points for task in tasks), max_score=30.0, not_graded=ungraded,
        tasks=tasks, tests=tests,
    )  # fmt: skip


def _test(rng: random.Random, task: int, number: int, strength: float) -> TestResult:
    worth = 6.0 / TESTS_PER_TASK
    passed = rng.random() < strength + 0.02 * (TESTS_PER_TASK - number)
    known = not passed and rng.random() < 0.6
    slug = f"task{task}__mistake_{rng.randrange(4)}"
    return TestResult(
        id=f"hidden/test_task{task}.py::test_number_{number}", task=f"task{task}", origin="hidden",
        title="The gradient with respect to the weights is right on matrices of several shapes.",
        verdict=Verdict.PASSED if passed else rng.choice([Verdict.FAILED, Verdict.FAILED, Verdict.ERROR]),
        points=worth if passed else 0.0, max_points=worth,
        mistake=Mistake(id=slug, sentence=SENTENCE) if known else None,
    )  # fmt: skip
