"""Grading processes on this machine: submissions go out to them, and records come back."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import Pipe
from pathlib import Path
from types import TracebackType

from grader.course import Assignment, Course
from grader.errors import GraderError
from grader.grading.executor import ExecutorFactory
from grader.grading.process_protocol import (
    Answer,
    Done,
    Order,
    Ready,
    Refused,
    Work,
    as_error,
    decode_answer,
    encode,
)
from grader.grading.ungraded import lost_record, unread_record
from grader.intake import PendingSubmission, RejectedSubmission, read_submission
from grader.model import Record

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""On arrays this small a second thread only spins: 35 ms of CPU for a submission instead of 15."""


def _environment() -> dict[str, str]:
    """Ours, but for relative folders on Python's path: from there a student's files would be imported."""
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = os.pathsep.join(folder for folder in named if Path(folder).is_absolute())
    return {**os.environ, **_ONE_THREAD, "PYTHONPATH": path}


class _Process:
    """One running grading process."""

    def __init__(self, course: Course, assignment: Assignment, seed_key: bytes, highest_level: int) -> None:
        self._connection, theirs = Pipe()
        # -P: what lies in the working directory, perhaps a student's checkout, is not imported
        command = [sys.executable, "-P", "-B", "-m", "grader.grading", str(theirs.fileno())]
        self._process = subprocess.Popen(
            command, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True, env=_environment(),
        )  # fmt: skip
        theirs.close()
        order = Order(
            course=str(course.folder), assignment=assignment.id, seed_key=seed_key,
            highest_level=highest_level,
        )  # fmt: skip
        self._send(encode(order))

    def wait_ready(self) -> int:
        """The isolation level it works at; raises what it cannot do."""
        match self._receive():
            case Ready(level=level):
                return level
            case Refused() as refused:
                raise as_error(refused)
        raise GraderError("A grading process answered out of turn.")

    def begin(self, message: bytes) -> None:
        """Hand work over, as `_message` wrote it."""
        self._send(message)

    def record(self) -> Record:
        """What became of the work that was begun."""
        match self._receive():
            case Done(record=record):
                return record
            case Refused() as refused:
                raise as_error(refused)
        raise GraderError("A grading process answered out of turn.")

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):  # the answer's EOFError tells it better
            self._connection.send_bytes(data)

    def _receive(self) -> Answer:
        answer: Answer = decode_answer(self._connection.recv_bytes())
        return answer

    def close(self) -> None:
        """Hang up and wait; it ends its zygote on the way."""
        self._connection.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once; its zygote sees the end of its socket, the workers that of their zygote."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


class LocalExecutor:
    """Grading processes on this machine, with the interface of ``concurrent.futures``.

    A process that dies is replaced and its submission tried once more; the second death leaves that
    submission not graded and the others untouched.

    Parameters
    ----------
    course, assignment : Course, Assignment
    jobs : int
        Processes at work at the same time.
    highest_level : int
        Use no stronger isolation than this.
    seed_key : bytes, optional
        What hidden inputs are drawn from, where the course has no secret here.
    """

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        jobs: int,
        highest_level: int = 3,
        seed_key: bytes | None = None,
    ) -> None:
        self._course = course
        self._seed_key = course.seed_key(assignment.id) if seed_key is None else seed_key
        self._assignment = assignment
        self._highest_level = highest_level
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all: list[_Process] = []
        self._guard = threading.Lock()
        self._reading = threading.Lock()  # one at a time: a notebook takes 27 times its size while it is read
        self._closed = False
        self.width = jobs
        self.level = highest_level
        self._threads = ThreadPoolExecutor(max_workers=jobs)
        started = [self._start() for _ in range(jobs)]
        try:
            for process in started:
                self._idle.put(self._ready(process))
        except BaseException:  # Ctrl-C as well: no process may stay
            self.close(wait=False)
            raise

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        return self._threads.submit(self._mark, work)

    def _start(self) -> _Process:
        process = _Process(self._course, self._assignment, self._seed_key, self._highest_level)
        with self._guard:
            if not self._closed:
                self._all.append(process)
                return process
        process.kill()  # `close` has seen all that there were, and this one would be waited for
        raise EOFError

    def _ready(self, process: _Process) -> _Process:
        """The process when it is ready; another one in its place if it ended while it started."""
        for candidate in (process, None):  # the first may have been killed from outside
            process = candidate or self._start()
            try:
                self.level = min(self.level, process.wait_ready())
            except (EOFError, ConnectionError):
                process.kill()
                if self._closed:
                    raise
            else:
                return process
        raise GraderError(
            "A grading process ended while it started; its words are above. "
            "Run the command again with --resume: finished results are kept."
        )

    def _mark(self, work: Work | PendingSubmission) -> Record:
        for _ in range(2):
            process = self._idle.get()
            try:
                unread = self._begin(process, work)
                return unread_record(self._assignment, unread) if unread else process.record()
            except (EOFError, ConnectionError):
                if self._closed:
                    raise
                process.kill()
                process = self._ready(self._start())
            finally:
                self._idle.put(process)  # also a broken one: whoever is next must not wait for ever
        lost = _read(work)
        if isinstance(lost, RejectedSubmission):
            return unread_record(self._assignment, lost)
        return lost_record(self._assignment, lost.submission)

    def _begin(self, process: _Process, work: Work | PendingSubmission) -> RejectedSubmission | None:
        """Hand a submission over; nothing of it stays here while it is graded. If it cannot be read, the reason."""
        with self._reading:
            message = _message(work)
        if isinstance(message, RejectedSubmission):
            return message
        process.begin(message)
        return None

    def close(self, *, wait: bool = True) -> None:
        """End the processes; without ``wait`` in the middle of what they do."""
        with self._guard:
            self._closed = not wait
        self._threads.shutdown(wait=wait, cancel_futures=True)
        for process in self._all:
            if wait:
                process.close()
            else:
                process.kill()
        self._all.clear()

    def __enter__(self) -> LocalExecutor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(wait=kind is None)


def local_executors(course: Course, processes: int, highest_level: int = 3) -> ExecutorFactory:
    """Starts, for each job, as many grading processes as it keeps busy.

    Parameters
    ----------
    course : Course
    processes : int
        Grading processes at a time.
    highest_level : int
        Use no stronger isolation than this.
    """
    return lambda job: LocalExecutor(course, job.assignment, min(processes, len(job.works)), highest_level)


def _read(work: Work | PendingSubmission) -> Work | RejectedSubmission:
    if isinstance(work, Work):
        return work
    found = read_submission(work.found, work.module)
    return found if isinstance(found, RejectedSubmission) else Work(submission=found)


def _message(work: Work | PendingSubmission) -> bytes | RejectedSubmission:
    ready = _read(work)
    return ready if isinstance(ready, RejectedSubmission) else encode(ready)
