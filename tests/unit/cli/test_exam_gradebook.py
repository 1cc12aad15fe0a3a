"""An exam in the gradebook, and the coding tasks in an exam."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")

from grader.course import load_course
from grader.errors import CourseError
from grader.exam.coding_task import check_coding_tasks
from grader.exam.exam_file import find_exam
from grader.exam.gradebook_entry import exam_row
from grader.exam.issued_exam import issue
from grader.exam.question_bank import QuestionBank

QUESTION = '''\
"""What is {{ n }} squared?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(2, 10**6))}


@part(integer=True, points=2)
def square(n):
    return n * n


@mistake(of=square, worth=0.25)
def doubled(n):
    """That is twice n."""
    return 2 * n


def proof(n):
    return {"square": n**2}
'''
EXAM = """\
title = "A short exam"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
questions = ["area"]
"""


@pytest.fixture
def exam(workshop, monkeypatch):
    """A course with an exam, issued to ann and bob; ann has handed in twice n."""
    monkeypatch.delenv("GRADER_GRADEBOOK", raising=False)
    workshop.write("questions/squares/area.py", QUESTION)
    workshop.write("exams/short.toml", EXAM)
    course = load_course(workshop.root / "assignments")
    issued = issue(course, find_exam(course, "short"), ["ann", "bob"], QuestionBank(course))
    paper = issued.paper("ann")
    assert paper is not None
    form = issued.form(paper.form)
    assert form is not None
    n = form.questions[0].parameters["n"]
    sheet = {
        "schema": "grader/answers/1", "exam": "short", "student": "ann", "paper": paper.paper,
        "answers": {"area": {"square": str(2 * n)}},
    }  # fmt: skip
    workshop.write("sheets/ann.json", json.dumps(sheet))
    return workshop


def mark(exam, *options):
    book = f"sqlite:///{exam.root / 'book.db'}"
    return exam.run("exam", "mark", "short", "sheets", "-o", "results", "--gradebook", book, *options)


def shown(exam):
    book = f"sqlite:///{exam.root / 'book.db'}"
    return json.loads(exam.run("gradebook", "show", "--json", "--gradebook", book).out)


def of_exam(exam):
    return {each["student"]: each for each in shown(exam) if each["assignment"] == "short"}


def test_an_exam_is_listed_like_an_assignment(exam):
    assert mark(exam).code == 0
    found = of_exam(exam)
    assert (found["ann"]["points"], found["ann"]["max_points"], found["ann"]["status"]) == (0.5, 2, "graded")
    assert (found["bob"]["final"], found["bob"]["status"]) == (None, "absent")


def test_marking_again_changes_the_grade_and_adds_no_attempt(exam):
    mark(exam)
    decision = '[[adjust]]\nquestion = "area"\naction = "full"\nreason = "r"\nby = "b"\ndate = 2026-12-02\n'
    exam.write("exams/short.toml", EXAM + decision)
    mark(exam)
    found = of_exam(exam)
    assert (found["ann"]["final"], found["ann"]["attempts"]) == (2, 1)


def test_the_exam_is_exported_like_an_assignment(exam):
    mark(exam)
    book = f"sqlite:///{exam.root / 'book.db'}"
    exam.run("export", "short", "--format", "csv", "-o", "short.csv", "--gradebook", book)
    with Path(exam.root / "short.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row["grade"] for row in csv.DictReader(file)}
    assert rows == {"ann": "0.5", "bob": ""}


def test_an_exam_with_the_name_of_an_assignment_is_refused(exam):
    course = load_course(exam.root / "assignments")
    name = course.assignment_ids()[0]
    exam.write(f"exams/{name}.toml", EXAM)
    with pytest.raises(CourseError, match="Rename the file of the exam"):
        exam_row(course, find_exam(course, name), 2)


def coding(exam, *, seed="course", due='due = "2026-12-01 12:00"\n', hidden="verdict"):
    """Name the first assignment in the exam, with these settings."""
    root = exam.root / "assignments"
    course = root / "course.toml"
    text = "".join(line for line in course.read_text().splitlines(keepends=True) if "seed" not in line)
    course.write_text(f'seed = "{seed}"\n{text}', encoding="utf-8")
    name = load_course(root).assignment_ids()[0]
    path = root / name / "assignment.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{due}feedback = {{ hidden = "{hidden}" }}\n{text}', encoding="utf-8")
    exam.write("exams/short.toml", f'{EXAM}assignments = ["{name}"]\n')
    return name, load_course(root)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"seed": "attempt"}, 'Write seed = "course" there'),
        ({"due": ""}, "has no end"),
        ({"hidden": "hint"}, "tell no more than the verdict"),
    ],
)
def test_a_coding_task_that_suits_no_exam_is_an_error_that_says_what_to_write(exam, settings, told):
    _, course = coding(exam, **settings)
    with pytest.raises(CourseError, match=told):
        check_coding_tasks(course, find_exam(course, "short"))


def test_the_points_of_a_coding_task_are_added_and_blank_where_it_is_not_graded(exam):
    name, course = coding(exam)
    check_coding_tasks(course, find_exam(course, "short"))
    from grader.gradebook.book import Gradebook
    from grader.gradebook.enrolment import course_assignments
    from grader.gradebook.row import AttemptRow, ResultRow

    with Gradebook.open(f"sqlite:///{exam.root / 'book.db'}") as book:
        book.set_assignments(course_assignments(course))
        run = book.begin_run("grader grade", "b")
        book.append(
            AttemptRow(student="ann", assignment=name, submission_sha256="a"),
            ResultRow(
                attempt="", key="k", outcome="graded", score=15_000, max_score=30_000, graded_us=1, run=run.id
            ),
        )
    assert mark(exam).code == 0
    with Path(exam.root / "results/grades.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    assert (rows["ann"][name], rows["ann"]["total"]) == ("1.5", "2")
    assert (rows["bob"][name], rows["bob"]["total"]) == ("", "")


def test_coding_tasks_need_a_gradebook(exam):
    coding(exam)
    result = exam.run("exam", "mark", "short", "sheets", "-o", "results")
    assert result.code == 2
    assert "Name it with --gradebook" in " ".join(result.err.split())
