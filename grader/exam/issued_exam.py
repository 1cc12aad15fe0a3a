"""What was issued: the staff's signed record of forms and papers. Marking reads parameters there."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from grader.course import Course
from grader.errors import CourseError
from grader.exam.drawing import keyed_digest
from grader.exam.exam_file import Exam
from grader.exam.exam_form import ExamForm, exam_form, form_name
from grader.exam.question_bank import QuestionBank, exams_folder
from grader.output import write_json

ISSUED_SCHEMA = "grader/issued-exam/1"


class IssuedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A form that a student got. The exam lasts ``extra_minutes`` longer for them."""

    student: str
    paper: str
    form: str
    extra_minutes: float = 0.0


class IssuedExam(msgspec.Struct, frozen=True, kw_only=True):
    """All forms and papers of an exam."""

    exam: str
    forms: tuple[ExamForm, ...] = ()
    papers: tuple[IssuedPaper, ...] = ()

    def form(self, name: str) -> ExamForm | None:
        return next((each for each in self.forms if each.name == name), None)

    def paper(self, student: str) -> IssuedPaper | None:
        return next((each for each in self.papers if each.student == student), None)


class _SignedExam(msgspec.Struct):
    schema: str
    hmac: str
    record: msgspec.Raw


def paper_id(exam: str, form: str, student: str, secret: bytes) -> str:
    """The id of a student's paper, such as ``k3f9-2m7q``: 40 bits that nobody can guess without the secret."""
    text = base64.b32encode(keyed_digest(secret, "paper", exam, form, student)[:5]).decode().lower()
    return f"{text[:4]}-{text[4:]}"


def issue(
    course: Course,
    exam: Exam,
    students: Iterable[str],
    bank: QuestionBank,
    extra_minutes: Mapping[str, float] | None = None,
) -> IssuedExam:
    """Add papers for students to what was issued before, and write the record. What was issued stays as it is.

    Parameters
    ----------
    course : Course
    exam : Exam
    students : iterable of str
    bank : QuestionBank
    extra_minutes : mapping, optional
        By student. Students that it names get this time, also where their paper was issued before.

    Raises
    ------
    CourseError
        A question cannot be drawn, or the record was changed.
    """
    secret = course.secret()
    path = issued_path(course, exam.name)
    issued = read_issued(path, secret) if path.exists() else IssuedExam(exam=exam.name)
    forms = {each.name: each for each in issued.forms}
    papers = {each.student: each for each in issued.papers}
    extra = extra_minutes or {}
    for student in students:
        paper = papers.get(student) or _paper(exam, student, secret)
        if paper.form not in forms:
            forms[paper.form] = exam_form(exam, paper.form, bank, secret)
        minutes = extra.get(student, paper.extra_minutes)
        papers[student] = msgspec.structs.replace(paper, extra_minutes=minutes)
    issued = IssuedExam(
        exam=exam.name,
        forms=tuple(forms[name] for name in sorted(forms)),
        papers=tuple(papers[student] for student in sorted(papers)),
    )
    write_issued(path, issued, secret)
    return issued


def _paper(exam: Exam, student: str, secret: bytes) -> IssuedPaper:
    name = form_name(exam, student, secret)
    return IssuedPaper(student=student, form=name, paper=paper_id(exam.name, name, student, secret))


def issued_path(course: Course, exam: str) -> Path:
    """Where the record of an exam lies: beside the exam files, in a folder that no repository keeps."""
    return exams_folder(course) / ".grader" / f"{exam}.json"


def write_issued(path: Path, issued: IssuedExam, secret: bytes) -> None:
    data = msgspec.json.encode(issued)
    signed = _SignedExam(schema=ISSUED_SCHEMA, hmac=_signature(data, secret), record=msgspec.Raw(data))
    write_json(path, signed, mode=0o600)


def read_issued(path: Path, secret: bytes) -> IssuedExam:
    """The record of an exam.

    Raises
    ------
    CourseError
        It is missing, was changed, or was written under another secret.
    """
    try:
        signed = msgspec.json.decode(path.read_bytes(), type=_SignedExam)
        data = msgspec.json.encode(msgspec.json.decode(signed.record))
        issued = msgspec.json.decode(data, type=IssuedExam)
    except FileNotFoundError:
        raise CourseError(f"{path}: nothing was issued yet. First run: grader exam issue") from None
    except OSError as error:
        raise CourseError(
            f"{path}: cannot be read: {error.strerror}. Make it readable for whoever marks."
        ) from None
    except msgspec.MsgspecError as error:
        raise CourseError(f"{path}: not the record of an exam: {error}. Restore your copy of it.") from None
    if signed.schema != ISSUED_SCHEMA or not hmac.compare_digest(
        signed.hmac.encode(), _signature(data, secret).encode()
    ):
        raise CourseError(
            f"{path}: the record was changed after it was written, or under another course secret. Restore your copy "
            "of it, or name the right secret in GRADER_SECRET_FILE."
        )
    return issued


def _signature(data: bytes, secret: bytes) -> str:
    key = hmac.new(secret, b"grader issued exams", hashlib.sha256).digest()
    return hmac.new(key, data, hashlib.sha256).hexdigest()


__all__ = [
    "ISSUED_SCHEMA", "IssuedExam", "IssuedPaper", "issue", "issued_path", "paper_id", "read_issued", "write_issued",
]  # fmt: skip
