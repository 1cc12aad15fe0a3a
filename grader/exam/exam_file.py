"""Exam files, ``exams/<name>.toml``: when, which questions, how many forms, and what was decided afterwards."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec

from grader.course import Course, suggestion
from grader.course.schema import load_toml
from grader.errors import CourseError, UsageError
from grader.exam.question_bank import exams_folder

MOST_FORMS: Final = 1000
TOO_FEW_DIGITS: Final = 0.5
"""The share for a right value that was rounded too early, unless the exam says something else."""
STUDENT: Final = "student"
"""Each student gets a form of their own."""


ACTIONS: Final = ("drop", "full", "accept", "note")


class ExamAdjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision after the exam: ``[[adjust]]``. ``accept`` names a mistake whose value is to earn all points."""

    question: str
    action: Literal["drop", "full", "accept", "note"]
    reason: Annotated[str, msgspec.Meta(min_length=1)]
    by: Annotated[str, msgspec.Meta(min_length=1)]
    date: date
    mistake: str = ""


class ExamFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The keys of an exam file."""

    title: Annotated[str, msgspec.Meta(min_length=1)]
    opens: Annotated[datetime, msgspec.Meta(tz=True)]
    closes: Annotated[datetime, msgspec.Meta(tz=True)]
    questions: tuple[str, ...]
    grace_minutes: Annotated[float, msgspec.Meta(ge=0, le=1440)] = 0
    late: Literal["list", "zero"] = "list"
    forms: Literal["student"] | Annotated[int, msgspec.Meta(ge=1, le=MOST_FORMS)] = "student"
    too_few_digits: Annotated[float, msgspec.Meta(ge=0, le=1)] = TOO_FEW_DIGITS
    assignments: tuple[str, ...] = ()
    """Coding tasks: their points are added to the exam's."""
    adjust: tuple[ExamAdjustment, ...] = ()


class Exam(msgspec.Struct, frozen=True, kw_only=True):
    """An exam of a course. ``name`` is the name of its file."""

    name: str
    path: Path
    file: ExamFile


def exam_names(course: Course) -> list[str]:
    return sorted(path.stem for path in exams_folder(course).glob("*.toml"))


def find_exam(course: Course, name: str) -> Exam:
    """An exam by name; an unknown name is an error that offers the nearest."""
    known = exam_names(course)
    if name not in known:
        raise UsageError(f"There is no exam '{name}' in {exams_folder(course)}.{suggestion(name, known)}")
    return load_exam(exams_folder(course) / f"{name}.toml")


def load_exam(path: Path) -> Exam:
    """An exam file.

    Raises
    ------
    CourseError
        A key is unknown or missing, or a value is wrong. The message names file, line and key.
    """
    table = load_toml(path)
    text = path.read_text(encoding="utf-8-sig")
    place = f"exams/{path.name}"
    _check_keys(ExamFile, table, place, text)
    for number, entry in enumerate(table["adjust"] if isinstance(table.get("adjust"), list) else [], 1):
        _check_keys(ExamAdjustment, entry, f"{place}: adjust[{number}]", "")
        _check_action(entry.get("action"), f"{place}: adjust[{number}]")
    try:
        file = msgspec.convert(table, ExamFile, strict=True)
    except msgspec.ValidationError as error:
        raise CourseError(_readable(str(error), table, place, text)) from None
    _check_values(file, place, text)
    return Exam(name=path.stem, path=path, file=file)


def _check_action(action: object, place: str) -> None:
    if isinstance(action, str) and action not in ACTIONS:
        raise CourseError(
            f'{place}: action must be one of {", ".join(ACTIONS)}, got "{action}".{suggestion(action, ACTIONS)} '
            "To take a question out of the exam, use drop."
        )


def _check_keys(kind: type[msgspec.Struct], table: Any, place: str, text: str) -> None:
    if not isinstance(table, dict):
        raise CourseError(f"{place} must be a table, got {table!r}.")
    for key in table:
        if key not in kind.__struct_fields__:
            raise CourseError(
                f"{_place(place, text, key)}: unknown key '{key}'.{suggestion(key, kind.__struct_fields__)}"
            )
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in table:
            raise CourseError(f"{place}: key '{field.name}' is missing. Add it.")


def _place(place: str, text: str, key: str) -> str:
    """File and line of a key, as far as the line can be told."""
    found = re.search(rf"^\s*(?:\[\[)?{re.escape(key)}\b", text, re.MULTILINE)
    return f"{place}:{text.count(chr(10), 0, found.end()) + 1}" if found else place


def _readable(message: str, table: dict[str, Any], place: str, text: str) -> str:
    """The message of a wrong value, with its line and key, and with what was found there."""
    what, _, where = message.partition(" - at `$.")
    keys = re.findall(r"\w+", where)
    value: Any = table
    for key in keys:
        value = value[int(key)] if key.isdigit() else value.get(key)
    shown = value.isoformat() if isinstance(value, (date, datetime)) else repr(value)
    named = where.rstrip("`") or "the file"
    return f"{_place(place, text, keys[0] if keys else '')}: {named}: {what}, got {shown}. Change it there."


def _check_values(file: ExamFile, place: str, text: str) -> None:
    if file.closes <= file.opens:
        raise CourseError(
            f"{_place(place, text, 'closes')}: closes must be later than opens, got {file.closes.isoformat()} after "
            f"{file.opens.isoformat()}. Change one of them."
        )
    if not file.questions:
        raise CourseError(
            f"{_place(place, text, 'questions')}: questions is empty. Name at least one question."
        )
    twice = [name for name, times in Counter(file.questions).items() if times > 1]
    if twice:
        raise CourseError(
            f"{_place(place, text, 'questions')}: {twice[0]} is named twice in questions. Take one away."
        )
    for number, each in enumerate(file.adjust, 1):
        where = f"{place}: adjust[{number}]"
        if each.question not in file.questions:
            raise CourseError(
                f"{where}: the exam has no question '{each.question}'.{suggestion(each.question, file.questions)}"
            )
        if (each.action == "accept") != bool(each.mistake):
            raise CourseError(
                f'{where}: action "accept" needs mistake = "id", and no other action has one, got action '
                f'"{each.action}" and mistake "{each.mistake}".'
            )


__all__ = [
    "STUDENT",
    "TOO_FEW_DIGITS",
    "Exam",
    "ExamAdjustment",
    "ExamFile",
    "exam_names",
    "find_exam",
    "load_exam",
]
