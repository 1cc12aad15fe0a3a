"""Every assignment of the course is proved sound on one secret; `make proof` does the rest."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted(p.parent.name for p in ROOT.glob("assignments/*/assignment.toml"))
WITHOUT_ARRAYS = {"autodiff"}
"""Their numbers are Python's own, which cannot be rounded to float16."""


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_assignment_is_proved_sound(assignment: str) -> None:
    options = ["--quick", "--json", "--jobs", "1"]  # one process starts once; other tests run beside this one
    command = [sys.executable, "-m", "grader", "verify", assignment, *options, "--course", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    (proof,) = json.loads(done.stdout)
    problems = [f"{step['check']}: {problem}" for step in proof["steps"] for problem in step["problems"]]
    assert problems == []
    figures = {step["check"]: step["figures"] for step in proof["steps"]}
    settings = tomllib.loads((ROOT / "assignments" / assignment / "assignment.toml").read_text())
    clock = {"timed"} if "performance" in settings else set()
    trains = any((ROOT / "assignments" / assignment).glob("*/training.toml"))
    assert set(figures) == clock | ({"training"} if trains else set()) | {
        "files", "stub", "reference", "wrong", "null", "right", "tolerance", "draws", "time",
    }  # fmt: skip
    share = figures["tolerance"]
    assert share["share used in float64"] <= 0.1
    assert ("share used by float16" in share) == (assignment not in WITHOUT_ARRAYS)
    assert share.get("share used by float16", math.inf) > 1
