"""A push waits for its first verdict: the process that starts the others loads nothing that they load."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"numpy", "torch", "pytest", "pandas", "scipy"}
PROGRAM = """
import json, sys
from grader.cli import main
from grader.grading.local_executor import LocalExecutor

def loaded():
    return sorted({name.partition(".")[0] for name in sys.modules})

def mark(executor, work):
    record = original(executor, work)
    loaded_first.append(loaded())
    return record

loaded_first = []
original, LocalExecutor._mark = LocalExecutor._mark, mark
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps([code, loaded_first[0], loaded()]), file=sys.stderr)
"""


@pytest.fixture
def loaded(workshop):
    """Exit code, and packages loaded when the first record arrives and at the end."""

    def run(*arguments):
        command = [sys.executable, "-c", PROGRAM, *map(str, arguments), "--course", str(workshop.course)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=workshop.root)
        code, first, last = json.loads(done.stderr.splitlines()[-1])
        return code, set(first), set(last)

    return run


def test_grade_loads_nothing_that_a_grading_process_loads(workshop, loaded):
    workshop.hand_in("ada")
    code, first, last = loaded("grade", workshop.submissions, "-a", "sums", "-o", workshop.out)
    assert code == 0
    assert "grader" in first
    assert not first & HEAVY
    assert not last & HEAVY
    assert "jinja2" in last  # pages are rendered here


def test_ci_loads_nothing_that_a_grading_process_loads(workshop, loaded):
    folder = workshop.hand_in("ada")
    (folder / "ada_sums.py").rename(folder / "sums.py")
    code, first, last = loaded("ci", folder, "-o", workshop.out)
    assert code == 0
    assert not (first | last) & HEAVY
