"""What a call takes besides time, seen from outside: memory at its highest, and CPU time as the batch grows."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from grader.errors import IsolationError
from grader.timing.player import Player, resident_kib

_KIB = 1024
_IMPORTS_KIB = 2048
"""What a submission may take by being imported without its being counted as memory of the call."""
_REPEATS = 7


Draw = Callable[[], Sequence[Any]]


def peak_extra_bytes(reference: Player, student: Player, function: str, draw: Draw, calls: int) -> int:
    """Memory that calls need at most beyond their inputs and the libraries.

    Both sides are fresh, for the kernel's mark of the highest memory cannot be set back from outside without rights,
    and frugal.
    What laying the inputs ready takes is known from the reference's side; memory that the student's module took
    before is counted as the call's, or it would be a hiding place. As many calls as in a sitting, for a function that
    is slow and modest only while it believes itself watched shall be slow in all of them.

    Parameters
    ----------
    reference, student : Player
    function : str
    draw : callable
        Fresh arguments.
    calls : int

    Returns
    -------
    int
        Bytes, 0 if the calls stayed below what staging took.
    """
    staged_kib = 0
    for _ in range(calls):
        args = draw()
        reference.stage(args)
        student.stage(args)
        if not staged_kib:
            staged_kib = resident_kib(reference.worker.pid) - reference.fresh_kib
        with student.awake() as worker:
            worker.ask("run", function)
        reference.forget()
        student.forget()
    highest_kib = resident_kib(reference.worker.pid, "VmHWM") - reference.fresh_kib
    peak_kib = resident_kib(student.worker.pid, "VmHWM") - student.fresh_kib
    taken_kib = (student.loaded_kib - student.fresh_kib) - (reference.loaded_kib - reference.fresh_kib)
    own_kib = min(max(taken_kib, 0), _IMPORTS_KIB)
    if peak_kib <= highest_kib + own_kib:
        return 0
    return max(peak_kib - staged_kib - own_kib, 0) * _KIB


def peak_device_bytes(
    player: Player, function: str, args: Sequence[Any], used_bytes: Callable[[], int]
) -> int:
    """Memory of the GPU that calls take at most beyond their inputs; whoever else uses the GPU is counted as well.

    Parameters
    ----------
    used_bytes : callable
        Memory of the GPU in use now, asked again and again while the calls run.
    """
    player.stage(args)
    before = used_bytes()
    with player.awake() as worker, _watched(used_bytes) as seen:
        for _ in range(_REPEATS):
            worker.ask("run", function)
    return max(0, *(now - before for now in [*seen, used_bytes()]))


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


def growth(player: Player, function: str, small: Draw, large: Draw, factor: float) -> float:
    """The power of the batch with which CPU time grows: 1 for work done in proportion, 0 for none at all.

    Parameters
    ----------
    small, large : callable
        Fresh arguments of a batch, and of one ``factor`` times as large.
    """
    few, many = (_cpu_s(player, function, draw) for draw in (small, large))
    return math.log(many / few) / math.log(factor)


def _cpu_s(player: Player, function: str, draw: Draw) -> float:
    """CPU time of one call, the least of a few, from the kernel's clock of the process."""
    taken = []
    for _ in range(_REPEATS):
        player.stage(draw())
        with player.awake() as worker:
            before_s = worker.cpu_s
            worker.ask("run", function)
            taken.append(worker.cpu_s - before_s)
    return max(min(taken), 1e-6)
