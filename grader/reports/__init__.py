"""Results as pages and tables, rendered from the records of ``grader.model`` and nothing else.

``report_html`` is a student's page, ``class_pages`` the instructor's, ``grades_csv`` the sheet. A page is one file: no
network, no fonts, and a content security policy that says so. A student's page runs no script; the pages about a class
run one of our own, which sorts tables and which the policy names by its digest. What a student wrote
passes `grader.text.plain` and HTML escaping on its way.
"""

from __future__ import annotations

from grader.reports.classpage import class_html, class_pages
from grader.reports.grades import grades_csv
from grader.reports.markdown_html import markdown_html
from grader.reports.studentpage import report_html
from grader.reports.timing_summary import standing_out

__all__ = ["class_html", "class_pages", "grades_csv", "markdown_html", "report_html", "standing_out"]
