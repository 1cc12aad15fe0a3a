"""The system calls that a worker may not make, as a BPF program.

Calls that are not listed here are allowed. An allow-list would break with new releases of numpy and torch, which use
many system calls, and namespaces and Landlock also protect the file system, the network and other processes. A refused
call returns EPERM, so that a library can report it. A few calls return ENOSYS, so that a library uses an older call
instead: with EPERM for ``clone3``, glibc cannot start a thread.

All workers of a machine share one kernel. So calls that read or change the state of the kernel are refused, too: the
page cache, locks and other marks on files, counters of the whole machine.

The program finds a call's number by binary search. At installation, the kernel runs it once for every number, to find
the calls that are always allowed. Of the 4 ms that a worker takes to start, this takes 0.55 ms with 160 comparisons
in a row, 0.40 ms with binary search, and 0.32 ms with the shortest possible program.
"""

from __future__ import annotations

import errno
import functools
import platform
import struct

_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERRNO = 0x00050000
_CLONE_THREAD = 0x00010000
_CLONE_NAMESPACES = 0x7E020000
_X32 = 0x40000000
_UNKNOWN = 472
"""Numbers from here on belong to calls that are newer than this table. They return ENOSYS."""

_LOAD, _JUMP, _JUMP_EQ, _JUMP_SET, _JUMP_GE, _RETURN, _AND = 0x20, 0x05, 0x15, 0x45, 0x35, 0x06, 0x54
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, 16
_MAX_JUMP = 255
"""The most instructions that a conditional jump can skip."""

Code = list[bytes]


def _instruction(code: int, value: int, on_true: int = 0, on_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, on_true, on_false, value)


def _return_errno(code: int) -> bytes:
    return _instruction(_RETURN, _ERRNO | code)


def _load_argument(place: int) -> bytes:
    """Load the lower half of an argument."""
    return _instruction(_LOAD, _AT_ARGUMENTS + 8 * place)


def _load_upper_half(place: int) -> bytes:
    return _instruction(_LOAD, _AT_ARGUMENTS + 8 * place + 4)


_REFUSE, _NO_SUCH_CALL, _PASS = (
    _return_errno(errno.EPERM),
    _return_errno(errno.ENOSYS),
    _instruction(_RETURN, _ALLOW),
)


# Code that checks the loaded half of an argument. If the end of the code is reached, the call is allowed.
def _allow_only(*values: int) -> Code:
    return [*(_instruction(_JUMP_EQ, value, len(values) - i) for i, value in enumerate(values)), _REFUSE]


def _refuse_values(*values: int) -> Code:
    return [step for value in values for step in (_instruction(_JUMP_EQ, value, 0, 1), _REFUSE)]


def _require_bit(bit: int) -> Code:
    return [_instruction(_JUMP_SET, bit, 1, 0), _REFUSE]


def _refuse_bits(bits: int) -> Code:
    return [_instruction(_JUMP_SET, bits, 0, 1), _REFUSE]


# Columns: x86_64, aarch64 (None: the architecture has no such call).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # new processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "kcmp": (312, 272),
    "tkill": (200, 130), "setpgid": (109, 154), "setsid": (112, 157),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240),
    "migrate_pages": (256, 238), "move_pages": (279, 239),
    "process_madvise": (440, 440), "process_mrelease": (448, 448),
    # not covered by Landlock: mode, owner, times and attributes of a file; in old versions its length
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466),
    "truncate": (76, 45), "file_setattr": (469, 469),
    # priorities and processors: the timing of performance tasks depends on them
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "setpriority": (141, 140), "ioprio_set": (251, 30), "setrlimit": (160, 164),
    # network, and data on a socket that is not bytes: descriptors, the peer's pidfd, a cookie counted per machine
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "getsockopt": (55, 209), "setsockopt": (54, 208),
    "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # System V and POSIX objects that outlive a process
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # events of other people's files, and resources that are limited for the whole machine
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "io_setup": (206, 0),
    # reading and changing the contents of the page cache
    "mincore": (27, 232), "cachestat": (451, 451), "fadvise64": (221, 223), "readahead": (187, 213),
    "getrusage": (98, 165), "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77), "sync_file_range": (277, 84),
    # the memory node of a page
    "get_mempolicy": (239, 236), "set_mempolicy": (238, 237), "mbind": (237, 235),
    "set_mempolicy_home_node": (450, 450),
    # locks on files that all workers see
    "flock": (73, 32),
    # numbers that are common to the whole machine: inodes of pipes, memory, load, free blocks
    "pipe": (22, None), "pipe2": (293, 59), "sysinfo": (99, 179), "statfs": (137, 43), "fstatfs": (138, 44),
    "ustat": (136, None), "sched_rr_get_interval": (148, 127),
    # mounts and namespaces
    "mount": (165, 40), "umount2": (166, 39), "unshare": (272, 97), "setns": (308, 268),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "statmount": (457, 457), "listmount": (458, 458), "listns": (470, 470),
    "mount_setattr": (442, 442), "open_tree_attr": (467, 467), "mknod": (133, None), "mknodat": (259, 33),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    # kernel interfaces with a history of vulnerabilities
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "personality": (135, 92), "seccomp": (317, 277),
    "lookup_dcookie": (212, 18), "modify_ldt": (154, None), "iopl": (172, None), "ioperm": (173, None),
    # the machine
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "quotactl": (179, 60), "quotactl_fd": (443, 443), "acct": (163, 89),
    "settimeofday": (164, 170), "adjtimex": (159, 171), "clock_settime": (227, 112),
    "clock_adjtime": (305, 266), "syslog": (103, 116), "sethostname": (170, 161),
    "setdomainname": (171, 162), "vhangup": (153, 58), "sync": (162, 81), "syncfs": (306, 267),
}  # fmt: skip
_ABSENT: dict[str, tuple[int | None, int | None]] = {
    "clone3": (435, 435), "statx": (332, 291),
    "futex_waitv": (449, 449), "futex_wake": (454, 454), "futex_wait": (455, 455), "futex_requeue": (456, 456),
}  # fmt: skip
"""New variants of calls that return ENOSYS: of ``stat``, which also shows mount ids, of ``futex`` and ``clone``."""

_OWN_PID = 0x7FFFFFFF
"""Placeholder in the tables for the pid of a worker. No process has this pid."""
_AF_UNIX, _STREAM, _SEQPACKET = 1, 1, 5
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SCHED_CORE, _PR_SET_MEMORY_MERGE = 1, 4, 22, 62, 67
_SIGNALS_FROM_OUTSIDE = (1, 2, 9, 15)
"""SIGHUP, SIGINT, SIGKILL, SIGTERM. A worker that ends by one of them looks as if killed from outside and is rerun."""
_MAP_HUGETLB = 0x40000
_OTHER_CLOCK_BIT = 1 << 31
"""The sign bit of a clock's id. It is set for the clocks of a process, a thread or a device."""
_FUTEX_WAITS, _FUTEX_OPERATION, _FUTEX_PRIVATE = (0, 9, 11), 0x7F, 128
_MADV_MERGEABLE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE = 12, 20, 21, 25
_OWN_DESCRIPTOR = (0, 1, 2, 3, 4, 1030)
"""The fcntl commands that duplicate a descriptor, or read and set its flags. Most others change the state of the
*file*, which all workers share: two kinds of locks, leases, notifications, hints. One sends signals to a process."""
_TERMINAL_OR_FLAG = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""The ioctl requests that ask for a terminal or the number of readable bytes, or set a flag of the descriptor. Others
show which extents of a file are cached or, on the socket of the channel, the network cards of the machine."""


def _refuse_shared_waits() -> Code:
    """Refuse to wait on a futex that is not private.

    Such a futex is identified by file and offset, so it can be in any page of a library. Other workers could count and
    wake the waiters. The call returns EAGAIN, as if the word had changed, and the caller tries again, as it must do
    anyway. Only joining a thread of C code waits in this way; it repeats the call until the thread has ended.
    """
    waits = [
        step
        for one in _FUTEX_WAITS
        for step in (_instruction(_JUMP_EQ, one, 0, 1), _return_errno(errno.EAGAIN))
    ]
    return [
        _instruction(_JUMP_SET, _FUTEX_PRIVATE, len(waits) + 1),
        _instruction(_AND, _FUTEX_OPERATION),
        *waits,
    ]


_ARGUMENT_RULES: dict[str, tuple[tuple[int | None, int | None], int, Code]] = {
    "clone": ((56, 220), 0, _require_bit(_CLONE_THREAD)),
    "prctl": (
        (157, 167), 0, _refuse_values(
            _PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SCHED_CORE, _PR_SET_MEMORY_MERGE
        )
    ),
    "fcntl": ((72, 25), 1, _allow_only(*_OWN_DESCRIPTOR)),
    "ioctl": ((16, 29), 1, _allow_only(*_TERMINAL_OR_FLAG)),
    "futex": ((202, 98), 1, _refuse_shared_waits()),
    "mmap": ((9, 222), 3, _refuse_bits(_MAP_HUGETLB)),
    "madvise": ((28, 233), 2, _refuse_values(_MADV_MERGEABLE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE)),
    "preadv2": ((327, 286), 5, _allow_only(0)), "pwritev2": ((328, 287), 5, _allow_only(0)),
    "clock_gettime": ((228, 113), 0, _refuse_bits(_OTHER_CLOCK_BIT)),
    "clock_getres": ((229, 114), 0, _refuse_bits(_OTHER_CLOCK_BIT)),
    "clock_nanosleep": ((230, 115), 0, _refuse_bits(_OTHER_CLOCK_BIT)),
    "timer_create": ((222, 107), 0, _refuse_bits(_OTHER_CLOCK_BIT)),
    "kill": ((62, 129), 0, [*_allow_only(_OWN_PID), _load_argument(1), *_refuse_values(*_SIGNALS_FROM_OUTSIDE)]),
    "tgkill": ((234, 131), 0, [*_allow_only(_OWN_PID), _load_argument(2), *_refuse_values(*_SIGNALS_FROM_OUTSIDE)]),
    "prlimit64": (
        (302, 261), 2,
        [*_allow_only(0), _load_upper_half(2), *_allow_only(0), _load_argument(0), *_allow_only(0, _OWN_PID)],
    ),
}  # fmt: skip
"""Calls that are allowed or refused by their arguments: numbers, place of the first argument, and code.

Libraries may read their own limits (prlimit64 with pid 0). Nobody may set one: a worker that ends by a limit that it
set itself would look as if it had been killed from outside.
"""


def _local_sockets(*kinds: int) -> Code:
    """Allow sockets of this machine only, of the given kinds; flags do not matter."""
    return [*_allow_only(_AF_UNIX), _load_argument(1), _instruction(_AND, 0xF), *_allow_only(*kinds)]


_OPENED_ARGUMENT_RULES: dict[str, tuple[tuple[int | None, int | None], int, Code]] = {
    "clone": ((56, 220), 0, _refuse_bits(_CLONE_NAMESPACES)),
    "fcntl": ((72, 25), 1, _refuse_values(8, 10, 15, 1024, 1025, 1026, *range(1035, 1041))),
    "ioctl": (
        (16, 29),
        1,
        [*_refuse_values(0x8901, 0x8902), _instruction(_AND, 0xFF00), *_refuse_values(ord("f") << 8)],
    ),
    "socketpair": ((53, 199), 0, _local_sockets(_STREAM, _SEQPACKET)),
    "socket": ((41, 198), 0, _local_sockets(_SEQPACKET)),
}
"""Rules for calls in ``opened``: no namespaces; no receiver of signals and no state of a file except locks; no question
about a file's extents; only local sockets that have to be connected, as a datagram socket could send to any address."""

DRIVER = frozenset({
    "memfd_create",  # without it, CUDA reports error 304
    "ioctl", "mmap", "madvise", "futex", "get_mempolicy", "set_mempolicy", "mbind", "sysinfo", "statfs", "fstatfs",
    "fcntl", "flock", "pipe", "pipe2", "socketpair", "sendmsg", "getsockopt", "setsockopt", "statx", "getrusage",
    "socket", "bind", "listen",  # without its own local socket, CUDA of driver 580 reports error 304
})  # fmt: skip
"""What CUDA needs to start, query the machine, pin memory, lock its cache and communicate with its threads.

It also listens on a local socket, for processes that want to share memory. No worker may connect to it.
"""
PROGRAMS = frozenset({"fork", "vfork", "clone", "execve"})
"""What a compiler needs to start its passes as processes."""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def is_supported() -> bool:
    return platform.machine() in _ARCHITECTURES


def program(own_pid: int, opened: frozenset[str] = frozenset()) -> bytes:
    """The filter of one worker.

    Parameters
    ----------
    own_pid : int
        The worker's pid in its own namespace: the only process that it may signal.
    opened : frozenset of str
        System calls of the tables that are allowed for this worker: `DRIVER`, `PROGRAMS`. ``clone`` allows new
        processes, but no new namespaces.
    """
    return _program(opened).replace(struct.pack("<I", _OWN_PID), struct.pack("<I", own_pid))


@functools.cache
def _program(opened: frozenset[str]) -> bytes:
    """The filter of all workers, with `_OWN_PID` in place of the pid. Building it takes 0.5 ms."""
    column, architecture = _ARCHITECTURES[platform.machine()]
    rules: dict[int, Code] = {0: [_PASS], _UNKNOWN: [_NO_SUCH_CALL], _X32: [_REFUSE]}
    for numbers, code in _call_rules(opened).values():
        number = numbers[column]
        if number is not None:
            rules[number] = code
            rules.setdefault(number + 1, [_PASS])
    return b"".join([
        _instruction(_LOAD, _AT_ARCHITECTURE), _instruction(_JUMP_EQ, architecture, 1, 0), _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _AT_NUMBER), *_binary_search(_ranges(rules)),
    ])  # fmt: skip


def _call_rules(opened: frozenset[str]) -> dict[str, tuple[tuple[int | None, int | None], Code]]:
    """The numbers of each call in the tables, and the code that decides about it."""
    rules = {name: (numbers, [_REFUSE]) for name, numbers in _REFUSED.items()}
    rules |= {name: (numbers, [_NO_SUCH_CALL]) for name, numbers in _ABSENT.items()}
    rules |= {
        name: (numbers, _check_argument(place, code))
        for name, (numbers, place, code) in _ARGUMENT_RULES.items()
    }
    rules = {name: rule for name, rule in rules.items() if name not in opened}
    for name in _OPENED_ARGUMENT_RULES.keys() & opened:
        numbers, place, code = _OPENED_ARGUMENT_RULES[name]
        rules[name] = numbers, _check_argument(place, code)
    return rules


def _check_argument(place: int, code: Code) -> Code:
    return [_load_argument(place), *code, _PASS]


def _ranges(rules: dict[int, Code]) -> list[tuple[int, Code]]:
    """(first number, code) of each range of numbers with the same code."""
    ranges: list[tuple[int, Code]] = []
    for number, code in sorted(rules.items()):
        if not ranges or ranges[-1][1] != code:
            ranges.append((number, code))
    return ranges


def _binary_search(ranges: list[tuple[int, Code]]) -> Code:
    """Code that finds the range of a number by binary search."""
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _binary_search(ranges[:middle]), _binary_search(ranges[middle:])
    first = ranges[middle][0]
    if len(below) <= _MAX_JUMP:
        return [_instruction(_JUMP_GE, first, len(below)), *below, *above]
    return [_instruction(_JUMP_GE, first, 0, 1), _instruction(_JUMP, len(below)), *below, *above]
