"""Every error the project raises on purpose, by audience.

::

    GraderError                     an instructor or student can fix it; shown without traceback
    ├── UsageError          exit 2  the command line asks for something impossible
    ├── CourseError         exit 3  a file of the course is wrong: config, hidden test, reference
    ├── IsolationError      exit 3  this machine cannot isolate as the course demands
    ├── OutputError         exit 3  results cannot be written
    ├── SubmissionError     exit 4  one submission cannot be read; the others go on
    └── NothingToGrade      exit 5  no submission was found

What a student's code does wrong is no error of the project: see ``grader.sandbox.call_failure``.
Anything else that escapes is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

from typing import ClassVar


class GraderError(Exception):
    """What happened, where, expected and got, and what to do, in one message."""

    exit_code: ClassVar[int] = 3


class UsageError(GraderError):
    exit_code = 2


class CourseError(GraderError):
    exit_code = 3


class IsolationError(GraderError):
    exit_code = 3


class OutputError(GraderError):
    exit_code = 3


class SubmissionError(GraderError):
    """One submission cannot be read. It is listed, with this text, and the others are graded."""

    exit_code = 4


class NothingToGrade(GraderError):
    exit_code = 5
