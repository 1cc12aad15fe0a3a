"""Workers without a zygote, for level 0 where there is no fork: macOS and Windows.

Each worker is a Python process of its own, which loads the libraries itself. It connects to a port that listens on this
machine alone. What it prints goes to a file, because a pipe cannot be polled everywhere. Nothing here may need a module
or function that only Unix has.
"""

from __future__ import annotations

import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
from typing import Any, BinaryIO, NamedTuple

from grader.sandbox.zygote_client import Exit, Zygote, ZygoteError

_START_S = 120.0
_READY = b"ready\n"
_LONGEST_WORD = 2000
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1", "PYTHONIOENCODING": "utf-8",
}  # fmt: skip


class _Spawned(NamedTuple):
    process: subprocess.Popen[bytes]
    written: BinaryIO
    folder: tempfile.TemporaryDirectory[str]


def can_fork() -> bool:
    """Whether workers are forked from a zygote here. macOS has fork, but its libraries do not survive it."""
    return platform.system() == "Linux" and hasattr(os, "fork") and hasattr(socket, "send_fds")


def choose_zygote(preload: tuple[str, ...], allowed: tuple[str, ...], levels: tuple[int, ...]) -> Zygote:
    """A zygote, or what stands for it where nothing can be forked.

    Raises
    ------
    ZygoteError
        No level that would do can be had on this system.
    """
    if can_fork():
        return Zygote(preload, allowed, levels)
    if 0 not in levels:
        raise ZygoteError(f"Full sandboxes exist on Linux only, and this is {platform.system()}.")
    return SpawningZygote(preload)


class SpawningZygote(Zygote):
    """Starts a process for each worker, at level 0."""

    output_is_file = True

    def __init__(self, preload: tuple[str, ...]) -> None:
        self.level = 0
        self.address_space_bytes = 0
        self._preload = preload
        self._spawned: dict[int, _Spawned] = {}
        self._workers = 0

    @property
    def gone(self) -> bool:
        return False

    def wait_ready(self) -> None:
        """Nothing is shared: each worker loads its libraries."""

    def for_code(self, texts: object) -> Zygote:  # noqa: ARG002
        return self

    def fork(
        self, allowance: dict[str, Any], reply_bytes: int, seed: int = 0
    ) -> tuple[int, socket.socket, int, int, int]:
        """Start a worker: its number, our socket, our end of the file it prints to, no pidfd, its pid."""
        self._workers += 1
        folder = tempfile.TemporaryDirectory(prefix="grader-worker-", ignore_cleanup_errors=True)
        printed = os.path.join(folder.name, "printed")  # noqa: PTH118
        files = allowance["files"]
        with socket.create_server(("127.0.0.1", 0)) as server, open(printed, "wb") as output:  # noqa: PTH123
            token = secrets.token_hex(16)
            settings = {
                "port": server.getsockname()[1], "token": token, "preload": self._preload, "seed": seed,
                "reply_bytes": reply_bytes, "folder": os.path.dirname(files[0]) if files else "",  # noqa: PTH120
            }  # fmt: skip
            command = [sys.executable, "-s", "-P", "-B", "-m", "grader.worker.spawned", json.dumps(settings)]
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **_ENVIRONMENT}, cwd=folder.name,
            )  # fmt: skip
            spawned = _Spawned(process, open(printed, "rb"), folder)  # noqa: PTH123, SIM115
            self._spawned[self._workers] = spawned
            try:
                connection = _connected(server, process, token.encode())
            except BaseException:
                self._end(self._workers)
                raise
        return self._workers, connection, os.dup(spawned.written.fileno()), -1, process.pid

    def kill(self, number: int) -> None:
        """End a worker."""
        self._spawned[number].process.kill()

    def wait_exit(self, number: int) -> Exit:
        """How a worker ended; the system does not tell its CPU time."""
        return Exit(self._end(number), 0.0)

    def _end(self, number: int) -> int:
        spawned = self._spawned.pop(number)
        if spawned.process.poll() is None:
            spawned.process.kill()
        code = spawned.process.wait()
        spawned.written.close()
        spawned.folder.cleanup()
        return code

    def close(self) -> None:
        for number in list(self._spawned):
            self._end(number)


def _connected(server: socket.socket, process: subprocess.Popen[bytes], token: bytes) -> socket.socket:
    """The connection of a worker that is ready. Other programs may connect; they do not know the token."""
    server.settimeout(1.0)
    for _ in range(int(_START_S)):
        try:
            connection, _address = server.accept()
        except TimeoutError:
            if process.poll() is not None:
                break
            continue
        connection.settimeout(_START_S)
        if secrets.compare_digest(_received(connection, len(token)), token):
            word = _line(connection)
            if word == _READY:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            connection.close()
            reason = word.decode(errors="replace").strip() or "it ended"
            raise ZygoteError(f"A library cannot be preloaded: {reason}.")
        connection.close()
    raise ZygoteError(f"The process for your code did not start: {' '.join(map(str, process.args[:-1]))}.")  # type: ignore[index]


def _received(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (part := connection.recv(size - len(data))):
        data += part
    return data


def _line(connection: socket.socket) -> bytes:
    """A line of text, read byte by byte: what follows it belongs to the first frame."""
    data = b""
    while not data.endswith(b"\n") and len(data) < _LONGEST_WORD and (part := connection.recv(1)):
        data += part
    return data
