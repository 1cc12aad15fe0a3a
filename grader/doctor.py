"""What this machine offers: isolation levels found by trying, versions, and the fix for what is missing."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass

import grader
from grader.course import Limits
from grader.sandbox import libraries
from grader.sandbox.failure import WorkerFailure
from grader.sandbox.worker import Worker
from grader.sandbox.zygote import ZygoteError, start_zygote

_LEVELS = {
    3: "namespaces, own root, Landlock, seccomp, limits",
    2: "Landlock, seccomp, limits; no writable files",
    1: "seccomp, limits",
    0: "separate process, limits: public tests only",
}
_PACKAGES = ("numpy", "torch", "pytest", "msgspec", "jinja2", "click", "rich", "pandas")
_FIXES = (
    (
        r"write (uid_map|gid_map|setgroups)",
        "AppArmor keeps user namespaces powerless (Ubuntu 23.10 and later). Allow them: "
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    (
        r"unshare: (No space left|Too many)",
        "The kernel's limit on user namespaces is reached or 0. Raise it: "
        "sudo sysctl -w user.max_user_namespaces=15000",
    ),
    (
        r"(unshare|mount\b.*|pivot_root|mount_setattr.*|setns): Operation not permitted",
        "This container or kernel refuses namespaces. In Docker: run with --security-opt seccomp=unconfined "
        "--security-opt apparmor=unconfined --cap-add SYS_ADMIN; on Debian: "
        "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    (
        r"worker cannot be put|^(Operation not permitted|Invalid argument)",
        "The user namespace around this container has no user ids to spare for workers. Run as an ordinary user, "
        "or give the container a range of ids (/etc/subuid).",
    ),
    (r"mount_setattr.*not implemented", "The kernel is older than 5.12. Update it, or grade at level 2."),
    (r"no Landlock", "Boot a kernel from 5.13 on with landlock among its security modules: lsm=landlock,..."),
    (r"Linux only", "Grade on Linux: a virtual machine, WSL 2, or a container will do."),
    (r"processors", "Grade on an x86_64 or aarch64 machine."),
    (
        r"Permission denied",
        "The sandbox's user cannot read the interpreter. Make it readable: chmod -R a+rX on its folder.",
    ),
)


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
    grader: str
    python: str
    system: str
    user: str
    processors: int
    memory_gib: float
    levels: tuple[Level, ...]
    libraries: dict[str, str]

    @property
    def best(self) -> int:
        """The strongest level that works, or -1."""
        return max((entry.level for entry in self.levels if entry.works), default=-1)


def diagnose() -> Diagnosis:
    """Try every level in a throw-away process and look around."""
    return Diagnosis(
        grader=grader.__version__, python=f"{platform.python_version()} ({sys.executable})",
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        user="root" if os.getuid() == 0 else f"uid {os.getuid()}",
        processors=os.cpu_count() or 1, memory_gib=round(_memory_bytes() / 2**30, 1),
        levels=tuple(_try(level, what) for level, what in _LEVELS.items()),
        libraries=libraries.versions(_PACKAGES),
    )  # fmt: skip


def _try(level: int, mechanisms: str) -> Level:
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
    """A zygote and a worker, since each has walls of its own that may fail."""
    zygote = start_zygote((), ("numpy",), (level,))
    try:
        worker = Worker(zygote, Limits())
        worker.load([("probe.py", "", [])], "probe")
        worker.close()
    finally:
        zygote.close()


def fix_for(reason: str) -> str:
    """What to do about a mechanism that failed, as a command where there is one."""
    return next((fix for pattern, fix in _FIXES if re.search(pattern, reason)), "")


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
