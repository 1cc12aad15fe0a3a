"""What the main process and a grading process say to each other: typed messages in MessagePack.

The main process imports this module, so nothing here may load pytest, numpy or torch: it would wait for them
before it can start a grading process, and that one loads them again.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from grader.errors import CourseError, GraderError, IsolationError, UsageError
from grader.intake import Submission
from grader.model import Record


class Order(msgspec.Struct, tag=True):
    """What a grading process is for: the first message it gets."""

    course: str
    assignment: str
    seed_key: bytes
    """`Course.seed_key` of the assignment. The course secret itself is never sent."""
    highest_level: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A run that proves something about the tests instead of grading a student."""

    salt: str = ""
    """Hidden inputs are drawn from the course secret and this."""
    task: str = ""
    """Run only the tests of this task."""
    only: str = ""
    """Run only the tests whose id contains this."""
    stop: bool = False
    """End with the first test that does not pass."""
    timeout_s: float = 0.0
    """CPU seconds per call, if not the assignment's."""
    timed: bool = False
    """Time what the assignment wants timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One submission to be graded: every message after the order."""

    submission: Submission
    trial: Trial | None = None


class Ready(msgspec.Struct, tag=True):
    """The answer to an order: work may come."""

    level: int


class Refused(msgspec.Struct, tag=True):
    """Nothing can be graded: the course or the machine is at fault."""

    kind: str
    message: str


class Done(msgspec.Struct, tag=True):
    """The answer to work."""

    record: Record


Answer = Ready | Refused | Done
encode = msgspec.msgpack.encode
decode_order = msgspec.msgpack.Decoder(Order).decode
decode_answer = msgspec.msgpack.Decoder(Answer).decode
decode_work = msgspec.msgpack.Decoder(Work).decode
_ERRORS: dict[str, type[GraderError]] = {
    kind.__name__: kind for kind in (CourseError, IsolationError, UsageError)
}


def as_refusal(error: GraderError) -> Refused:
    return Refused(kind=type(error).__name__, message=str(error))


def as_error(refused: Refused) -> GraderError:
    """The error a grading process reported, to be raised here."""
    return _ERRORS.get(refused.kind, GraderError)(refused.message)
