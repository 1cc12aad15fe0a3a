"""An exam file is read, or its error says file, line and key."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grader.errors import CourseError, UsageError
from grader.exam.exam_file import exam_names, find_exam

EXAM = """\
title = "Midterm"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
questions = ["class_variance", "chain"]
"""
ADJUST = """
[[adjust]]
question = "chain"
action = "accept"
mistake = "added"
reason = "the statement could be read so"
by = "exam office"
date = 2026-12-02
"""


def test_an_exam_has_what_its_file_says(make_course):
    exam = find_exam(make_course(**{"exams/midterm.toml": EXAM + ADJUST}), "midterm")
    assert (exam.name, exam.file.title, exam.file.questions) == (
        "midterm",
        "Midterm",
        ("class_variance", "chain"),
    )
    assert exam.file.closes - exam.file.opens == timedelta(minutes=90)
    assert (exam.file.forms, exam.file.late, exam.file.too_few_digits) == ("student", "list", 0.5)
    assert exam.file.adjust[0].mistake == "added"


def test_exams_are_listed_and_an_unknown_one_offers_the_nearest(make_course):
    course = make_course(**{"exams/midterm.toml": EXAM, "exams/final.toml": EXAM})
    assert exam_names(course) == ["final", "midterm"]
    with pytest.raises(UsageError, match=r"no exam 'midtern'.*Did you mean 'midterm'"):
        find_exam(course, "midtern")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title =", "titel =", "midterm.toml:1: unknown key 'titel'. Did you mean 'title'"),
        ('title = "Midterm"\n', "", "midterm.toml: key 'title' is missing"),
        ("opens = 2026-12-01T10:00:00+01:00", 'opens = "soon"', "midterm.toml:2: opens: .*got 'soon'"),
        ("00:00+01:00", "00:00", "midterm.toml:2: opens: .*timezone.*got 2026"),
        ("T11:30", "T09:30", "midterm.toml:3: closes must be later than opens"),
        ('["class_variance", "chain"]', "[]", "midterm.toml:4: questions is empty"),
        ('["class_variance", "chain"]', "[1]", "midterm.toml:4: questions\\[0\\]: .*got 1"),
        ('["class_variance", "chain"]', '"chain"', "midterm.toml:4: questions: .*got 'chain'"),
        ('"chain"]', '"chain", "chain"]', "midterm.toml:4: chain is named twice"),
        ("questions", "forms = 0\nquestions", "midterm.toml:4: forms: .*got 0"),
        ("questions", 'forms = "all"\nquestions', "midterm.toml:4: forms: .*got 'all'"),
        ("questions", 'late = "never"\nquestions', "midterm.toml:4: late: .*got 'never'"),
        ("questions", "too_few_digits = 2\nquestions", "midterm.toml:4: too_few_digits: .*got 2"),
        ("questions", "grace_minutes = -1\nquestions", "midterm.toml:4: grace_minutes: .*got -1"),
        ('question = "chain"', 'question = "chian"', "adjust\\[1\\]: the exam has no question 'chian'. Did you"),
        ('mistake = "added"\n', "", "adjust\\[1\\]: action \"accept\" needs mistake"),
        ('action = "accept"', 'action = "drop"', "no other action has one, got action \"drop\""),
        ('action = "accept"', 'action = "delete"', 'adjust\\[1\\]: action must be one of .*, got "delete"'),
        ('by = "exam office"\n', "", "adjust\\[1\\]: key 'by' is missing"),
        ('by = "exam office"\n', 'by = "exam office"\nwho = "x"\n', "adjust\\[1\\]: unknown key 'who'"),
        ("[[adjust]]", "adjust = [1]\n[[other]]", "adjust\\[1\\] must be a table, got 1|unknown key"),
        ("[[adjust]]", "[[adjust", "not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said(make_course, old, new, told):
    assert old in EXAM + ADJUST
    course = make_course(**{"exams/midterm.toml": (EXAM + ADJUST).replace(old, new, 1)})
    with pytest.raises(CourseError, match=told):
        find_exam(course, "midterm")
