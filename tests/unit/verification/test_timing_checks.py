"""What is timed is proved as well: the clock's verdicts are canned here, its tolerances are not."""

from __future__ import annotations

import re
from concurrent.futures import Future

import pytest

from grader.course import Assignment
from grader.model import PerformanceResult, Record, Report, TestResult, Verdict
from grader.verification.timing_checks import TimingChecks

ENTRY = """
[[performance]]
id = "cpu"
task = "centre"
sizes = ["300x1", "41x1"]
tolerance = {tolerance}
calibrated = "anywhere"
tiers = [{{ name = "all at once", least = 0.5, points = 5 }}]
"""
BENCHMARK = """
import numpy as np

def inputs_cpu(rng, n, _):
    return [rng.normal(2.0, 1.0, size=n).astype({dtype})]

def ideal_cpu(n, _):
    return 8 * n, n
"""
SOLUTION = '"""All at once.\n\nearns: {earns} points\n"""\n\ndef centre(x):\n    return x - x.mean()\n'
CHEAT = '"""Returns nothing of worth.\n\nverdict: {verdict}\n"""\n\ndef centre(x):\n    return x\n'


def declared(text):
    """What a cheat says that it meets: points, ending, verdict of a test."""
    verdict = re.search(r"^verdict: ([^|]+?)( \|.*)?$", text, re.MULTILINE)[1]
    failed = verdict not in ("no faster than naive", "forbidden")
    return (
        0,
        "forbidden" if verdict == "forbidden" else "judged",
        Verdict(verdict) if failed else Verdict.PASSED,
    )


class Executor:
    """Answers with what each source is said to have got: points on the clock, its ending, a test's verdict."""

    def __init__(self, outcomes):
        self.outcomes = outcomes
        self.asked = []

    def submit(self, work):
        name = work.submission.student
        self.asked.append(name)
        assert work.trial.timed
        outcome = self.outcomes.get(name) or declared(work.submission.files[0].text)
        if isinstance(outcome, list):  # one run after the other
            outcome = outcome.pop(0) if len(outcome) > 1 else outcome[0]
        points, ending, verdict = outcome
        timing = PerformanceResult(
            id="cpu", task="centre", function="centre", title="", device="cpu", ending=ending, points=points,
            max_points=5, score=0.5,
        )  # fmt: skip
        test = TestResult(
            id="t", task="centre", origin="hidden", title="", verdict=verdict, points=0, max_points=3
        )
        right = 3.0 if verdict is Verdict.PASSED else 0.0
        report = Report(
            assignment="signal_basics", title="", student=name, attempt=1,
            score=None if ending == "disturbed" else right + points, max_score=8,
            tests=(test,), performance=(timing,),
        )  # fmt: skip
        future: Future[Record] = Future()
        future.set_result(Record(key="", report=report))
        return future


@pytest.fixture
def speed(signals):
    """``speed(outcomes, …)``: the checks of a course that times `centre`."""

    def make(outcomes=(), tolerance=1e-5, dtype="np.float32", repeats=2, solutions=True, answers=()):
        signals.write(
            "signal_basics/assignment.toml",
            signals.read("signal_basics/assignment.toml") + ENTRY.format(tolerance=tolerance),
        )
        signals.write("signal_basics/hidden/benchmark.py", BENCHMARK.format(dtype=dtype))
        if solutions:
            signals.write("signal_basics/solutions/naive.py", SOLUTION.format(earns=0))
            signals.write("signal_basics/solutions/good.py", SOLUTION.format(earns=5))
        assignment: Assignment = signals.course.assignment("signal_basics")
        return TimingChecks(assignment, Executor(dict(outcomes)), repeats, dict(answers), lambda *_: None)

    return make


JUDGED = {"naive": (0, "judged", Verdict.PASSED), "good": (5, "judged", Verdict.PASSED)}


def test_tolerances_between_honest_and_low_precision_hold(speed):
    step = speed().check_rounds()
    assert step.problems == ()
    assert step.figures["honest error"] < 1e-6 < 1e-4 < step.figures["float16"]


@pytest.mark.parametrize("tolerance", [1e-8, 0.5])
def test_a_tolerance_that_refuses_honest_code_or_lets_float16_pass_is_reported(speed, tolerance):
    (problem,) = speed(tolerance=tolerance).check_rounds().problems
    assert problem.startswith(
        f"cpu: tolerance is {tolerance:g}; it should lie between 10 times the honest error"
    )


def test_inputs_on_which_no_tolerance_can_separate_are_refused(speed):
    (problem,) = speed(dtype="np.float16").check_rounds().problems
    assert "no tolerance separates them. Choose other inputs" in problem


def test_a_null_answer_that_passes_the_timed_rounds_is_reported(speed, signals):
    subject = speed()
    zeros = "def inputs_cpu(rng, n, _):\n    return [np.zeros(n, np.float32)]\n"
    text = signals.read("signal_basics/hidden/benchmark.py")
    signals.write("signal_basics/hidden/benchmark.py", text + zeros)
    problems = subject.check_rounds().problems
    assert "cpu: the null answer 'zeros' passes the timed rounds of size 300x1." in problems


def test_solutions_that_earn_what_they_declare_are_counted(speed):
    subject = speed(JUDGED)
    step = subject.check_tiers()
    assert (step.problems, step.figures) == ((), {"good": 2, "naive": 2, "times each": 2})


def test_a_solution_that_earns_something_else_is_reported_with_what_was_measured(speed):
    step = speed({**JUDGED, "good": (0, "judged", Verdict.PASSED)}).check_tiers()
    assert step.figures["good"] == 0
    assert (
        step.problems
        == ("solutions/good.py earns 0 points, not 5: judged, score 0.500 with noise 0.000.",) * 2
    )


DISTURBED = (0, "disturbed", Verdict.PASSED)


def test_a_disturbed_run_is_repeated(speed):
    subject = speed({**JUDGED, "good": [DISTURBED, DISTURBED, JUDGED["good"]]}, repeats=1)
    step = subject.check_tiers()
    assert (step.problems, step.figures["good"]) == ((), 1)
    assert subject._executor.asked == ["good", "naive", "good", "good"]


@pytest.mark.parametrize(("name", "check"), [("good", "check_tiers"), ("naive", "check_cheats")])
def test_what_is_disturbed_in_each_run_is_reported_and_compared_with_nothing(speed, name, check):
    (problem,) = getattr(speed({**JUDGED, name: DISTURBED}, repeats=1), check)().problems
    again = "could not be timed: other processes disturbed 3 runs of it. Verify again on a quiet machine."
    assert problem == f"solutions/{name}.py {again}"


def test_without_solutions_there_is_nothing_to_hold_tiers_against(speed):
    (problem,) = speed(solutions=False).check_tiers().problems
    assert "Write solutions/naive.py" in problem


@pytest.mark.parametrize(
    ("declared", "outcome", "problems"),
    [
        ("failed", (0, "judged", Verdict.FAILED), []),
        ("forbidden", (0, "forbidden", Verdict.PASSED), []),
        ("failed | no faster than naive", (0, "judged", Verdict.PASSED), []),
        (
            "no faster than naive",
            (5, "judged", Verdict.PASSED),
            ["scores 8, more than the naive solution's 3"],
        ),
        (
            "forbidden",
            (0, "failed", Verdict.PASSED),
            ["meets 'failed', not 'forbidden'. Correct its docstring, or write cheats/lazy.py"],
        ),
    ],
)
def test_a_cheat_gains_nothing_and_meets_its_verdict(speed, signals, declared, outcome, problems):
    signals.write("signal_basics/cheats/lazy.py", CHEAT.format(verdict=declared))
    step = speed({**JUDGED, "lazy": outcome}).check_cheats()
    assert len(step.problems) == len(problems)
    assert all(
        f"the cheat lazy {words}" in reported for words, reported in zip(problems, step.problems, strict=True)
    )


def test_an_exercise_without_a_file_is_tried_with_the_general_cheats(speed):
    subject = speed(JUDGED)
    step = subject.check_cheats()
    assert step.problems == ()
    assert step.figures["files"] == len(subject._executor.asked) - 1 > 20, "one is the naive solution"
    assert {"naive", "zeros", "cached_by_shape", "exit_zero"} <= set(subject._executor.asked)


def test_without_a_naive_solution_there_is_nothing_to_write_cheats_over(speed):
    (problem,) = speed(solutions=False).check_cheats().problems
    assert problem.startswith("there is no solutions/naive.py that says what it earns.")


@pytest.mark.parametrize(
    ("ending", "count"), [("judged", 0), ("forbidden", 1), ("failed", 1), ("not run", 0)]
)
def test_a_right_answer_that_breaks_a_rule_of_the_clock_is_reported(speed, ending, count):
    answers = {"loops": SOLUTION}
    problems = speed({**JUDGED, "loops": (0, ending, Verdict.PASSED)}, answers=answers).check_tiers().problems
    assert len(problems) == count
    assert all(p.startswith(f"the right answer loops ends as '{ending}' on the clock") for p in problems)
