"""Run a small submission in the zygote before the first fork, so that forks start warm.

CPython specialises bytecode after the first calls of a function, and libraries fill caches on first use. A fork has to
copy every page of memory that it writes. If the zygote has done these writes, no fork repeats them.
"""

from __future__ import annotations

import linecache
import socket
import sys
from collections.abc import Sequence
from typing import Any

from grader.wire import encode
from grader.worker.harness import Channel, Harness

_ROUNDS = 16
_MODULE = "grader_warmup"
_TEXT = """
def identity(x, *, again=None):
    return x


def square(x):
    return (x * x).sum()


def refuse(x):
    raise ValueError("not this one")
"""

_LOAD: tuple[Any, ...] = ([(f"{_MODULE}.py", _TEXT.encode(), [])], [], _MODULE, [], [], "", False, [], b"")

_WANT = (True, (), False)


def warm_up(first_uses: Sequence[str] = ()) -> None:
    """Answer requests of every common kind until the bytecode does not change any more. Then clean up.

    Gradients are asked for only where they are among the ``first_uses`` of torch.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        harness = Harness(Channel(theirs.fileno(), 1 << 20))
        for number in range(_ROUNDS):
            _send_request(harness, ours, number, "load", _LOAD)
            _remove_module()
            for kind, body in _requests(first_uses):
                _send_request(harness, ours, number, kind, body)


def _send_request(harness: Harness, ours: socket.socket, number: int, kind: str, body: Any) -> None:
    ours.sendall(b"".join(encode(number, number, kind, body, lambda _: None, 1 << 20)))
    harness.answer(harness.channel.receive())
    ours.recv(1 << 20)


def _requests(first_uses: Sequence[str]) -> list[tuple[str, Any]]:
    requests: list[tuple[str, Any]] = [("call", ("refuse", [1.5], {}, _WANT))]
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    values: list[Any] = [1, 2.5, "text", [1.0, 2.0], (1, None), {"a": 1.0}]
    if numpy is not None:
        values += [numpy.eye(3), numpy.arange(3), numpy.eye(4)[:, ::2], numpy.float64(2.0)]
    if torch is not None:
        values += [torch.eye(3), torch.arange(3), torch.tensor(True)]
        if "gradients" in first_uses:
            requests.append(("gradients", ("square", [torch.eye(3)], [0], None)))
    requests += [("call", ("identity", [value], {"again": value}, _WANT)) for value in values]
    return requests


def _remove_module() -> None:
    del sys.meta_path[0], sys.modules[_MODULE]
    linecache.cache.pop(f"{_MODULE}.py")
