"""The walls of the sandbox: first around the zygote, then in addition around each worker.

Level 3 needs namespaces, level 2 Landlock, level 1 seccomp. A step that fails raises `OSError`, and the grader
decides what to do. Nothing here falls back to a lower level by itself.
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
_WRITABLE_DEVICES = ("/dev/null", "/dev/zero")
_PACKAGES = ("site-packages", "dist-packages", "python3/dist-packages")
_CPU_INFO = "/proc/cpuinfo"
"""The only file of /proc in a jail: torch reads the processor's instructions for half precision from it. It is a copy,
because the file itself shows the current frequency of each core, and so which cores other processes use."""
_OWN_PROCESS = "/proc/1"
"""With a GPU, a worker also sees its own process: CUDA has to write the names of its threads to task/*/comm.

Of the other files, a worker can only write harmless ones: timer slack and security labels. The rest belongs to root
because the process is not dumpable, among them clear_refs, which would reset the peak of memory.
"""
_GPU_FILES = 1024
_GPU_HOST_BYTES = 8 << 30
"""How much of this machine's memory CUDA itself may map. It uses little of it."""
_STAGE = "/sys"
"""Where the new root is built: a folder that every Linux has and that contains no library."""
_SCRATCH = ("/scratch", "/dev/shm")  # noqa: S108 - inside the jail, where they are private
_TMP = "/tmp"  # noqa: S108
_UID_BASE = 0x60000000
"""First of the user ids that no account has. A worker's pid is added, so that no two workers share an id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walls:
    """The settings of a jail. The grader decides all of them."""

    level: int
    visible: tuple[str, ...]
    """Files and folders of the interpreter and the libraries."""
    left_out: tuple[str, ...]
    """Folders below ``visible`` that no submission needs. A worker could use such a file to signal other workers."""
    open_libraries: bool
    """Whether every user may read ``visible``. If not, root keeps the capability to read, confined by Landlock."""
    crowd: int = 0
    """Threads that the workers' user runs already. The kernel counts them together with those of a worker."""
    devices: tuple[str, ...] = ()
    """Device nodes of GPUs, for workers that may use them (the profile ``gpu``)."""
    facts: tuple[str, ...] = ()
    """Files of /proc and /sys that the driver of these GPUs reads."""

    @property
    def opened(self) -> frozenset[str]:
        """System calls that only a worker with a GPU may make.

        Triton runs an assembler and a C compiler. Their processes are confined like the worker. At level 3 they end
        with the worker, because its pid namespace ends. Below level 3 they would outlive it, so they are not allowed.
        """
        if not self.devices:
            return frozenset()
        return seccomp.DRIVER | seccomp.PROGRAMS if self.level == 3 else seccomp.DRIVER


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLimits:
    """The resources that one worker may use."""

    address_space_bytes: int
    cpu_s: int
    scratch_bytes: int
    file_bytes: int
    files: list[str]
    """Files outside of the jail that the worker may write. They exist, in the folder in which the worker starts."""
    processes: int = 64


def enclose(walls: Walls) -> None:
    """Confine this process, which becomes the zygote.

    At level 3 this process forks. The parent waits and exits with the zygote's status; the child returns from this
    function as process 1 of a pid namespace.
    """
    if platform.system() != "Linux":
        if walls.level > 0:
            raise OSError(0, "namespaces, Landlock and seccomp exist on Linux only")
        return
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    if walls.level >= 1 and not seccomp.is_supported():
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
    """Check that there are other user ids. In some containers root has none, so every worker would be root."""
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
    if uid == 0:  # the root is built before rights are dropped, because the interpreter may be under /root
        kernel.unshare(kernel.CLONE_NEWNS)
        _build_root(walls)
        uid = gid = _UID_BASE + os.getpid()
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else this process may not write /proc/self/uid_map
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)  # a change of the user id clears this setting
        kernel.unshare(private)
        _map_ids(proc, uid, gid)
    else:
        kernel.unshare(private)
        _map_ids(proc, uid, gid)
        _build_root(walls)
    os.close(proc)
    socket.sethostname("jail")  # a new namespace has the machine's own name
    _become_first_process()
    if walls.devices:
        _mount_proc()  # hides the machine's /proc, and shows early whether a worker can do the same


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
    """Build a tmpfs that contains only the visible files, each at its outside path, and make it the root."""
    os.umask(0o022)  # the workers are other users and have to reach what is made here
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    facts = [(path, os.open(path, os.O_PATH)) for path in walls.facts]  # before the stage hides /sys
    kernel.mount("jail", _STAGE, "tmpfs", kernel.MS_NOSUID, "mode=755,size=8m")
    hidden: list[str] = []
    for path in walls.visible:  # sorted, so that a folder comes before its contents
        if os.path.islink(path):
            os.makedirs(_STAGE + os.path.dirname(path), exist_ok=True)
            os.symlink(os.readlink(path), _STAGE + path)
        else:
            _bind_path(path, devices=False)
            hidden += _hide_folders(path, _PACKAGES)
    for path in walls.left_out:
        hidden += _hide_folders(path)
    for path in hidden:
        kernel.make_read_only(path, tree=False)
    for path in (*_DEVICES, *walls.devices):
        _bind_path(path, devices=True)
    _copy_file(_CPU_INFO)
    for path, held in facts:
        _bind_path(path, devices=False, source=f"/proc/self/fd/{held}")
        os.close(held)
    if walls.devices:
        _show_machine_proc()
    for path in _SCRATCH:
        os.makedirs(_STAGE + path, exist_ok=True)
    if not os.path.lexists(_STAGE + _TMP):  # it exists if the libraries are below it
        os.symlink(_SCRATCH[0], _STAGE + _TMP)
    scratch = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("scratch", _STAGE + _SCRATCH[0], "tmpfs", scratch, "mode=1777,size=1m")
    kernel.pivot_root(_STAGE)
    kernel.make_read_only("/", tree=False)


def _hide_folders(path: str, names: tuple[str, ...] = ("",)) -> list[str]:
    """Mount an empty folder over each named subfolder. Allowed packages are later mounted into the empty folders."""
    hidden = []
    for name in names:
        folder = os.path.join(_STAGE + path, name)
        if os.path.isdir(folder):
            kernel.mount("packages", folder, "tmpfs", kernel.MS_NOSUID, "mode=755,size=1m")
            hidden.append(folder)
    return hidden


def _bind_path(path: str, *, devices: bool, source: str = "") -> None:
    """Make a file or folder visible at its outside path. ``source`` is another name of it."""
    source, target = source or path, _STAGE + path
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.mount(source, target, "", kernel.MS_BIND | kernel.MS_REC)
    kernel.make_read_only(target, tree=True, devices=devices)


def _copy_file(path: str) -> None:
    """Make a copy of a file's current contents visible."""
    os.makedirs(_STAGE + os.path.dirname(path), exist_ok=True)
    with open(path, "rb") as source, open(_STAGE + path, "wb") as target:
        target.write(source.read())


def _show_machine_proc() -> None:
    """Make the machine's /proc visible: the kernel allows a new /proc only then. The new one hides it later."""
    os.symlink(os.path.basename(_OWN_PROCESS), _STAGE + "/proc/self")
    os.mkdir(_STAGE + _OWN_PROCESS)
    kernel.mount("/proc", _STAGE + _OWN_PROCESS, "", kernel.MS_BIND | kernel.MS_REC)


def _become_first_process() -> None:
    """Fork into the pid namespace. The parent only passes on the exit status of the zygote."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
    os.setsid()


def _mount_proc() -> None:
    """Mount the processes of this namespace as /proc. A worker later mounts its own process over them."""
    kernel.mount("proc", _OWN_PROCESS, "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)


def common_rules(walls: Walls) -> int:
    """A ruleset of Landlock for all workers at level 2, made once, as it has hundreds of rules; -1 if not shared."""
    return -1 if walls.level != 2 or walls.devices else _make_ruleset(walls, ())


def _worker_ruleset(walls: Walls, limits: WorkerLimits) -> int:
    """The ruleset for one worker that may use a GPU or write files."""
    if not walls.devices:
        return _make_ruleset(walls, limits.files)
    readable = (*walls.visible, *_DEVICES, *walls.facts)
    return landlock.ruleset(readable, (*_WRITABLE_DEVICES, *walls.devices, *limits.files, "/proc/self"))


def _make_ruleset(walls: Walls, files: Sequence[str]) -> int:
    packages = (f"{path}/{name}" for path in walls.visible for name in _PACKAGES)
    left_out = {*walls.left_out, *(path for path in packages if os.path.isdir(path))}
    return landlock.ruleset((*walls.visible, *_DEVICES), (*_WRITABLE_DEVICES, *files), left_out)


def confine(walls: Walls, limits: WorkerLimits, rules: int = -1) -> None:
    """Confine this process, a new fork of the zygote, as one worker. ``rules`` comes from `common_rules`."""
    if walls.level == 3:
        _private_scratch(limits.scratch_bytes)
        if walls.devices:
            kernel.unshare(
                kernel.CLONE_NEWNET
            )  # CUDA listens on a local socket; its name is this worker's alone
            _mount_proc()
            kernel.mount(f"{_OWN_PROCESS}/1", _OWN_PROCESS, "", kernel.MS_BIND)
    elif walls.level == 0:
        os.setsid()  # so that all its forks can be killed as one group
    else:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, 9)
        _drop_root(walls)
    if limits.files:
        os.chdir(os.path.dirname(limits.files[0]))
    os.umask(0o077)
    if walls.level >= 1:
        keep = 1 << kernel.CAP_DAC_READ_SEARCH if _keeps_reading(walls) else 0
        kernel.drop_capabilities(keep)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if walls.level == 3:
        if kernel.landlock_abi():
            own = (_OWN_PROCESS,) if walls.devices else ()
            landlock.restrict(landlock.ruleset(("/",), (*_SCRATCH, *_WRITABLE_DEVICES, *walls.devices, *own)))
    elif walls.level == 2:
        landlock.restrict(_worker_ruleset(walls, limits) if rules < 0 or limits.files else rules)
    _set_resource_limits(walls, limits)
    if walls.level >= 1:
        kernel.prctl(
            kernel.PR_SET_DUMPABLE, 0
        )  # so that there is no core dump that other programs could read
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


def _set_resource_limits(walls: Walls, limits: WorkerLimits) -> None:
    values = {
        resource.RLIMIT_CPU: limits.cpu_s,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_AS: limits.address_space_bytes,
    }
    if platform.system() == "Linux":
        if walls.level >= 1:
            values[resource.RLIMIT_NPROC] = walls.crowd + limits.processes
            # Signals that wait are counted per user, so a worker could use them to tell others something.
            values[resource.RLIMIT_SIGPENDING] = 0
        values[resource.RLIMIT_MEMLOCK] = 1 << 16
    if walls.devices:
        values |= _limits_with_gpu(limits)
    for kind, value in values.items():
        _, hard = resource.getrlimit(kind)
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        if value >= 0:
            resource.setrlimit(kind, (most, most))


def _limits_with_gpu(limits: WorkerLimits) -> dict[int, int]:
    """Limits for a worker with a GPU.

    CUDA reserves more addresses than there is memory, so private memory is limited instead of addresses. Memory that
    is pinned for copies has no limit.
    """
    host = limits.address_space_bytes
    return {
        resource.RLIMIT_AS: -1,
        resource.RLIMIT_DATA: host + _GPU_HOST_BYTES if host >= 0 else -1,
        resource.RLIMIT_NOFILE: _GPU_FILES,
        resource.RLIMIT_MEMLOCK: -1,
        resource.RLIMIT_SIGPENDING: -1,
    }
