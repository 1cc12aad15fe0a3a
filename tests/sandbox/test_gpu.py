"""The profile ``gpu``: what a worker may do more with it, and what it still may not. A device stands in for the GPU."""

from __future__ import annotations

import errno
import os
import resource
import select
import shutil
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from expectation import KERNEL

from grader.course import Limits
from grader.sandbox import gpu
from grader.sandbox.gpu import running_children
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, ZygoteError, start_zygote
from grader.worker import seccomp

PROJECT = Path(__file__).resolve().parents[2]
DEVICE = "/dev/full"
"""Reads zeros and takes nothing: any program may use it, and no worker sees it otherwise."""


def at_levels(*levels: int) -> pytest.MarkDecorator:
    names = [f"level{level}" for level in levels]
    return pytest.mark.parametrize("level", levels, indirect=True, ids=names, scope="session")


@pytest.fixture(scope="module")
def device() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gpu, "_DEVICE_NODES", (DEVICE,))
        yield


@pytest.fixture(scope="module")
def zygote(level, device, nothing_left_over) -> Iterator[Zygote]:
    try:
        zygote = start_zygote(("numpy",), ("numpy",), (level,), gpu=True)
    except ZygoteError as error:
        pytest.skip(f"not offered by this machine: {error}")
    yield zygote
    zygote.close()


def answer(make_worker, body: str, *args: object) -> object:
    """What a function of a worker with a GPU returns."""
    return make_worker(KERNEL + textwrap.dedent(body)).call("f", list(args)).value


# Devices and files -------------------------------------------------------------------------------------------

USE = """
    import fcntl
    def f(path):
        descriptor = os.open(path, os.O_RDWR)
        return os.read(descriptor, 2), error_of(os.write, descriptor, b"x"), error_of(fcntl.ioctl, descriptor, 1)
"""


@at_levels(3, 2)
def test_the_device_of_a_gpu_can_be_read_written_and_controlled(make_worker):
    assert answer(make_worker, USE, DEVICE) == (b"\0\0", errno.ENOSPC, errno.ENOTTY)


@pytest.mark.parametrize("level", [3, 2])
def test_without_the_profile_there_is_no_device_and_no_fact_of_a_driver(level, device):
    try:
        zygote = start_zygote((), ("numpy",), (level,))
    except ZygoteError as error:
        pytest.skip(f"not offered by this machine: {error}")
    worker = Worker(zygote, Limits())
    worker.load([("work.py", KERNEL + "def f(path): return error_of(open, path, 'rb')", [])], "work")
    refused = errno.ENOENT if level == 3 else errno.EACCES
    paths = [DEVICE, "/proc/self/maps", "/proc/meminfo", "/sys/devices/system/cpu/online"]
    assert [worker.call("f", [path]).value for path in paths] == [refused] * 4
    worker.close()
    zygote.close()


@at_levels(3, 2)
def test_other_devices_and_files_stay_closed(make_worker, tmp_path):
    (tmp_path / "answers.txt").write_text("41")
    paths = [
        "/dev/mem", "/dev/tty", "/etc/passwd", "/sys/kernel", "/sys/class", "/proc/kcore", "/proc/uptime",
        "/proc/1/environ", "/proc/sys/kernel/hostname", f"/proc/{os.getpid()}/maps", __file__,
        str(tmp_path / "answers.txt"), "/proc/self/root/etc/passwd", f"/proc/self/cwd{__file__}",
    ]  # fmt: skip
    body = "def f(paths): return [error_of(open, path) or error_of(os.listdir, path) for path in paths]"
    assert set(answer(make_worker, body, paths)) <= {errno.ENOENT, errno.EACCES}


@at_levels(3)
def test_of_proc_and_sys_there_is_what_a_driver_reads_and_the_worker_itself(make_worker):
    body = "def f(): return sorted(os.listdir('/proc')), [os.listdir(d) for d in ('/sys', '/sys/devices')]"
    proc, sys_folders = answer(make_worker, body)
    facts = [Path(path).parts for path in gpu.driver_facts()]
    expected = {"1", "self", "cpuinfo"} | {parts[2] for parts in facts if parts[1] == "proc"}
    assert set(proc) == expected
    assert set(sys_folders[0]) == {parts[2] for parts in facts if parts[1] == "sys"}
    assert set(sys_folders[1]) == {parts[3] for parts in facts if parts[1:3] == ("sys", "devices")}


@at_levels(3, 2)
def test_the_facts_of_a_driver_can_be_read_and_not_written(make_worker):
    body = "def f(paths): return [(error_of(open, p), error_of(open, p, 'r+')) for p in paths if os.path.isfile(p)]"
    answers = answer(make_worker, body, list(gpu.driver_facts()))
    assert len(answers) >= 2
    assert {read for read, _ in answers} == {0}
    assert {written for _, written in answers} <= {errno.EACCES, errno.EROFS}


@at_levels(3, 2)
def test_a_thread_can_be_given_a_name(make_worker):
    """CUDA does so while it starts, for threads other than the calling one."""
    body = """
        import threading
        def f():
            over = threading.Event()
            thread = threading.Thread(target=over.wait)
            thread.start()
            path = f"/proc/self/task/{thread.native_id}/comm"
            with open(path, "w") as file:
                file.write("named")
            with open(path) as file:
                name = file.read()
            over.set()
            return name
    """
    assert answer(make_worker, body) == "named\n"


@at_levels(3, 2)
def test_little_else_of_the_own_process_can_be_written(make_worker):
    """Above all not clear_refs, which would take back the highest use of memory: that is evidence."""
    body = """
        def f():
            names = [n for n in os.listdir("/proc/self/task/" + str(os.getpid())) if os.path.isfile("/proc/self/" + n)]
            return "clear_refs" in names, [n for n in names if error_of(os.open, "/proc/self/" + n, os.O_WRONLY) == 0]
    """
    there, writable = answer(make_worker, body)
    assert there
    assert set(writable) <= {"comm", "timerslack_ns"}


# Limits ------------------------------------------------------------------------------------------------------


@at_levels(3, 2)
def test_addresses_have_no_limit_and_private_memory_has_one(make_worker):
    body = """
        import mmap
        def f():
            reserved = mmap.mmap(-1, 1 << 40, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=0)
            taken = []
            try:
                while len(taken) < 40:
                    taken.append(mmap.mmap(-1, 1 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000))
            except OSError as error:
                return len(reserved), len(taken), error.errno
    """
    reserved, gibibytes, code = answer(make_worker, body)
    assert (reserved, code) == (1 << 40, errno.ENOMEM)
    assert gibibytes in (8, 9)


@at_levels(3, 2)
def test_more_files_may_be_open_and_locked_memory_is_limited_as_the_machine_does(make_worker):
    names = ["RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_MEMLOCK", "RLIMIT_CORE"]
    body = "import resource\ndef f(names): return [resource.getrlimit(getattr(resource, name))[0] for name in names]"
    memlock = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0]
    assert answer(make_worker, body, names) == [resource.getrlimit(resource.RLIMIT_AS)[0], 1024, memlock, 0]


# System calls and processes ----------------------------------------------------------------------------------


@at_levels(3, 2, 1)
def test_every_other_system_call_on_the_list_stays_refused(make_worker, level):
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    opened = seccomp.DRIVER | seccomp.PROGRAMS if level == 3 else seccomp.DRIVER
    closed = {name: n[column] for name, n in seccomp._REFUSED.items() if n[column] and name not in opened}
    body = "def f(numbers): return {name: syscall(number) for name, number in numbers.items()}"
    answers = answer(make_worker, body, closed)
    assert len(answers) > 80
    assert {name: code for name, code in answers.items() if code != errno.EPERM} == {}


@at_levels(3, 2, 1)
def test_the_driver_can_make_a_file_in_memory(make_worker):
    assert answer(make_worker, "def f(): return error_of(os.memfd_create, 'cuda')") == 0


DRIVERS_NEEDS = """
    import fcntl, resource, shutil, socket
    def f():
        os.pipe(), socket.socketpair(), os.statvfs("/dev/null"), resource.getrusage(resource.RUSAGE_SELF)
        fcntl.flock(0, fcntl.LOCK_SH)
        marks = [error_of(fcntl.fcntl, 0, command, 0) for command in (8, 10, 1024, 1025, 1026, 1035, 1036)]
        questions = [error_of(fcntl.ioctl, 0, request) for request in (0x8901, 0xC020660B, 0xC020662A, 0x6628)]
        datagrams = error_of(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)
        return os.sysconf("SC_PHYS_PAGES") > 0, datagrams, marks, questions
"""


@at_levels(3, 2)
def test_what_a_driver_finds_out_and_locks_is_open_and_no_mark_on_a_file_else(make_worker):
    found, datagrams, marks, questions = answer(make_worker, DRIVERS_NEEDS)
    assert found is True
    assert {datagrams, *marks, *questions} == {errno.EPERM}


LOCAL_SOCKET = """
    import socket
    def f():
        local = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        local.bind(b"\\0cuda-uvmfd-1-2")
        local.listen()
        connecting = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        others = [error_of(socket.socket, *kind) for kind in (
            (socket.AF_INET, socket.SOCK_STREAM), (socket.AF_UNIX, socket.SOCK_DGRAM),
            (socket.AF_UNIX, socket.SOCK_STREAM), (socket.AF_NETLINK, socket.SOCK_RAW),
        )]
        return [error_of(connecting.connect, b"\\0cuda-uvmfd-1-2"), error_of(local.accept), *others]
"""


@at_levels(3, 2)
def test_cuda_may_listen_on_a_local_socket_and_nobody_may_connect(make_worker):
    """Driver 580 does not start CUDA without it."""
    assert set(answer(make_worker, LOCAL_SOCKET)) == {errno.EPERM}


@at_levels(3)
def test_at_level_3_the_name_of_a_local_socket_is_the_workers_alone(make_worker):
    """Two workers of one zygote take the same name at the same time."""
    body = LOCAL_SOCKET.replace("    def f():", "    kept = []\n    def f():").replace(
        "local.listen()", "kept.append(local)"
    )
    workers = [make_worker(KERNEL + textwrap.dedent(body)) for _ in range(2)]
    assert [set(worker.call("f", []).value) for worker in workers] == [{errno.EPERM}] * 2


@at_levels(2, 1)
@pytest.mark.parametrize(
    "start",
    ["os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.execv('/bin/true', ['true'])"],
    ids=["fork", "posix_spawn", "exec"],
)
def test_below_level_3_no_process_can_be_started(make_worker, start):
    assert answer(make_worker, f"def f(): return error_of(lambda: {start})") == errno.EPERM


@at_levels(3)
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="system calls are numbered for x86-64 here")
def test_a_new_process_gets_no_namespace_of_its_own(make_worker):
    flags = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
    body = "def f(flags): return [syscall(56, flag | 17) for flag in flags], syscall(435)"
    assert answer(make_worker, body, flags) == ([errno.EPERM] * 7, errno.ENOSYS)


COMPILE = """
    import subprocess, sysconfig
    def f():
        with open("answer.c", "w") as file:
            file.write("#include <Python.h>\\nint answer(void) { return PY_VERSION_HEX; }")
        command = ["cc", "-shared", "-fPIC", "-O3", "answer.c", "-o", "answer.so"]
        done = subprocess.run([*command, "-I", sysconfig.get_path("include")], capture_output=True, text=True)
        return done.stderr or ctypes.CDLL("./answer.so").answer()
"""
compiler = pytest.mark.skipif(
    shutil.which("cc") is None or not Path(f"{sys.base_prefix}/include").exists(),
    reason="no C compiler here",
)


@at_levels(3)
@compiler
def test_what_a_kernel_needs_to_be_launched_can_be_compiled_and_loaded(make_worker):
    """As Triton does."""
    assert answer(make_worker, COMPILE) == sys.hexversion


@at_levels(3)
@compiler
def test_a_program_that_is_started_reads_no_other_files(make_worker):
    body = """
        import subprocess
        def f(paths):
            command = ["cc", "-E", "-x", "c", "/dev/null", "-include"]
            return [subprocess.run([*command, p], capture_output=True, text=True).stderr for p in paths]
    """
    for told in answer(make_worker, body, [__file__, "/etc/passwd", str(PROJECT / "pyproject.toml")]):
        assert "No such file or directory" in told or "Permission denied" in told


@at_levels(3)
@compiler
def test_a_program_made_by_the_submission_is_not_run(make_worker):
    body = """
        import subprocess
        def f():
            with open("own.c", "w") as file:
                file.write("int main(void) { return 0; }")
            subprocess.run(["cc", "own.c", "-o", "own"], check=True)
            return error_of(lambda: subprocess.run(["/scratch/own"]))
    """
    assert answer(make_worker, body) == errno.EACCES


CHILD = """
    import socket
    def attempts(path):
        yield error_of(open, path)
        yield error_of(open, "/proc/1/environ")
        yield error_of(open, "/usr/new", "w")
        yield error_of(socket.socket, socket.AF_INET, socket.SOCK_STREAM)
        yield error_of(os.setsid)
        yield error_of(os.kill, -1, 9)
        yield syscall(101, 16, os.getppid())
        yield syscall(272, 0x10000000)

    def f(path):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.write(writing, bytes(attempts(path)))
            os._exit(0)
        os.wait()
        return list(os.read(reading, 100))
"""


@at_levels(3)
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="system calls are numbered for x86-64 here")
def test_a_process_that_is_started_is_confined_as_the_worker_is(make_worker):
    file, environment, write, *calls = answer(make_worker, CHILD, __file__)
    assert (file, environment) == (errno.ENOENT, errno.EACCES)
    assert write in (errno.EACCES, errno.EROFS)
    assert calls == [errno.EPERM] * 5


ENDLESS = """
    def f():
        child = os.fork()
        while child == 0:
            pass
        return child
"""


@at_levels(3)
def test_what_a_worker_started_is_counted_and_dies_with_it(make_worker):
    worker = make_worker(KERNEL + textwrap.dedent(ENDLESS))
    assert running_children(worker.pid) == 0
    worker.call("f", [])
    (child,) = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    watched = os.pidfd_open(int(child))
    worker.pause()
    assert running_children(worker.pid) == 1
    worker.close()
    ended, _, _ = select.select([watched], [], [], 10)
    os.close(watched)
    assert ended


@at_levels(3)
def test_a_process_that_has_ended_is_not_counted(make_worker):
    worker = make_worker(
        KERNEL + "def f():\n"
        "  child = os.fork() or os._exit(0)\n"
        "  return os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT).si_status"
    )
    assert worker.call("f", []).value == 0
    assert running_children(worker.pid) == 0


@at_levels(3)
def test_a_fork_bomb_ends_at_the_limit_and_with_its_worker(make_worker):
    body = """
        import threading
        def f():
            started = 0
            while True:
                try:
                    child = os.fork()
                except OSError as error:
                    return started, error.errno
                while child == 0:
                    threading.Event().wait()
                started += 1
    """
    started, code = answer(make_worker, body)
    assert code == errno.EAGAIN
    assert started <= 64


# The zygote --------------------------------------------------------------------------------------------------


def test_the_zygote_sees_no_gpu_and_its_workers_do(device):
    """A process forked from one that has started CUDA could not use it."""
    zygote = start_zygote((), ("numpy",), (0,), gpu=True)
    worker = Worker(zygote, Limits())
    worker.load([("work.py", "import os\ndef f(): return dict(os.environ)", [])], "work")
    inside = worker.call("f", []).value
    outside = Path(f"/proc/{zygote._process.pid}/environ").read_bytes().split(b"\0")
    worker.close()
    zygote.close()
    assert {b"CUDA_VISIBLE_DEVICES=", b"PYTORCH_NVML_BASED_CUDA_CHECK=1"} <= set(outside)
    assert not {"CUDA_VISIBLE_DEVICES", "PYTORCH_NVML_BASED_CUDA_CHECK"} & set(inside)
    assert inside["CUDA_DEVICE_ORDER"] == "PCI_BUS_ID"


def test_a_machine_without_a_gpu_is_told_so(monkeypatch):
    monkeypatch.setattr(gpu, "_DEVICE_NODES", ("/dev/no-such-device",))
    with pytest.raises(
        ZygoteError, match=r"This machine has no GPU: no /dev/nvidia0\. Grade GPU variants where"
    ):
        start_zygote((), (), (0,), gpu=True)


COVERED = """
    from grader.sandbox import gpu
    from grader.sandbox.zygote_client import ZygoteError, start_zygote
    from grader.worker import kernel

    gpu._DEVICE_NODES = ("/dev/full",)
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("covered", "/proc/sys", "tmpfs", 0)
    try:
        start_zygote((), (), (3,), gpu=True)
    except ZygoteError as error:
        print(error)
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can cover /proc")
def test_where_proc_is_partly_covered_as_in_docker_level_3_says_why():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(COVERED)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == "Level 3: mount proc on /proc/1: Operation not permitted.\n", done.stderr


def test_the_stand_in_is_a_device():
    assert stat.S_ISCHR(Path(DEVICE).stat().st_mode)
