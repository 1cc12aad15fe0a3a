"""What a worker prints is kept, up to a limit."""

from __future__ import annotations

from expectation import ending, failure_of

from grader.model import Verdict


def test_a_flood_of_output_is_stopped_and_its_beginning_kept(make_worker):
    worker = make_worker("def f():\n  print('start')\n  while True: print('x' * 1000)", output_mib=1)
    failure = failure_of(worker)
    assert failure.verdict is Verdict.CRASHED
    assert failure.message == "Your code printed more than 1 MiB and was stopped."
    output = worker.take_output()
    assert len(output) == 64 * 1024
    assert output.startswith("start\nxxx")


def test_a_flood_between_two_calls_is_stopped_at_the_next(make_worker):
    worker = make_worker(
        "import os, threading\nready = threading.Event()\n"
        "def g():\n  ready.wait()\n  while True: os.write(1, b'x' * 4096)\n"
        "threading.Thread(target=g).start()\n"
        "def f(): ready.set()",
        output_mib=1,
    )
    failure = None
    while failure is None:
        failure = ending(worker)
        worker.take_output()
    assert failure.message == "Your code printed more than 1 MiB and was stopped."


def test_output_is_kept_as_it_came_and_given_once(make_worker):
    worker = make_worker(
        "import sys, os\n"
        "def f():\n  print('out', flush=True); print('err', file=sys.stderr); os.write(1, b'\\xff\\x1b[2J')"
    )
    worker.call("f", [])
    assert worker.take_output() == "out\nerr\n\ufffd\x1b[2J"
    assert worker.take_output() == ""
