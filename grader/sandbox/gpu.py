"""Information about this machine's NVIDIA GPUs, without CUDA, and the files that a worker needs to use them.

No process of the grader loads CUDA. A CUDA context takes seconds and hundreds of MB, and a fork of a process that has
used CUDA cannot use it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import IsolationError

_TIMEOUT_S = 30
"""Limit for nvidia-smi. Without its persistence daemon, the driver initialises every GPU for each query."""

_DEVICE_NODES = (
    "/dev/nvidia[0-9]*",  # one per GPU
    "/dev/nvidiactl",  # finds the GPUs
    "/dev/nvidia-uvm",  # their memory
    "/dev/nvidia-uvm-tools",  # drivers from version 570 open it, too; CUDA does not start without it
)

_PCI = "/sys/bus/pci/drivers/nvidia/*:*:*"
_FACTS = (
    "/proc/driver/nvidia/params",  # whether CUDA should create the device nodes
    "/proc/driver/nvidia/version",
    "/proc/driver/nvidia/gpus",  # model and bus address; capabilities/ is left out, as it gives access to MIG settings
    "/proc/driver/nvidia-uvm",
    "/proc/devices",  # the numbers the device nodes should have
    "/proc/meminfo",  # how much memory can be pinned
    "/proc/sys/vm/mmap_min_addr",  # lowest address for reservations
    "/sys/module/nvidia",  # whether the modules are loaded; else CUDA reports "blocked by the operating system"
    "/sys/module/nvidia_uvm",
    "/sys/devices/system/cpu",  # which processors are near a GPU
    "/sys/devices/system/node",  # memory nodes; without them CUDA crashes if GPU and processor share memory
    "/sys/bus/pci/devices",  # only links; of the files that they lead to, only these are visible:
    *(f"{_PCI}/{name}" for name in ("class", "config", "device", "local_cpulist", "local_cpus", "numa_node", "vendor")),
)  # fmt: skip
"""The files of /proc and /sys that CUDA reads. They describe the machine, not other processes or users."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One GPU, as the driver describes it."""

    name: str
    driver: str
    memory_mib: int


def gpus() -> tuple[Gpu, ...]:
    """The GPUs of this machine; empty if there is no GPU or no ``nvidia-smi``, or if ``nvidia-smi`` fails."""
    found = []
    for name, driver, memory in _query("name", "driver_version", "memory.total"):
        found.append(Gpu(name=name, driver=driver, memory_mib=_parse_mib(memory)))
    return tuple(found)


def used_bytes() -> int:
    """Bytes of GPU memory in use by all processes together. The driver counts in MiB.

    Raises
    ------
    IsolationError
        ``nvidia-smi`` does not answer. This must not count as 0 bytes: a peak of 0 would earn points.
    """
    rows = _query("memory.used")
    if not rows:
        raise IsolationError(
            "nvidia-smi does not say how much memory of the GPU is in use. Try it in a shell."
        )
    return sum(_parse_mib(used) for (used,) in rows) << 20


def device_nodes() -> tuple[str, ...]:
    """The existing device nodes, which a worker may read and write."""
    return _existing_paths(_DEVICE_NODES)


def driver_facts() -> tuple[str, ...]:
    """The existing files of /proc and /sys that CUDA reads, with links of /sys resolved."""
    return tuple(dict.fromkeys(os.path.realpath(path) for path in _existing_paths(_FACTS)))


def running_children(pid: int) -> int:
    """How many child processes of a worker with a GPU are running. Stopping the worker does not stop them."""
    states = [
        _process_state(int(child))
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    return sum(state not in "ZX" for state in states)


def _process_state(pid: int) -> str:
    """The kernel's letter for the state of a process; ``X`` (dead) for a process that does not exist any more."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return "X"


def _existing_paths(patterns: Iterable[str]) -> tuple[str, ...]:
    root = Path("/")
    return tuple(str(path) for pattern in patterns for path in sorted(root.glob(pattern.lstrip("/"))))


def _query(*fields: str) -> list[list[str]]:
    """Ask nvidia-smi for some fields. Returns one row for each GPU."""
    # Relative folders in PATH are ignored: in a student's checkout they could contain a program of the student.
    folders = [folder for folder in os.get_exec_path() if Path(folder).is_absolute()]
    program = shutil.which("nvidia-smi", path=os.pathsep.join(folders))
    if program is None:
        return []
    command = [program, f"--query-gpu={','.join(fields)}", "--format=csv,noheader"]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_TIMEOUT_S, check=True
        )
    except (OSError, subprocess.SubprocessError):  # a driver that does not answer
        return []
    rows = [[cell.strip() for cell in line.split(",")] for line in done.stdout.splitlines()]
    return [row for row in rows if len(row) == len(fields)]


def _parse_mib(text: str) -> int:
    """The number of ``81559 MiB``; 0 for ``[N/A]``, which is given for a GPU without memory of its own."""
    number = text.partition(" ")[0]
    return int(number) if number.isdigit() else 0
