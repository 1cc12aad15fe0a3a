"""What the gradebook says, for a course on Gradescope: a sheet by ``SID`` and ``Email``, and one ``results.json`` each.

Gradescope imports no sheet of grades; the sheet has the columns of its own *Export Grades*, for systems that read
these. A ``results.json`` is for an autograder that hands out grades computed elsewhere.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any, Final

from grader.exporters.cell_change import CellRules
from grader.exporters.grade_batch import (
    ExportedFile,
    ExportNotices,
    GradeBatch,
    comment_text,
    grade_text,
    number_text,
    says_something,
    scale_factor,
)
from grader.exporters.gradescope import gradescope_results
from grader.exporters.platform_file import csv_text, guarded_cell
from grader.gradebook.grade import POINT, Grade, GradeStatus, points_text, units
from grader.messages import say
from grader.model import Record, Report
from grader.text import plain

_COLUMNS: Final = ("Name", "SID", "Email", "Total Score", "Max Points", "Status")
_STATUS: Final = {GradeStatus.GRADED: "Graded", GradeStatus.ABSENT: "Missing"}
_DATE: Final = (1980, 1, 1, 0, 0, 0)


def gradescope_csv(batch: GradeBatch) -> ExportedFile:
    """Everybody with a student number or an address; the score is blank where nothing is graded or handed in."""
    notices, lines = ExportNotices(), []
    scale_factor(batch, None, scale=False, where="", notices=notices)
    for id_, grade in batch.grades.items():
        student = batch.students[id_]
        if student.sid or student.email:
            name = guarded_cell(student.name or id_)
            cells = (name, guarded_cell(student.sid), guarded_cell(student.email))
            lines.append(
                (*cells, _score(grade), points_text(grade.max_points), _STATUS.get(grade.status, "Ungraded"))
            )
        elif says_something(grade):
            entry = say("sheet.pair", student=id_, value=grade_text(grade))
            notices.add("sheet.no_account", entry, columns="sid or email")
    return ExportedFile(text=csv_text(_COLUMNS, lines), written=len(lines), notices=notices)


def explaining_report(grade: Grade, records: Iterable[Record]) -> Report | None:
    """The report of the attempt that counts; of an excused student the first one."""
    for record in records:
        score, received = record.report.score, record.hand_in.received_us
        same = score is not None and units(score) == grade.points and received == grade.received_us
        if same or grade.points is None:
            return record.report
    return None


def gradescope_zip(explained: Iterable[tuple[Grade, Report]]) -> tuple[bytes, int]:
    """``STUDENT/results.json`` for each grade and the report that it follows from, and how many there are."""
    packed, files = io.BytesIO(), 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for grade, report in explained:
            text = json.dumps(graded_results(grade, report), indent=2, ensure_ascii=False, allow_nan=False)
            entry = zipfile.ZipInfo(f"{grade.student}/results.json", _DATE)
            archive.writestr(entry, text.encode("utf-8", "replace") + b"\n", zipfile.ZIP_DEFLATED)
            files += 1
    return packed.getvalue(), files


def graded_results(grade: Grade, report: Report) -> dict[str, Any]:
    """``results.json`` with the score that counts, above what the tests gave. Who is excused has no score."""
    results = gradescope_results(report)
    results.pop("score", None)
    if grade.final is not None:
        results["score"] = grade.final / POINT
    elif grade.status == GradeStatus.EXCUSED:
        for test in results["tests"]:  # Gradescope adds up what it finds
            for name in ("score", "max_score", "status"):
                test.pop(name, None)
    head = comment_text(grade) if grade.final is not None else " ".join(grade.reasons)
    results["output"] = plain("\n".join(filter(None, (head, results["output"]))))
    return results


def _score(grade: Grade) -> str:
    return grade_text(grade) if grade.final is None else number_text(CellRules().number(grade))
