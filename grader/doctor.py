"""Find out what this machine offers: isolation levels, versions, GPUs, and fixes for what is missing."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

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
_APPARMOR = "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
_FIXES = (
    (
        r"(unshare|u?mount\b.*|pivot_root|mount_setattr.*): Permission denied",
        f"AppArmor refuses it. On Ubuntu 23.10 and later: {_APPARMOR}; in Docker: run with "
        "--security-opt apparmor=unconfined",
    ),
    (
        r"unshare: (Invalid argument|Function not implemented|No such)",
        "This kernel has no user namespaces. Boot one that is built with CONFIG_USER_NS, or grade at level 2.",
    ),
    (r"(?i)landlock.*(not implemented|not supported)", fix_for("no Landlock")),
    (r"no spare user ids", fix_for("worker cannot be put")),
)
"""(pattern of the reason, fix) for what `fix_for` does not know."""
_SETTINGS = (
    ("kernel/apparmor_restrict_unprivileged_userns", "1", _APPARMOR),
    ("kernel/unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"),
    ("user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=15000"),
)
"""(setting of the kernel, the value that stands in the way of level 3, the command that changes it)."""
_SYSCTL = Path("/proc/sys")
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
    return Level(level=level, mechanisms=mechanisms, works=False, reason=reason, fix=_fix(level, reason))


def _fix(level: int, reason: str) -> str:
    """What to do, from the reason; at level 3 also from settings of this kernel that are known to forbid namespaces."""
    known = next((fix for pattern, fix in _FIXES if re.search(pattern, reason)), "") or fix_for(reason)
    commands = [command for command in _forbidden_namespaces() if command not in known] if level == 3 else []
    if not commands:
        return known
    return (
        f"{known} " * bool(known) + f"This kernel forbids namespaces to ordinary users: {'; '.join(commands)}"
    )


def _forbidden_namespaces() -> list[str]:
    """Commands for the settings of this kernel that stand in the way of level 3."""
    commands = []
    for name, bad, command in _SETTINGS:
        try:
            value = (_SYSCTL / name).read_text().strip()
        except OSError:  # not every kernel has each of them
            continue
        if value == bad:
            commands.append(command)
    return commands


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
