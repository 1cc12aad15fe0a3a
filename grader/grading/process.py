"""A grading process: one assignment, one pytest session, one zygote, submission after submission.

``python -m grader.grading FD`` is started by `grader.grading.run` and speaks over one connection: it
gets an `Order`, answers `Ready` or `Refused`, and then a record for each piece of work until the other end
closes. It never hears the terminal's Ctrl-C; its end is the end of the connection.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from grader.course import load_course
from grader.errors import CourseError, GraderError, IsolationError
from grader.grading.marking import Marker, Work, open_zygote
from grader.model import Record
from grader.plugin import ClassRun, run_session
from grader.testing import Reference
from grader.testing.subject import module_from_text


class Order(msgspec.Struct, tag=True):
    """What the process is for."""

    course: str
    assignment: str
    highest_level: int = 3


class Ready(msgspec.Struct, tag=True):
    level: int


class Refused(msgspec.Struct, tag=True):
    """Nothing can be graded: the course or the machine is at fault."""

    kind: str
    message: str


class Done(msgspec.Struct, tag=True):
    record: Record


_ERRORS: dict[str, type[GraderError]] = {"CourseError": CourseError, "IsolationError": IsolationError}
Answer = Ready | Refused | Done
decode_answer = msgspec.msgpack.Decoder(Answer).decode
decode_work = msgspec.msgpack.Decoder(Work).decode


def as_error(refused: Refused) -> GraderError:
    """The error a grading process reported, to be raised here."""
    return _ERRORS.get(refused.kind, GraderError)(refused.message)


def serve(connection: Connection) -> None:
    """Answer one order and the work that follows it."""
    order = msgspec.msgpack.decode(connection.recv_bytes(), type=Order)
    try:
        course = load_course(Path(order.course))
        assignment = course.assignment(order.assignment)
        reference = load_reference(assignment.reference_path)

        def body(begin: Callable[[bytes], ClassRun]) -> None:
            run = begin(course.secret())
            zygote = open_zygote(assignment, course.settings.required_isolation, highest=order.highest_level)
            try:
                marker = Marker(course, assignment, run, zygote)
                marker.check_reference()
                connection.send_bytes(msgspec.msgpack.encode(Ready(level=zygote.level)))
                _work(connection, marker)
                marker.close()
            finally:
                zygote.close()

        run_session(assignment, reference, body)
    except GraderError as error:
        connection.send_bytes(msgspec.msgpack.encode(Refused(kind=type(error).__name__, message=str(error))))


def _work(connection: Connection, marker: Marker) -> None:
    while True:
        try:
            data = connection.recv_bytes()
        except EOFError:
            return
        connection.send_bytes(msgspec.msgpack.encode(Done(record=marker.mark(decode_work(data)))))


def load_reference(path: Path | None) -> Reference:
    """The reference module, loaded by path.

    Raises
    ------
    CourseError
        It cannot be imported.
    """
    assert path is not None
    try:
        return Reference(module_from_text(path.stem, path.read_text(encoding="utf-8"), str(path)))
    except Exception as error:  # whatever an author's module raises on import is the course's fault
        raise CourseError(
            f"reference/{path.name} cannot be imported: {type(error).__name__}: {error}."
        ) from error
