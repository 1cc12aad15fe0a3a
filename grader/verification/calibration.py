"""Tolerances from measured errors. They are written into ``assignment.toml``; nothing else in the file changes."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.course import Assignment, Course, Task
from grader.errors import CourseError
from grader.verification.answer_checks import MAX_HONEST_USAGE, AnswerChecks, independent_answers
from grader.verification.check_result import FULL, ReportProgress
from grader.verification.observed_runs import ComparisonUsage, with_observation_session
from grader.verification.tolerance_usage import ATOL_PER_RTOL
from grader.verification.training_checks import TrainingCalibration, TrainingChecks

_TOLERANCE_FACTOR = 100
"""A new tolerance is this many times the largest error of a right answer: a student's method may lose more digits."""
_MIN_RTOL = 1e-7
"""Smallest new tolerance. Demanding the last digits finds no more mistakes."""
_HEADER = re.compile(r"^\s*\[")
_TASKS = re.compile(r"^\s*\[\[\s*tasks\s*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The measured errors of one task and the tolerance that follows from them."""

    task: str
    honest: float
    """Smallest rtol with which all independent answers pass, where atol is a hundredth of rtol."""
    half: float | None
    """The same for an answer computed in float16; ``None`` if it returned no number."""
    old: tuple[float, float]
    new: tuple[float, float]
    written: bool
    """Whether the file is changed. A tolerance that already separates right from wrong stays."""
    problem: str = ""


def calibrate(course: Course, assignment: Assignment, report: ReportProgress) -> list[Calibration]:
    """Measure errors and write the tolerances that are missing or do not hold.

    Parameters
    ----------
    course, assignment : Course, Assignment
    report : callable
        Called to report progress.

    Raises
    ------
    CourseError
        There is no independent answer, the tests cannot be collected, or the file cannot be edited.
    """
    answers = independent_answers(assignment)
    if not answers:
        raise CourseError(
            f"{assignment.id}: there is no independent right answer, so there is no honest error to measure. "
            f"Write {assignment.id}/independent/<style>.py."
        )
    checks = AnswerChecks(assignment, answers, report, FULL.right)
    with_observation_session(
        course, assignment, checks.measure, torch=any("import torch" in a for a in answers.values())
    )
    assert checks.float16_run is not None
    honest = [use for run in checks.independent_runs for use in run.uses]
    path = assignment.folder / "assignment.toml"
    text = _read_text(path)
    tables = tomllib.loads(text)["tasks"]
    found = [
        _calibrate_task(task, table, honest, checks.float16_run.uses)
        for task, table in zip(assignment.settings.tasks, tables, strict=True)
        if any(use.function == task.function for use in honest)
    ]
    new = {c.task: c.new for c in found if c.written}
    if new:
        _replace_text(path, with_tolerances(text, new, f"{assignment.id}/assignment.toml"))
    return found


def calibrate_trainings(
    course: Course, assignment: Assignment, report: ReportProgress
) -> list[TrainingCalibration]:
    """Measure what right and wrong answers reach in problems that tests train, and write the thresholds.

    Parameters
    ----------
    course, assignment : Course, Assignment
    report : callable
        Called to report progress.

    Raises
    ------
    CourseError
        The tests cannot be collected.
    """
    answers = independent_answers(assignment)
    checks = TrainingChecks(assignment, answers, report)
    return with_observation_session(
        course, assignment, checks.calibrate, torch=any("import torch" in a for a in answers.values())
    )


def _calibrate_task(
    task: Task, table: dict[str, object], honest: Sequence[ComparisonUsage], half: Sequence[ComparisonUsage]
) -> Calibration:
    honest_usages = [
        u for u in honest if u.function == task.function and (u.rtol, u.atol) == (task.rtol, task.atol)
    ]
    half_usages = [
        u for u in half if u.function == task.function and (u.rtol, u.atol) == (task.rtol, task.atol)
    ]
    needed_rtol = max((u.usage.needed_rtol for u in honest_usages if u.usage.is_float64), default=0.0)
    wrong = max((u.usage.needed_rtol for u in half_usages if u.usage.is_float64), default=None)
    holds = (
        all(u.usage.used <= MAX_HONEST_USAGE for u in honest_usages)
        and max((u.usage.used for u in half_usages), default=2.0) > 1
    )
    old = (task.rtol, task.atol)
    if holds and {"rtol", "atol"} <= table.keys():
        return Calibration(task=task.id, honest=needed_rtol, half=wrong, old=old, new=old, written=False)
    if not holds and not any(u.usage.is_float64 for u in honest_usages):
        problem = (
            f"task {task.id}: its tests compare no float64 numbers with the task's own tolerance, and narrower ones "
            "have a floor that no tolerance moves. Let a test use float64 inputs."
        )
        return Calibration(
            task=task.id, honest=needed_rtol, half=wrong, old=old, new=old, written=False, problem=problem
        )
    rtol = max(_MIN_RTOL, _power_of_ten(_TOLERANCE_FACTOR * needed_rtol))
    if wrong is not None and rtol >= wrong:
        problem = (
            f"task {task.id}: right answers need rtol {needed_rtol:.1e}, and float16 passes with {wrong:.1e}. No "
            "tolerance keeps the two apart: let the tests use inputs that lose fewer digits."
        )
        return Calibration(
            task=task.id, honest=needed_rtol, half=wrong, old=old, new=old, written=False, problem=problem
        )
    new = (rtol, rtol * ATOL_PER_RTOL)
    return Calibration(task=task.id, honest=needed_rtol, half=wrong, old=old, new=new, written=True)


def _power_of_ten(value: float) -> float:
    """The smallest power of ten that is at least ``value``; 0 for 0."""
    return float(f"1e{math.ceil(math.log10(value))}") if value > 0 else 0.0


def with_tolerances(text: str, new: dict[str, tuple[float, float]], where: str) -> str:
    """Replace tolerances in the text of an ``assignment.toml``. Comments, order and layout stay.

    Parameters
    ----------
    text : str
        The file.
    new : dict of tuple of float
        ``(rtol, atol)`` by the task's id.
    where : str
        The file, for messages.

    Raises
    ------
    CourseError
        The tasks are not written as ``[[tasks]]`` tables.
    """
    lines = text.splitlines(keepends=True)
    for block in reversed(list(_task_blocks(lines))):
        task = tomllib.loads("".join(lines[block]))["tasks"][0].get("id")
        if task in new:
            lines[block] = _edit_block(lines[block], dict(zip(("rtol", "atol"), new[task], strict=True)))
    changed = "".join(lines)
    _check_edit(text, changed, new, where)
    return changed


def _task_blocks(lines: Sequence[str]) -> Iterator[slice]:
    """The lines of each ``[[tasks]]`` table."""
    headers = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    for start, end in itertools.pairwise([*headers, len(lines)]):
        if _TASKS.match(lines[start]):
            yield slice(start, end)


def _edit_block(block: list[str], values: dict[str, float]) -> list[str]:
    for key, value in values.items():
        entry = re.compile(rf"^(\s*{key}\s*=\s*)[^\s#]+")
        at = next((i for i, line in enumerate(block) if entry.match(line)), None)
        if at is not None:
            block = [*block[:at], entry.sub(rf"\g<1>{_toml_number(value)}", block[at]), *block[at + 1 :]]
            continue
        last = max(i for i, line in enumerate(block) if line.strip() and not line.lstrip().startswith("#"))
        ending = "\r\n" if block[0].endswith("\r\n") else "\n"
        before = block[last] if block[last].endswith("\n") else block[last] + ending
        block = [*block[:last], before, f"{key} = {_toml_number(value)}{ending}", *block[last + 1 :]]
    return block


def _toml_number(value: float) -> str:
    """The number in short exponent notation, such as ``1e-7``."""
    mantissa, exponent = f"{value:e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def _check_edit(text: str, changed: str, new: dict[str, tuple[float, float]], where: str) -> None:
    """Check that the edit changed the intended tolerances and nothing else."""
    expected = tomllib.loads(text)
    for table in expected["tasks"]:
        if table.get("id") in new:
            table["rtol"], table["atol"] = (float(_toml_number(v)) for v in new[table["id"]])
    if tomllib.loads(changed) != expected:
        raise CourseError(
            f"{where}: the tolerances cannot be written, because the tasks are not [[tasks]] tables with one key a "
            "line. Write them so, or set rtol and atol by hand."
        )


def _read_text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _replace_text(path: Path, text: str) -> None:
    """Write a temporary file and rename it, so that no reader sees half a file."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    fresh.replace(path)
