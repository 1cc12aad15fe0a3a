"""The attacks once more, graded by a user without any right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

UID = 47_013
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_folder():
    """A folder of that user's own on a path that is open to all."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-user-"))
    os.chown(folder, UID, UID)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.getuid() != 0, reason="the tests run as an ordinary user already")
def test_no_attack_succeeds_where_an_ordinary_user_grades(open_folder):
    done = subprocess.run(
        [
            sys.executable, "tests/sandbox/ordinary_user.py", str(UID), sys.executable, "-m", "pytest", "-q",
            "tests/hostile/test_attacks.py", "tests/hostile/test_probe.py", "-p", "no:cacheprovider",
            f"--basetemp={open_folder}/t",
        ],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(open_folder),
            "TMPDIR": str(open_folder),
        },
        capture_output=True, text=True, timeout=1200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 1000
