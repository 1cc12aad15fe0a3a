"""Moodle, *Upload multiple feedback files in a zip*: each student's page in the folder of their submission."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from grader.exporters.grade_batch import ExportNotices, GradeBatch, grade_text
from grader.messages import say

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip: equal pages give an equal zip."""


def feedback_zip(
    batch: GradeBatch, folders: Iterable[tuple[str, str]], results: Path, notices: ExportNotices
) -> tuple[bytes, int]:
    """The zip, and how many pages it holds: of everybody with a grade who has a page.

    Parameters
    ----------
    batch : GradeBatch
    folders : iterable of (student, folder)
        Folders as on Moodle: ``Amber Birch_4711_assignsubmission_file``.
    results : Path
        What ``grader grade -o`` wrote.
    notices : ExportNotices
        Takes who has no page.
    """
    packed, pages = io.BytesIO(), 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, folder in folders:
            grade = batch.grades[student]
            if grade.final is None:
                continue
            page = results / student / batch.assignment.id / "report.html"
            if not page.is_file():
                notices.add("sheet.no_page", say("sheet.pair", student=student, value=grade_text(grade)))
                continue
            entry = zipfile.ZipInfo(f"{folder}/report.html", _DATE)
            archive.writestr(entry, page.read_bytes(), zipfile.ZIP_DEFLATED)
            pages += 1
    return packed.getvalue(), pages
