"""The files of an assignment must agree; each problem names the function, the place and the remedy."""

from __future__ import annotations

import pytest

from grader.verification.static_checks import static_problems

README = "signal_basics/README.md"
STARTER = "signal_basics/starter/signal_basics.py"
OWN_STARTER = """\
def _squares(x):
    return x * x


def centre(x):
    mean = x.mean()
    raise NotImplementedError


def energy(x):
    raise NotImplementedError
"""
"""It gives a helper and half of a body, and has no docstrings."""

FAULTS = [
    ("reference/signal_basics.py", "def energy", "def power", "energy is not in the reference. Define it there"),
    (README, "`energy(x)`", "the sum", "energy is not in the statement, signal_basics/README.md."),
    (README, "`energy(x)` | 2", "`energy(x)` | 1", "energy: the statement does not say that it is worth 2 points."),
    (README, "`energy(x)` | 2 |", "`energy(x)` | 2 |\n| more | | 1 |", "points sum up to 6, those of"),
    (README, "(n,)", "(1,)", "centre: the statement does not have the shape (n,). Say which array has it."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS, ids=[f[3][:45] for f in FAULTS])
def test_a_misfit_is_reported(signals, file, old, new, message):
    signals.change(file, old, new)
    reported = list(static_problems(signals.course.assignment("signal_basics")))
    assert any(message in line for line in reported), reported
    assert all(line.endswith(".") for line in reported)


@pytest.mark.parametrize("name", ["power__squared.py", "centre.py"])
def test_a_wrong_answer_to_no_task_is_reported(signals, name):
    """Nobody would ever try it."""
    signals.write(f"signal_basics/wrong/{name}", '"""You squared."""')
    (reported,) = static_problems(signals.course.assignment("signal_basics"))
    assert reported == (
        f"wrong/{name}: expected a name of the form <task>__<slug>, with the id of a task: centre, energy. "
        "Rename it."
    )


def test_what_fits_is_silent(signals):
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []


def test_a_starter_of_the_author_that_fits_is_silent(signals):
    signals.write(STARTER, OWN_STARTER)
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("def energy", "def power", "energy is not in starter/signal_basics.py. Define it there, or correct"),
        ("energy(x)", "energy(x, n)", "energy: starter/signal_basics.py and reference have different signatures: "
         "(x, n) and (x). Copy the reference's."),
        ("energy(x)", "energy(x=0)", "(x=0) and (x)."),
        ("energy(x)", "energy(x) -> float", "(x) -> float and (x)."),
    ],
)  # fmt: skip
def test_a_starter_of_the_author_has_the_signatures_of_the_reference(signals, old, new, message):
    signals.write(STARTER, OWN_STARTER.replace(old, new))
    (reported,) = static_problems(signals.course.assignment("signal_basics"))
    assert message in reported


def test_of_a_class_the_public_methods_are_compared(signals):
    """Private methods are not: the reference's are its own, and an author may give others."""
    reference = "class centre:\n    def __init__(self, x): ...\n    def _mean(self): ...\n"
    reference += "    async def put(self, x): ...\n"
    signals.write("reference/signal_basics.py", f"{reference}\n\ndef energy(x): ...\n")
    starter = reference.replace("_mean(self)", "_given(self, y)") + "\n\ndef energy(x): ...\n"
    signals.write(STARTER, starter)
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []
    for old, new in ("__init__(self, x)", "__init__(self)"), ("put(self, x)", "put(self)"), ("put", "_put"):
        signals.write(STARTER, starter.replace(old, new))
        (reported,) = static_problems(signals.course.assignment("signal_basics"))
        assert reported.startswith(
            "centre: starter/signal_basics.py and reference have different signatures: "
        )


def test_a_shape_may_be_said_letter_by_letter(signals):
    signals.change(README, "`x` has the shape `(n,)`.", "A signal has $n$ values.")
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []


@pytest.mark.parametrize(
    ("reference", "listed", "message"),
    [
        ("import torch\n", '["numpy"]', "the reference needs torch, which preload does not list."),
        ("import torch\n", "[]", "the reference needs numpy, which preload does not list."),
        ("", '["numpy", "torch"]', "preload lists torch, which the reference does not import."),
        ("", '["numpy", "nothing"]', "preload lists nothing, which the reference does not import."),
    ],
)
def test_a_library_too_few_or_too_many_is_reported_with_the_line_to_write(
    signals, reference, listed, message
):
    signals.write("reference/signal_basics.py", reference + signals.read("reference/signal_basics.py"))
    signals.change("signal_basics/assignment.toml", "title =", f"preload = {listed}\ntitle =")
    line = '["numpy", "torch"]' if reference else '["numpy"]'
    reported = list(static_problems(signals.course.assignment("signal_basics")))
    assert f"{message} Write preload = {line}, or leave the key out." in reported


@pytest.mark.parametrize("listed", ["", 'preload = ["torch", "numpy"]\n'])
def test_a_preload_that_fits_or_is_left_out_is_silent(signals, listed):
    signals.write("reference/signal_basics.py", "import torch\n" + signals.read("reference/signal_basics.py"))
    signals.change("signal_basics/assignment.toml", "title =", f"{listed}title =")
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []


TIMED = """
[[performance]]
id = "cpu"
task = "centre"
sizes = ["300", "41"]
tolerance = 1e-5
calibrated = "anywhere"
tiers = [
  { name = "sample by sample", least = 0.05, points = 1 },
  { name = "all at once", least = 0.5, points = 2 },
]
evidence = [{ kind = "peak memory", most = 12, points = 4, size = "300" }]

[[performance]]
id = "gpu"
task = "centre"
device = "cuda"
module = "signal_gpu.py"
sizes = ["300"]
tolerance = 1e-5
correct = 3
tiers = [{ name = "one kernel", least = 0.5, points = 5 }]
"""
TOLD = """
| what | from | points |
|---|---|---|
| *sample by sample* | 0.05 of the speed | 1 |
| *all at once* | 0.5 of the speed | 2 |
| memory | no more than 12 MB at 300 | 4 |
"""
ON_GPU = 'def centre(x):\n    """Take the mean away, on a GPU."""\n    return x - x.mean()\n'
GPU_STARTER, GPU_REFERENCE = "signal_basics/starter/signal_gpu.py", "reference/signal_gpu.py"
SOLUTION = "signal_basics/solutions/good.py"

TIMING_FAULTS = [
    (README, "*sample by sample*", "*slowly*", "cpu: no line of the statement says that the tier 'sample by sample'"),
    (README, "0.5 of", "0.6 of", "the tier 'all at once' begins at 0.5 and is worth 2 points. Write both numbers"),
    (README, "0.5 of the speed | 2", "0.5 of the speed | 1.2", "the tier 'all at once' begins at 0.5 and is worth 2"),
    (README, "12 MB at 300 | 4", "14 MB at 300 | 4", "cpu: no line of the statement says that peak memory up to 12 is"),
    (README, "no more than 12 MB at 300", "no more than 300×12×2", "peak memory up to 12 is worth 4 points. Write"),
    (README, "| centre, timed | `centre(x)` | 7 |\n", "", "the statement's points sum up to 5, those of"),
    (SOLUTION, "earns: 7 points", "earns a lot", "no file in solutions/ says what it earns, so nobody knows"),
    (GPU_STARTER, "centre(x)", "centre(x, n)", "centre: starter/signal_gpu.py and reference have different sig"),
    (GPU_STARTER, "def centre", "def center", "centre is not in starter/signal_gpu.py. Define it there"),
    (GPU_REFERENCE, "def centre", "def center", "centre is not in the reference signal_gpu.py. Define it there"),
]  # fmt: skip


@pytest.fixture
def timed(signals):
    """The course, where `centre` is timed as well: on a CPU, and in a second file on a GPU."""
    assignment, statement = signals.read("signal_basics/assignment.toml"), signals.read(README)
    signals.write("signal_basics/assignment.toml", assignment + TIMED)
    row = "| energy | `energy(x)` | 2 |\n"
    assert row in statement
    signals.write(README, statement.replace(row, f"{row}| centre, timed | `centre(x)` | 7 |\n") + TOLD)
    signals.write("signal_basics/hidden/benchmark.py", "")
    signals.write(SOLUTION, '"""All at once.\n\nearns: 7 points\n"""\n')
    signals.write(GPU_REFERENCE, ON_GPU)
    signals.write(GPU_STARTER, ON_GPU.replace("return x - x.mean()", "raise NotImplementedError"))
    return signals


def test_a_timed_exercise_that_fits_is_silent(timed):
    assert list(static_problems(timed.course.assignment("signal_basics"))) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"), TIMING_FAULTS, ids=[f"{f[3][:40]}-{f[2][:12]}" for f in TIMING_FAULTS]
)
def test_a_misfit_of_what_is_timed_is_reported_alone(timed, file, old, new, message):
    timed.change(file, old, new)
    (reported,) = static_problems(timed.course.assignment("signal_basics"))
    assert message in reported
    assert reported.endswith(".")


def test_tiers_of_a_gpu_need_not_be_told(timed):
    """They are no part of the points that everybody can earn."""
    timed.change("signal_basics/assignment.toml", 'name = "one kernel"', 'name = "two kernels"')
    assert list(static_problems(timed.course.assignment("signal_basics"))) == []
