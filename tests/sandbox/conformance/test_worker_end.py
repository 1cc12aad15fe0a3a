"""However a worker ends, it is noticed, and said of whom."""

from __future__ import annotations

import os
import re
import select
import signal

import pytest
from expectation import ending, error_of, failure_of, from_level

from grader.model import Verdict
from grader.sandbox.call_failure import StudentError, WorkerDied

DEATHS = {
    "os._exit(0)": ("import os\ndef f(): os._exit(0)", "ended itself with exit code 0"),
    "os._exit(3) of a thread": (
        "import os, threading, time\ndef f():\n  threading.Thread(target=os._exit, args=(3,)).start(); time.sleep(9)",
        "ended itself with exit code 3",
    ),
    "a null pointer": ("import ctypes\ndef f(): ctypes.string_at(0)", "ended by signal SIGSEGV"),
    "abort": ("import os\ndef f(): os.abort()", "ended by signal SIG(ABRT|SEGV|ILL)"),
    "closing its channel": (
        "import os, time\ndef f():\n  os.close(3); time.sleep(9)",
        "ended by signal SIGKILL",
    ),
    "closing every descriptor": (
        "import os\ndef f(): os.closerange(0, 64)",
        "ended itself with exit code 70",
    ),
}


@pytest.mark.parametrize("name", DEATHS)
def test_a_worker_that_ends_itself_has_crashed(make_worker, name):
    source, message = DEATHS[name]
    failure = failure_of(make_worker(source))
    assert isinstance(failure, WorkerDied) == ("SIGKILL" in message)  # as if somebody else had ended it
    assert failure.verdict is Verdict.CRASHED
    assert re.search(message, failure.message)
    assert failure.brief == "The process that ran your code ended before the call returned."


@from_level(1)
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"])
def test_a_worker_cannot_end_itself_as_if_somebody_else_had(make_worker, name):
    """Whoever ends in this way is given another try."""
    worker = make_worker(
        f"import os, signal\ndef f(): os.kill(os.getpid(), signal.{name})\ndef g(): return 1"
    )
    assert error_of(worker).type_name == "PermissionError"
    assert worker.call("g", []).value == 1


@from_level(1)
def test_a_worker_can_set_itself_no_limit(make_worker):
    """One that ends by a limit of its own looks like one that was killed from outside."""
    worker = make_worker(
        "import resource as r\ndef f(kind): r.setrlimit(getattr(r, kind), (1, 1))\n"
        "def g(): return r.getrlimit(r.RLIMIT_CPU)"
    )
    for kind in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE"):
        with pytest.raises(StudentError):
            worker.call("f", [kind])
    assert worker.call("g", []).value[0] > 1


def test_a_worker_that_died_between_two_calls_is_noticed(make_worker):
    worker = make_worker(
        "import os, threading\nready = threading.Event()\n"
        "def g():\n  ready.wait(); os._exit(5)\n"
        "threading.Thread(target=g).start()\n"
        "def f(): ready.set()"
    )
    failure = None
    while failure is None:
        failure = ending(worker)
    assert failure.verdict is Verdict.CRASHED
    assert (
        failure.message
        == "The process that ran your code ended itself with exit code 5; take out calls such as os._exit."
    )


def test_a_worker_killed_from_outside_is_noticed(make_worker):
    worker = make_worker("def f(): return 1")
    os.kill(worker.pid, signal.SIGKILL)
    assert isinstance(failure_of(worker), WorkerDied)
    assert not isinstance(failure_of(worker), WorkerDied)


def test_a_worker_that_has_ended_by_itself_is_not_alive(make_worker):
    worker = make_worker(
        "import os, threading\ndef f():\n  threading.Timer(0.05, os._exit, (1,)).start(); return 1"
    )
    assert worker.call("f", []).value == 1
    assert select.select([worker._pidfd], [], [], 5)[0]
    assert not worker.alive


def test_a_thread_left_running_ends_with_its_worker(make_worker):
    worker = make_worker(
        "import threading\ndef g():\n  while True: pass\ndef f(): threading.Thread(target=g).start(); return 1"
    )
    assert worker.call("f", []).value == 1
    used = worker.close()
    assert used.code == -signal.SIGKILL
    assert not worker.alive
