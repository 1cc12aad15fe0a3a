"""Grade a class of a given size from nothing to records: for a parent that counts what it cost.

``python -m benchmarks.end_to_end SIZE``. Grandchildren left behind are waited for here, or their time would be lost.
"""

from __future__ import annotations

import contextlib
import os
import sys

from benchmarks import classroom, process
from grader.grading import Job, grade_all, local_executors


def main() -> None:
    process.adopt_orphans()
    job = Job(assignment=classroom.assignment(), works=tuple(classroom.works(int(sys.argv[1]))))
    assert all(
        record.report.score is not None for record in grade_all([job], local_executors(classroom.course(), 1))
    )
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()


if __name__ == "__main__":
    main()
