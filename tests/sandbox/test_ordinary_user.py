"""The conformance tests and the attacks once more, by a user without any right: those that differ by user.

As root the worker's user is another one than the grader's, and the walls are built before root is given up; an
ordinary user's worker has the user's own id, and builds them inside a namespace. So what is promised of files,
processes, rights and limits is tried twice, at every level that promises something.
"""

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
def home():
    """A folder of that user's own on a path that is open to all."""
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="ordinary-user-"))
    temporary = folder / "tmp"  # not the folder itself: what pytest keeps there is no left-over of an attack
    temporary.mkdir()
    for path in (folder, temporary):
        os.chown(path, UID, UID)
    yield folder
    shutil.rmtree(folder)


PROMISES = (
    "declared_files", "file_system", "fresh_start", "memory", "network", "output", "processes", "rights",
    "system_calls", "time", "worker_end",
)  # fmt: skip
"""Those that the kernel keeps. The others hold between Python and Python, whoever runs it."""
GROUPS = "ACDEJK"
"""Attacks that ask something of the kernel; the others speak to the grader and the libraries only."""
SUITES = {
    "conformance": (
        *(f"tests/sandbox/conformance/test_{name}.py" for name in PROMISES),
        "tests/sandbox/test_gpu.py", "-k", "not level0",
    ),
    "attacks": (
        *(f"tests/hostile/test_{name}.py" for name in ("attacks", "pairs", "probe")),
        "-k", f"not without_walls and (test_pairs or test_probe or {' or '.join(f'-{one}_' for one in GROUPS)})",
    ),
}  # fmt: skip
LEAST = {"conformance": 270, "attacks": 1600}
"""How many tests at least must have passed."""


@pytest.mark.skipif(os.getuid() != 0, reason="the tests run as an ordinary user already")
@pytest.mark.parametrize("suite", SUITES)
def test_the_sandbox_keeps_its_promises_to_an_ordinary_user(home, suite):
    done = subprocess.run(
        [
            sys.executable, HERE / "ordinary_user.py", str(UID), sys.executable, "-m", "pytest", *SUITES[suite], "-q",
            "-p", "no:cacheprovider", f"--basetemp={home}/t",
        ],
        cwd=HERE.parents[1],
        env={
            "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home),
            "TMPDIR": f"{home}/tmp",
        },
        capture_output=True, text=True, timeout=1200, check=False,
    )  # fmt: skip
    summary = done.stdout.strip().rpartition("\n")[2]
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", summary)
    assert passed is not None
    assert int(passed[1]) > LEAST[suite]
    assert "failed" not in summary
    assert left_by(UID) == []


def left_by(uid: int) -> list[str]:
    """What a user owns of what all users of the machine share, but for the folders of this test and of torch."""
    entries = [path for folder in ("/tmp", "/var/tmp", "/dev/shm") for path in Path(folder).iterdir()]
    segments = [
        f"{kind}: {row}"
        for kind in ("shm", "sem", "msg")
        for row in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()
        if str(uid) in row.split()
    ]
    known = ("ordinary-user-", "torchinductor_")
    return segments + [str(p) for p in entries if _owner(p) == uid and not p.name.startswith(known)]


def _owner(path: Path) -> int | None:
    try:
        return path.lstat().st_uid
    except FileNotFoundError:  # somebody else's, gone since the folder was listed
        return None
