"""Wait for a worker's socket and its output, on every system."""

from __future__ import annotations

import select
import socket

_MOST_WAIT_S = 0.05
"""Where the output cannot be waited for, it is looked at this often."""


class SocketPoll:
    """Sleeps until a socket is ready or something was printed. ``select.poll`` is missing on Windows."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._output = -1
        self._poll = select.poll() if hasattr(select, "poll") else None

    def watch_output(self, descriptor: int) -> None:
        """Also wake up when this pipe can be read."""
        self._output = descriptor
        if self._poll is not None:
            self._poll.register(descriptor, select.POLLIN)

    def forget_output(self) -> None:
        """Do not wait for output any more: the pipe is closed."""
        if self._poll is not None and self._output >= 0:
            self._poll.unregister(self._output)
        self._output = -1

    def wait(self, seconds: float, *, sending: bool) -> bool:
        """Wait for the socket, at most so long; whether output can be read."""
        if self._poll is not None:
            self._poll.register(self._socket, select.POLLOUT if sending else select.POLLIN)
            ready = self._poll.poll(seconds * 1000)
            return any(descriptor == self._output for descriptor, _ in ready)
        reading, writing = ([], [self._socket]) if sending else ([self._socket], [])
        select.select(reading, writing, [], min(seconds, _MOST_WAIT_S))
        return False
