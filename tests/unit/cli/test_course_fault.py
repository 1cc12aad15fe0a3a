"""Errors in a course: nothing is scored, nobody gets a zero, and the message says where the error is."""

from __future__ import annotations

import re

import pytest

from grader.course import load_course
from grader.errors import IsolationError
from grader.grading import isolation
from grader.sandbox.zygote_client import ZygoteError

HIDDEN = "assignments/sums/hidden/test_sums.py"
REFERENCE = "reference/sums.py"
SETTINGS = "assignments/sums/assignment.toml"
WRONG = "assignments/sums/wrong/total__mean.py"

FAULTS = {
    "a hidden test that imports what is not there": (
        (HIDDEN, "from grader.testing import task", "from grader.testing import task\nimport nowhere_to_be_found"),
        r"A test module cannot be imported\. sums/hidden/test_sums\.py: ModuleNotFoundError: .*nowhere_to_be_found",
    ),
    "a hidden test with a syntax error": (
        (HIDDEN, "SHIFT = 1234.5625", "SHIFT = = 1234.5625"),
        r"sums/hidden/test_sums\.py, line 3: SyntaxError: invalid syntax\. Correct that line",
    ),
    "a hidden test that ends the process": (
        (HIDDEN, "SHIFT = 1234.5625", "import os; os._exit(3)"),
        r"A grading process ended while it started; its words are above\.",
    ),
    "a hidden test without its mark": (
        (HIDDEN, '@task("spread", hint="Negative numbers count as well.")', ""),
        r"sums/hidden/test_sums\.py::test_spread_of_random_numbers: the test has no @task mark\. Write @task",
    ),
    "a hidden test of a task that is not there": (
        (HIDDEN, '@task("spread",', '@task("spraed",'),
        r"there is no task 'spraed' in assignment\.toml\. Did you mean 'spread'\?",
    ),
    "a task without a hidden test": (
        (SETTINGS, "[limits]", '[[tasks]]\nid = "third"\nfunction = "third"\npoints = 1\n\n[limits]'),
        r"sums: task 'third' has no hidden test\. Add one in sums/hidden/\.",
    ),
    "a reference that raises on import": (
        (REFERENCE, "import numpy as np", "import numpy as np\nraise KeyError('gone')"),
        r"reference/sums\.py cannot be imported: KeyError: 'gone'",
    ),
    "a reference with a syntax error": (
        (REFERENCE, "def total(x):", "def total(x:"),
        r"reference/sums\.py cannot be imported: SyntaxError: .*line 6",
    ),
    "a reference that raises when it is called": (
        (REFERENCE, "return float(np.sum(x))", "return float(np.sum(y))"),
        r"sums: the reference does not pass \d of 7 tests, so nothing is graded\. .*test_three_numbers",
    ),
    "a reference without a function": (
        (REFERENCE, "def spread(x):", "def spraed(x):"),
        r"sums: the reference does not pass 2 of 7 tests, so nothing is graded\. .*no function spread",
    ),
    "a reference and tests that disagree": (
        ("assignments/sums/public/test_public.py", "4.0])), 7.0)", "4.0])), 8.0)"),
        r"sums: the reference does not pass 1 of 7 tests, .*public/test_public\.py::test_total_of_three: failed",
    ),
    "a known wrong answer without its message": (
        (WRONG, '"""You averaged the numbers instead of adding them. Look at what stands before the sum."""', ""),
        r"wrong/total__mean\.py has no docstring, and it is the message a student gets\. Write two sentences\.",
    ),
    "a known wrong answer with a syntax error": (
        (WRONG, "def total(x):", "def total(x:"),
        r"wrong/total__mean\.py, line \d: syntax error",
    ),
    "an unknown key": (
        (SETTINGS, "timeout_s = 0.5", "timeout = 0.5"),
        r"assignments/sums/assignment\.toml: limits: unknown key 'timeout'\. Did you mean 'timeout_s'\?",
    ),
    "a number in quotes": (
        (SETTINGS, "points = 3", 'points = "five"'),
        r'assignments/sums/assignment\.toml: tasks\[1\]\.points must be a number > 0, got "five"\. '
        r"Write it without quotes\.",
    ),
    "an unknown key of the course": (
        ("assignments/course.toml", "required_isolation", "required_isolaton"),
        r"course\.toml: unknown key 'required_isolaton'\. Did you mean 'required_isolation'\?",
    ),
    "a library to be preloaded that is not there": (
        (SETTINGS, 'summary = "Adding and comparing"', 'preload = ["nowhere_to_be_found"]'),
        r"library cannot be preloaded: .*nowhere_to_be_found",
    ),
    "a short secret": (
        ("assignments/.grader/secret", "thirty-two bytes that nobody knows", "short"),
        r"the course secret must have at least 16 bytes, got 5",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_is_scored_and_the_place_is_named_with(workshop, call, fault):
    (name, old, new), message = FAULTS[fault]
    workshop.hand_in("ada")
    workshop.replace(name, old, new)
    result = call("grade", "class", "-a", "sums", "-o", "out", "-j", 1, cwd=workshop.root)
    assert result.code == 3
    assert re.search(message, result.err), result.err
    assert result.err.startswith("Error: ")
    assert "Traceback" not in result.err
    assert workshop.scores() == {}
    assert not (workshop.out / "grades.csv").exists()


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("assignments/sums/README.md", "assignments/sums/README.md is missing"),
        ("assignments/sums/hidden/test_sums.py", "sums: task 'total' has no hidden test"),
        ("reference/sums.py", "reference/sums.py is missing"),
        ("assignments/.grader/secret", "the course secret is missing, and hidden inputs are drawn from it"),
    ],
)
def test_nothing_is_scored_and_the_file_is_named_without(workshop, call, missing, message):
    workshop.hand_in("ada")
    (workshop.root / missing).unlink()
    result = call("grade", "class", "-a", "sums", "-o", "out", cwd=workshop.root)
    assert result.code == 3
    assert message in result.err
    assert workshop.scores() == {}


def test_without_a_secret_the_command_in_the_message_is_enough_to_go_on(workshop):
    workshop.hand_in("ada")
    (workshop.course / ".grader" / "secret").unlink()
    (workshop.course / ".grader").rmdir()
    refused = workshop.grade()
    assert refused.code == 3
    command = refused.err.split("create it with '")[1].split("' and keep it out of the repository")[0]
    assert (
        workshop.python("-c", f"import subprocess; subprocess.run({command!r}, shell=True, check=True)").code
        == 0
    )
    assert workshop.grade().code == 0


def test_one_broken_assignment_of_a_run_leaves_the_grades_of_the_others(workshop, submissions):
    workshop.write("class/means/ada_means.py", "def mean(x):\n    return x.mean()\n")
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    workshop.replace(REFERENCE, "return float(np.sum(x))", "return float(np.sum(y))")
    result = workshop.run("grade", workshop.submissions, "-o", workshop.out)
    assert result.code == 3
    assert "sums: the reference does not pass" in result.err
    assert workshop.report("ada", "means")["score"] == 4.0
    assert not list(workshop.out.glob("*/sums/report.json"))
    workshop.replace(REFERENCE, "return float(np.sum(y))", "return float(np.sum(x))")
    assert workshop.run("grade", workshop.submissions, "-o", workshop.out, "--resume").code == 0


def test_a_course_that_demands_more_isolation_than_there_is_is_refused(workshop, monkeypatch):
    workshop.replace("assignments/course.toml", "required_isolation = 0", "required_isolation = 3")
    course = load_course(workshop.course)

    def refuse(*_):
        raise ZygoteError("Level 3: unshare: Operation not permitted.")

    monkeypatch.setattr(isolation.Zygote, "wait_ready", refuse)
    with pytest.raises(
        IsolationError,
        match=r"isolation level 3 or more.+Level 3: unshare.+seccomp=unconfined.+'grader doctor'",
    ):
        isolation.open_zygote(course.assignment("sums"), course.settings.required_isolation)
