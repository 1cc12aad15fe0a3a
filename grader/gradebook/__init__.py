"""The gradebook: what no record can hold (who handed in when, who extended, adjusted and published, and why).

::

    Record ──GradebookSink──► rows of a database ──grade_view──► Grade, with every reason
                                   ▲ extensions, adjustments, revocations, publications: rows as well

Nothing that follows from rows is stored: a penalty is computed when it is read, so that a changed deadline changes
every grade at once. Rows of what happened are only ever added. The rules are pure functions of rows
(`late_policy`, `grade_view`) and know no database.

The database needs the extra ``gradebook``: modules that import SQLAlchemy are loaded only by those who open one.
"""

from __future__ import annotations

from grader.gradebook.grade import Enrolled, Grade, GradeStatus

__all__ = ["Enrolled", "Grade", "GradeStatus"]
