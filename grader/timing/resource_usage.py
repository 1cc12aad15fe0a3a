"""What a call uses besides time, measured from outside: peak memory, and how CPU time grows with the input size.

The calls are those of a paired benchmark, with challenges, fetched results and times. So memory that is taken after the
call, for the challenge or the reply, counts as well. A worker cannot distinguish such a batch from one that is only
timed.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator, Sequence

from grader.errors import IsolationError
from grader.timing.estimate import TimePair
from grader.timing.paired_benchmark import PairedBenchmark
from grader.timing.timed_worker import TimedWorker, resident_kib

_KIB = 1024
_MODULE_KIB = 2048
"""Memory that a student's module may take at import without its being counted as memory of the call."""


def peak_extra_bytes(
    benchmark: PairedBenchmark, student: TimedWorker, baseline: TimedWorker, size: str
) -> int:
    """Peak memory of a student's calls beyond inputs and libraries, on a processor.

    The kernel's record of a process's peak memory (``VmHWM``) cannot be reset from outside without privileges, so
    both workers must be fresh. What the inputs take is measured on ``baseline``, which gets inputs and is not called.
    The student's module may take a little memory at import. The rest of what it takes then is counted as memory of
    the call; else a module could allocate there what its function needs. Freed memory that the student's worker keeps
    adds less than 0.4 MB.

    Parameters
    ----------
    benchmark : PairedBenchmark
        After its calls of this size.
    student : TimedWorker
        The worker that is measured.
    baseline : TimedWorker
        Fresh, with the reference, started with ``return_freed_memory``.
    size : str
        Size of the inputs.

    Returns
    -------
    int
        Bytes; 0 if the peak is not above what staging the inputs took.
    """
    benchmark.stage_without_call(baseline, size)
    staged_kib = resident_kib(baseline.worker.pid) - baseline.started_kib
    staging_peak_kib = resident_kib(baseline.worker.pid, "VmHWM") - baseline.started_kib
    peak_kib = resident_kib(student.worker.pid, "VmHWM") - student.started_kib
    import_kib = (student.loaded_kib - student.started_kib) - (baseline.loaded_kib - baseline.started_kib)
    module_kib = min(max(import_kib, 0), _MODULE_KIB)
    if peak_kib <= staging_peak_kib + module_kib:
        return 0
    return max(peak_kib - staged_kib - module_kib, 0) * _KIB


def peak_device_bytes(
    benchmark: PairedBenchmark, student: TimedWorker, size: str, rounds: int, used_bytes: Callable[[], int]
) -> tuple[int, list[TimePair]]:
    """Peak GPU memory of calls beyond their inputs. Memory of other users of the GPU is counted, too.

    The reference makes a call before the first reading, so that its memory does not grow any more. The student's
    worker makes none.

    Parameters
    ----------
    benchmark : PairedBenchmark
        Before its calls.
    student : TimedWorker
        The worker that is measured.
    size : str
        Size of the inputs.
    rounds : int
        Rounds to measure.
    used_bytes : callable
        Returns the GPU memory in use. It is called again and again while the calls run.

    Returns
    -------
    tuple of int and list of TimePair
        Bytes, and the times of the calls.
    """
    benchmark.prepare(size)
    benchmark.stage_without_call(student, size)
    before = used_bytes()
    student.forget()
    with _polled(used_bytes) as readings:
        pairs = benchmark.time_pairs(size, rounds)
    return max(0, *(now - before for now in [*readings, used_bytes()])), pairs


@contextlib.contextmanager
def _polled(read: Callable[[], int]) -> Iterator[list[int]]:
    """Values that are read in a background thread until the ``with`` block ends."""
    readings: list[int] = []
    stop = threading.Event()

    def poll() -> None:
        with contextlib.suppress(
            IsolationError
        ):  # the last reading is in the foreground and raises the same error
            while not stop.is_set():
                readings.append(read())

    poller = threading.Thread(target=poll, daemon=True)
    poller.start()
    try:
        yield readings
    finally:
        stop.set()
        poller.join()


def growth_exponent(small: Sequence[TimePair], large: Sequence[TimePair], factor: float) -> float:
    """The exponent b in *time ∝ size^b*, from the student's calls on two sizes.

    Parameters
    ----------
    small, large : sequence of TimePair
        Calls on inputs of a size, and of one ``factor`` times as large. CPU time is compared where it is known.
    factor : float
        Above 1.

    Returns
    -------
    float
        1 for time in proportion to the size, 0 for constant time.
    """
    large_s, small_s = (min(p.student_cpu_s or p.student_s for p in pairs) for pairs in (large, small))
    return math.log(large_s / small_s) / math.log(factor)
