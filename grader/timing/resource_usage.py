"""What a call takes besides time, seen from outside: memory at its highest, and CPU time as the batch grows.

The calls are those of a duel: with a challenge, with results that are fetched, and on the clock. What is put off until
after a call counts here as well, and no worker can tell such a sitting from one that is only timed.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator, Sequence

from grader.errors import IsolationError
from grader.timing.estimate import Pair
from grader.timing.paired_benchmark import Duel
from grader.timing.timed_worker import Player, resident_kib

_KIB = 1024
_IMPORTS_KIB = 2048
"""What a submission may take by being imported without its being counted as memory of the call."""


def peak_extra_bytes(duel: Duel, student: Player, witness: Player, size: str) -> int:
    """Memory that the calls of a duel needed at most beyond their inputs and the libraries.

    Both are fresh, for the kernel's mark of the highest memory cannot be set back from outside without rights. The
    student's worker is like any that is timed; that it keeps freed memory for its next call raises the mark by less
    than 0.4 MB. What laying the inputs ready takes is known from the witness, which has the reference and is not
    called. Memory that the student's module took before is counted as the call's, or it would be a hiding place.

    Parameters
    ----------
    duel : Duel
        After its calls.
    student : Player
        The side that is looked at.
    witness : Player
        Fresh, trusted and frugal.
    size : str
        Of the inputs.

    Returns
    -------
    int
        Bytes, 0 if the calls stayed below what staging took.
    """
    duel.lay_ready(witness, size)
    staged_kib = resident_kib(witness.worker.pid) - witness.fresh_kib
    highest_kib = resident_kib(witness.worker.pid, "VmHWM") - witness.fresh_kib
    peak_kib = resident_kib(student.worker.pid, "VmHWM") - student.fresh_kib
    taken_kib = (student.loaded_kib - student.fresh_kib) - (witness.loaded_kib - witness.fresh_kib)
    own_kib = min(max(taken_kib, 0), _IMPORTS_KIB)
    if peak_kib <= highest_kib + own_kib:
        return 0
    return max(peak_kib - staged_kib - own_kib, 0) * _KIB


def peak_device_bytes(
    duel: Duel, student: Player, size: str, rounds: int, used_bytes: Callable[[], int]
) -> tuple[int, list[Pair]]:
    """Memory of the GPU that calls take at most beyond their inputs, and their times; whoever else uses it counts, too.

    The reference has made a call before, so that its memory is as large as it will be, and the student has not.

    Parameters
    ----------
    used_bytes : callable
        Memory of the GPU in use now, asked again and again while the calls run.
    """
    duel.furnish(size)
    duel.lay_ready(student, size)
    before = used_bytes()
    student.forget()
    with _watched(used_bytes) as seen:
        pairs = duel.pairs(size, rounds)
    return max(0, *(now - before for now in [*seen, used_bytes()])), pairs


@contextlib.contextmanager
def _watched(read: Callable[[], int]) -> Iterator[list[int]]:
    """Values read in the background until the block ends."""
    seen: list[int] = []
    over = threading.Event()

    def look() -> None:
        with contextlib.suppress(IsolationError):  # whoever reads last, in the foreground, is told of it
            while not over.is_set():
                seen.append(read())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def growth(few: Sequence[Pair], many: Sequence[Pair], factor: float) -> float:
    """The power of the batch with which time grows: 1 for work done in proportion, 0 for none at all.

    Parameters
    ----------
    few, many : sequence of Pair
        Calls on a batch, and on one ``factor`` times as large. CPU time counts where it is known.
    """
    least = (min(p.student_cpu_s or p.student_s for p in pairs) for pairs in (many, few))
    large_s, small_s = least
    return math.log(large_s / small_s) / math.log(factor)
