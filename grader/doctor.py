"""Find out what this machine offers: isolation levels, versions, GPUs, and fixes for what is missing."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass

import grader
from grader.course import Limits
from grader.sandbox import libraries
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.fixes import fix_for
from grader.sandbox.gpu import Gpu, gpus
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import ZygoteError, start_zygote

_LEVELS = {
    3: "namespaces, own root, Landlock, seccomp, limits",
    2: "Landlock, seccomp, limits; no writable files",
    1: "seccomp, limits",
    0: "separate process, limits: public tests only",
}
_CUDA = "import ctypes\ndef start(): return ctypes.CDLL('libcuda.so.1').cuInit(0)\n"
_PACKAGES = ("numpy", "torch", "pytest", "msgspec", "jinja2", "click", "rich")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One isolation level on this machine."""

    level: int
    mechanisms: str
    works: bool
    reason: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What `diagnose` found out about this machine."""

    grader: str
    python: str
    system: str
    user: str
    processors: int
    memory_gib: float
    levels: tuple[Level, ...]
    libraries: dict[str, str]
    gpus: tuple[Gpu, ...] = ()
    gpu_fault: str = ""
    """Why a worker cannot use the GPUs; empty if it can, or if there is no GPU."""
    gpu_fix: str = ""

    @property
    def best(self) -> int:
        """The strongest level that works, or -1."""
        return max((entry.level for entry in self.levels if entry.works), default=-1)


def diagnose() -> Diagnosis:
    """Try every isolation level in a process of its own, and collect versions and GPUs."""
    found = gpus()
    fault = _gpu_fault() if found else ""
    return Diagnosis(
        grader=grader.__version__, python=f"{platform.python_version()} ({sys.executable})",
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        user="root" if os.getuid() == 0 else f"uid {os.getuid()}",
        processors=os.cpu_count() or 1, memory_gib=round(_memory_bytes() / 2**30, 1),
        levels=tuple(_try_level(level, what) for level, what in _LEVELS.items()),
        libraries=libraries.versions(_PACKAGES), gpus=found, gpu_fault=fault,
        gpu_fix=fix_for(fault),
    )  # fmt: skip


def _try_level(level: int, mechanisms: str) -> Level:
    try:
        _start_worker(level)
    except ZygoteError as error:
        reason = str(error).removeprefix(f"Level {level}: ")
    except WorkerFailure:
        reason = "a worker cannot be put behind its walls."
    else:
        return Level(level=level, mechanisms=mechanisms, works=True)
    return Level(level=level, mechanisms=mechanisms, works=False, reason=reason, fix=fix_for(reason))


def _start_worker(level: int) -> None:
    """Start a zygote and a worker. Each sets up parts of the sandbox, and each can fail."""
    zygote = start_zygote((), ("numpy",), (level,))
    try:
        worker = Worker(zygote, Limits())
        worker.load([("probe.py", "", [])], "probe")
        worker.close()
    finally:
        zygote.close()


def _gpu_fault() -> str:
    """Why CUDA does not start in a worker; empty if it starts. Only a trial shows whether driver and sandbox fit."""
    try:
        zygote = start_zygote((), ("numpy",), (3, 2), gpu=True)
    except ZygoteError as error:
        return str(error)
    try:
        worker = Worker(zygote, Limits())
        worker.load([("probe.py", _CUDA, [])], "probe")
        code = worker.call("start", ()).value
        worker.close()
    except StudentError as error:
        return f"CUDA does not start in a worker at level {zygote.level}: {error.text}"
    except WorkerFailure:
        return f"CUDA does not start in a worker at level {zygote.level}: the worker ended."
    finally:
        zygote.close()
    return f"CUDA does not start in a worker at level {zygote.level}: error {code!r}." if code != 0 else ""


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
