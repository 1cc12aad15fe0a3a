"""A worker reaches no network."""

from __future__ import annotations

import errno
import socket

from expectation import KERNEL, from_level


@from_level(1)
def test_no_socket_can_be_opened(make_worker):
    worker = make_worker(
        f"{KERNEL}\nimport socket\ndef f(family, kind): return error_of(socket.socket, family, kind)"
    )
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            assert worker.call("f", [int(family), int(kind)]).value == errno.EPERM
