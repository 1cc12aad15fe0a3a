"""Linux system calls that Python does not wrap. Each raises `OSError` with the name of the call that failed."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from typing import Any

CLONE_NEWNS = 0x00020000
CLONE_NEWCGROUP = 0x02000000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_SECCOMP = 1, 4, 8, 22
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 24, 38
CAP_DAC_READ_SEARCH = 2

_MADV_COLLAPSE = 25
_AT_RECURSIVE = 0x8000
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV = 1, 2, 4
_SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_SYS_MOUNT_SETATTR = 442
_SYS_LANDLOCK_CREATE, _SYS_LANDLOCK_ADD, _SYS_LANDLOCK_RESTRICT = 444, 445, 446
_CAPABILITY_VERSION_3 = 0x20080522

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.mount.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_ulong, ctypes.c_char_p)


_M_MMAP_THRESHOLD, _SMALL = -3, 128 << 10


def _check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def unshare(flags: int) -> None:
    _check(_libc.unshare(flags), "unshare")


def setns(descriptor: int, kind: int) -> None:
    _check(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    done = _libc.mount(source.encode(), target.encode(), kind.encode(), flags, options.encode())
    _check(done, f"mount {kind or 'bind'} on {target}")


def umount(target: str) -> None:
    _check(_libc.umount2(target.encode(), MNT_DETACH), f"umount {target}")


def make_read_only(path: str, *, tree: bool, devices: bool = False) -> None:
    """Make a mount read-only and without set-uid. With ``tree``, also all mounts below it, which a remount omits."""
    flags = _ATTR_RDONLY | _ATTR_NOSUID | (0 if devices else _ATTR_NODEV)
    attributes = struct.pack("<QQQQ", flags, 0, 0, 0)
    how = _AT_RECURSIVE if tree else 0
    done = _libc.syscall(_SYS_MOUNT_SETATTR, -100, path.encode(), how, attributes, len(attributes))
    _check(done, f"mount_setattr {path}")


def collapse(start: int, length: int) -> None:
    """Collapse a range of private memory into huge pages. Kernels before 6.1 ignore the call."""
    _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(length), _MADV_COLLAPSE)


def pivot_root(new: str) -> None:
    """Make ``new`` the root and unmount the old root."""
    os.chdir(new)
    _check(_libc.syscall(_SYS_PIVOT_ROOT[platform.machine()], b".", b"."), "pivot_root")
    umount(".")
    os.chdir("/")


def prctl(option: int, *values: Any) -> int:
    padded = [ctypes.c_ulong(v) if isinstance(v, int) else v for v in values]
    padded += [ctypes.c_ulong(0)] * (4 - len(padded))
    return _check(_libc.prctl(option, *padded), f"prctl {option}")


def bound_capabilities() -> None:
    """Prevent programs started later from gaining capabilities. This process keeps its own."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:  # EINVAL: past the last capability; EPERM: this process has no right to drop one
            break


def drop_capabilities(keep: int = 0) -> None:
    """Drop every capability except those of the mask ``keep``."""
    header = struct.pack("<Ii", _CAPABILITY_VERSION_3, 0)
    low, high = keep & 0xFFFFFFFF, keep >> 32
    sets = struct.pack("<6I", low, low, 0, high, high, 0)
    _check(_libc.capset(header, sets), "capset")


def install_filter(program: bytes) -> None:
    """Install a seccomp program (an array of 8-byte BPF instructions)."""
    code = ctypes.create_string_buffer(program, len(program))
    bpf = struct.pack("<HxxxxxxQ", len(program) // 8, ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, 2, bpf)


def landlock_abi() -> int:
    """The kernel's version of Landlock; 0 if it has none."""
    version: int = _libc.syscall(_SYS_LANDLOCK_CREATE, None, 0, 1)
    return max(version, 0)


def landlock_create(attributes: bytes) -> int:
    return _check(
        _libc.syscall(_SYS_LANDLOCK_CREATE, attributes, len(attributes), 0), "landlock_create_ruleset"
    )


def landlock_allow(ruleset: int, path: str, access: int) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("<Qi", access, descriptor)
        _check(_libc.syscall(_SYS_LANDLOCK_ADD, ruleset, 1, rule, 0), f"landlock_add_rule {path}")
    finally:
        os.close(descriptor)


def landlock_restrict(ruleset: int) -> None:
    _check(_libc.syscall(_SYS_LANDLOCK_RESTRICT, ruleset, 0), "landlock_restrict_self")


def return_freed_memory() -> None:
    """Make malloc return freed arrays to the kernel at once, so that the peak of memory is exact."""
    if hasattr(
        _libc, "mallopt"
    ):  # only glibc has it; elsewhere freed memory may stay, and the peak is a little higher
        _libc.mallopt(_M_MMAP_THRESHOLD, _SMALL)
