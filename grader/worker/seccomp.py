"""The system calls a worker may not make, as a BPF program.

Everything is allowed but what stands here: numpy and torch use too much of the kernel for an allow-list
that survives their next release, and the file system, the network and other processes are closed by
namespaces and Landlock as well. A refused call gets EPERM, so that a library can say so; ``clone3`` gets
ENOSYS, because with EPERM glibc starts no thread instead of falling back to ``clone``.
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

_LOAD, _JUMP_EQ, _JUMP_SET, _JUMP_GE, _RETURN, _AND = 0x20, 0x15, 0x45, 0x35, 0x06, 0x54
_AT_NUMBER, _AT_ARCHITECTURE, _AT_ARGUMENTS = 0, 4, (16, 24)

# Columns: x86_64, aarch64 (None: the architecture has no such call).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    # new processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "memfd_create": (319, 279), "memfd_secret": (447, 447),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434), "pidfd_getfd": (438, 438), "pidfd_send_signal": (424, 424), "kcmp": (312, 272),
    "setpgid": (109, 154), "setsid": (112, 157),
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
    "sched_setattr": (314, 274), "setpriority": (141, 140), "ioprio_set": (251, 30),
    # network
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201),
    "accept": (43, 202), "accept4": (288, 242),
    # System V and POSIX objects that outlive a process
    "shmget": (29, 194), "shmat": (30, 196), "shmctl": (31, 195), "semget": (64, 190), "semop": (65, 193),
    "semctl": (66, 191), "semtimedop": (220, 192), "msgget": (68, 186), "msgsnd": (69, 189),
    "msgrcv": (70, 188), "msgctl": (71, 187), "mq_open": (240, 180), "mq_unlink": (241, 181),
    # what tells of other people's files, and what the whole machine has a number of
    "inotify_init": (253, None), "inotify_init1": (294, 26), "inotify_add_watch": (254, 27),
    "io_setup": (206, 0),
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
_ONLY_SELF = {"kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "prlimit64": (302, 261)}
_CLONE, _CLONE3, _PRCTL = (56, 220), (435, 435), (157, 167)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_SOCKETPAIR = (53, 199)
_AF_UNIX, _STREAM, _SEQPACKET, _TYPE_MASK = 1, 1, 5, 15
_OWNERS = {(72, 25): (8, 10, 15), (16, 29): (0x8901, 0x8902)}
"""fcntl and ioctl that make another process the receiver of a descriptor's signals."""
DRIVER = frozenset({"memfd_create"})
"""What CUDA needs to start; without, it reports error 304."""
PROGRAMS = frozenset({"fork", "vfork", "clone", "execve"})
"""What a compiler needs that starts its own passes."""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def supported() -> bool:
    return platform.machine() in _ARCHITECTURES


@functools.cache
def program(own_pid: int, opened: frozenset[str] = frozenset()) -> bytes:
    """The filter of one worker.

    Parameters
    ----------
    own_pid : int
        The worker's pid as it sees itself: the only process it may signal.
    opened : frozenset of str
        System calls of the table that are let through for once: `DRIVER`, `PROGRAMS`. With ``clone`` goes
        any new process, but none with a namespace of its own.
    """
    column, architecture = _ARCHITECTURES[platform.machine()]
    refuse = _step(_RETURN, _ERRNO | errno.EPERM)
    code = [
        _step(_LOAD, _AT_ARCHITECTURE),
        _step(_JUMP_EQ, architecture, 1, 0), _step(_RETURN, _KILL),
        _step(_LOAD, _AT_NUMBER),
        _step(_JUMP_GE, _X32, 0, 1), refuse,
        _step(_JUMP_EQ, _CLONE3[column], 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS),
        _step(_JUMP_GE, _UNKNOWN, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS),
    ]  # fmt: skip
    if "clone" in opened:
        code += _with_argument(_CLONE[column], [_step(_JUMP_SET, _CLONE_NAMESPACES, 0, 1), refuse])
    else:
        code += _with_argument(_CLONE[column], [_step(_JUMP_SET, _CLONE_THREAD, 1, 0), refuse])
    options = [step for one in (_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE) for step in _refused(one, refuse)]
    code += _with_argument(_PRCTL[column], options)
    code += _with_argument(_SOCKETPAIR[column], _connected_pairs(refuse))
    for numbers, commands in _OWNERS.items():
        body = [step for command in commands for step in _refused(command, refuse)]
        code += _with_argument(numbers[column], body, argument=1)
    for name, numbers in _ONLY_SELF.items():
        number = numbers[column]
        if name == "prlimit64":  # pid 0 is the caller; libraries ask for their own limits this way
            code += _with_argument(number, [_step(_JUMP_EQ, 0, 2, 0), _step(_JUMP_EQ, own_pid, 1, 0), refuse])
        elif (
            name == "tkill"
        ):  # names a thread, of which only the caller's own may be meant: raise() uses tgkill
            code += _refused(number, refuse)
        else:
            code += _with_argument(number, [_step(_JUMP_EQ, own_pid, 1, 0), refuse])
    for name, calls in _REFUSED.items():
        refused = calls[column]
        if refused is not None and name not in opened:
            code += _refused(refused, refuse)
    return b"".join([*code, _step(_RETURN, _ALLOW)])


def _connected_pairs(refuse: bytes) -> list[bytes]:
    """Streams alone: a datagram socket of a pair could be sent from to any address there is."""
    return [
        _step(_JUMP_EQ, _AF_UNIX, 1, 0), refuse,
        _step(_LOAD, _AT_ARGUMENTS[1]), _step(_AND, _TYPE_MASK),
        _step(_JUMP_EQ, _STREAM, 2, 0), _step(_JUMP_EQ, _SEQPACKET, 1, 0), refuse,
    ]  # fmt: skip


def _step(code: int, value: int, on_true: int = 0, on_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, on_true, on_false, value)


def _refused(number: int, refuse: bytes) -> list[bytes]:
    return [_step(_JUMP_EQ, number, 0, 1), refuse]


def _with_argument(number: int, body: list[bytes], argument: int = 0) -> list[bytes]:
    """``body`` judges an argument, by its lower half; falling out of it allows the call."""
    inner = [_step(_LOAD, _AT_ARGUMENTS[argument]), *body, _step(_RETURN, _ALLOW)]
    return [_step(_JUMP_EQ, number, 0, len(inner)), *inner]
