"""Grade submissions: one trusted process per job, records yielded as they come.

`run.py` is the orchestrator, `process.py` what a grading process does, `marking.py` how one submission
becomes a record, `mistake.py` finds what a student did wrong, `store.py` keeps records so that a run goes on
where it was killed.
"""

from __future__ import annotations

from grader.grading.executor import Job, grade_all
from grader.grading.marking import Marker
from grader.grading.store import RecordStore, UngradedEntries

__all__ = ["Job", "Marker", "RecordStore", "UngradedEntries", "grade_all"]
