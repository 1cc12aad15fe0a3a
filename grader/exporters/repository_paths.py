"""Places in a student's files under the names that the files have in the repository."""

from __future__ import annotations

import dataclasses
from pathlib import PurePosixPath

from grader.model import Report


def with_repository_paths(report: Report, folder: str) -> Report:
    """The report with ``hw1/metrics.py`` for ``metrics.py``, and with a notebook's own name for the module's.

    Parameters
    ----------
    report : Report
    folder : str
        The folder of the submission, from the repository's top on; ``.`` or empty for the top.
    """
    names = {s.name: (PurePosixPath(folder) / (s.origin or s.name)).as_posix() for s in report.sources}
    return dataclasses.replace(
        report,
        sources=tuple(dataclasses.replace(s, name=names[s.name], origin="") for s in report.sources),
        tests=tuple(
            dataclasses.replace(
                test,
                lines=tuple(dataclasses.replace(at, file=names.get(at.file, at.file)) for at in test.lines),
            )
            for test in report.tests
        ),
    )
