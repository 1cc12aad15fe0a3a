"""What the tests of the promises share: levels, code of students, and how a call fails."""

from __future__ import annotations

import os

import pytest

from grader.sandbox import libraries
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_client import Worker

KERNEL = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)

def syscall(number, *args):
    ctypes.set_errno(0)
    padded = [ctypes.c_long(a) if isinstance(a, int) else a for a in args] + [ctypes.c_long(0)] * (6 - len(args))
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *padded) < 0 else 0

def error_of(function, *args):
    try:
        function(*args)
    except OSError as error:
        return error.errno
    return 0
"""
FORGER = """
import os, struct, sys, msgspec

def request():
    frame = sys._getframe()
    while not hasattr(frame.f_locals.get("request"), "nonce"):
        frame = frame.f_back
    return frame.f_locals["request"]

def frame(kind, body, nonce=None, payload=b""):
    asked = request()
    structure = msgspec.msgpack.encode([asked.nonce if nonce is None else nonce, asked.id, kind, body])
    return struct.pack("<IQ", len(structure), len(payload)) + structure + payload
"""
"""A student who knows the wire format and finds the nonce in the harness."""
X86 = pytest.mark.skipif(os.uname().machine != "x86_64", reason="system calls are numbered for x86-64 here")


def from_level(least: int) -> pytest.MarkDecorator:
    levels = [level for level in (3, 2, 1, 0) if level >= least]
    return pytest.mark.parametrize(
        "level", levels, indirect=True, ids=lambda level: f"level{level}", scope="session"
    )


def closed_interpreter() -> bool:
    """We are root, and the interpreter lies where no other user may look."""
    return os.getuid() == 0 and not libraries.readable_by_all(libraries.visible_paths(("numpy",)))


def failure_of(worker: Worker, *args: object) -> WorkerFailure:
    """How a call of ``f`` fails; the worker is gone afterwards."""
    with pytest.raises(WorkerFailure) as caught:
        worker.call("f", args)
    assert not worker.alive
    return caught.value


def ending(worker: Worker) -> WorkerFailure | None:
    """How the worker ended, if it did before or during this call."""
    try:
        worker.call("f", [])
    except WorkerFailure as failure:
        return failure
    return None


def error_of(worker: Worker, *args: object) -> StudentError:
    """What a call of ``f`` raises; the worker answers the next call."""
    with pytest.raises(StudentError) as caught:
        worker.call("f", args)
    assert worker.alive
    return caught.value
