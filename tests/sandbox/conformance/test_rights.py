"""A worker has no rights and gets none."""

from __future__ import annotations

import errno
import os

from expectation import KERNEL, X86, closed_interpreter, from_level


@X86
@from_level(1)
def test_no_namespace_can_be_made_and_nothing_mounted(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f():\n"
        "  made = [syscall(272, flag) for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000)]\n"
        "  cloned = [syscall(56, flag | 17) for flag in (0, 0x10000000)]\n"
        "  mounted = [syscall(165, b'none', b'/tmp', b'tmpfs', 0, 0), syscall(161, b'/tmp')]\n"
        "  return made + cloned + mounted, syscall(435, 0, 0)"
    )
    assert worker.call("f", []).value == ([errno.EPERM] * 8, errno.ENOSYS)


@from_level(1)
def test_a_worker_has_no_user_of_this_machine_and_no_capability(make_worker, level):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f():\n"
        "  header = (ctypes.c_uint32 * 2)(0x20080522, 0); data = (ctypes.c_uint32 * 6)()\n"
        "  assert libc.capget(header, data) == 0\n"
        "  return os.getuid(), os.geteuid(), os.getgroups(), list(data), libc.prctl(39, 0, 0, 0, 0)"
    )
    uid, effective, groups, sets, no_new_privileges = worker.call("f", []).value
    documented = 1 << 2 if level == 2 and closed_interpreter() else 0  # CAP_DAC_READ_SEARCH
    assert sets == [documented, documented, 0, 0, 0, 0]
    assert no_new_privileges == 1
    assert uid == effective != 0
    assert level != 3 or uid == 1000
    if os.getuid() == 0:
        assert groups == []
        assert level == 3 or uid >= 0x60000000


@from_level(1)
def test_root_cannot_be_regained(make_worker, level):
    worker = make_worker(
        f"{KERNEL}\ndef f(): return [error_of(os.setuid, 0), error_of(os.setgid, 0), error_of(os.setresuid, 0, 0, 0)]"
    )
    refused = errno.EINVAL if level == 3 else errno.EPERM  # at level 3 there is no such user
    assert worker.call("f", []).value == [refused] * 3


@from_level(1)
def test_priority_and_processors_stay_as_they_are(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f(): return error_of(os.sched_setaffinity, 0, {{0}}), error_of(os.setpriority, 0, 0, 19)"
    )
    assert worker.call("f", []).value == (errno.EPERM, errno.EPERM)
