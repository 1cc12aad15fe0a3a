"""Reads the sheets of an exam: files that a page saved, the same as TOML, and CSV typed from paper.

Nothing of a sheet is run. A sheet is taken whole or not at all: it names the exam, a student who got a paper, that
paper's id, and questions and fields that are on it. What is not taken is listed with the reason.
"""

from __future__ import annotations

import os
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import msgspec

from grader.errors import UsageError
from grader.exam.answer_sheet import ReadSheet, RefusedSheet, SheetCollection
from grader.exam.exam_form import ExamForm
from grader.exam.issued_exam import IssuedExam
from grader.exam.typed_table import TypedSheet, typed_sheets
from grader.messages import say

ANSWERS_SCHEMA: Final = "grader/answers/1"
MOST_BYTES: Final = 1_000_000
"""A sheet has a few thousand; a table of a class typed from paper some hundred thousand."""
_KINDS: Final = (".json", ".toml", ".csv")

_Text = Annotated[str, msgspec.Meta(max_length=10_000)]


class AnswerFile(msgspec.Struct, frozen=True, kw_only=True):
    """``grader/answers/1``: what a page saves. Texts are as typed, by question and field."""

    schema: str = ANSWERS_SCHEMA
    exam: str
    student: str
    paper: str
    answers: dict[str, dict[str, _Text]]


def read_sheets(
    folder: Path, issued: IssuedExam, received: Mapping[str, datetime] | None = None
) -> SheetCollection:
    """All sheets of a folder, with those in its folders.

    Parameters
    ----------
    folder : Path
        A file is read alone.
    issued : IssuedExam
        Says who got which paper, and what is on it.
    received : mapping, optional
        When the sheets came, by student; a student whom it lacks has no time, and is not checked.

    Raises
    ------
    UsageError
        There is no such folder.
    """
    files = list(_files(folder))
    told: dict[str, list[ReadSheet]] = defaultdict(list)
    refused: list[RefusedSheet] = []
    for name, path in files:
        for each in _sheets(path, name, issued, received or {}):
            if isinstance(each, ReadSheet):
                told[each.student].append(each)
            else:
                refused.append(each)
    read = []
    for sheets in told.values():
        one = _agreed(sheets)
        read += [one] if one else []
        refused += [] if one else [_several(each, sheets) for each in sheets]
    return _collection(issued, read, refused)


def _collection(
    issued: IssuedExam, read: Iterable[ReadSheet], refused: Iterable[RefusedSheet]
) -> SheetCollection:
    read, refused = sorted(read, key=lambda each: each.student), sorted(refused, key=lambda each: each.file)
    taken, seen = {each.student for each in read}, {each.student for each in refused}
    students = [each.student for each in issued.papers]
    return SheetCollection(
        read=tuple(read),
        refused=tuple(refused),
        unread=tuple(each for each in students if each not in taken and each in seen),
        missing=tuple(each for each in students if each not in taken and each not in seen),
    )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name and path of each file, but for hidden ones. A link may lead to a file elsewhere and is listed only."""
    if folder.is_file():
        yield folder.name, folder
        return
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: there is no such folder of sheets. Name the folder that holds what came back."
        )
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if not path.is_dir() and not any(part.startswith(".") or part == "__MACOSX" for part in inner.parts):
            yield inner.as_posix(), path


def _sheets(
    path: Path, name: str, issued: IssuedExam, received: Mapping[str, datetime]
) -> Iterator[ReadSheet | RefusedSheet]:
    try:
        text = _text(path)
        if path.suffix.lower() == ".csv":
            typed: Iterable[TypedSheet] = list(typed_sheets(text))
        else:
            file = _answer_file(text, path.suffix.lower())
            typed = [TypedSheet(file.student, file.paper, file.answers, _wrong_exam(file, issued))]
    except ValueError as error:
        yield RefusedSheet(file=name, student=_named(name, issued), reason=str(error))
        return
    for each in typed:
        reason = each.reason or _reason(each, issued)
        if reason:
            known = each.student if issued.paper(each.student) else ""
            yield RefusedSheet(file=name, student=known, reason=reason)
        else:
            paper = issued.paper(each.student)
            assert paper is not None, "a sheet without paper has a reason"
            yield ReadSheet(
                student=each.student, paper=paper.paper, answers=each.answers,
                received=received.get(each.student), file=name,
            )  # fmt: skip


def _named(name: str, issued: IssuedExam) -> str:
    """The student after whom a page called its file, also where a learning platform wrote something before it."""
    endings = ((each.student, f"{issued.exam}-{each.student}.answers.json") for each in issued.papers)
    fitting = [student for student, ending in endings if name.endswith(ending)]
    return max(fitting, key=len, default="")


def _text(path: Path) -> str:
    """The text of a file.

    Raises
    ------
    ValueError
        It is none of a sheet; the message is the reason.
    """
    if path.suffix.lower() not in _KINDS:
        raise ValueError(say("returned.kind", kinds=", ".join(_KINDS)))
    if path.is_symlink() or not path.is_file():
        raise ValueError(say("returned.no_file"))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ValueError(
            say("returned.unreadable", why=error.strerror or os.strerror(error.errno or 0))
        ) from None
    if len(data) > MOST_BYTES:
        raise ValueError(say("returned.too_long", most=f"{MOST_BYTES:,}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(say("returned.no_text", byte=error.start)) from None


def _answer_file(text: str, kind: str) -> AnswerFile:
    try:
        found = (
            msgspec.json.decode(text, type=AnswerFile)
            if kind == ".json"
            else msgspec.convert(tomllib.loads(text), AnswerFile)
        )
    except tomllib.TOMLDecodeError as error:
        raise ValueError(say("returned.no_toml", why=str(error))) from None
    except msgspec.MsgspecError as error:
        raise ValueError(say("returned.no_sheet", why=str(error))) from None
    except RecursionError:
        raise ValueError(say("returned.no_sheet", why="it is nested too deeply")) from None
    if found.schema != ANSWERS_SCHEMA:
        raise ValueError(say("returned.schema", wanted=ANSWERS_SCHEMA, got=found.schema))
    return found


def _wrong_exam(file: AnswerFile, issued: IssuedExam) -> str:
    return "" if file.exam == issued.exam else say("returned.other_exam", got=file.exam, wanted=issued.exam)


def _reason(sheet: TypedSheet, issued: IssuedExam) -> str:
    """Why a sheet is not taken; empty if it is."""
    paper = issued.paper(sheet.student)
    if paper is None:
        return say("returned.no_paper", student=sheet.student)
    if sheet.paper and sheet.paper != paper.paper:
        owner = next((each.student for each in issued.papers if each.paper == sheet.paper), "")
        if owner:
            return say("returned.other_paper", student=sheet.student, paper=sheet.paper, owner=owner)
        return say("returned.unknown_paper", student=sheet.student, paper=sheet.paper)
    form = issued.form(paper.form)
    assert form is not None, "a paper has its form"
    return _misplaced(sheet.answers, form)


def _misplaced(answers: Mapping[str, Mapping[str, str]], form: ExamForm) -> str:
    fields = {each.name: {name for part in each.parts for name in part.fields} for each in form.questions}
    for question, typed in answers.items():
        if question not in fields:
            return say("returned.no_question", question=question)
        for field in typed:
            if field not in fields[question]:
                return say(
                    "returned.no_field",
                    question=question,
                    field=field,
                    known=", ".join(sorted(fields[question])),
                )
    return ""


def _agreed(sheets: list[ReadSheet]) -> ReadSheet | None:
    """The sheet, if a student has one, or several that say the same."""
    first = sheets[0]
    return first if all(each.answers == first.answers for each in sheets) else None


def _several(sheet: ReadSheet, sheets: list[ReadSheet]) -> RefusedSheet:
    others = ", ".join(each.file for each in sheets if each is not sheet)
    return RefusedSheet(
        file=sheet.file,
        student=sheet.student,
        reason=say("returned.several", student=sheet.student, others=others),
    )


__all__ = ["ANSWERS_SCHEMA", "AnswerFile", "read_sheets"]
