"""Similar code in a large class: seconds of ``grader similarity`` over made-up works, from records to pages."""

from __future__ import annotations

import ast
import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.figure import Figure, at_most, scale
from grader.course import Course, load_course
from grader.grading import RecordStore
from grader.model import Record, Report, SourceFile, TestResult, Verdict

STUDENTS = 1_000
COPIES = 10
"""Pairs of which one is the other with new names."""
ASSIGNMENT = "linear_regression"
MOST_S = 30.0

_ROOT = Path(__file__).resolve().parent.parent
_OPERATORS = ("+", "-", "*", "/", "@", "**", "<", "==", "and", "or")


def measure(*, quick: bool = False) -> list[Figure]:
    """The command's time, and what it found of the copies that were planted."""
    students = STUDENTS // 5 if quick else STUDENTS
    course = load_course(_ROOT / "assignments")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokens = _write_records(course, folder / "results", students)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        _run(folder)
        elapsed_s = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        with (folder / "pages" / "pairs.csv").open(newline="") as sheet:
            found = {frozenset((row["first"], row["second"])) for row in csv.DictReader(sheet)}
        largest = max(path.stat().st_size for path in (folder / "pages").glob("*.html"))
    planted = [frozenset((f"s{n:04}", f"s{n:04}-copy")) for n in range(COPIES)]
    note = f"{students + COPIES:,} works of {tokens / students:,.0f} lines, 50 pages"
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        at_most("similar code, CPU time", cpu_s, MOST_S, "s", note),
        scale("similar code, by the clock", elapsed_s, "s", "one process: on a quiet machine the same"),
        scale("similar code, memory", after.ru_maxrss / 1024, "MiB"),
        at_most("similar code, planted copies missed", sum(pair not in found for pair in planted), 0),
        at_most("similar code, largest page", largest / 1e6, 1.0, "MB"),
    ]  # fmt: skip


def _run(folder: Path) -> None:
    command = [sys.executable, "-m", "grader", "similarity", ASSIGNMENT, str(folder / "results")]
    words = ["-o", str(folder / "pages"), "--course", str(_ROOT / "assignments")]
    subprocess.run([*command, *words], check=True, capture_output=True, cwd=_ROOT)


def _write_records(course: Course, folder: Path, students: int) -> int:
    """Records of made-up works, of which each is like nobody's; how many lines they have."""
    rng, lines = random.Random(1), 0
    assignment = course.assignment(ASSIGNMENT)
    pool = [
        part
        for path in sorted(assignment.independent_dir.glob("*.py"))
        for part in _definitions(path.read_text(encoding="utf-8"))
    ]
    with closing(RecordStore(folder, course.secret(), resume=False)) as store:
        for number in range(students):
            text = _made_up(rng, pool)
            lines += text.count("\n")
            store.save(_record(f"s{number:04}", text))
            if number < COPIES:
                store.save(_record(f"s{number:04}-copy", _renamed(text)))
    return lines


def _definitions(text: str) -> list[list[str]]:
    """The functions of an answer, each as its lines."""
    lines = text.split("\n")
    return [
        lines[node.lineno - 1 : node.end_lineno]
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef)
    ]


def _made_up(rng: random.Random, pool: list[list[str]]) -> str:
    """Functions of several answers, with a line of one's own after every second one."""
    chosen = rng.sample(pool, 16)
    rows = []
    for function in chosen:
        for line in function:
            rows.append(line)
            indent = line[: len(line) - len(line.lstrip())]
            if indent and line.endswith(")") and rng.random() < 0.8:
                terms = " ".join(
                    f"v{rng.randrange(9)} {rng.choice(_OPERATORS)}" for _ in range(rng.randrange(3, 9))
                )
                rows.append(f"{indent}own = {terms} 1")
    return "\n".join(rows) + "\n"


def _renamed(text: str) -> str:
    return text.replace("own", "other").replace("def ", "# new\ndef ").replace("v1", "w")


def _record(student: str, text: str) -> Record:
    tests = tuple(
        TestResult(
            id=f"hidden/test_{n}.py::test_values", task="fit", origin="hidden", title="The values are right.",
            verdict=Verdict.PASSED, points=1.0, max_points=1.0, message="A sentence on what was found. " * 8,
        )
        for n in range(60)
    )  # fmt: skip
    report = Report(
        assignment=ASSIGNMENT, title="Linear regression", student=student, score=60.0, max_score=60.0,
        tests=tests, sources=(SourceFile(name="linear_regression.py", text=text),),
    )  # fmt: skip
    return Record(key=student, report=report)
