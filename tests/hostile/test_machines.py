"""On machines with fewer mechanisms: what is reached, what is refused, and the fix that is named."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.worker import kernel

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
UID = 47_012
FIX = {
    "docker": "--security-opt seccomp=unconfined",
    "ubuntu": "kernel.apparmor_restrict_unprivileged_userns=0",
}
"""A word of the fix for each machine."""

pytestmark = [
    pytest.mark.skipif(
        platform.machine() != "x86_64", reason="the filter names calls by their x86_64 numbers"
    ),
    pytest.mark.skipif(
        kernel.landlock_abi() == 0, reason="the kernel has no Landlock, so level 2 is not reached"
    ),
    pytest.mark.parametrize("machine", FIX),
]


@pytest.fixture
def run(machine, open_folder):
    """``run(*arguments)``: the grader on such a machine; a runner of CI is an ordinary user's."""
    ordinary = [sys.executable, PROJECT / "tests" / "sandbox" / "ordinary_user.py", str(UID)]
    prefix = ordinary if machine == "ubuntu" and os.getuid() == 0 else []
    environment = {
        "PATH": os.environ["PATH"],
        "COLUMNS": "1000",
        "HOME": str(open_folder),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def call(*arguments):
        command = [
            *prefix,
            sys.executable,
            HERE / "confined.py",
            machine,
            sys.executable,
            "-m",
            "grader",
            *arguments,
        ]
        return subprocess.run(
            command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    return call


@pytest.fixture
def course(open_folder):
    """The hostile course, with another demand."""

    def demand(level):
        folder = Path(shutil.copytree(HERE / "course", open_folder / "course"))
        settings = (folder / "course.toml").read_text()
        (folder / "course.toml").write_text(
            settings.replace("required_isolation = 1", f"required_isolation = {level}")
        )
        return str(folder)

    return demand


def test_the_doctor_finds_level_2_and_names_the_fix_for_level_3(run, machine):
    done = run("doctor", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["best"] == 2
    (three,) = [entry for entry in told["levels"] if entry["level"] == 3]
    assert not three["works"]
    assert FIX[machine] in three["fix"]


def test_a_course_that_demands_more_is_refused_with_the_reason_and_the_fix(run, machine, course, open_folder):
    right = HERE / "controls" / "puzzle" / "right.py"
    done = run("grade", str(right), "-a", "puzzle", "-o", str(open_folder / "out"), "--course", course(3))
    assert done.returncode == 3
    assert "Hidden tests need isolation level 3" in done.stderr
    assert FIX[machine] in done.stderr
    assert "Traceback" not in done.stderr


def test_a_course_that_demands_level_2_is_graded_there(run, course, open_folder):
    right = HERE / "controls" / "puzzle" / "right.py"
    done = run("grade", str(right), "-a", "puzzle", "-o", str(open_folder / "out"), "--course", course(2))
    assert done.returncode == 0, done.stderr
    report = json.loads((open_folder / "out" / "right" / "puzzle" / "report.json").read_text())
    assert (report["score"], report["isolation"]) == (4, 2)
