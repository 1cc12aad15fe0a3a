"""Right answers are observed, and each fault of tests and tolerances is reported."""

from __future__ import annotations

import pytest

from grader.errors import CourseError
from grader.verification.answer_checks import AnswerChecks
from grader.verification.control_answers import with_threads
from grader.verification.observed_runs import ObservationSession

HIDDEN = "signal_basics/hidden/test_energy.py"
LOOPS = "signal_basics/independent/loops.py"


def faults(found):
    return {check: lines for check, lines in found.items() if lines}


def test_a_sound_course_has_no_fault(signals):
    assert faults(signals.watched()) == {}


def test_a_test_that_keeps_something_between_runs_is_reported(signals):
    signals.change(
        HIDDEN, "import numpy as np\n", "import itertools\n\nimport numpy as np\n\nRUNS = itertools.count()\n"
    )
    signals.change(HIDDEN, "compare.energy(np.zeros(4))", "compare.energy(np.zeros(4) + next(RUNS))")
    (reported,) = faults(signals.watched())["reference"]
    assert reported == (
        "hidden/test_energy.py::test_silence passes other arguments when the tests run in reverse: it keeps "
        "something between runs. Draw from rng alone, and change nothing outside the test."
    )


def test_a_reference_that_fails_is_reported_with_the_test(signals):
    signals.change(HIDDEN, "compare.energy(np.zeros(4))", "assert compare.energy(np.zeros(4)) == 1")
    reported = faults(signals.watched())["reference"]
    assert [line.split(": failed: ")[0] for line in reported] == [
        "the reference: hidden/test_energy.py::test_silence",
        "the reference in reverse order: hidden/test_energy.py::test_silence",
        "the reference with two threads: hidden/test_energy.py::test_silence",
    ]


def test_a_task_without_a_public_test_is_reported(signals):
    signals.change("signal_basics/public/test_public.py", '@task("energy")', '@task("centre")')
    assert faults(signals.watched())["files"] == [
        "task energy has no public test. Write one in signal_basics/public/."
    ]


def test_a_task_without_a_float32_test_is_reported(signals):
    signals.change("signal_basics/hidden/test_centre.py", ".astype(np.float32)", ".astype(np.float64)")
    (reported,) = faults(signals.watched())["files"]
    assert reported.startswith("centre: no test passes a float32 array")


def test_a_limit_without_room_is_reported(signals):
    signals.change("signal_basics/assignment.toml", "timeout_s = 5", "timeout_s = 1")
    signals.change(
        "reference/signal_basics.py",
        "    return x - x.mean()",
        "    sum(range(4_000_000))\n    return x - x.mean()",
    )
    (reported,) = faults(signals.watched())["time"]
    assert reported.startswith("timeout_s is 1, only ")
    assert "times the reference's slowest call. Set it to at least " in reported


def test_too_few_independent_answers_are_reported_by_task(signals):
    text = signals.read(LOOPS)
    signals.write(LOOPS, text[: text.index("def energy")])
    assert faults(signals.watched()) == {
        "right": [
            "energy: 1 independent right answers, 2 are needed. Write one in another style, as "
            "signal_basics/independent/<style>.py."
        ]
    }


def test_a_right_answer_that_is_refused_is_reported_with_the_test(signals):
    signals.change(LOOPS, "float(v) ** 2", "float(v) ** 3")
    reported = faults(signals.watched())["right"]
    assert any(
        line.startswith("loops: hidden/test_energy.py::test_short_signals: failed: ") for line in reported
    )


@pytest.mark.parametrize("fault", ["raise RuntimeError\n", "def broken(:\n"])
def test_an_answer_that_cannot_be_imported_is_reported_once(signals, fault):
    signals.write(LOOPS, fault + signals.read(LOOPS))
    reported = [line for line in faults(signals.watched())["right"] if "loops" in line]
    assert len(reported) == 1
    assert reported[0].startswith("loops cannot be imported: ")


def test_an_answer_that_minds_the_layout_of_memory_is_reported(signals):
    signals.change(LOOPS, "def energy(x):\n", "def energy(x):\n    assert x.flags.c_contiguous\n")
    reported = faults(signals.watched())["right"]
    assert reported
    assert all(line.startswith("loops: ") and ": error: " in line for line in reported)


def test_an_honest_error_near_the_tolerance_is_reported(signals):
    signals.change(LOOPS, "return sum(", "return (1 + 5e-8) * sum(")
    reported = faults(signals.watched())["tolerance"]
    assert len(reported) == 4  # the tests that compare ordinary float64 numbers
    assert reported[0].startswith("hidden/test_energy.py::test_") or reported[0].startswith("public/")
    assert "loops is off by 5.0e-01 of what is allowed (rtol 1e-07, atol 1e-09)" in " ".join(reported)


def test_a_tolerance_of_the_test_is_the_one_that_counts(signals):
    """Off by 2e-6, an answer is far within the 1e-4 that the float32 test grants, and outside the task's 1e-7."""
    for name in "short", "long", "loud":
        signals.change(HIDDEN, f"def test_{name}", f"def untested_{name}")
    signals.change(HIDDEN, "compare.energy(np.zeros(4))", "compare.energy(np.zeros(5))")
    signals.change("signal_basics/public/test_public.py", "np.array([3.0, 4.0])), 25.0", "np.zeros(2)), 0.0")
    signals.change(LOOPS, "return sum(", "return (1 + 2e-6) * sum(")
    assert not any("loops" in line for line in faults(signals.watched()).get("tolerance", []))


def test_a_tolerance_that_float16_meets_is_reported(signals):
    signals.change("signal_basics/assignment.toml", "rtol = 1e-7  # means", "rtol = 3e-2  # means")
    (reported,) = faults(signals.watched())["tolerance"]
    assert reported.startswith(
        "an answer computed in float16 passes every test of centre (rtol 0.03, atol 1e-09)."
    )
    assert "grader verify --calibrate" in reported


def test_measuring_alone_runs_no_other_check(signals):
    assert set(signals.watched(AnswerChecks.measure)) == {"right", "tolerance"}


def test_tests_that_cannot_be_collected_are_a_fault_of_the_course(signals):
    signals.write(HIDDEN, "import nothing_of_that_name\n")
    with pytest.raises(CourseError, match="A test module cannot be imported"):
        signals.watched()


def test_two_threads_are_two_threads(signals):
    """What is set for one run holds where it runs: in the worker, where there is one otherwise."""
    asked = (
        "\ndef energy(x):\n"
        "    import ctypes, glob, os\n"
        "    (path,) = glob.glob(os.path.join(os.path.dirname(np.__file__), '..', 'numpy.libs', '*openblas*'))\n"
        "    raise RuntimeError(str(ctypes.CDLL(path).scipy_openblas_get_num_threads64_()))\n"
    )
    found = {}

    def part(_: AnswerChecks, session: ObservationSession) -> None:
        for threads in 1, 2:
            source = signals.read("reference/signal_basics.py") + asked
            watched = session.observe(with_threads(source, threads) if threads > 1 else source, salt="")
            found[threads] = {o.detail.splitlines()[0] for o in watched.failed}

    signals.watched(part)
    assert {
        threads: [text for text in texts if str(threads) in text] for threads, texts in found.items()
    } == {threads: list(texts) for threads, texts in found.items()}
    assert all(found.values())
