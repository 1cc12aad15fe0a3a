"""Start the workers of a timing run: on which cores, with which code, and in which order."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.course import Limits
from grader.course.performance import Performance
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote
from grader.timing.awake_cores import awake
from grader.timing.huge_pages import pages_left_alone
from grader.timing.paired_benchmark import PairedBenchmark, TimedFunction
from grader.timing.timed_worker import ResultFacts, TimedWorker

_MIN_REPLY_MIB = 1536
_MIN_GPU_TIMEOUT_S = 60.0
"""On a GPU, the first call of a size may compile a kernel, and whole results are gigabytes."""
_NOTICE_AFTER_S = 60.0
_PROCESSORS = Path("/sys/devices/system/cpu")
_WAITING = "Something else is being timed on this machine: waiting for it."
"""Printed only after a while, because grading processes of one command wait for each other all the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingDevice:
    """The processor or GPU on which a function is timed."""

    zygote: Zygote
    """Its workers have the libraries of the device loaded."""
    name: str
    """For the report."""
    libraries: dict[str, str]
    """Versions by name."""
    used_bytes: Callable[[], int] = lambda: 0
    """GPU memory in use now."""


class Placement:
    """Starts fresh workers, all on one core, or on as many cores as the function may use threads.

    Parameters
    ----------
    device : TimingDevice
    entry : Performance
    limits : Limits
        The assignment's. Replies may be larger here, because whole results are fetched.
    reference, student : Code
    """

    def __init__(
        self, device: TimingDevice, entry: Performance, limits: Limits, *, reference: Code, student: Code
    ) -> None:
        self._zygote = device.zygote
        self._device = entry.device
        self._limits = dataclasses.replace(limits, reply_mib=max(_MIN_REPLY_MIB, limits.reply_mib))
        if entry.device == "cuda":
            self._limits = dataclasses.replace(
                self._limits, timeout_s=max(_MIN_GPU_TIMEOUT_S, limits.timeout_s),
                submission_s=max(10 * _MIN_GPU_TIMEOUT_S, limits.submission_s),
            )  # fmt: skip
        self._cores = frozenset(sorted(os.sched_getaffinity(0))[-entry.threads :])
        self._reference = reference
        self._student = student
        self._other_first = False
        self._facts: dict[str, ResultFacts] = {}

    @contextlib.contextmanager
    def student_pair(self) -> Iterator[tuple[TimedWorker, TimedWorker]]:
        """Two workers: the reference and the student. They are closed at the end of the ``with`` block."""
        with self._pair(self._student) as workers:
            yield workers

    @contextlib.contextmanager
    def identical_pair(self) -> Iterator[tuple[TimedWorker, TimedWorker]]:
        """Two workers with the reference, to measure the noise."""
        with self._pair(self._reference) as workers:
            yield workers

    @contextlib.contextmanager
    def single(self, code: Code) -> Iterator[TimedWorker]:
        """One worker with trusted code."""
        with contextlib.closing(self._worker(code, trusted=True)) as worker:
            yield worker

    def paired(self, reference: TimedWorker, other: TimedWorker, function: TimedFunction) -> PairedBenchmark:
        """A benchmark of two workers. What a right result is, a worker of its own tells, once for each size.

        Except on a GPU, where a worker takes seconds to start.
        """

        def facts(size: str) -> ResultFacts:
            if size not in self._facts:
                with self.single(self._reference) as worker:
                    worker.stage(function.inputs(size))
                    self._facts[size] = worker.describe_result(function.name)
            return self._facts[size]

        return PairedBenchmark(
            reference, other, function, None if self._device == "cuda" else facts,
            student_first=self._other_first,
        )  # fmt: skip

    @contextlib.contextmanager
    def memory_baseline(self) -> Iterator[TimedWorker]:
        """One more worker with the reference, whose resident memory is what it holds."""
        baseline = self._worker(self._reference, trusted=True, return_freed_memory=True)
        with contextlib.closing(baseline) as worker:
            yield worker

    @contextlib.contextmanager
    def _pair(self, other: Code) -> Iterator[tuple[TimedWorker, TimedWorker]]:
        """The reference and another worker. Which is the first alternates, because it changes times by a percent."""
        self._other_first = not self._other_first
        with contextlib.ExitStack() as stack:

            def started(code: Code) -> TimedWorker:
                worker = self._worker(code, trusted=code is not self._student)
                return stack.enter_context(contextlib.closing(worker))

            if self._other_first:
                second, first = started(other), started(self._reference)
            else:
                first, second = started(self._reference), started(other)
            yield first, second

    def _worker(self, code: Code, *, trusted: bool, return_freed_memory: bool = False) -> TimedWorker:
        return TimedWorker(
            self._zygote, code, self._limits, self._cores, self._device, trusted=trusted,
            return_freed_memory=return_freed_memory,
        )  # fmt: skip

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Be the only timing run on this machine, with this process on a core of its own, and all cores kept awake."""
        with _machine_lock(), _beside(self._cores) as own, awake(self._cores | own), pages_left_alone():
            yield


@contextlib.contextmanager
def _machine_lock() -> Iterator[None]:
    """Wait until no other timing run is on this machine, because two on one core would disturb each other.

    The lock is on the temporary folder itself, which all graders of a machine share. No file is left there.
    """
    descriptor = os.open(tempfile.gettempdir(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        notice = threading.Timer(_NOTICE_AFTER_S, lambda: print(_WAITING, file=sys.stderr))
        notice.daemon = True
        notice.start()
        try:
            import fcntl  # here, because `grader check` loads this module where there is none

            fcntl.flock(descriptor, fcntl.LOCK_EX)
        finally:
            notice.cancel()
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _beside(cores: frozenset[int]) -> Iterator[frozenset[int]]:
    """Keep this process on one core besides the workers'; on all where there is no other.

    One that shares no hardware with theirs is preferred.
    """
    before = os.sched_getaffinity(0)
    shared = frozenset().union(*map(siblings, cores))
    own = frozenset(sorted(before - shared or before - cores)[:1]) or frozenset(before)
    os.sched_setaffinity(0, own)
    try:
        yield own
    finally:
        os.sched_setaffinity(0, before)


def siblings(core: int, root: Path = _PROCESSORS) -> frozenset[int]:
    """The processors that share a physical core with this one, and itself.

    Parameters
    ----------
    core : int
    root : Path
        Where the kernel describes processors.

    Returns
    -------
    frozenset of int
    """
    try:
        text = (root / f"cpu{core}" / "topology" / "thread_siblings_list").read_text(encoding="ascii")
    except OSError:
        return frozenset({core})
    found = {core}
    for part in text.strip().split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)
