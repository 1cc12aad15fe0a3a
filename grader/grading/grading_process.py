"""A grading process: one assignment, one pytest session, one zygote, submission after submission.

``python -m grader.grading FD`` is started by `grader.grading.executor` and speaks over one connection: it
gets an `Order`, answers `Ready` or `Refused`, and then a record for each piece of work until the other end
closes. It never hears the terminal's Ctrl-C; its end is the end of the connection, at whatever moment: the
process that started it may have been killed, and then there is nobody to tell.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from grader.course import Assignment, load_course
from grader.course.author_module import authors_module
from grader.errors import CourseError, GraderError, IsolationError, UsageError
from grader.grading.marking import Marker, Work, open_zygote
from grader.model import Record
from grader.plugin import ClassRun, run_session
from grader.sandbox.zygote_client import ZygoteGone
from grader.testing import Reference


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


_ERRORS: dict[str, type[GraderError]] = {
    kind.__name__: kind for kind in (CourseError, IsolationError, UsageError)
}
Answer = Ready | Refused | Done
decode_answer = msgspec.msgpack.Decoder(Answer).decode
decode_work = msgspec.msgpack.Decoder(Work).decode


def as_error(refused: Refused) -> GraderError:
    """The error a grading process reported, to be raised here."""
    return _ERRORS.get(refused.kind, GraderError)(refused.message)


class _HungUp(Exception):
    """The other end of the connection is gone."""


def serve(connection: Connection) -> None:
    """Answer one order and the work that follows it, until the other end hangs up."""
    with contextlib.suppress(_HungUp):
        _serve(connection, msgspec.msgpack.decode(_receive(connection), type=Order))


def _serve(connection: Connection, order: Order) -> None:
    try:
        course = load_course(Path(order.course))
        assignment = course.assignment(order.assignment)
        reference = load_reference(assignment.reference_path)
        _check_syntax(assignment)

        def body(begin: Callable[[bytes], ClassRun]) -> None:
            run = begin(course.secret())
            required = course.settings.required_isolation
            with (
                contextlib.closing(open_zygote(assignment, required, highest=order.highest_level)) as zygote,
                contextlib.closing(Marker(course, assignment, run, zygote)) as marker,
            ):
                marker.check_reference()
                _send(connection, Ready(level=zygote.level))
                _work(connection, marker)

        run_session(assignment, reference, body)
    except ZygoteGone:
        raise _HungUp from None  # whoever waits starts another process, and tries the submission once more
    except GraderError as error:
        _send(connection, Refused(kind=type(error).__name__, message=str(error)))


def _work(connection: Connection, marker: Marker) -> None:
    while True:
        # Without a name of its own: while the next work comes in, this one must be gone.
        _send(connection, Done(record=marker.mark(decode_work(_receive(connection)))))


def _receive(connection: Connection) -> bytes:
    try:
        return connection.recv_bytes()
    except (EOFError, ConnectionError):
        raise _HungUp from None


def _send(connection: Connection, answer: Answer) -> None:
    try:
        connection.send_bytes(msgspec.msgpack.encode(answer))
    except ConnectionError:
        raise _HungUp from None


def _check_syntax(assignment: Assignment) -> None:
    """Refuse tests that are no Python: pytest would say what is wrong with them, but not in which line."""
    for folder in (assignment.public_dir, assignment.hidden_dir):
        for path in sorted(folder.glob("*.py")):
            try:
                compile(path.read_bytes(), path.name, "exec", dont_inherit=True)
            except SyntaxError as error:
                raise CourseError(
                    f"{assignment.id}/{folder.name}/{path.name}, line {error.lineno}: "
                    f"{type(error).__name__}: {error.msg}. Correct that line; nothing is graded."
                ) from None


def load_reference(path: Path | None) -> Reference:
    """The reference module, loaded by path.

    Raises
    ------
    CourseError
        It cannot be imported.
    """
    assert path is not None
    return Reference(authors_module(path, f"reference/{path.name}"))
