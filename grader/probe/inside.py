"""What a submission could try, as questions: each function below is one, asked inside a worker.

The worker imports this text as it would a submission. A function returns "yes" where the attempt works, else the
kernel's or Python's word for the refusal. Nothing here harms a machine without walls: signals are number 0, sockets
are not sent through, and calls into the kernel come without valid arguments.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

Places = dict[str, Any]
LIBC = ctypes.CDLL(None, use_errno=True)
ROOM = ctypes.create_string_buffer(1024)
"""For what the kernel answers."""
BAD_ARGUMENTS = ("EFAULT", "EINVAL", "EBADF", "ESRCH", "ENOENT", "E2BIG", "EADDRNOTAVAIL")
"""What the kernel says once it has let a call in and looks at what it got."""


def attempt(function: Callable[..., Any], *args: Any) -> str:
    """``yes`` or the name of the refusal."""
    try:
        function(*args)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    except Exception as error:  # noqa: BLE001 - whatever it is, the attempt failed
        return type(error).__name__
    return "yes"


def kernel(number: int, *args: int) -> str:
    """A system call by its x86_64 number: does the kernel let it in?"""
    if os.uname().machine != "x86_64":
        return "not tried on this processor"
    ctypes.set_errno(0)
    result = LIBC.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in (*args, *[0] * (6 - len(args)))))
    name = errno.errorcode.get(ctypes.get_errno(), "")
    return "yes" if result >= 0 or name in BAD_ARGUMENTS else name


def write(path: str) -> None:
    with open(path, "wb") as file:
        file.write(b"x")
    os.remove(path)


def read(path: str) -> None:
    with open(path, "rb") as file:
        file.read(16)


def read_the_hidden_tests(places: Places) -> str:
    return attempt(os.listdir, places["hidden"])


def read_the_reference(places: Places) -> str:
    return attempt(read, places["reference"])


def read_the_course_secret(places: Places) -> str:
    return attempt(read, places["secret"])


def read_etc_passwd(_: Places) -> str:
    return attempt(read, "/etc/passwd")


def read_the_list_of_processes(_: Places) -> str:
    try:
        return "yes" if any(name.isdigit() for name in os.listdir("/proc")) else "no"
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)


def read_the_environment_of_the_parent(_: Places) -> str:
    return attempt(read, f"/proc/{os.getppid()}/environ")


def read_the_memory_of_the_parent(_: Places) -> str:
    return attempt(read, f"/proc/{os.getppid()}/mem")


def see_a_variable_of_the_grader(places: Places) -> str:
    return "yes" if places["variable"] in os.environ else "no"


def see_a_descriptor_of_the_grader(_: Places) -> str:
    found = [fd for fd in range(4, 256) if attempt(os.fstat, fd) == "yes"]
    return "yes" if found else "no"


def see_the_parents_pid(_: Places) -> str:
    return "yes" if os.getppid() > 0 else "no"


def see_a_network_card(_: Places) -> str:
    return "yes" if {name for _, name in socket.if_nameindex()} - {"lo"} else "no"


def see_the_name_of_the_machine(places: Places) -> str:
    return "yes" if socket.gethostname() == places["hostname"] else "no"


def be_root(_: Places) -> str:
    return "yes" if os.getuid() == 0 else "no"


def write_to_its_scratch(_: Places) -> str:
    return attempt(write, os.path.join(tempfile.gettempdir(), "probe-file"))


def write_where_the_grader_could_see_it(places: Places) -> str:
    return attempt(write, places["outside"])


def write_to_the_packages(places: Places) -> str:
    return attempt(write, os.path.join(places["packages"], "probe-file"))


def write_to_the_project(places: Places) -> str:
    return attempt(write, os.path.join(places["project"], "probe-file"))


def write_to_the_home_folder(places: Places) -> str:
    return attempt(write, os.path.join(places["home"], "probe-file"))


def write_to_the_root_folder(_: Places) -> str:
    return attempt(write, "/probe-file")


def make_a_link_out(places: Places) -> str:
    def link() -> None:
        os.symlink(places["secret"], "probe-link")
        try:
            read("probe-link")
        finally:
            os.remove("probe-link")

    return attempt(link)


def make_a_device(_: Places) -> str:
    def make() -> None:
        os.mknod("probe-device", 0o600 | 0o020000, os.makedev(1, 5))
        os.remove("probe-device")

    return attempt(make)


def connect_to_the_network(_: Places) -> str:
    def connect() -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))  # of a datagram socket: sends nothing

    return attempt(connect)


def connect_over_ipv6(_: Places) -> str:
    def connect() -> None:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect(("::1", 9))

    return attempt(connect)


def listen_on_loopback(_: Places) -> str:
    def listen() -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            probe.listen()

    return attempt(listen)


def connect_to_a_service_on_loopback(places: Places) -> str:
    def connect() -> None:
        with socket.socket() as probe:
            probe.connect(("127.0.0.1", places["port"]))

    return attempt(connect)


def connect_to_an_abstract_socket(places: Places) -> str:
    def connect() -> None:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect("\0" + places["abstract"])

    return attempt(connect)


def open_a_raw_socket(_: Places) -> str:
    return attempt(socket.socket, socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


def open_a_netlink_socket(_: Places) -> str:
    return attempt(socket.socket, getattr(socket, "AF_NETLINK", 16), socket.SOCK_RAW)


def library(function: Callable[[int], str]) -> str:
    """Attempt something on a file that every worker reads."""
    with open(ctypes.__file__, "rb") as file:
        return function(file.fileno())


def see_what_is_in_the_page_cache(_: Places) -> str:
    said = library(lambda file: attempt(os.preadv, file, [bytearray(1)], 0, 8))  # RWF_NOWAIT
    return "yes" if said == "EAGAIN" else said


def throw_a_file_out_of_the_page_cache(_: Places) -> str:
    return library(lambda file: attempt(os.posix_fadvise, file, 0, 0, os.POSIX_FADV_NORMAL))


def count_waits_for_the_disk(_: Places) -> str:
    return kernel(98, 0, ctypes.addressof(ROOM))  # getrusage


def lock_a_library(_: Places) -> str:
    return library(lambda file: kernel(73, file, 8))  # flock, LOCK_UN


def lock_a_record_of_a_library(_: Places) -> str:
    return library(lambda file: kernel(72, file, 6))  # fcntl, F_SETLK


def mark_a_library_with_a_hint(_: Places) -> str:
    return library(lambda file: kernel(72, file, 1035))  # F_GET_RW_HINT


def hear_who_reads_a_library(_: Places) -> str:
    return kernel(72, 0, 1026)  # F_NOTIFY: only a folder has notices, which comes later


def wait_on_a_page_of_a_library(_: Places) -> str:
    """Without its private flag a futex may lie on any page; the word here stands in for one of a library's."""
    word, moment = ctypes.c_uint32(1), (ctypes.c_long * 2)(0, 1)
    said = kernel(202, ctypes.addressof(word), 0, 1, ctypes.addressof(moment))
    return "yes" if said == "ETIMEDOUT" else said


def number_a_pipe(_: Places) -> str:
    return attempt(os.pipe)


def number_a_socket(_: Places) -> str:
    return attempt(socket.socketpair)


def count_threads_of_the_machine(_: Places) -> str:
    return kernel(99, ctypes.addressof(ROOM))  # sysinfo


def count_free_blocks(_: Places) -> str:
    return attempt(os.statvfs, os.path.dirname(ctypes.__file__))


def ask_the_channel_for_a_network_card(_: Places) -> str:
    """The channel was made outside, so it knows the network of the machine."""
    ROOM.value = b"lo"
    return kernel(16, 3, 0x8927, ctypes.addressof(ROOM))  # SIOCGIFHWADDR


def read_anothers_clock(_: Places) -> str:
    """Its own stands in, under the kind of number that another's has."""
    return attempt(time.clock_gettime, (~os.getpid() << 3) | 2)


def signal_the_grader(places: Places) -> str:
    return attempt(os.kill, places["grader"], 0)


def signal_its_parent(_: Places) -> str:
    return attempt(os.kill, os.getppid(), 0) if os.getppid() else "no parent"


def signal_everybody(_: Places) -> str:
    """``kill(-1, 0)``: is there anybody it may signal besides itself?"""
    return attempt(os.kill, -1, 0)


def start_a_process(_: Places) -> str:
    def fork() -> None:
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)

    return attempt(fork)


def start_a_program(_: Places) -> str:
    def spawn() -> None:
        child = os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
        os.waitpid(child, 0)

    return attempt(spawn)


def start_a_thread(_: Places) -> str:
    def thread() -> None:
        one = threading.Thread(target=int)
        one.start()
        one.join()

    return attempt(thread)


def start_a_session(_: Places) -> str:
    return attempt(os.setsid)


def run_machine_code(_: Places) -> str:
    def run() -> None:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(b"\xb8\x2a\x00\x00\x00\xc3")  # mov eax, 42; ret
        address = ctypes.addressof(ctypes.c_char.from_buffer(page))
        assert ctypes.CFUNCTYPE(ctypes.c_int)(address)() == 42

    return attempt(run)


def take_more_memory_than_allowed(places: Places) -> str:
    return attempt(bytearray, places["memory"])


def raise_its_own_limits(_: Places) -> str:
    import resource

    return attempt(resource.setrlimit, resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def choose_its_processor(_: Places) -> str:
    return attempt(os.sched_setaffinity, 0, os.sched_getaffinity(0))


def become_another_user(_: Places) -> str:
    return attempt(os.setresuid, 0, 0, 0)


CALLS = {
    "ptrace": (101, 0x4206, 1), "process_vm_readv": (310, 1), "pidfd_getfd": (438, 0),
    "unshare": (272, 0x10000000), "setns": (308, 0), "mount": (165,), "umount2": (166,), "pivot_root": (155,),
    "chroot": (161,), "clone3": (435,), "memfd_create": (319,), "execveat": (322,), "keyctl": (250, 0),
    "add_key": (248,), "bpf": (321, 0), "perf_event_open": (298,), "userfaultfd": (323, 1),
    "io_uring_setup": (425, 1), "personality": (135, 0x0040000), "init_module": (175,),
    "open_by_handle_at": (304,), "rt_sigqueueinfo": (129, 1, 0), "sched_setscheduler": (144, 1),
    "prlimit64": (302, 2, 0), "setpriority": (141, 0, 0, 0), "ioprio_set": (251, 1, 0, 0), "swapon": (167,),
    "fanotify_init": (300,), "mincore": (27, 0, 1), "cachestat": (451, -1), "readahead": (187, -1), "splice": (275, -1),
    "mbind": (237, 0, 0, 99), "getsockopt": (55, -1), "statx": (332, -1), "futex_wait": (455, 0, 0, 0, 99),
    "x32 getpid": (0x40000000 + 39,),
}  # fmt: skip
"""Doors of the kernel, with arguments that do nothing; those of other processes name a low number."""


def call(name: str) -> str:
    """One of `CALLS`."""
    return kernel(*CALLS[name])
