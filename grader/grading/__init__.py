"""Grade submissions: a class from its files to its pages, in trusted processes beside this one.

`executor.py` is the seam: what grades, and what takes the records. `gathering.py` finds what was handed in,
`class_grading.py` grades it, `result_folder.py` keeps it, `page_writer.py` has it rendered in the background,
`sheet_file.py` writes the sheet and `score_change.py` tells what changed; `store.py` keeps records so that a run goes
on where it was killed; `checkout.py` is one student's work in a job of CI.
`local_executor.py` starts grading processes, `process_protocol.py` is what is said to them. These load neither pytest
nor numpy: the first verdict would wait for them.

`grading_process.py` is the other end, `marking_session.py` its pytest session, `marking.py` makes a record of one
submission, `mistake_search.py` finds what a student did wrong.
"""

from __future__ import annotations

from grader.grading.executor import Executor, ExecutorFactory, Job, RecordSink, grade_all
from grader.grading.local_executor import local_executors
from grader.grading.store import RecordStore, UngradedEntries

__all__ = [
    "Executor",
    "ExecutorFactory",
    "Job",
    "RecordSink",
    "RecordStore",
    "UngradedEntries",
    "grade_all",
    "local_executors",
]  # fmt: skip
