"""The kernel refuses the calls that would tell of the machine or mark it, and libraries do without them."""

from __future__ import annotations

import errno
import os
import signal

import numpy as np
import pytest
from expectation import KERNEL, X86, error_of, failure_of, from_level

from grader.worker import seccomp


@from_level(1)
def test_every_system_call_on_the_list_is_refused(make_worker):
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    numbers = {name: both[column] for name, both in seccomp._REFUSED.items() if both[column] is not None}
    worker = make_worker(
        f"{KERNEL}\ndef f(numbers): return {{name: syscall(number) for name, number in numbers.items()}}"
    )
    answers = worker.call("f", [numbers]).value
    assert len(answers) > 80
    assert {name: code for name, code in answers.items() if code != errno.EPERM} == {}


@from_level(1)
def test_newer_forms_of_calls_do_not_exist(make_worker):
    """A library then takes the older form; with EPERM some would give up."""
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    numbers = {name: both[column] for name, both in seccomp._ABSENT.items()} | {"of a later kernel": 600}
    worker = make_worker(
        f"{KERNEL}\ndef f(numbers): return {{name: syscall(number) for name, number in numbers.items()}}"
    )
    assert set(worker.call("f", [numbers]).value.values()) == {errno.ENOSYS}


MARKS_AND_QUESTIONS = {
    "preadv2 without waiting": (327, 4, 0, 0, 0, 0, 8), "pwritev2 in any way": (328, 4, 0, 0, 0, 0, 16),
    "a lock": (72, 4, 6, 0), "a lock to wait for": (72, 4, 7, 0), "who has a lock": (72, 4, 5, 0),
    "a lock of an open file": (72, 4, 37, 0), "who has a lock of an open file": (72, 4, 36, 0),
    "a lease": (72, 4, 1024, 0), "whether there is a lease": (72, 4, 1025), "notices": (72, 4, 1026, 1),
    "a hint for writes": (72, 4, 1036, 0), "the hint for writes": (72, 4, 1035, 0),
    "size of a pipe": (72, 1, 1031, 4096),
    "cards of the network": (16, 3, 0x8912, 0), "extents of a file": (16, 4, 0xC020660B, 0),
    "extents in memory": (16, 4, 0xC020662A, 0), "extents forgotten": (16, 4, 0x6628),
    "entropy": (16, 4, 0x80045200, 0),
    "pages merged": (28, 0, 4096, 12), "pages cold": (28, 0, 4096, 20), "pages out": (28, 0, 4096, 21),
    "pages gathered": (28, 0, 4096, 25), "merging of all": (157, 67, 1), "cores shared": (157, 62, 0),
    "huge pages": (9, 0, 2 << 20, 3, 0x40022, -1, 0),
    "clock of process 1": (228, (~1 << 3) | 2, 0), "its resolution": (229, (~1 << 3) | 2, 0),
    "sleep on it": (230, (~1 << 3) | 2, 0, 0, 0), "timer on it": (222, (~1 << 3) | 2, 0, 0),
}  # fmt: skip
"""Calls that are open but for an argument: number of x86-64, then the arguments."""


@X86
@from_level(1)
def test_of_a_call_with_harmless_uses_only_those_are_open(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f(calls): return {{name: syscall(*call) for name, call in calls.items()}}"
    )
    calls = {name: list(call) for name, call in MARKS_AND_QUESTIONS.items()}
    answers = worker.call("f", [calls]).value
    assert {name: code for name, code in answers.items() if code != errno.EPERM} == {}


HARMLESS = """
import ctypes, fcntl, mmap, os, time
def f(path):
    with open(path, "rb") as file:
        assert os.preadv(file.fileno(), [bytearray(1)], 0) == 1
        assert fcntl.fcntl(file, fcntl.F_DUPFD_CLOEXEC, 0) > 2
        assert fcntl.fcntl(file, fcntl.F_GETFD) == fcntl.FD_CLOEXEC
        page = mmap.mmap(file.fileno(), 1, prot=mmap.PROT_READ)
        for advice in (mmap.MADV_WILLNEED, mmap.MADV_SEQUENTIAL, mmap.MADV_DONTNEED):
            page.madvise(advice)
    memory = mmap.mmap(-1, 4 << 20)
    memory.madvise(mmap.MADV_HUGEPAGE)
    os.set_blocking(1, False)
    os.set_blocking(1, True)
    assert not os.isatty(1)
    return time.process_time() + time.thread_time() >= 0
"""


@from_level(2)
def test_the_harmless_uses_of_the_same_calls_are_open(make_worker):
    assert make_worker(HARMLESS).call("f", [np.__file__]).value is True


@X86
@from_level(1)
def test_nobody_waits_on_a_futex_that_another_worker_could_find(make_worker):
    worker = make_worker(
        f"{KERNEL}\ndef f():\n"
        "  word = ctypes.c_uint32(0); private = 128\n"
        "  now = (ctypes.c_long * 2)(0, 1)\n"
        "  kinds = [(0, 0, now), (9, 0, now), (11, 0, now)]\n"
        "  shared = [syscall(202, ctypes.byref(word), op, value, at, 0, -1) for op, value, at in kinds]\n"
        "  return shared, syscall(202, ctypes.byref(word), private, 0, now, 0, 0)"
    )
    assert worker.call("f", []).value == ([errno.EAGAIN] * 3, errno.ETIMEDOUT)


JOINING = """
import ctypes, time
LIBC = ctypes.CDLL(None)
PAUSE = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(lambda _: time.sleep(0.01))
def f():
    thread = ctypes.c_ulong()
    LIBC.pthread_create(ctypes.byref(thread), None, PAUSE, None)
    return LIBC.pthread_join(thread, None)
"""


def test_a_thread_of_c_code_can_be_joined(make_worker):
    """The one wait of the C library on a futex that is not private."""
    assert make_worker(JOINING).call("f", []).value == 0


@from_level(1)
def test_queued_signals_of_a_user_are_not_counted_together(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport signal, threading\n"
        "def f(number):\n"
        "  signal.pthread_sigmask(signal.SIG_BLOCK, [number])\n"
        "  return error_of(signal.pthread_kill, threading.get_ident(), number)"
    )
    assert worker.call("f", [signal.SIGRTMIN + 5]).value == errno.EAGAIN
    assert worker.call("f", [signal.SIGUSR1]).value == 0


LIBRARIES = {
    "files of NumPy": (
        "import numpy as np\ndef f():\n"
        "  np.save('a.npy', np.arange(9.0)); np.savez('b.npz', a=np.eye(2)); np.savetxt('c.txt', np.eye(2))\n"
        "  m = np.memmap('d', dtype=float, mode='w+', shape=4); m[:] = 1; m.flush()\n"
        "  np.arange(5.0).tofile('e')\n"
        "  loaded = np.load('a.npy', mmap_mode='r'), np.load('b.npz')['a'], np.loadtxt('c.txt'), np.fromfile('e')\n"
        "  return sum(float(a.sum()) for a in loaded)", 50.0),
    "temporary files": (
        "import os, shutil, tempfile\ndef f():\n"
        "  with tempfile.NamedTemporaryFile() as file: file.write(b'x'); file.flush(); os.fsync(file.fileno())\n"
        "  with tempfile.TemporaryDirectory() as folder:\n"
        "    open(folder + '/a', 'w').write('text'); shutil.copyfile(folder + '/a', folder + '/b')\n"
        "    return open(folder + '/b').read()", "text"),
    "a pool of threads": (
        "from concurrent.futures import ThreadPoolExecutor\ndef f():\n"
        "  with ThreadPoolExecutor(4) as pool: return sum(pool.map(abs, range(-4, 4)))", 16),
    "a database in memory": (
        "import sqlite3\ndef f():\n  base = sqlite3.connect(':memory:'); base.execute('create table t(x)')\n"
        "  base.execute('insert into t values (3)'); return base.execute('select x from t').fetchone()[0]", 3),
    "an archive": (
        "import zipfile\ndef f():\n  with zipfile.ZipFile('a.zip', 'w') as a: a.writestr('b', 'c')\n"
        "  return zipfile.ZipFile('a.zip').read('b')", b"c"),
    "the size of a terminal": ("import shutil\ndef f(): return shutil.get_terminal_size().columns", 80),
    "processors": ("import os\ndef f(): return os.sysconf('SC_NPROCESSORS_ONLN') > 0 and os.cpu_count() > 0", True),
}  # fmt: skip


@from_level(3)
@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_do_without_the_refused_calls(make_worker, name):
    source, expected = LIBRARIES[name]
    assert make_worker(source, memory_mib=256).call("f", []).value == expected


@from_level(2)
@pytest.mark.parametrize(
    "source",
    ["import resource\ndef f(): resource.getrusage(resource.RUSAGE_SELF)", "import os\ndef f(): os.statvfs('/')",
     "import shutil\ndef f(): shutil.disk_usage('/')", "import os\ndef f(): os.pipe()",
     "import socket\ndef f(): socket.socketpair()", "import fcntl\ndef f(): fcntl.flock(0, fcntl.LOCK_SH)"],
    ids=["getrusage", "statvfs", "disk_usage", "pipe", "socketpair", "flock"],
)  # fmt: skip
def test_what_would_tell_of_the_machine_is_a_permission_error(make_worker, source):
    assert error_of(make_worker(source)).type_name == "PermissionError"


@X86
@from_level(1)
def test_calls_of_another_architecture_end_the_worker_or_are_refused(make_worker):
    x32 = make_worker(f"{KERNEL}\ndef f(): return syscall(0x40000000 | 39)")
    assert x32.call("f", []).value == errno.EPERM
    source = f"{KERNEL}\nimport mmap\n" + (
        "code = mmap.mmap(-1, 4096, prot=7)\n"
        "code.write(bytes.fromhex('b814000000cd80c3'))\n"  # mov eax, 20 (getpid); int 0x80; ret
        "call = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))\n"
        "def f(): return call()"
    )
    assert "SIGSYS" in failure_of(make_worker(source)).message
