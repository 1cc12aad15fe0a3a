"""The system calls a worker may not make, as a BPF program.

Everything is allowed but what stands here: numpy and torch use too much of the kernel for an allow-list
that survives their next release, and the file system, the network and other processes are closed by
namespaces and Landlock as well. A refused call gets EPERM, so that a library can say so. A few get ENOSYS,
because a library then takes the older call: with EPERM for ``clone3`` glibc starts no thread.

A worker shares the kernel with every other worker of the machine, so what tells of the kernel's state or
changes it is refused, too: the page cache, locks and other marks on files, counters of the whole machine.

The program finds a number by halving the table. The kernel runs it once for each number there is when it is
installed, to learn which need no look: with 160 comparisons in a row 0.55 ms of a worker's 4, so 0.40, and the
shortest of programs takes 0.32.
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
"""Numbers from here on belong to kernels that came after this table: a library hears that there is no such call."""

_LOAD, _JUMP, _JUMP_EQ, _JUMP_SET, _JUMP_GE, _RETURN, _AND = 0x20, 0x05, 0x15, 0x45, 0x35, 0x06, 0x54
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, 16
_FARTHEST = 255
"""Instructions that a conditional jump can skip."""

Code = list[bytes]


def _step(code: int, value: int, on_true: int = 0, on_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, on_true, on_false, value)


def _failing(code: int) -> bytes:
    return _step(_RETURN, _ERRNO | code)


def _argument(place: int) -> bytes:
    """The lower half of an argument."""
    return _step(_LOAD, _AT_ARGUMENTS + 8 * place)


def _upper(place: int) -> bytes:
    return _step(_LOAD, _AT_ARGUMENTS + 8 * place + 4)


_REFUSE, _NO_SUCH_CALL, _PASS = _failing(errno.EPERM), _failing(errno.ENOSYS), _step(_RETURN, _ALLOW)


# How an argument is judged, by its lower half; falling out of the code allows the call.
def _only(*values: int) -> Code:
    return [*(_step(_JUMP_EQ, value, len(values) - i) for i, value in enumerate(values)), _REFUSE]


def _none_of(*values: int) -> Code:
    return [step for value in values for step in (_step(_JUMP_EQ, value, 0, 1), _REFUSE)]


def _with(bit: int) -> Code:
    return [_step(_JUMP_SET, bit, 1, 0), _REFUSE]


def _without(bits: int) -> Code:
    return [_step(_JUMP_SET, bits, 0, 1), _REFUSE]


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
    # what Landlock does not guard: mode, owner, times and attributes of a file, in old versions its length
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "lchown": (94, None), "fchown": (93, 55), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466),
    "truncate": (76, 45), "file_setattr": (469, 469),
    # priorities and processors: the clock of performance tasks depends on them
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setparam": (142, 118),
    "sched_setattr": (314, 274), "setpriority": (141, 140), "ioprio_set": (251, 30), "setrlimit": (160, 164),
    # network, and what goes over a socket besides bytes: descriptors, the peer's pidfd, a cookie counted per machine
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242), "getsockopt": (55, 209), "setsockopt": (54, 208),
    "sendmsg": (46, 211), "sendmmsg": (307, 269),
    # System V and POSIX objects that outlive a process
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # what tells of other people's files, and what the whole machine has a number of
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "io_setup": (206, 0),
    # what is in the page cache and what is not, and what puts it there or throws it out
    "mincore": (27, 232), "cachestat": (451, 451), "fadvise64": (221, 223), "readahead": (187, 213),
    "getrusage": (98, 165), "vmsplice": (278, 75), "splice": (275, 76), "tee": (276, 77), "sync_file_range": (277, 84),
    # on which memory node a page lies, and shall lie
    "get_mempolicy": (239, 236), "set_mempolicy": (238, 237), "mbind": (237, 235),
    "set_mempolicy_home_node": (450, 450),
    # locks on files that all workers see
    "flock": (73, 32),
    # what the whole machine has one number of: inodes of pipes, memory, load, free blocks
    "pipe": (22, None), "pipe2": (293, 59), "sysinfo": (99, 179), "statfs": (137, 43), "fstatfs": (138, 44),
    "ustat": (136, None), "sched_rr_get_interval": (148, 127),
    # mounts and namespaces
    "mount": (165, 40), "umount2": (166, 39), "unshare": (272, 97), "setns": (308, 268),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "statmount": (457, 457), "listmount": (458, 458), "listns": (470, 470),
    "mount_setattr": (442, 442), "open_tree_attr": (467, 467), "mknod": (133, None), "mknodat": (259, 33),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    # kernel interfaces with a history of holes
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
"""Newer forms of calls: of ``stat``, which also counts the mounts of the machine, and of ``futex``."""

_OWN_PID = 0x7FFFFFFF
"""Stands in the tables for the pid of a worker; no process has it."""
_AF_UNIX, _STREAM, _SEQPACKET = 1, 1, 5
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SCHED_CORE, _PR_SET_MEMORY_MERGE = 1, 4, 22, 62, 67
_AS_IF_FROM_OUTSIDE = (1, 2, 9, 15)
"""SIGHUP, SIGINT, SIGKILL, SIGTERM: whoever ends by them is given another try."""
_MAP_HUGETLB = 0x40000
_ANOTHERS_CLOCK = 1 << 31
"""The ids of clocks that belong to a process, a thread or a device are negative."""
_FUTEX_WAITS, _FUTEX_OPERATION, _FUTEX_PRIVATE = (0, 9, 11), 0x7F, 128
_MADV_MERGEABLE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE = 12, 20, 21, 25
_OWN_DESCRIPTOR = (0, 1, 2, 3, 4, 1030)
"""fcntl that duplicates a descriptor, or reads and sets its own flags. Of the others most mark the *file*, which all
workers share: locks of two kinds, leases, notices, hints. One makes another process the receiver of signals."""
_TERMINAL_OR_FLAG = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""ioctl that asks whether there is a terminal, how much there is to read, or sets a flag of the descriptor. Others tell
which extents of a file are cached, or, asked of the channel's socket, which network cards the machine has."""


def _waiting_in_private() -> Code:
    """No wait on a futex that is not private: such a one is found by file and offset, and any page of a library may be
    one, where other workers count and wake who waits. The answer is that the word has changed, so callers look again,
    as they must anyhow; who joins a thread of C code, alone to wait in this way, asks until it has ended.
    """
    waits = [step for one in _FUTEX_WAITS for step in (_step(_JUMP_EQ, one, 0, 1), _failing(errno.EAGAIN))]
    return [_step(_JUMP_SET, _FUTEX_PRIVATE, len(waits) + 1), _step(_AND, _FUTEX_OPERATION), *waits]


_JUDGED: dict[str, tuple[tuple[int | None, int | None], int, Code]] = {
    "clone": ((56, 220), 0, _with(_CLONE_THREAD)),
    "prctl": (
        (157, 167), 0, _none_of(
            _PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SCHED_CORE, _PR_SET_MEMORY_MERGE
        )
    ),
    "fcntl": ((72, 25), 1, _only(*_OWN_DESCRIPTOR)),
    "ioctl": ((16, 29), 1, _only(*_TERMINAL_OR_FLAG)),
    "futex": ((202, 98), 1, _waiting_in_private()),
    "mmap": ((9, 222), 3, _without(_MAP_HUGETLB)),
    "madvise": ((28, 233), 2, _none_of(_MADV_MERGEABLE, _MADV_COLD, _MADV_PAGEOUT, _MADV_COLLAPSE)),
    "preadv2": ((327, 286), 5, _only(0)), "pwritev2": ((328, 287), 5, _only(0)),
    "clock_gettime": ((228, 113), 0, _without(_ANOTHERS_CLOCK)),
    "clock_getres": ((229, 114), 0, _without(_ANOTHERS_CLOCK)),
    "clock_nanosleep": ((230, 115), 0, _without(_ANOTHERS_CLOCK)),
    "timer_create": ((222, 107), 0, _without(_ANOTHERS_CLOCK)),
    "kill": ((62, 129), 0, [*_only(_OWN_PID), _argument(1), *_none_of(*_AS_IF_FROM_OUTSIDE)]),
    "tgkill": ((234, 131), 0, [*_only(_OWN_PID), _argument(2), *_none_of(*_AS_IF_FROM_OUTSIDE)]),
    "prlimit64": ((302, 261), 2, [*_only(0), _upper(2), *_only(0), _argument(0), *_only(0, _OWN_PID)]),
}  # fmt: skip
"""Calls of which one argument decides first: its place, and the code. Libraries ask for their own limits (prlimit64 of
pid 0); nobody sets one: a worker that ends by a limit of its own would look like one that was killed from outside."""

_OPENED: dict[str, tuple[tuple[int | None, int | None], int, Code]] = {
    "clone": ((56, 220), 0, _without(_CLONE_NAMESPACES)),
    "fcntl": ((72, 25), 1, _none_of(8, 10, 15, 1024, 1025, 1026, *range(1035, 1041))),
    "ioctl": ((16, 29), 1, [*_none_of(0x8901, 0x8902), _step(_AND, 0xFF00), *_none_of(ord("f") << 8)]),
    "socketpair": (
        (53, 199),
        0,
        [*_only(_AF_UNIX), _argument(1), _step(_AND, 0xF), *_only(_STREAM, _SEQPACKET)],
    ),
}
"""How a call is judged where it is let through: no namespace; no receiver of signals and no mark on a file but a lock;
no question about a file's extents; streams alone, for a datagram socket of a pair could be sent from to any address."""

DRIVER = frozenset({
    "memfd_create",  # without, it reports error 304
    "ioctl", "mmap", "madvise", "futex", "get_mempolicy", "set_mempolicy", "mbind", "sysinfo", "statfs", "fstatfs",
    "fcntl", "flock", "pipe", "pipe2", "socketpair", "sendmsg", "getsockopt", "setsockopt", "statx", "getrusage",
})  # fmt: skip
"""What CUDA needs to start, to find out about the machine, to pin memory, lock its cache and talk to its threads."""
PROGRAMS = frozenset({"fork", "vfork", "clone", "execve"})
"""What a compiler needs that starts its own passes."""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def supported() -> bool:
    return platform.machine() in _ARCHITECTURES


def program(own_pid: int, opened: frozenset[str] = frozenset()) -> bytes:
    """The filter of one worker.

    Parameters
    ----------
    own_pid : int
        The worker's pid as it sees itself: the only process it may signal.
    opened : frozenset of str
        System calls of the tables that are let through for once: `DRIVER`, `PROGRAMS`. With ``clone`` goes
        any new process, but none with a namespace of its own.
    """
    return _program(opened).replace(struct.pack("<I", _OWN_PID), struct.pack("<I", own_pid))


@functools.cache
def _program(opened: frozenset[str]) -> bytes:
    """The filter of all workers, with `_OWN_PID` in the place of the pid; to build it takes 0.5 ms."""
    column, architecture = _ARCHITECTURES[platform.machine()]
    answers: dict[int, Code] = {0: [_PASS], _UNKNOWN: [_NO_SUCH_CALL], _X32: [_REFUSE]}
    for numbers, code in _answers(opened).values():
        number = numbers[column]
        if number is not None:
            answers[number] = code
            answers.setdefault(number + 1, [_PASS])
    return b"".join([
        _step(_LOAD, _AT_ARCHITECTURE), _step(_JUMP_EQ, architecture, 1, 0), _step(_RETURN, _KILL),
        _step(_LOAD, _AT_NUMBER), *_halved(_ranges(answers)),
    ])  # fmt: skip


def _answers(opened: frozenset[str]) -> dict[str, tuple[tuple[int | None, int | None], Code]]:
    """The numbers of each call in the tables, and the code that answers it."""
    answers = {name: (numbers, [_REFUSE]) for name, numbers in _REFUSED.items()}
    answers |= {name: (numbers, [_NO_SUCH_CALL]) for name, numbers in _ABSENT.items()}
    answers |= {name: (numbers, _judging(place, code)) for name, (numbers, place, code) in _JUDGED.items()}
    answers = {name: answer for name, answer in answers.items() if name not in opened}
    for name in _OPENED.keys() & opened:
        numbers, place, code = _OPENED[name]
        answers[name] = numbers, _judging(place, code)
    return answers


def _judging(place: int, code: Code) -> Code:
    return [_argument(place), *code, _PASS]


def _ranges(answers: dict[int, Code]) -> list[tuple[int, Code]]:
    """(first number, code) of each range of numbers with the same answer."""
    ranges: list[tuple[int, Code]] = []
    for number, code in sorted(answers.items()):
        if not ranges or ranges[-1][1] != code:
            ranges.append((number, code))
    return ranges


def _halved(ranges: list[tuple[int, Code]]) -> Code:
    """Code that finds the range of a number."""
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _halved(ranges[:middle]), _halved(ranges[middle:])
    first = ranges[middle][0]
    if len(below) <= _FARTHEST:
        return [_step(_JUMP_GE, first, len(below)), *below, *above]
    return [_step(_JUMP_GE, first, 0, 1), _step(_JUMP, len(below)), *below, *above]
