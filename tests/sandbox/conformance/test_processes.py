"""A worker starts no process and reaches none."""

from __future__ import annotations

import errno
import os

import pytest
from expectation import KERNEL, X86, closed_interpreter, error_of, from_level


@from_level(1)
@pytest.mark.parametrize(
    "source",
    ["import os\ndef f(): os.fork()", "import os\ndef f(): os.posix_spawn('/bin/true', ['true'], {})",
     "import subprocess, sys\ndef f(): subprocess.run([sys.executable, '-c', ''])",
     "import os\ndef f(): os.execv('/bin/true', ['true'])",
     "import multiprocessing as m\ndef f(): m.get_context('fork').Process(target=print).start()"],
    ids=["fork", "posix_spawn", "subprocess", "exec", "multiprocessing"],
)  # fmt: skip
def test_no_process_can_be_started_and_no_program_run(make_worker, source, level):
    if level == 1 and closed_interpreter():
        source = "import os\ndef f(): os.posix_spawn('/bin/sh', ['sh'], {})"  # nothing more can be imported
    assert error_of(make_worker(source)).type_name == "PermissionError"


@from_level(1)
def test_a_shell_does_not_start(make_worker):
    assert make_worker("import os\ndef f(): return os.system('exit 0')").call("f", []).value != 0


def test_threads_can_be_started(make_worker):
    source = (
        "import threading\ndef f():\n"
        "  got = []\n  t = threading.Thread(target=got.append, args=(1,)); t.start(); t.join()\n  return got"
    )
    assert make_worker(source).call("f", []).value == [1]


@X86
@from_level(1)
def test_no_other_process_can_be_signalled(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(target):\n"
        "  info = (ctypes.c_int * 32)(9, 0, -1)\n"
        "  return {\n"
        "    'kill': syscall(62, target, 0), 'all': syscall(62, -1, 0), 'group': syscall(62, 0, 0),\n"
        "    'minus': syscall(62, -target, 0), 'tkill': syscall(200, target, 0),\n"
        "    'tgkill': syscall(234, target, target, 0), 'queue': syscall(129, target, 0, ctypes.byref(info)),\n"
        "    'tgqueue': syscall(297, target, target, 0, ctypes.byref(info)), 'pidfd': syscall(434, target, 0),\n"
        "    'owner': syscall(72, 3, 8, target), 'signal': syscall(72, 3, 10, 9),\n"
        "    'group owner': syscall(16, 3, 0x8902, ctypes.byref(ctypes.c_int(target)))}\n"
        "def own():\n"
        "  import os\n  return os.getpid()"
    )
    own = worker.call("own", []).value  # the same number may stand for another process outside
    for target in {os.getpid(), os.getppid(), worker._zygote._process.pid, 2} - {own}:
        answers = worker.call("f", [target]).value
        assert set(answers.values()) == {errno.EPERM}, answers
    assert make_worker("import os\ndef f(): return os.getppid()").call("f", []).value != os.getpid()


@from_level(3)
def test_a_worker_is_alone_in_its_namespace(make_worker):
    assert make_worker("import os\ndef f(): return os.getpid(), os.getppid()").call("f", []).value == (1, 0)


@X86
@from_level(1)
def test_the_memory_of_other_processes_cannot_be_reached(make_worker):
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(target):\n"
        "  buffer = ctypes.create_string_buffer(64); vector = (ctypes.c_ulong * 2)(ctypes.addressof(buffer), 64)\n"
        "  p = ctypes.byref(vector)\n"
        "  return [syscall(310, target, p, 1, p, 1, 0), syscall(311, target, p, 1, p, 1, 0),\n"
        "          syscall(101, 16, target), syscall(101, 0x4206, target), syscall(312, target, target, 0, 0, 0)]"
    )
    assert worker.call("f", [os.getpid()]).value == [errno.EPERM] * 5


@X86
@from_level(1)
def test_a_worker_cannot_outlive_the_zygote_or_change_the_limits_of_others(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport resource\n"
        "def f(target):\n"
        "  own = resource.prlimit(os.getpid(), resource.RLIMIT_AS)\n"
        "  try: resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))\n"
        "  except ValueError: own = 'kept'\n"
        "  return [syscall(157, 1, 0), syscall(302, target, 7, 0, 0)], own"
    )
    assert worker.call("f", [os.getpid()]).value == ([errno.EPERM] * 2, "kept")
