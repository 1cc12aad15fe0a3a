"""Tolerances are measured and written; whatever else stands in the file stays."""

from __future__ import annotations

import tomllib

import pytest

from grader.errors import CourseError
from grader.verification.calibration import calibrate, with_tolerances

FILE = "signal_basics/assignment.toml"

TEXT = """\
# The file of an author who minds the layout.
id = "a"   # short

[[tasks]]
id      = "one"
rtol    = 1e-3   # too loose?
points  = 2

# What follows is easy.
[[ tasks ]]
id = "two"
points = 1
# end of two

[limits]
timeout_s = 2"""


def calibrated(signals):
    course = signals.course
    found = calibrate(course, course.assignment("signal_basics"), lambda *_: None)
    return {one.task: one for one in found}


def test_only_the_numbers_change():
    assert with_tolerances(TEXT, {"one": (1e-7, 1e-9)}, "a") == TEXT.replace(
        "1e-3   # too loose?\npoints  = 2\n", "1e-7   # too loose?\npoints  = 2\natol = 1e-9\n"
    )


def test_missing_keys_are_added_to_the_table_they_belong_to():
    assert with_tolerances(TEXT, {"two": (2.5e-6, 1e-12)}, "a") == TEXT.replace(
        "points = 1\n", "points = 1\nrtol = 2.5e-6\natol = 1e-12\n"
    )


def test_line_endings_and_a_missing_last_one_are_kept():
    text = '[[tasks]]\r\nid = "one"'
    assert with_tolerances(text, {"one": (1e-7, 1e-9)}, "a") == (
        '[[tasks]]\r\nid = "one"\r\nrtol = 1e-7\r\natol = 1e-9\r\n'
    )


def test_tasks_in_one_line_are_refused():
    with pytest.raises(
        CourseError, match=r"a/assignment.toml: the tolerances cannot be written, because the tasks"
    ):
        with_tolerances('tasks = [{id = "one", points = 1}]\n', {"one": (1e-7, 1e-9)}, "a/assignment.toml")


def test_tolerances_that_hold_are_kept(signals):
    before = signals.read(FILE)
    found = calibrated(signals)
    assert {task: (one.new, one.written) for task, one in found.items()} == {
        "centre": ((1e-7, 1e-9), False),
        "energy": ((1e-7, 1e-9), False),
    }
    assert 0 < found["centre"].honest < 1e-12 < 1e-6 < found["centre"].half
    assert signals.read(FILE) == before


def test_a_tolerance_that_float16_meets_is_tightened(signals):
    before = signals.read(FILE)
    signals.change(FILE, "rtol = 1e-7  # means", "rtol = 3e-2  # means")
    assert calibrated(signals)["centre"].written
    assert signals.read(FILE) == before
    assert not calibrated(signals)["centre"].written


def test_a_tolerance_near_the_honest_error_is_loosened(signals):
    signals.change("signal_basics/independent/loops.py", "return sum(", "return (1 + 3e-8) * sum(")
    one = calibrated(signals)["energy"]
    assert one.honest == pytest.approx(3e-8, rel=0.01)
    assert (one.old, one.new, one.written) == ((1e-7, 1e-9), (1e-5, pytest.approx(1e-7)), True)
    tasks = tomllib.loads(signals.read(FILE))["tasks"]
    assert (tasks[1]["rtol"], tasks[1]["atol"]) == (1e-5, 1e-7)


def test_a_task_without_tolerances_gets_them(signals):
    before = signals.read(FILE)
    signals.change(FILE, "points = 2\nrtol = 1e-7\natol = 1e-9\n", "points = 2\n")
    assert [task for task, one in calibrated(signals).items() if one.written] == ["energy"]
    assert signals.read(FILE) == before


def test_errors_as_large_as_those_of_float16_leave_no_tolerance(signals):
    for name in "loops", "products":
        path = f"signal_basics/independent/{name}.py"
        signals.write(
            path, signals.read(path).replace("def energy(x):\n", "def energy(x):\n    x = x * (1 + 4e-4)\n")
        )
    one = calibrated(signals)["energy"]
    assert not one.written
    assert one.problem.startswith("task energy: right answers need rtol 8.0e-04, and float16 passes with ")
    assert one.problem.endswith("let the tests use inputs that lose fewer digits.")


def test_without_an_independent_answer_there_is_nothing_to_measure(signals):
    for path in (signals.folder / "signal_basics" / "independent").iterdir():
        path.unlink()
    with pytest.raises(CourseError, match="signal_basics: there is no independent right answer"):
        calibrated(signals)


def test_a_task_without_float64_comparisons_cannot_be_calibrated(signals):
    """An error of 2e-6 is a fifth of float32's floor, whatever the task's tolerance says."""
    signals.change("signal_basics/hidden/test_centre.py", "size=n))", "size=n).astype(np.float32))")
    signals.change("signal_basics/hidden/test_centre.py", "def test_loud", "def untested_loud")
    signals.change(
        "signal_basics/independent/loops.py", "dtype=x.dtype)", "dtype=x.dtype) + x.dtype.type(2e-6)"
    )
    one = calibrated(signals)["centre"]
    assert not one.written
    assert one.problem.startswith(
        "task centre: its tests compare no float64 numbers with the task's own tolerance"
    )
