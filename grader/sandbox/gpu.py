"""The NVIDIA GPUs of this machine, asked for without CUDA: what they are, and the files a worker needs for them.

No process of the grader loads CUDA: a context costs seconds and hundreds of MB, and no process forked from one
that has touched CUDA can use it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IsolationError

_PATIENCE_S = 30
"""Without its persistence daemon the driver sets up every GPU anew for each question."""

_NODES = (
    "/dev/nvidia[0-9]*",  # one per GPU
    "/dev/nvidiactl",  # finds the GPUs
    "/dev/nvidia-uvm",  # their memory
    "/dev/nvidia-uvm-tools",  # opened beside it by drivers from 570 on; refused, CUDA does not start
)

_PCI = "/sys/bus/pci/drivers/nvidia/*:*:*"
_FACTS = (
    "/proc/driver/nvidia/params",  # whether CUDA should make device nodes itself
    "/proc/driver/nvidia/version",
    "/proc/driver/nvidia/gpus",  # model and bus address; not capabilities/, which opens MIG's settings
    "/proc/driver/nvidia-uvm",
    "/proc/devices",  # the numbers the device nodes should have
    "/proc/meminfo",  # how much there is to pin
    "/proc/sys/vm/mmap_min_addr",  # where reservations may begin
    "/sys/module/nvidia",  # that the modules are loaded: without, "blocked by the operating system"
    "/sys/module/nvidia_uvm",
    "/sys/devices/system/cpu",  # which processors are near a GPU
    "/sys/devices/system/node",  # memory nodes: where GPU and processor share memory, CUDA crashes without
    "/sys/bus/pci/devices",  # links only; what they lead to is not there but for these few:
    *(f"{_PCI}/{name}" for name in ("class", "config", "device", "local_cpulist", "local_cpus", "numa_node", "vendor")),
)  # fmt: skip
"""What CUDA reads of /proc and /sys. All of it tells of the machine, none of it of other processes or users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One GPU, in the driver's words."""

    name: str
    driver: str
    memory_mib: int


def gpus() -> tuple[Gpu, ...]:
    """The GPUs of this machine; empty without a GPU, without ``nvidia-smi``, and where that fails."""
    found = []
    for name, driver, memory in _asked("name", "driver_version", "memory.total"):
        found.append(Gpu(name=name, driver=driver, memory_mib=_mib(memory)))
    return tuple(found)


def used_bytes() -> int:
    """Memory in use on the GPUs, by all processes together; the driver counts in MiB.

    Raises
    ------
    IsolationError
        ``nvidia-smi`` does not answer. No answer is not no memory: a peak of 0 would earn points.
    """
    rows = _asked("memory.used")
    if not rows:
        raise IsolationError(
            "nvidia-smi does not say how much memory of the GPU is in use. Try it in a shell."
        )
    return sum(_mib(used) for (used,) in rows) << 20


def device_nodes() -> tuple[str, ...]:
    """The device nodes there are, for a worker to read and write."""
    return _existing(_NODES)


def driver_facts() -> tuple[str, ...]:
    """The files of /proc and /sys there are that CUDA reads; links of /sys resolved."""
    return tuple(dict.fromkeys(os.path.realpath(path) for path in _existing(_FACTS)))


def running_children(pid: int) -> int:
    """How many processes that a worker with a GPU started are still running: to stop it does not stop them."""
    states = [
        _state(int(child))
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return sum(state not in "ZX" for state in states)


def _state(pid: int) -> str:
    """The kernel's letter for what a process does; of one that is gone, the one for dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return "X"


def _existing(patterns: Iterable[str]) -> tuple[str, ...]:
    root = Path("/")
    return tuple(str(path) for pattern in patterns for path in sorted(root.glob(pattern.lstrip("/"))))


def _asked(*fields: str) -> list[list[str]]:
    """One row per GPU."""
    # A relative folder in PATH may be a student's: in a checkout it would offer a program of theirs.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    program = shutil.which("nvidia-smi", path=os.pathsep.join(folders))
    if program is None:
        return []
    command = [program, f"--query-gpu={','.join(fields)}", "--format=csv,noheader"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE_S, check=True
        )
    except (OSError, subprocess.SubprocessError):  # a driver that does not answer
        return []
    rows = [[cell.strip() for cell in line.split(",")] for line in done.stdout.splitlines()]
    return [row for row in rows if len(row) == len(fields)]


def _mib(text: str) -> int:
    """``81559 MiB``; 0 for ``[N/A]``, said where a GPU has no memory of its own."""
    number = text.partition(" ")[0]
    return int(number) if number.isdigit() else 0
