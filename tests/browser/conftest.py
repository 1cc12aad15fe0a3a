"""A real Chromium, driven by its command line: open a page, read what became of it, print it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",  # tests run as root in CI
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",  # so that a page around a report can look into it
    "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing leaves this machine, whatever a page asks for
    "--virtual-time-budget=3000",
)


class Visit(NamedTuple):
    """What came of opening a page."""

    dom: str
    """The document as it is after three seconds."""
    requests: list[str]
    """Addresses it asked the network for."""


class Browser:
    """Chromium with a profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def open(self, page: Path, *flags: str) -> Visit:
        log = self._folder / "network.json"
        dom = self._run("--dump-dom", f"--log-net-log={log}", *flags, page.as_uri()).decode()
        return Visit(dom, _requests(json.loads(log.read_bytes())))

    def print(self, page: Path) -> bytes:
        """The page as a PDF."""
        target = self._folder / "print.pdf"
        self._run(f"--print-to-pdf={target}", "--no-pdf-header-footer", page.as_uri())
        return target.read_bytes()

    def _run(self, *words: str) -> bytes:
        command = [self._program, *FLAGS, f"--user-data-dir={self._folder / 'profile'}", *words]
        done = subprocess.run(
            command, capture_output=True, timeout=60, check=False, env={"HOME": str(self._folder)}
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
        return done.stdout


def _requests(log: dict) -> list[str]:
    """Those of pages: Chromium asks its maker for updates and the time, and says then that no page did."""
    started = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event.get("params", {}) for event in log["events"] if event["type"] == started]
    return [params["url"] for params in asked if params.get("initiator", "not an origin") != "not an origin"]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium is installed; on Debian: apt install chromium")
    return Browser(program, tmp_path_factory.mktemp("chromium"))
