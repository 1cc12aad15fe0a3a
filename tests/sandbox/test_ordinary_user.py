"""The conformance tests once more, by a user without any right."""

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
    os.chown(folder, UID, UID)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.getuid() != 0, reason="the tests run as an ordinary user already")
def test_the_sandbox_keeps_its_promises_to_an_ordinary_user(open_folder):
    tests = [sys.executable, "-m", "pytest", "tests/sandbox/test_conformance.py", "-q", "-k", "not gradients"]
    done = subprocess.run(
        [
            sys.executable,
            HERE / "ordinary_user.py",
            str(UID),
            *tests,
            "-p",
            "no:cacheprovider",
            f"--basetemp={open_folder}/t",
        ],
        cwd=HERE.parents[1],
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(open_folder)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    summary = done.stdout.strip().rpartition("\n")[2]
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", summary)
    assert passed is not None
    assert int(passed[1]) > 100
    assert "failed" not in summary
