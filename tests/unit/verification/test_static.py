"""What lies on disk must fit together; each misfit is told by function, place and remedy."""

from __future__ import annotations

import pytest

from grader.verification.static import static_problems

README = "signal_basics/README.md"
STARTER = "signal_basics/starter/signal_basics.py"

FAULTS = [
    (STARTER, "def energy", "def power", "energy is not in the starter. Define it there"),
    ("reference/signal_basics.py", "def energy", "def power", "energy is not in the reference. Define it there"),
    (STARTER, "energy(x)", "energy(x, n)", "energy: starter and reference have different signatures: (x, n) -> "),
    (STARTER, "Take the mean away.", "Remove it.", "centre: starter and reference have different docstrings."),
    (README, "`energy(x)`", "the sum", "energy is not in the statement, signal_basics/README.md."),
    (README, "`energy(x)` | 2", "`energy(x)` | 1", "energy: the statement does not say that it is worth 2 points."),
    (README, "`energy(x)` | 2 |", "`energy(x)` | 2 |\n| more | | 1 |", "points sum up to 6, those of"),
    (README, "(n,)", "(1,)", "centre: the statement does not have the shape (n,). Say which array has it."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS, ids=[f[3][:45] for f in FAULTS])
def test_a_misfit_is_told(signals, file, old, new, message):
    signals.change(file, old, new)
    told = list(static_problems(signals.course.assignment("signal_basics")))
    assert any(message in line for line in told), told
    assert all(line.endswith(".") for line in told)


def test_what_fits_is_silent(signals):
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []


def test_a_shape_may_be_said_letter_by_letter(signals):
    signals.change(README, "`x` has the shape `(n,)`.", "A signal has $n$ values.")
    assert list(static_problems(signals.course.assignment("signal_basics"))) == []
