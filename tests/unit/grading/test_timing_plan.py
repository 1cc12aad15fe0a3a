"""Timing as a part of grading, with real workers. The tiers are so far from every speed that noise cannot decide."""

from __future__ import annotations

import math
from contextlib import closing

import pytest

from grader.errors import CourseError
from grader.grading.marking import Marker
from grader.grading.process_protocol import Trial, Work
from grader.sandbox.gpu import gpus
from grader.timing import resource_checks, sequential_testing, timing_run

ENTRY = """
[[performance]]
id = "cpu"
task = "double"
title = "Speed and memory"
sizes = ["400x300", "37x31"]
tolerance = 1e-9
calibrated = "anywhere"
[[performance.tiers]]
name = "at all"
least = 1e-6
points = 2
[[performance.tiers]]
name = "out of reach"
least = 3
points = 4
lesson = "Nobody gets here."
[[performance.evidence]]
kind = "peak memory"
most = 2
points = 1
size = "400x300"
tier = "at all"
remarks = [{ least = 2, text = "Your function keeps a copy" }]
"""
BENCHMARK = """
def inputs_cpu(rng, n, m):
    return [rng.normal(size=(n, m))]

def ideal_cpu(n, m):
    return 16 * n * m, n * m
"""
RIGHT = "def double(x):\n    return 2 * x\n\ndef total(values):\n    return 0.0\n"


@pytest.fixture
def timed(tiny_course, numpy_zygote, monkeypatch):
    """``timed(text)``: the record of a submission to the tiny course, in which `double` is timed in few rounds."""
    for module in (sequential_testing, timing_run):
        monkeypatch.setattr(module, "BATCHES", 1)
    monkeypatch.setattr(timing_run, "ROUNDS_PER_BATCH", 4)
    monkeypatch.setattr(sequential_testing, "MAX_DOUBLINGS", 0)
    monkeypatch.setattr(sequential_testing, "MAX_NOISE", math.inf)
    monkeypatch.setattr(resource_checks, "_MIN_SPEED_SHARE", 0)  # four pairs say little about a busy machine
    tiny_course.write(
        "tiny/assignment.toml", (tiny_course.folder / "tiny/assignment.toml").read_text() + ENTRY
    )
    tiny_course.write("tiny/hidden/benchmark.py", BENCHMARK)

    def mark(text=RIGHT, trial=None):
        def body(run):
            with closing(
                Marker(tiny_course.course, tiny_course.assignment, b"key", run, numpy_zygote)
            ) as marker:
                return marker.mark(Work(submission=tiny_course.submission(text), trial=trial))

        return tiny_course.session(body)

    return mark


def test_a_right_function_is_timed_and_earns_the_tiers_it_reaches(timed):
    record = timed()
    (result,) = record.report.performance
    assert (result.ending, result.points, result.max_points) == ("judged", 3, 7)
    assert [(t.name, t.state, t.points) for t in result.tiers] == [
        ("at all", "reached", 2), ("out of reach", "missed", 0)
    ]  # fmt: skip
    assert result.message == "Nobody gets here."
    assert result.score > 0.01
    assert result.pairs == 8
    assert [s.size for s in result.sizes] == ["400x300", "37x31"]
    assert all(s.least_s > 0 for s in result.sizes)
    assert result.bytes_per_s > 1e8
    assert record.report.max_score == 6 + 7
    assert record.report.score == 4 + 3 + record.report.tasks[1].points


def test_all_times_of_a_timing_run_are_kept(timed):
    (log,) = timed().timings
    assert {size: len(timed.student_s) for size, timed in log.sizes.items()} == {"400x300": 8, "37x31": 8}
    assert {size: len(timed.reference_cpu_s) for size, timed in log.probe.items()} == {"400x300": 8}
    assert set(log.libraries) >= {"python", "numpy"}
    assert log.sizes["37x31"].clock == "cpu"
    assert min(log.sizes["400x300"].reference_s) > 0


def test_memory_gives_points_only_together_with_speed(timed, tiny_course):
    (evidence,) = timed().report.performance[0].evidence
    assert (evidence.points, evidence.max_points, evidence.unit) == (1, 1, "MB")
    greedy = (
        "import numpy as np\ndef double(x):\n    y = np.concatenate([x] * 9)\n    return 2 * y[: len(x)]\n"
    )
    (evidence,) = timed(greedy).report.performance[0].evidence
    assert (evidence.points, 7 < evidence.measured < 12) == (0, True)
    assert evidence.message.startswith("Your function keeps a copy: ")
    assert evidence.message.endswith("where 2 MB suffice.")
    tiny_course.change("tiny/assignment.toml", 'tier = "at all"', 'tier = "out of reach"')
    (evidence,) = timed().report.performance[0].evidence
    assert (evidence.points, evidence.message) == (
        0, "It counts together with speed: once 'out of reach' is reached."
    )  # fmt: skip


def test_memory_gives_no_points_where_the_function_was_much_slower_than_when_it_was_timed(timed, monkeypatch):
    monkeypatch.setattr(resource_checks, "_MIN_SPEED_SHARE", math.inf)
    (evidence,) = timed().report.performance[0].evidence
    assert evidence.points == 0
    assert evidence.message.startswith("Your function was much slower when this was measured")


def test_a_wrong_function_is_not_timed(timed):
    record = timed(RIGHT.replace("2 * x", "3 * x"))
    (result,) = record.report.performance
    assert (result.ending, result.points, result.max_points, record.timings) == ("not run", 0, 7, ())
    assert record.report.max_score == 13


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2 * x if x.size < 900 else x", "Its result in a timed call is not right"),
        ("2 * x if x.size < 900 else (2 * x).ravel()", "another shape or type"),
        ("2 * x if x.size < 900 else 1 / 0", "In a timed call your code raised ZeroDivisionError."),
        (
            "2 * x if x.size < 900 else __import__('os')._exit(0)",
            "The process that ran your code",
        ),
    ],
    ids=["value", "shape", "error", "death"],
)
def test_a_function_that_is_right_only_in_the_tests_gets_no_points(timed, text, words):
    record = timed(RIGHT.replace("2 * x", text))
    (result,) = record.report.performance
    assert (result.ending, result.points) == ("failed", 0)
    assert words in result.message
    assert record.report.score == 4 + record.report.tasks[1].points


def test_a_trial_of_the_tests_times_nothing(timed):
    record = timed(trial=Trial(salt="x"))
    assert (record.report.performance, record.report.max_score) == ((), 6)


def test_a_submission_on_a_machine_that_is_too_noisy_has_no_score(timed, monkeypatch):
    monkeypatch.setattr(sequential_testing, "MAX_NOISE", 0.0)
    monkeypatch.setattr(timing_run, "_PROBE_WAIT_S", 0.0)
    record = timed()
    (result,) = record.report.performance
    assert (result.ending, result.score, record.report.score) == ("disturbed", None, None)
    assert record.report.not_graded == result.message
    assert "too noisy" in result.message


def test_a_time_below_the_machines_limit_waits_for_the_staff(timed, tiny_course):
    tiny_course.write("tiny/hidden/benchmark.py", BENCHMARK.replace("16 * n * m", "1e15"))
    record = timed()
    (result,) = record.report.performance
    assert (result.ending, result.points, result.max_points) == ("faster than possible", 0, 7)
    assert (result.tiers, result.evidence) == ((), ())
    assert record.report.score == sum(task.points for task in record.report.tasks)
    assert record.report.max_score == 6 + 7
    assert (record.report.not_graded, record.report.waits) == ("", True)
    assert "The points for right answers are yours." in result.message
    tiny_course.change(
        "tiny/assignment.toml", 'calibrated = "anywhere"', 'calibrated = "anywhere"\ncorrect = 3'
    )
    assert timed().report.performance[0].points == 3


def test_without_calibrated_tiers_only_the_result_and_memory_give_points(timed, tiny_course):
    tiny_course.change("tiny/assignment.toml", 'calibrated = "anywhere"', "correct = 3")
    (result,) = timed().report.performance
    assert (result.ending, result.points, result.max_points, result.tiers) == ("uncalibrated", 4, 4, ())
    (result,) = timed(RIGHT.replace("2 * x", "2 * x if x.size < 900 else x")).report.performance
    assert (result.ending, result.points, result.max_points) == ("failed", 0, 4)


@pytest.mark.skipif(bool(gpus()), reason="this machine has a GPU")
def test_a_missing_device_is_reported_and_left_out_of_the_maximum(timed, tiny_course):
    tiny_course.change("tiny/assignment.toml", 'title = "Speed and memory"', 'device = "cuda"')
    record = timed()
    (result,) = record.report.performance
    assert (result.ending, result.points, result.max_points) == ("no device", 0, 0)
    assert "left out of the maximum" in result.message
    assert (record.report.max_score, record.report.score is not None) == (6, True)


def test_a_missing_file_of_a_device_is_named(timed, tiny_course):
    tiny_course.change("tiny/assignment.toml", 'title = "Speed and memory"', 'module = "tiny_gpu.py"')
    tiny_course.write("reference/tiny_gpu.py", RIGHT)
    (result,) = timed().report.performance
    assert (result.ending, result.message) == (
        "failed", "There is no file tiny_gpu.py in your submission. Hand it in beside the others."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import nothing_there", "tiny/hidden/benchmark.py cannot be imported: ModuleNotFoundError"),
        (
            "def inputs_cpu(rng, n, m): ...",
            "tiny/hidden/benchmark.py has no function ideal_cpu. Define it there.",
        ),
        (
            BENCHMARK.replace("return [rng", "return 1 / 0 or [rng"),
            "inputs_cpu raised ZeroDivisionError: division by zero",
        ),
        (
            BENCHMARK.replace("[rng.normal(size=(n, m))]", "rng.normal(size=(n, m))"),
            "inputs_cpu must return a list or tuple",
        ),
        (
            BENCHMARK.replace("16 * n * m, n * m", "7"),
            "ideal_cpu must return two numbers > 0, bytes and operations, got 7",
        ),
        ("inputs_cpu = 3", "tiny/hidden/benchmark.py has no function inputs_cpu. Define it there."),
    ],
)
def test_broken_inputs_are_the_courses_fault(timed, tiny_course, text, words):
    tiny_course.write("tiny/hidden/benchmark.py", text)
    with pytest.raises(CourseError, match=words.replace(".", r"\.")):
        timed()


def test_a_reference_that_fails_on_the_timed_inputs_is_the_courses_fault(timed, tiny_course):
    tiny_course.change("reference/tiny.py", "return 2 * x", "return 2 * x if x.size < 900 else 1 / 0")
    with pytest.raises(CourseError, match=r"double cannot be timed: the reference fails .*ZeroDivisionError"):
        timed()


def test_many_executed_lines_of_python_give_advice(timed):
    looped = (
        "def double(x):\n    y = x.copy()\n    for i in range(len(y)):\n        y[i] *= 2\n    return y\n"
    )
    (advice,) = timed(looped).report.performance[0].advice
    assert advice.startswith("One call executes 803 lines of Python, the reference's 1: ")
    assert timed().report.performance[0].advice == ()
