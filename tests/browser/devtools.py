"""A running Chromium that is told what to do through a pipe, so that a page can be used and then killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self


class Session:
    """One page of a running Chromium."""

    def __init__(self, process: subprocess.Popen[bytes], send: int, receive: int) -> None:
        self.process = process
        self._send = send
        self._receive = os.fdopen(receive, "rb", buffering=0)
        self._rest = b""
        self._count = 0
        self._session = ""

    def attach(self) -> Self:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return self

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Run a method of the DevTools protocol, and wait for its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session and not method.startswith(("Target.", "Browser.")):
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = self._receive.read(1 << 16)
            assert data, "Chromium ended"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def visit(self, page: Path) -> None:
        """Open a page, and wait until it is loaded."""
        self.call("Page.enable")
        self.call("Page.navigate", url=page.as_uri())
        self.run(
            "new Promise(done => document.readyState == 'complete' ? done() : addEventListener('load', done))"
        )

    def run(self, expression: str) -> Any:
        """The value of an expression in the page, once a promise is kept."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def kill(self) -> None:
        """End the browser at once, as when a machine loses power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@contextmanager
def session(program: str, flags: tuple[str, ...], profile: Path) -> Iterator[Session]:
    """A Chromium with this profile. It is gone afterwards."""
    to_read, send = os.pipe()
    receive, to_write = os.pipe()
    start = f'exec "$@" 3<&{to_read} 4>&{to_write}'
    kept = [each for each in flags if not each.startswith("--virtual-time-budget")]
    command = [program, *kept, f"--user-data-dir={profile}", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        ["bash", "-c", start, "bash", *command], pass_fds=(to_read, to_write), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"HOME": str(profile), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    os.close(to_read)
    os.close(to_write)
    running = Session(process, send, receive)
    try:
        yield running.attach()
    finally:
        if process.poll() is None:
            running.kill()
        os.close(send)
        running._receive.close()
