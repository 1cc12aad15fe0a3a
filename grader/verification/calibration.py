"""Tolerances from measured errors, written into ``assignment.toml`` with everything else left as it is."""

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
from grader.verification.answer_checks import HONEST, Witness, independent_answers
from grader.verification.check_result import FULL, Report
from grader.verification.observed_runs import Use, with_bench
from grader.verification.tolerance_usage import ATOL_PER_RTOL

_ROOM = 100
"""A new tolerance is this many times the largest honest error: a student's own way may lose more digits."""
_LEAST = 1e-7
"""No new tolerance is smaller: nothing is gained by asking for the last digits."""
_HEADER = re.compile(r"^\s*\[")
_TASKS = re.compile(r"^\s*\[\[\s*tasks\s*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was measured for one task, and the tolerance that follows."""

    task: str
    honest: float
    """Smallest rtol with which all independent answers pass, atol being a hundredth of it."""
    half: float | None
    """The same for an answer in float16; none if it gave no number."""
    old: tuple[float, float]
    new: tuple[float, float]
    written: bool
    """Whether the file had to be changed: a tolerance that holds is left alone."""
    problem: str = ""


def calibrate(course: Course, assignment: Assignment, report: Report) -> list[Calibration]:
    """Measure, and write what does not hold or is not there yet.

    Parameters
    ----------
    course, assignment : Course, Assignment
    report : callable
        Told of progress.

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
    witness = Witness(assignment, answers, report, FULL.right)
    with_bench(course, assignment, witness.measure, torch=any("import torch" in a for a in answers.values()))
    assert witness.half is not None
    honest = [use for run in witness.honest for use in run.uses]
    path = assignment.folder / "assignment.toml"
    text = _read(path)
    tables = tomllib.loads(text)["tasks"]
    found = [
        _calibrated(task, table, honest, witness.half.uses)
        for task, table in zip(assignment.settings.tasks, tables, strict=True)
        if any(use.function == task.function for use in honest)
    ]
    new = {c.task: c.new for c in found if c.written}
    if new:
        _write(path, with_tolerances(text, new, f"{assignment.id}/assignment.toml"))
    return found


def _calibrated(
    task: Task, table: dict[str, object], honest: Sequence[Use], half: Sequence[Use]
) -> Calibration:
    own = [u for u in honest if u.function == task.function and (u.rtol, u.atol) == (task.rtol, task.atol)]
    rough = [u for u in half if u.function == task.function and (u.rtol, u.atol) == (task.rtol, task.atol)]
    need = max((u.share.need for u in own if u.share.precise), default=0.0)
    wrong = max((u.share.need for u in rough if u.share.precise), default=None)
    holds = all(u.share.used <= HONEST for u in own) and max((u.share.used for u in rough), default=2.0) > 1
    old = (task.rtol, task.atol)
    if holds and {"rtol", "atol"} <= table.keys():
        return Calibration(task=task.id, honest=need, half=wrong, old=old, new=old, written=False)
    if not holds and not any(u.share.precise for u in own):
        problem = (
            f"task {task.id}: its tests compare no float64 numbers with the task's own tolerance, and narrower ones "
            "have a floor that no tolerance moves. Let a test use float64 inputs."
        )
        return Calibration(
            task=task.id, honest=need, half=wrong, old=old, new=old, written=False, problem=problem
        )
    rtol = max(_LEAST, _power_of_ten(_ROOM * need))
    if wrong is not None and rtol >= wrong:
        problem = (
            f"task {task.id}: right answers need rtol {need:.1e}, and float16 passes with {wrong:.1e}. No tolerance "
            "keeps the two apart: let the tests use inputs that lose fewer digits."
        )
        return Calibration(
            task=task.id, honest=need, half=wrong, old=old, new=old, written=False, problem=problem
        )
    new = (rtol, rtol * ATOL_PER_RTOL)
    return Calibration(task=task.id, honest=need, half=wrong, old=old, new=new, written=True)


def _power_of_ten(value: float) -> float:
    """The next power of ten that is no smaller."""
    return float(f"1e{math.ceil(math.log10(value))}") if value > 0 else 0.0


def with_tolerances(text: str, new: dict[str, tuple[float, float]], where: str) -> str:
    """The text of an ``assignment.toml`` with other tolerances: comments, order and layout stay.

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
    for block in reversed(list(_blocks(lines))):
        task = tomllib.loads("".join(lines[block]))["tasks"][0].get("id")
        if task in new:
            lines[block] = _edited(lines[block], dict(zip(("rtol", "atol"), new[task], strict=True)))
    changed = "".join(lines)
    _check(text, changed, new, where)
    return changed


def _blocks(lines: Sequence[str]) -> Iterator[slice]:
    """The lines of each ``[[tasks]]`` table."""
    headers = [i for i, line in enumerate(lines) if _HEADER.match(line)]
    for start, end in itertools.pairwise([*headers, len(lines)]):
        if _TASKS.match(lines[start]):
            yield slice(start, end)


def _edited(block: list[str], values: dict[str, float]) -> list[str]:
    for key, value in values.items():
        entry = re.compile(rf"^(\s*{key}\s*=\s*)[^\s#]+")
        at = next((i for i, line in enumerate(block) if entry.match(line)), None)
        if at is not None:
            block = [*block[:at], entry.sub(rf"\g<1>{_number(value)}", block[at]), *block[at + 1 :]]
            continue
        last = max(i for i, line in enumerate(block) if line.strip() and not line.lstrip().startswith("#"))
        ending = "\r\n" if block[0].endswith("\r\n") else "\n"
        before = block[last] if block[last].endswith("\n") else block[last] + ending
        block = [*block[:last], before, f"{key} = {_number(value)}{ending}", *block[last + 1 :]]
    return block


def _number(value: float) -> str:
    """``1e-7``: as an author would write it."""
    mantissa, exponent = f"{value:e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def _check(text: str, changed: str, new: dict[str, tuple[float, float]], where: str) -> None:
    """The edit changed the tolerances it should, and nothing else."""
    expected = tomllib.loads(text)
    for table in expected["tasks"]:
        if table.get("id") in new:
            table["rtol"], table["atol"] = (float(_number(v)) for v in new[table["id"]])
    if tomllib.loads(changed) != expected:
        raise CourseError(
            f"{where}: the tolerances cannot be written, because the tasks are not [[tasks]] tables with one key a "
            "line. Write them so, or set rtol and atol by hand."
        )


def _read(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    fresh.replace(path)
