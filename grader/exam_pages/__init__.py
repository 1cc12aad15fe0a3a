"""Pages about a marked exam: a report for each student, and the page of the class for the staff.

A page is one file without network, as those of `grader.reports`. A student's report shows what was asked, what was
typed and how it was read and marked. The solution is in it once the exam is published, and not before.
"""

from __future__ import annotations

from grader.exam_pages.exam_class_page import exam_class_html
from grader.exam_pages.exam_report import exam_report_html

__all__ = ["exam_class_html", "exam_report_html"]
