"""The HTTP server in a thread of its own: it listens before anything is graded, and ends when it is told."""

from __future__ import annotations

import socket
import threading
from typing import Final, NamedTuple

import uvicorn
from starlette.applications import Starlette

from grader.errors import UsageError

_LOOPBACK: Final = ("127.", "::1", "localhost")
_GRACE_S: Final = 5


class ListenAddress(NamedTuple):
    host: str
    port: int

    @classmethod
    def parse(cls, text: str, *, behind_proxy: bool) -> ListenAddress:
        """An address as ``127.0.0.1:8080``.

        Raises
        ------
        UsageError
            It is none, or others would reach it without TLS.
        """
        host, colon, port = text.rpartition(":")
        host = host.strip("[]")
        if not colon or not host or not port.isdigit() or int(port) > 65535:
            raise UsageError(f"--listen {text}: expected an address and a port, such as 127.0.0.1:8080.")
        if not behind_proxy and not host.startswith(_LOOPBACK):
            raise UsageError(
                f"--listen {text}: others would reach the server without TLS. Let a reverse proxy on this machine pass "
                "requests on to 127.0.0.1, or say with --behind-proxy that one stands before it."
            )
        return cls(host, int(port))


class HttpServer:
    """A server that runs until `close`.

    Parameters
    ----------
    application : Starlette
    address : ListenAddress
        Port 0: any that is free.
    behind_proxy : bool
        Headers of a reverse proxy are believed.
    """

    def __init__(self, application: Starlette, address: ListenAddress, *, behind_proxy: bool = False) -> None:
        self._socket = _bound(address)
        config = uvicorn.Config(
            application, log_config=None, access_log=False, server_header=False, proxy_headers=behind_proxy,
            timeout_graceful_shutdown=_GRACE_S, limit_concurrency=512, h11_max_incomplete_event_size=1 << 16, ws="none",
            lifespan="off",
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="http")
        self._thread.start()

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()


def _bound(address: ListenAddress) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(1024)
    except OSError as error:
        bound.close()
        raise UsageError(
            f"--listen {address.host}:{address.port}: {error.strerror}. Is another server there? Name another port."
        ) from None
    return bound
