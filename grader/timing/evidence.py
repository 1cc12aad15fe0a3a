"""What a call takes besides time, seen from outside: memory at its highest, and CPU time as the batch grows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.timing.player import Player

_KIB = 1024


def peak_extra_bytes(player: Player, function: str, args: Sequence[Any]) -> int:
    """Memory that one call needs at most beyond its inputs and the libraries.

    ``player`` is fresh: the kernel's mark of the highest memory cannot be set back from outside without rights, so a
    worker that never ran anything stands for it. What staging itself left as its highest is not counted.

    Returns
    -------
    int
        Bytes, 0 if the call stayed below what staging took.
    """
    with player.awake():
        player.worker.ask("stage", list(args))
        before = _status(player.worker.pid)
        player.worker.ask("run", function)
        after = _status(player.worker.pid)
    if after["VmHWM"] <= before["VmHWM"]:
        return 0
    return (after["VmHWM"] - before["VmRSS"]) * _KIB


def growth(player: Player, function: str, small: Sequence[Any], large: Sequence[Any], factor: float) -> float:
    """The power of the batch with which CPU time grows: 1 for work done in proportion, 0 for none at all.

    Parameters
    ----------
    small, large : sequence
        Arguments of a batch, and of one ``factor`` times as large.
    """
    few, many = (_cpu_s(player, function, args) for args in (small, large))
    return math.log(many / few) / math.log(factor)


def _cpu_s(player: Player, function: str, args: Sequence[Any], repeats: int = 7) -> float:
    """CPU time of one call, the least of a few, from the kernel's clock of the process."""
    taken = []
    with player.awake():
        for _ in range(repeats):
            player.worker.ask("stage", list(args))
            before_s = player.worker.cpu_s
            player.worker.ask("run", function)
            taken.append(player.worker.cpu_s - before_s)
    return max(min(taken), 1e-6)


def _status(pid: int) -> dict[str, int]:
    """The memory lines of a process' status, in KiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    pairs = (line.split(":", 1) for line in lines if line.startswith("Vm"))
    return {name: int(value.split()[0]) for name, value in pairs}
