"""Every assignment of the course is proved sound.

The kept proof counts while nothing it depends on has changed. Without one, the assignment is proved on one secret;
`make proof` does the rest.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course import load_course
from grader.verification.kept_proofs import proof_digest

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT / "assignments")
ASSIGNMENTS = COURSE.assignment_ids()
KEPT = json.loads((ROOT / "assignments" / "proofs.json").read_text())["assignments"]
CHECKS = {"files", "stub", "reference", "wrong", "null", "right", "tolerance", "draws", "time"}
WITHOUT_FIGURES = {"files"}
WITHOUT_ARRAYS = {"autodiff"}
"""Their numbers are Python's own, which cannot be rounded to float16."""


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_assignment_is_proved_sound(name: str) -> None:
    assignment = COURSE.assignment(name)
    kept = KEPT.get(name, {})
    timed = any(each.device == "cpu" for each in assignment.settings.performance)
    checks = CHECKS | ({"timed"} if timed else set())
    if any(assignment.folder.glob("*/training.toml")):
        checks |= {"training"}
    if kept.get("digest") == proof_digest(assignment):
        figures = kept["figures"]
        assert figures["mutants"]["survivors"] == 0
        checks |= {"mutants"}
    else:
        figures = figures_of_a_quick_proof(name)
    assert set(figures) | WITHOUT_FIGURES == checks
    share = figures["tolerance"]
    assert share["share used in float64"] <= 0.1
    assert ("share used by float16" in share) == (name not in WITHOUT_ARRAYS)
    assert share.get("share used by float16", math.inf) > 1


def figures_of_a_quick_proof(name: str) -> dict[str, dict[str, float]]:
    options = ["--quick", "--json", "--jobs", "1"]  # one process starts once; other tests run beside this one
    command = [sys.executable, "-m", "grader", "verify", name, *options, "--course", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    (proof,) = json.loads(done.stdout)
    problems = [f"{step['check']}: {problem}" for step in proof["steps"] for problem in step["problems"]]
    assert problems == []
    return {step["check"]: step["figures"] for step in proof["steps"]}
