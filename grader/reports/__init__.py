"""Results as pages and tables, rendered from the records of ``grader.model`` and nothing else.

``report_html`` is a student's page, ``class_html`` the instructor's, ``grades_csv`` the sheet. A page is one
file: no JavaScript, no network, no fonts, and a content security policy that says so. What a student wrote
passes `grader.text.plain` and HTML escaping on its way.
"""

from __future__ import annotations

from grader.reports.classpage import class_html, class_pages
from grader.reports.grades import grades_csv
from grader.reports.markdown_html import markdown_html
from grader.reports.studentpage import report_html
from grader.reports.timing_summary import standing_out

__all__ = ["class_html", "class_pages", "grades_csv", "markdown_html", "report_html", "standing_out"]
