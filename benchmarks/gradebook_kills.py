"""``grader grade`` killed again and again: no attempt may be lost or doubled, and ``gradebook check`` stays clean.

``python -m benchmarks.gradebook_kills`` takes about a quarter of an hour: 200 times SIGKILL to the command and its
grading processes at a random moment, each followed by ``--resume``. Whenever everybody is graded, everybody hands in
again, so that in the end the gradebook must have one attempt of everybody for each round.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figure import say
from benchmarks.sums_course import SUMS_COURSE

_WORK = "def total(x):\n    return float(x.sum())\n"


def killed_class(folder: Path, kills: int, students: int) -> Counter[str]:
    """Kill runs over a class, and count what the gradebook says at the end.

    Returns
    -------
    Counter
        ``lost``, ``doubled``, ``wrong`` and ``faults``: all should be 0; ``kills`` that hit a run at work, and
        those of them ``while grading``: the run had written a record.
    """
    for name, text in SUMS_COURSE.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "class").mkdir()
    for number in range(students):
        (folder / "class" / f"s{number:04}_sums.py").write_text(f"{_WORK}# {number}\n")
    draw, counted = random.Random(7), Counter[str]()
    grade = ["grade", "class", "-a", "sums", "-o", "out", "--jobs", "2", "--resume"]
    longest_s = _first_result_s(folder) + 4.0
    while counted["kills"] < kills:
        before = _newest_record_ns(folder)
        killed = _killed(folder, grade, draw.uniform(0.3, longest_s))
        counted["kills"] += killed
        counted["while grading"] += killed and _newest_record_ns(folder) > before
        if counted["kills"] % 20 == 0:
            say(f"kills: {counted['kills']} of {kills}, rounds: {counted['rounds']}")
        if _all_graded(folder):
            for path in (folder / "class").iterdir():
                path.write_text(path.read_text() + "#\n")
            counted["rounds"] += 1
    _run(folder, *grade)
    shown = json.loads(_run(folder, "gradebook", "show", "-o", "out", "--json").stdout)
    wanted = counted["rounds"] + 1
    for each in shown:
        counted["lost"] += max(0, wanted - each["attempts"])
        counted["doubled"] += max(0, each["attempts"] - wanted)
        counted["wrong"] += each["final"] != 2.0
    counted["lost"] += students - len(shown)
    counted["faults"] += _run(folder, "gradebook", "check", "-o", "out").returncode
    return counted


def _first_result_s(folder: Path) -> float:
    """Seconds until a run has graded something: on a busy machine no kill would come later than that."""
    started = time.monotonic()
    _run(folder, "grade", "class/s0000_sums.py", "-a", "sums", "-o", "first")
    return time.monotonic() - started


def _newest_record_ns(folder: Path) -> int:
    """When the last record was written; 0 if there is none."""
    records = (folder / "out" / ".grader" / "records" / "sums").glob("*.json")
    return max((path.stat().st_mtime_ns for path in records), default=0)


def _killed(folder: Path, grade: Sequence[str], after_s: float) -> bool:
    """Start a run and kill it; whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *grade], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(timeout=after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def _all_graded(folder: Path) -> bool:
    """Whether the records are those of the files as they are now."""
    digests = {
        path.name.partition("_")[0]: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "class").iterdir()
    }
    records = list((folder / "out" / ".grader" / "records" / "sums").glob("*.json"))
    return len(records) == len(digests) and all(digests[path.stem] in path.read_text() for path in records)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was counted; return 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gradebook_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--students", type=int, default=150)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        counted = killed_class(Path(folder), options.kills, options.students)
    print(
        ", ".join(
            f"{name}: {counted[name]}"
            for name in ("kills", "while grading", "rounds", "lost", "doubled", "wrong", "faults")
        )
    )
    faulty = any(counted[name] for name in ("lost", "doubled", "wrong", "faults"))
    return int(faulty or not counted["while grading"])


if __name__ == "__main__":
    sys.exit(main())
