"""Fixtures: a git server of bare repositories, and `grader serve` beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from forge_double import FORGE_TOML, Forges
from push_host import PLAIN, GitHost, RunningServer, Served, wait_for


@pytest.fixture
def host(open_folder: Path) -> GitHost:
    return GitHost(open_folder / "host")


@pytest.fixture
def served(tiny_course, host: GitHost, tmp_path: Path) -> Served:
    """A server for bare repositories called `tiny-<student>`."""
    found = Served(tiny_course.folder, tmp_path / "results", host)
    found.configure(PLAIN.format(fetch=host.fetch, spool=host.spool))
    return found


@pytest.fixture
def forges(served: Served, host: GitHost, monkeypatch: pytest.MonkeyPatch) -> Forges:
    """In the place of the plain git server a forge, whose double every server of the test opens."""
    found = Forges()
    monkeypatch.setattr("grader.serve.push_server.open_source", found)
    served.configure(FORGE_TOML.format(fetch=host.fetch))
    return found


@pytest.fixture
def start_server(served: Served, tmp_path: Path) -> Iterator[Callable[..., RunningServer]]:
    """Starts the server as a command; what still runs at the end is ended by its id."""
    started: list[RunningServer] = []

    def start(*options: str, **environment: str) -> RunningServer:
        log = tmp_path / f"log-{len(started)}"
        command = [
            sys.executable,
            "-P",
            "-m",
            "grader",
            "serve",
            "--course",
            str(served.course),
            "-o",
            str(served.results),
        ]
        with log.open("wb") as stream:
            process = subprocess.Popen(
                [*command, "--listen", "127.0.0.1:0", "--jobs", "1", *options], stderr=stream, stdin=subprocess.DEVNULL,
                env={**os.environ, **environment},
            )  # fmt: skip
        server = RunningServer(process, 0, log)
        started.append(server)

        def port() -> str:
            assert process.poll() is None, log.read_text()
            match = re.search(r"127\.0\.0\.1:(\d+)", log.read_text())
            return match[1] if match else ""

        server.port = int(wait_for(port, "the server"))
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.end()
