"""When a sheet is late: the end of the exam, a student's extra minutes, and the grace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from grader.exam.exam_file import ExamFile


class Arrival(StrEnum):
    """Whether a sheet came in time. Where nobody says when it came, there is no penalty."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamWindow:
    """Until when sheets are taken.

    Attributes
    ----------
    extra_minutes : mapping
        By student, of those who have more time.
    """

    closes: datetime
    grace_minutes: float = 0
    extra_minutes: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, file: ExamFile, extra_minutes: Mapping[str, float]) -> ExamWindow:
        return cls(closes=file.closes, grace_minutes=file.grace_minutes, extra_minutes=extra_minutes)

    def end(self, student: str) -> datetime:
        """The student's last moment, without the grace."""
        return self.closes + timedelta(minutes=self.extra_minutes.get(student, 0))

    def arrival(self, student: str, received: datetime | None) -> Arrival:
        """Whether a sheet came until the end and the grace after it."""
        if received is None:
            return Arrival.NOT_CHECKED
        end = self.end(student) + timedelta(minutes=self.grace_minutes)
        return Arrival.LATE if received > end else Arrival.IN_TIME


__all__ = ["Arrival", "ExamWindow"]
