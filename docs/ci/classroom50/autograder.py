"""CLASSROOM/autograders/ASSIGNMENT/autograder.py of Classroom 50: grades one submission. See classroom50.md.

With a folder ``handout`` beside it, it runs the public tests. Without one it has the work graded by the command
``grade-checkout`` of a runner of your own. Exit code 0 if ``result.json`` was written, and only then is there one:
what could not be graded, or not to the end, is a fault of the machinery there and never zero points.
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
MINUTES = 13  # Classroom 50 ends a job after 15; what is installed first takes some of them
NOT_GRADED = 3


def main() -> int:
    for name in ("result.json", "release-body.md"):  # a committed one would count if nothing can be graded
        remove(WORK / name)
    return public_tests(HERE / "handout") if (HERE / "handout").is_dir() else whole_course()


def whole_course() -> int:
    """All tests, on a runner that holds the course: the work goes there as a tar, the results come back as one."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        archive.add(WORK, arcname=".")
    done = subprocess.run(GRADE_CHECKOUT, input=packed.getvalue(), stdout=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1) or not done.stdout:  # 1: graded, and points are missing
        return not_graded(done.returncode)
    found = {}
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as results:
        for member in results.getmembers():
            if data := results.extractfile(member):
                found.setdefault(Path(member.name).name, data.read())
    if "result.json" not in found:
        return not_graded(NOT_GRADED)
    for name in ("release-body.md", "result.json"):  # the result last: it says that all is there
        if name in found:
            replace(WORK / name, found[name])
    return 0


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
        try:
            done = subprocess.run(
                command, cwd=place, stdout=subprocess.PIPE, check=False, timeout=60 * MINUTES
            )
        except subprocess.TimeoutExpired:
            print(f"The tests took longer than {MINUTES} minutes.", file=sys.stderr)
            return not_graded(NOT_GRADED)
    tests = json.loads(done.stdout) if done.returncode in (0, 1) else []
    if not tests or any(test["verdict"] == "grader_error" for test in tests):
        return not_graded(done.returncode)
    replace(WORK / "result.json", json.dumps(result(tests), indent=2).encode())
    return 0


def not_graded(code: int) -> int:
    """Say that there is no result. The exit code is never 0, nor 1, which also stands for points that are missing."""
    print("Not graded, which is not a score of zero: there is no result.json.", file=sys.stderr)
    return code if code > 1 else NOT_GRADED


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
    """Write a file of the checkout at once, also where the student has put a link or a folder of that name."""
    remove(path)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
