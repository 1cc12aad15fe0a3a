"""A worker in a process of its own, started and not forked: for level 0 on machines that cannot fork.

It connects to the grader, loads the libraries, says that it is ready, and answers requests. There are no walls here:
`grader check` runs one's own work so, and nobody else's.
"""

from __future__ import annotations

import importlib
import json
import os
import random
import socket
import sys
from typing import Any

from grader.worker.harness import Channel, answer_all

READY = b"ready\n"


class SocketChannel(Channel):
    """Frames on a socket that is not a file descriptor, as on Windows."""

    def __init__(self, connection: socket.socket, cap: int) -> None:
        super().__init__(-1, cap)
        self._connection = connection

    def _read_some(self, view: memoryview) -> int:
        return self._connection.recv_into(view)

    def _write(self, data: bytes | memoryview) -> None:
        self._connection.sendall(data)


def run(settings: dict[str, Any]) -> None:
    """Serve the grader that waits on a port of this machine; the token tells it that this is its worker."""
    connection = socket.create_connection(("127.0.0.1", settings["port"]))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(settings["token"].encode())
    if settings["folder"]:
        os.chdir(settings["folder"])
    try:
        for name in settings["preload"]:
            importlib.import_module(name)
    except ImportError as error:
        connection.sendall(f"{error}\n".encode())
        return
    _seed(settings["seed"])
    connection.sendall(READY)
    answer_all(SocketChannel(connection, settings["reply_bytes"]))


def _seed(seed: int) -> None:
    """Seed as a fork of the zygote is seeded."""
    random.seed(seed)
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if numpy is not None:
        numpy.random.seed(seed)
    if torch is not None:
        torch.set_num_threads(1)
        torch.manual_seed(seed)


if __name__ == "__main__":
    run(json.loads(sys.argv[1]))
