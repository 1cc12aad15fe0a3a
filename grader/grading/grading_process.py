"""A grading process: one assignment, one pytest session, one zygote, submission after submission.

``python -m grader.grading FD`` is started by `grader.grading.executor` and speaks over one connection: it
gets an `Order`, answers `Ready` or `Refused`, and then a record for each piece of work until the other end
closes. It never hears the terminal's Ctrl-C; its end is the end of the connection, at whatever moment: the
process that started it may have been killed, and then there is nobody to tell.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from grader.course import load_course
from grader.errors import GraderError
from grader.grading.isolation import starting_zygote
from grader.grading.process_protocol import (
    Answer,
    Order,
    Work,
    as_refusal,
    decode_order,
    decode_work,
    encode,
)
from grader.sandbox.zygote_client import ZygoteGone


class _HungUp(Exception):
    """The other end of the connection is gone."""


class Client:
    """The process that gave the order: it sends work and takes answers.

    Every method raises when the client is gone, which ends the grading process.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def order(self) -> Order:
        return decode_order(self._received())

    def work(self) -> Work:
        return decode_work(self._received())

    def answer(self, answer: Answer) -> None:
        try:
            self._connection.send_bytes(encode(answer))
        except ConnectionError:
            raise _HungUp from None

    def _received(self) -> bytes:
        try:
            return self._connection.recv_bytes()
        except (EOFError, ConnectionError):
            raise _HungUp from None


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Collecting garbage takes a tenth of the time in which libraries load; afterwards they are never looked at."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def serve(connection: Connection) -> None:
    """Answer one order and the work that follows it, until the other end hangs up."""
    client = Client(connection)
    with contextlib.suppress(_HungUp):
        _serve(client, client.order())


def _serve(client: Client, order: Order) -> None:
    try:
        course = load_course(Path(order.course))
        assignment = course.assignment(order.assignment)
        required = course.settings.required_isolation
        with contextlib.closing(starting_zygote(assignment, required, highest=order.highest_level)) as zygote:
            with _collector_paused():
                # Half a second and more, in which the zygote loads the same libraries beside this process.
                from grader.grading.marking_session import load_reference, mark_submissions

                reference = load_reference(assignment.reference_path)
            mark_submissions(course, assignment, order.seed_key, reference, zygote, client)
    except ZygoteGone:
        raise _HungUp from None  # whoever waits starts another process, and tries the submission once more
    except GraderError as error:
        client.answer(as_refusal(error))
