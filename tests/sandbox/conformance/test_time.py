"""A call ends by its deadline, and the kernel counts its time."""

from __future__ import annotations

import time

import pytest
from expectation import FORGER, failure_of

from grader.model import Verdict
from grader.sandbox.call_failure import WorkerFailure
from grader.sandbox.callback import Callback

SHORT = {"timeout_s": 0.1}
LATE = "Your code did not answer within 0.3 s"
WAITED = f"{LATE}; it seems to wait for something."
ENDLESS = {
    "a loop": "def f():\n  while True: pass",
    "a loop in C that hears no signal": "def f(): return sum(range(10**12))",
    "a regular expression": "import re\ndef f(): return re.match('(a*)*b', 'a' * 40)",
    "two threads": (
        "import threading\ndef g():\n  while True: pass\ndef f():\n  threading.Thread(target=g).start(); g()"
    ),
    "one that catches everything": (
        "def f():\n  while True:\n    try:\n      while True: pass\n    except BaseException: pass"
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_call_that_computes_for_too_long_is_ended(make_worker, name):
    worker = make_worker(ENDLESS[name], **SHORT)
    failure = failure_of(worker)
    assert failure.verdict is Verdict.TIMEOUT
    if not failure.message.startswith(LATE):  # the wall clock may be faster on a busy machine
        assert failure.message == "Your code ran longer than the 0.1 s one call may take."
        assert worker.exit.cpu_s >= 0.1


WAITING = {
    "sleep": "import time\ndef f(): time.sleep(9)",
    "a lock nobody opens": "import threading\nlock = threading.Lock()\ndef f(): lock.acquire(); lock.acquire()",
    "its own channel": "import os\ndef f(): os.read(3, 1)",
}


@pytest.mark.parametrize("name", WAITING)
def test_a_call_that_waits_for_too_long_is_ended(make_worker, name):
    failure = failure_of(make_worker(WAITING[name], **SHORT))
    assert failure.verdict is Verdict.TIMEOUT
    assert failure.message == WAITED


def test_an_import_that_takes_too_long_is_ended(make_worker):
    with pytest.raises(WorkerFailure) as caught:
        make_worker("while True: pass", loading_s=0.1)
    assert caught.value.verdict is Verdict.TIMEOUT


def test_cpu_time_is_the_kernels_count(make_worker):
    worker = make_worker(
        "import time\ndef f():\n  end = time.process_time() + 0.1\n  while time.process_time() < end: pass"
    )
    before = worker.cpu_s
    worker.call("f", [])
    assert 0.1 <= worker.cpu_s - before < 1
    assert worker.close().cpu_s >= before + 0.1


SILENT = {
    "half a header": "os.write(3, b'\\1\\0'); time.sleep(9)",
    "a header without its frame": "os.write(3, struct.pack('<IQ', 100, 0)); time.sleep(9)",
    "a byte now and then": (
        "os.write(3, struct.pack('<IQ', 10**6, 0))\n  while True: os.write(3, b'x'); time.sleep(0.01)"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_the_deadline_holds_while_a_reply_is_late_in_coming(make_worker, name):
    worker = make_worker(f"{FORGER}\nimport time\ndef f():\n  {SILENT[name]}", **SHORT)
    started = time.monotonic()
    assert failure_of(worker).verdict is Verdict.TIMEOUT
    assert time.monotonic() - started < 2.5


def test_the_deadline_holds_while_callbacks_keep_coming(make_worker):
    """Every frame is there before the grader asks, and another thread takes the answers."""
    worker = make_worker(
        f"{FORGER}\nimport threading\n"
        "def drain():\n  while True: os.read(3, 1 << 16)\n"
        "def f(g):\n"
        "  many = frame('callback', [2, [0, [2, [1.0]], [3, []]]]) * 200_000\n"
        "  threading.Thread(target=drain).start()\n"
        "  while True: os.write(3, many)\n",
        **SHORT,
    )
    started = time.monotonic()
    assert (
        failure_of(worker, Callback(function=lambda x: x, like=(1.0,), max_calls=10**9)).verdict
        is Verdict.TIMEOUT
    )
    assert time.monotonic() - started < 2.5


LOOPS = {
    "a loop": ("import time\n\ndef f():\n    n = 0\n    while n < 1:\n        n = 0\n", {5, 6}),
    "a wait": ("import time\n\ndef f():\n    time.sleep(9)\n", {4}),
    "a call in a loop": (
        "def g():\n    return sum(range(10**12))\n\ndef f():\n    while True:\n        g()\n",
        {2, 6},
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_call_that_is_ended_tells_where_its_code_was(make_worker, name):
    source, lines = LOOPS[name]
    failure = failure_of(make_worker(source, timeout_s=0.2))
    assert lines & {line.line for line in failure.lines}


def test_what_the_code_printed_is_kept_without_the_stack(make_worker):
    worker = make_worker("def f():\n    print('before', flush=True)\n    while True: pass\n", timeout_s=0.2)
    failure_of(worker)
    assert worker.take_output() == "before\n"


HIDES_STACK = {
    "ignored": "import signal\nsignal.signal(signal.SIGUSR2, signal.SIG_IGN)\n",
    "handled": "import signal\nsignal.signal(signal.SIGUSR2, lambda *_: print('late'))\n",
    "closed": "import os\nos.close(2)\nos.close(1)\n",
}


@pytest.mark.parametrize("name", HIDES_STACK)
def test_a_worker_that_hides_its_stack_is_ended_all_the_same(make_worker, name):
    failure = failure_of(make_worker(HIDES_STACK[name] + "def f():\n    while True: pass\n", timeout_s=0.2))
    assert failure.verdict is Verdict.TIMEOUT
    assert failure.lines == ()
