"""A worker has no more memory than allowed."""

from __future__ import annotations

import pytest

from grader.model import Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure

HUNGRY = {
    "one large array": "import numpy as np\ndef f(): return np.ones(2**30).sum()",
    "a growing list": "def f():\n  x = [1]\n  while True: x = x + x",
    "many small objects": "def f():\n  x = []\n  while True: x.append([object()])",
    "text": "def f(): return len('x' * 2**33)",
}


@pytest.mark.parametrize("name", HUNGRY)
def test_more_memory_than_allowed_is_the_verdict_memory(make_worker, name):
    worker = make_worker(HUNGRY[name])
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [])
    assert caught.value.verdict is Verdict.MEMORY
    assert caught.value.message == "Your code needed more than the 64 MiB of memory it may use."


def test_endless_recursion_ends_as_memory_or_crash_whatever_its_limit(make_worker):
    """Which of them differs between versions of Python; 3.11 may find no memory for the exception itself."""
    worker = make_worker(
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(n=0): return f(n + 1)", memory_mib=32
    )
    with pytest.raises((WorkerFailure, StudentError)) as caught:
        worker.call("f", [])
    if isinstance(caught.value, StudentError):
        assert caught.value.type_name in ("RecursionError", "SystemError")
    else:
        assert caught.value.verdict in (Verdict.MEMORY, Verdict.CRASHED)


def test_a_worker_within_its_memory_goes_on_after_a_memory_error_of_its_own(make_worker):
    worker = make_worker("def f(n): return len(bytes(n))")
    with pytest.raises(WorkerFailure, match="64 MiB"):
        worker.call("f", [2**33])
    assert worker.call("f", [10]).value == 10


def test_a_library_that_runs_out_of_memory_in_its_own_words_is_the_verdict_memory(make_worker):
    words = "[enforce fail at alloc_cpu.cpp:75] DefaultCPUAllocator: can't allocate memory"
    worker = make_worker(f"def f(): raise RuntimeError({words!r})")
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", [])
    assert caught.value.verdict is Verdict.MEMORY
