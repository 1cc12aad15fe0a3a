"""The conformance tests and the attacks once more, by a user without any right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

UID = 47_011
HERE = Path(__file__).parent


@pytest.fixture
def open_folder():
    """A folder of that user's own on a path that is open to all."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="ordinary-user-"))
    temporary = folder / "tmp"  # not the folder itself: what pytest keeps there is no left-over of an attack
    temporary.mkdir()
    for path in (folder, temporary):
        os.chown(path, UID, UID)
    yield folder
    shutil.rmtree(folder)


SUITES = {
    "conformance": (
        ("tests/sandbox/test_conformance.py", "tests/sandbox/test_gpu.py", "-k", "not gradients"),
        100,
    ),
    "attacks": (
        ("tests/hostile/test_attacks.py", "tests/hostile/test_pairs.py", "tests/hostile/test_probe.py"),
        1000,
    ),
}
"""What is run, and how many tests at least must have passed."""


@pytest.mark.skipif(os.getuid() != 0, reason="the tests run as an ordinary user already")
@pytest.mark.parametrize("suite", SUITES)
def test_the_sandbox_keeps_its_promises_to_an_ordinary_user(open_folder, suite):
    tests, least = SUITES[suite]
    done = subprocess.run(
        [
            sys.executable, HERE / "ordinary_user.py", str(UID), sys.executable, "-m", "pytest", *tests, "-q",
            "-p", "no:cacheprovider", f"--basetemp={open_folder}/t",
        ],
        cwd=HERE.parents[1],
        env={
            "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(open_folder),
            "TMPDIR": f"{open_folder}/tmp",
        },
        capture_output=True, text=True, timeout=1200, check=False,
    )  # fmt: skip
    summary = done.stdout.strip().rpartition("\n")[2]
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", summary)
    assert passed is not None
    assert int(passed[1]) > least
    assert "failed" not in summary
