"""What an earlier marking said, what this one changes, and why: no grade falls unless that is allowed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from grader.errors import CourseError
from grader.exam.adjusted_mark import AdjustedMark
from grader.exam.sheet_marking import KeyChange, SheetMark
from grader.messages import say
from grader.output import write_json
from grader.text import number

MARKS_SCHEMA = "grader/exam-marks/1"
_SMALLEST = 1e-9
"""Shares that differ by less are equal."""


class KeptQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What one question earned, and digests of what that followed from."""

    points: float
    possible: float
    decisions: tuple[str, ...] = ()
    answers: str = ""
    keys: dict[str, str] = msgspec.field(default_factory=dict)
    """Keys that differ from the issued ones, as printed, by part."""


class KeptMark(msgspec.Struct, frozen=True, kw_only=True):
    """A student's grade.

    Attributes
    ----------
    points, possible : float
        The grade that counts.
    marked : float
        What marking gives. It is less than ``points`` where a grade was kept from falling.
    questions : dict
        By name.
    nothing : bool
        The sheet was late and earns nothing.
    """

    points: float
    possible: float
    marked: float
    questions: dict[str, KeptQuestion]
    nothing: bool = False
    sheet_is_gone: bool = False
    """It was marked once, and its sheet was not found again."""

    @property
    def stays(self) -> bool:
        """Whether the grade is higher than what marking gives."""
        return self.points > self.marked + _SMALLEST


class KeptMarks(msgspec.Struct, frozen=True, kw_only=True):
    """The last marking of an exam, for the staff."""

    schema: str = MARKS_SCHEMA
    exam: str
    published: bool = False
    students: dict[str, KeptMark] = msgspec.field(default_factory=dict)


class MarkChange(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the journal. ``old`` and ``new`` are grades that count; None where there was none."""

    student: str
    old: float | None
    old_possible: float | None
    new: float | None
    marked: float | None
    possible: float
    why: str

    @property
    def direction(self) -> int:
        """1 or -1 if the share of the possible points is higher or lower than before, else 0."""
        if self.new is None:
            return -1
        if self.old is None or not self.old_possible or not self.possible:
            return 0
        difference = self.new / self.possible - self.old / self.old_possible
        return 0 if abs(difference) < _SMALLEST else int(math.copysign(1, difference))


def read_marks(path: Path, exam: str) -> KeptMarks:
    """The last marking; an empty one if there is none.

    Raises
    ------
    CourseError
        The file cannot be read, or is of another exam.
    """
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=KeptMarks)
    except FileNotFoundError:
        return KeptMarks(exam=exam)
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}. Make it readable.") from None
    except msgspec.MsgspecError as error:
        raise CourseError(
            f"{path}: not the record of a marking: {error}. Restore your copy of it, or name an empty folder with -o."
        ) from None
    if kept.schema != MARKS_SCHEMA or kept.exam != exam:
        raise CourseError(
            f"{path}: expected the marks of '{exam}' ({MARKS_SCHEMA}), got those of '{kept.exam}' ({kept.schema}). "
            "Name another folder with -o."
        )
    return kept


def write_marks(path: Path, kept: KeptMarks) -> None:
    write_json(path, msgspec.to_builtins(kept), mode=0o600)


def kept_mark(
    mark: SheetMark, earlier: KeptMark | None, changes: Iterable[KeyChange], *, allow_lower: bool
) -> KeptMark:
    """A student's grade now. A share of the possible points that was reached before stays, unless it may fall.

    Parameters
    ----------
    mark : SheetMark
    earlier : KeptMark, optional
        The grade before.
    changes : iterable of KeyChange
        Of all forms.
    allow_lower : bool
    """
    own = [each for each in changes if each.form == mark.form.name]
    points = mark.points
    if earlier is not None and earlier.possible and not allow_lower:
        points = max(points, _share(earlier) * mark.possible)
    return KeptMark(
        points=points,
        possible=mark.possible,
        marked=mark.points,
        questions={each.question: _kept_question(each, mark, own) for each in mark.questions},
        nothing=mark.nothing,
    )


def _share(kept: KeptMark) -> float:
    return kept.points / kept.possible


def _kept_question(each: AdjustedMark, mark: SheetMark, changes: Iterable[KeyChange]) -> KeptQuestion:
    answers = sorted(mark.sheet.answers.get(each.question, {}).items())
    return KeptQuestion(
        points=each.points,
        possible=each.possible,
        decisions=tuple(f"{d.action}: {d.reason} ({d.by}, {d.date})" for d in each.decisions),
        answers=hashlib.sha256(msgspec.json.encode(answers)).hexdigest()[:16],
        keys={change.part: change.today for change in changes if change.question == each.question},
    )


def mark_change(
    student: str, earlier: KeptMark | None, now: KeptMark, changes: Mapping[tuple[str, str], KeyChange]
) -> MarkChange | None:
    """The line of the journal for a student; None if nothing has changed.

    Parameters
    ----------
    student : str
    earlier : KeptMark, optional
    now : KeptMark
    changes : mapping
        The student's form's changed keys, by question and part.
    """
    if earlier is not None and _figures(earlier) == _figures(now):
        return None
    return MarkChange(
        student=student, old=None if earlier is None else earlier.points,
        old_possible=None if earlier is None else earlier.possible, new=now.points, marked=now.marked,
        possible=now.possible,
        why=say("exam.first_marked") if earlier is None else " ".join(_reasons(earlier, now, changes)),
    )  # fmt: skip


def _figures(kept: KeptMark) -> tuple[float, float, float]:
    return round(kept.points, 9), round(kept.possible, 9), round(kept.marked, 9)


def _reasons(earlier: KeptMark, now: KeptMark, changes: Mapping[tuple[str, str], KeyChange]) -> Iterable[str]:
    for name, question in now.questions.items():
        before = earlier.questions.get(name)
        if before is None or (before.points, before.possible) != (question.points, question.possible):
            figures = {"question": name, "old": "–" if before is None else number(before.points)}
            yield say("exam.changed", **figures, new=number(question.points))
            yield from _reasons_of_question(before, question, name, changes)
    for name in earlier.questions.keys() - now.questions.keys():
        yield say("exam.question_gone", question=name)
    if earlier.possible != now.possible:
        yield say("exam.possible", old=number(earlier.possible), new=number(now.possible))
    if earlier.nothing != now.nothing:
        yield say("exam.late_now" if now.nothing else "exam.late_no_more")
    if earlier.stays and not now.stays:
        yield say("exam.stays_no_more", marked=number(now.marked))
    if now.stays:
        yield say("exam.stays", points=number(now.points), marked=number(now.marked))


def _reasons_of_question(
    before: KeptQuestion | None,
    question: KeptQuestion,
    name: str,
    changes: Mapping[tuple[str, str], KeyChange],
) -> Iterable[str]:
    found = False
    was = before or KeptQuestion(points=0, possible=0)
    for decision in question.decisions:
        if decision not in was.decisions:
            found = True
            yield say("exam.decided", decision=decision)
    for decision in was.decisions:
        if decision not in question.decisions:
            found = True
            yield say("exam.decided_no_more", decision=decision)
    for part in sorted(question.keys.keys() | was.keys.keys()):
        if question.keys.get(part) != was.keys.get(part):
            found = True
            change = changes.get((name, part))
            yield (
                say("exam.key_changed", part=part, frozen=change.frozen, today=change.today)
                if change
                else say("exam.key_back", part=part)
            )
    if question.answers != was.answers:
        found = True
        yield say("exam.other_answers")
    if not found:
        yield say("exam.other_functions")


__all__ = [
    "KeptMark", "KeptMarks", "KeptQuestion", "MarkChange", "kept_mark", "mark_change", "read_marks", "write_marks",
]  # fmt: skip
