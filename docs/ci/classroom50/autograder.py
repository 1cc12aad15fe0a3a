"""CLASSROOM/autograders/ASSIGNMENT/autograder.py of Classroom 50: grades one submission. See classroom50.md.

With a folder ``handout`` beside it, it runs the public tests. Without one it has the work graded by the command
``grade-checkout`` of a runner of your own. Exit code 0 if ``result.json`` was written.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
WORK = Path.cwd()
GRADE_CHECKOUT = ["sudo", "-n", "-u", "grader", "/usr/local/bin/grade-checkout"]
UNITS = 100  # Classroom 50 takes whole numbers: hundredths of a point


def main() -> int:
    return public_tests(HERE / "handout") if (HERE / "handout").is_dir() else whole_course()


def whole_course() -> int:
    """All tests, on a runner that holds the course: the work goes there as a tar, the results come back as one."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.add(WORK, arcname=".")
    done = subprocess.run(GRADE_CHECKOUT, input=packed.getvalue(), stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        return done.returncode
    found = False
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as results:
        for member in results.getmembers():
            name = Path(member.name).name
            if name in ("result.json", "release-body.md") and (data := results.extractfile(member)):
                replace(WORK / name, data.read())
                found = found or name == "result.json"
    return 0 if found else 3


def public_tests(handout: Path) -> int:
    """The public tests of the handout, on a copy of the work in which no file of the handout is the student's."""
    install()
    module = tomllib.loads((handout / "assignment.toml").read_text(encoding="utf-8"))["module"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "work")
        shutil.copytree(WORK, place, symlinks=True, ignore=shutil.ignore_patterns(".git", "public", "given"))
        for path in handout.iterdir():
            if path.name == module:
                continue
            remove(place / path.name)
            (shutil.copytree if path.is_dir() else shutil.copy)(path, place / path.name)
        command = ["grader", "check", "--json"]
        done = subprocess.run(command, cwd=place, stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        return done.returncode
    replace(WORK / "result.json", json.dumps(result(json.loads(done.stdout)), indent=2).encode())
    return 0


def install() -> None:
    """Install the wheel beside this file, if the runner has no grader."""
    if not shutil.which("grader"):
        requirements = ["-r", str(HERE / "requirements.txt")] if (HERE / "requirements.txt").exists() else []
        wheels = [str(path) for path in HERE.glob("grader-*.whl")]
        command = [sys.executable, "-m", "pip", "install", "--quiet", *wheels, *requirements]
        subprocess.run(command, cwd=HERE, check=True)  # in the checkout it would run a student's pip.py


def result(tests: list[dict[str, Any]]) -> dict[str, Any]:
    entries = [
        {
            "test-name": f"{test['task']}: {test['title']}",
            "passed": test["verdict"] == "passed",
            "score": round(UNITS * test["points"]),
            "max-score": round(UNITS * test["max_points"]),
            "message": test["message"],
        }
        for test in tests
    ]
    return {
        "schema": "classroom50/result/v1",
        "classroom": os.environ["CLASSROOM"],
        "assignment": os.environ["ASSIGNMENT"],
        "submission": os.environ["SUBMISSION_TAG"],
        "commit": os.environ["COMMIT_URL"],
        "release": os.environ["RELEASE_URL"],
        "review": os.environ.get("REVIEW_URL") or os.environ["COMMIT_URL"],
        "datetime": commit_date(),
        "score": sum(entry["score"] for entry in entries),
        "max-score": sum(entry["max-score"] for entry in entries),
        "tests": entries,
    }


def commit_date() -> str:
    """The committer date: the same whenever the commit is graded again."""
    command = ["git", "-C", str(WORK), "show", "-s", "--format=%ct", "HEAD"]
    seconds = int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def replace(path: Path, data: bytes) -> None:
    """Write a file of the checkout, also where the student has put a link or a folder of that name."""
    remove(path)
    path.write_bytes(data)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
