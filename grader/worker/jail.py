"""The walls: once around the zygote, once more around each worker.

Level 3 needs namespaces, level 2 Landlock, level 1 seccomp; a step that fails raises `OSError` and the
grader decides what follows from it. Nothing here falls back by itself.
"""

from __future__ import annotations

import os
import platform
import resource
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from grader.worker import kernel, landlock, seccomp

_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SINKS = ("/dev/null", "/dev/zero")
_PACKAGES = ("site-packages", "dist-packages", "python3/dist-packages")
_PROCESSOR = "/proc/cpuinfo"
"""All there is of /proc: torch asks it which instructions it may use for half precision. It is a copy, for the file
itself tells at which frequency each core runs at that moment, and so where others are at work."""
_OWN_PROCESS = "/proc/1"
"""With a GPU a worker sees itself as well: CUDA gives its threads names, in task/*/comm, or does not start.

Of the rest only what no process can gain by is open to be written, timer slack and security labels: the other
files of a process that may not be dumped belong to root, clear_refs among them, which takes back peak memory.
"""
_GPU_FILES = 1024
_GPU_HOST_BYTES = 8 << 30
"""What CUDA itself may take of this machine's memory; much of it is mapped, little of it used."""
_STAGE = "/sys"
"""Where the new root is put together: a folder every Linux has and no library lies in."""
_SCRATCH = ("/scratch", "/dev/shm")  # noqa: S108 - inside the jail, where they are private
_USUAL_SCRATCH = "/tmp"  # noqa: S108
_UID_BASE = 0x60000000
"""Numeric user ids no account has; plus a pid, so that no two workers share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """What a jail is built from. All of it is decided by the grader."""

    level: int
    visible: tuple[str, ...]
    """Files and folders of interpreter and libraries."""
    left_out: tuple[str, ...]
    """Folders below them that no submission needs: a file nobody reads is one that a worker could leave a mark on."""
    open_libraries: bool
    """Every user may read ``visible``; else root keeps the capability to, confined by Landlock."""
    crowd: int = 0
    """Threads that the workers' user runs anyway: the kernel counts them together."""
    devices: tuple[str, ...] = ()
    """Device nodes of GPUs, for workers that may use them (the profile ``gpu``)."""
    facts: tuple[str, ...] = ()
    """Files of /proc and /sys that the driver of these GPUs reads."""

    @property
    def opened(self) -> frozenset[str]:
        """System calls that a worker with a GPU may make and no other.

        Triton runs an assembler and a C compiler. What they start is confined as the worker is, and at level 3
        ends with it, as its pid namespace does; below level 3 it would outlive the worker, so there is none.
        """
        if not self.devices:
            return frozenset()
        return seccomp.DRIVER | seccomp.PROGRAMS if self.level == 3 else seccomp.DRIVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What one worker may use."""

    address_space_bytes: int
    cpu_s: int
    scratch_bytes: int
    file_bytes: int
    files: list[str]
    """Files outside that it may write; they are there, in the folder it is to start in."""
    processes: int = 64


def enclose(walls: Walls) -> None:
    """Put this process, the future zygote, behind its walls.

    At level 3 the caller forks: the parent waits and leaves with the zygote's status, the child returns
    here as process 1 of a pid namespace.
    """
    if platform.system() != "Linux":
        if walls.level > 0:
            raise OSError(0, "namespaces, Landlock and seccomp exist on Linux only")
        return
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    if walls.level >= 1 and not seccomp.supported():
        raise OSError(0, f"no seccomp filter is written for {platform.machine()} processors")
    if walls.level == 2 and kernel.landlock_abi() == 0:
        raise OSError(0, "the kernel has no Landlock")
    if walls.level in (1, 2) and os.getuid() == 0:
        _require_spare_ids()
    if walls.level == 3:
        _enclose_in_namespaces(walls)
    if walls.level >= 1:
        kernel.bound_capabilities()  # inherited by every fork, so once is enough


def _require_spare_ids() -> None:
    """Root of a container may have no other user ids: then no worker could be anybody but root."""
    child = os.fork()
    if child == 0:
        try:
            os.setresuid(_UID_BASE, _UID_BASE, _UID_BASE)
        finally:
            os._exit(os.getuid() != _UID_BASE)
    _, status = os.waitpid(child, 0)
    if status:
        raise OSError(0, "this container has no spare user ids for a worker")


def _enclose_in_namespaces(walls: Walls) -> None:
    uid, gid = os.getuid(), os.getgid()  # read before unshare: after it they read 65534
    proc = os.open("/proc/self", os.O_RDONLY | os.O_DIRECTORY)
    private = (
        kernel.CLONE_NEWUSER | kernel.CLONE_NEWNS | kernel.CLONE_NEWPID | kernel.CLONE_NEWNET
        | kernel.CLONE_NEWIPC | kernel.CLONE_NEWUTS | kernel.CLONE_NEWCGROUP
    )  # fmt: skip
    if uid == 0:  # build first, drop after: an unprivileged id could not read an interpreter under /root
        kernel.unshare(kernel.CLONE_NEWNS)
        _build_root(walls)
        uid = gid = _UID_BASE + os.getpid()
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else /proc/self/uid_map is not ours to write
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)  # a change of uid clears it
        kernel.unshare(private)
        _map_ids(proc, uid, gid)
    else:
        kernel.unshare(private)
        _map_ids(proc, uid, gid)
        _build_root(walls)
    os.close(proc)
    socket.sethostname("jail")  # a new namespace starts with the machine's own name
    _become_first_process()
    if walls.devices:
        _mount_proc()  # covers the machine's, and tells whether a worker will be able to


def _map_ids(proc: int, uid: int, gid: int) -> None:
    for name, text in (("setgroups", "deny"), ("gid_map", f"1000 {gid} 1"), ("uid_map", f"1000 {uid} 1")):
        try:
            descriptor = os.open(name, os.O_WRONLY, dir_fd=proc)
            try:
                os.write(descriptor, text.encode())
            finally:
                os.close(descriptor)
        except OSError as error:
            raise OSError(error.errno, f"write {name}: {error.strerror}") from None


def _build_root(walls: Walls) -> None:
    """A tmpfs holding only what is visible, each at the path it has outside, then made the root."""
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    facts = [(path, os.open(path, os.O_PATH)) for path in walls.facts]  # before the stage covers /sys
    kernel.mount("jail", _STAGE, "tmpfs", kernel.MS_NOSUID, "mode=755,size=8m")
    covered: list[str] = []
    for path in walls.visible:  # sorted: a folder before what lies in it
        if os.path.islink(path):
            os.makedirs(_STAGE + os.path.dirname(path), exist_ok=True)
            os.symlink(os.readlink(path), _STAGE + path)
        else:
            _bind(path, devices=False)
            covered += _cover(path, _PACKAGES)
    for path in walls.left_out:
        covered += _cover(path)
    for path in covered:
        kernel.lock(path, tree=False)
    for path in (*_DEVICES, *walls.devices):
        _bind(path, devices=True)
    _copy(_PROCESSOR)
    for path, held in facts:
        _bind(path, devices=False, source=f"/proc/self/fd/{held}")
        os.close(held)
    if walls.devices:
        _make_room_for_proc()
    for path in _SCRATCH:
        os.makedirs(_STAGE + path, exist_ok=True)
    if not os.path.lexists(_STAGE + _USUAL_SCRATCH):  # the libraries themselves may lie below it
        os.symlink(_SCRATCH[0], _STAGE + _USUAL_SCRATCH)
    scratch = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("scratch", _STAGE + _SCRATCH[0], "tmpfs", scratch, "mode=1777,size=1m")
    kernel.pivot_root(_STAGE)
    kernel.lock("/", tree=False)


def _cover(path: str, names: tuple[str, ...] = ("",)) -> list[str]:
    """Lay an empty folder over those in a library folder that are named; packages allowed are bound into theirs."""
    covered = []
    for name in names:
        folder = os.path.join(_STAGE + path, name)
        if os.path.isdir(folder):
            kernel.mount("packages", folder, "tmpfs", kernel.MS_NOSUID, "mode=755,size=1m")
            covered.append(folder)
    return covered


def _bind(path: str, *, devices: bool, source: str = "") -> None:
    """Show a file or a folder, at the path it has outside; ``source`` is another name of it."""
    source, target = source or path, _STAGE + path
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.mount(source, target, "", kernel.MS_BIND | kernel.MS_REC)
    kernel.lock(target, tree=True, devices=devices)


def _copy(path: str) -> None:
    """Show what a file holds now."""
    os.makedirs(_STAGE + os.path.dirname(path), exist_ok=True)
    with open(path, "rb") as source, open(_STAGE + path, "wb") as target:
        target.write(source.read())


def _make_room_for_proc() -> None:
    """The kernel mounts a /proc only where the machine's own is to be seen, whole: it is there until covered."""
    os.symlink(os.path.basename(_OWN_PROCESS), _STAGE + "/proc/self")
    os.mkdir(_STAGE + _OWN_PROCESS)
    kernel.mount("/proc", _STAGE + _OWN_PROCESS, "", kernel.MS_BIND | kernel.MS_REC)


def _become_first_process() -> None:
    """Fork into the pid namespace; the parent only hands on how the zygote ended."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    os.setsid()


def _mount_proc() -> None:
    """The processes of this namespace; a worker then lays its own over them."""
    kernel.mount("proc", _OWN_PROCESS, "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)


def common_rules(walls: Walls) -> int:
    """Landlock's rules for every worker at level 2, to be made once: there are hundreds; -1 if each has its own."""
    return -1 if walls.level != 2 or walls.devices else _rules(walls, ())


def _own_rules(walls: Walls, allowance: Allowance) -> int:
    """Rules for one worker: it may use a GPU, or write some files."""
    if not walls.devices:
        return _rules(walls, allowance.files)
    readable = (*walls.visible, *_DEVICES, *walls.facts)
    return landlock.ruleset(readable, (*_SINKS, *walls.devices, *allowance.files, "/proc/self"))


def _rules(walls: Walls, files: Sequence[str]) -> int:
    packages = (f"{path}/{name}" for path in walls.visible for name in _PACKAGES)
    left_out = {*walls.left_out, *(path for path in packages if os.path.isdir(path))}
    return landlock.ruleset((*walls.visible, *_DEVICES), (*_SINKS, *files), left_out)


def confine(walls: Walls, allowance: Allowance, rules: int = -1) -> None:
    """Put this process, a fresh fork of the zygote, behind the walls of one worker; ``rules``: see `common_rules`."""
    if walls.level == 3:
        _private_scratch(allowance.scratch_bytes)
        if walls.devices:
            _mount_proc()
            kernel.mount(f"{_OWN_PROCESS}/1", _OWN_PROCESS, "", kernel.MS_BIND)
    elif walls.level == 0:
        os.setsid()  # what it forks can then be killed as one group
    else:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
        _drop_root(walls)
    if allowance.files:
        os.chdir(os.path.dirname(allowance.files[0]))
    os.umask(0o077)
    if walls.level >= 1:
        keep = 1 << kernel.CAP_DAC_READ_SEARCH if _keeps_reading(walls) else 0
        kernel.drop_capabilities(keep)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if walls.level == 3:
        if kernel.landlock_abi():
            own = (_OWN_PROCESS,) if walls.devices else ()
            landlock.restrict(landlock.ruleset(("/",), (*_SCRATCH, *_SINKS, *walls.devices, *own)))
    elif walls.level == 2:
        landlock.restrict(_own_rules(walls, allowance) if rules < 0 or allowance.files else rules)
    _limit(walls, allowance)
    if walls.level >= 1:
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # no core for a program of the machine to read
        kernel.install_filter(seccomp.program(os.getpid(), walls.opened))


def _private_scratch(size: int) -> None:
    kernel.unshare(kernel.CLONE_NEWNS)
    options = f"mode=1777,size={size},nr_inodes=4096"
    for path in _SCRATCH:
        kernel.mount("scratch", path, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, options)
    os.chdir(_SCRATCH[0])


def _keeps_reading(walls: Walls) -> bool:
    return walls.level == 2 and not walls.open_libraries


def _drop_root(walls: Walls) -> None:
    if os.getuid() != 0:
        return
    own = _UID_BASE + os.getpid()
    os.setgroups([])
    os.setresgid(own, own, own)
    if _keeps_reading(walls):
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    os.setresuid(own, own, own)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)


def _limit(walls: Walls, allowance: Allowance) -> None:
    limits = {
        resource.RLIMIT_CPU: allowance.cpu_s,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_FSIZE: allowance.file_bytes,
        resource.RLIMIT_AS: allowance.address_space_bytes,
    }
    if platform.system() == "Linux":
        if walls.level >= 1:
            limits[resource.RLIMIT_NPROC] = walls.crowd + allowance.processes
            limits[resource.RLIMIT_SIGPENDING] = 0  # counted per user, so other workers could see who queues
        limits[resource.RLIMIT_MEMLOCK] = 1 << 16
    if walls.devices:
        limits |= _limits_with_gpu(allowance)
    for kind, value in limits.items():
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        if value >= 0:
            resource.setrlimit(kind, (most, most))


def _limits_with_gpu(allowance: Allowance) -> dict[int, int]:
    """CUDA reserves more addresses than there is memory, so private memory is counted instead of addresses.

    Memory that is pinned for copies has no limit but the machine's own.
    """
    host = allowance.address_space_bytes
    return {
        resource.RLIMIT_AS: -1,
        resource.RLIMIT_DATA: host + _GPU_HOST_BYTES if host >= 0 else -1,
        resource.RLIMIT_NOFILE: _GPU_FILES,
        resource.RLIMIT_MEMLOCK: -1,
        resource.RLIMIT_SIGPENDING: -1,
    }
