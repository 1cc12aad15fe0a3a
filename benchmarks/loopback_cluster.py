"""A Dask cluster on this machine, of real processes: a scheduler, and workers each under a nanny."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks import process
from grader.cluster.certificate import write_certificates
from grader.cluster.cluster_connection import connected

START_S = 60
HOST = "127.0.0.1"


class LoopbackCluster:
    """Processes that are started one by one, and ended together.

    Parameters
    ----------
    root : Path
        Holds logs, and in ``scratch`` what Dask writes.
    certificates : Path
        As ``grader cluster certificates`` writes them, for 127.0.0.1.
    """

    def __init__(self, root: Path, certificates: Path) -> None:
        self.root = root
        self.certificates = certificates
        self.port = free_port()
        self.scheduler: subprocess.Popen[str] | None = None
        self.nannies: list[subprocess.Popen[str]] = []
        self._started = 0

    @property
    def address(self) -> str:
        return f"tls://{HOST}:{self.port}"

    def start_scheduler(self) -> None:
        self.scheduler = self._start(
            "scheduler",
            "--protocol",
            "tls",
            "--host",
            HOST,
            "--port",
            str(self.port),
            "--idle-timeout",
            "600",
        )

    def start_worker(self, environment: Mapping[str, str] | None = None, death_timeout_s: int = 30) -> None:
        arguments = ("--nthreads", "1", "--host", HOST, "--death-timeout", str(death_timeout_s))
        self.nannies.append(self._start("worker", self.address, *arguments, environment=environment))

    def wait_for_workers(self, count: int) -> None:
        """Wait until so many workers are ready."""
        with connected(self.address, self.certificates) as client:
            client.wait_for_workers(count, timeout=START_S)

    def worker_pids(self) -> list[int]:
        """The processes that the nannies started and would replace."""
        return [
            pid for nanny in self.nannies for pid, parent in process.parents().items()
            if parent == nanny.pid and b"spawn_main" in _command_line(pid)
        ]  # fmt: skip

    def end(self, one: subprocess.Popen[str]) -> None:
        """Kill a process and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)
        one.wait()

    def close(self) -> None:
        for nanny in self.nannies:
            self.end(nanny)
        self.nannies.clear()
        if self.scheduler is not None:
            self.end(self.scheduler)

    def _start(
        self, role: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        settings = {
            **os.environ,
            "DASK_CONFIG": str(self.certificates / f"{role}.yaml"),
            "DASK_TEMPORARY_DIRECTORY": str(self.root / "scratch"),
            "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
            **(environment or {}),
        }
        self._started += 1
        with (self.root / f"{role}-{self._started}.log").open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", role, *arguments, "--no-dashboard"],
                cwd=self.root, env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True,
                start_new_session=True,
            )  # fmt: skip


@contextmanager
def loopback_cluster(
    root: Path, workers: int, certificates: Path | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[LoopbackCluster]:
    """A cluster whose workers are ready.

    Parameters
    ----------
    root : Path
        Empty, or not there.
    workers : int
        One at least.
    certificates : Path, optional
        Certificates that are there already.
    environment : mapping, optional
        Further variables of the workers.
    """
    root.mkdir(exist_ok=True)
    if certificates is None:
        certificates = root / "certificates"
        write_certificates([HOST], certificates)
    cluster = LoopbackCluster(root, certificates)
    try:
        cluster.start_scheduler()
        for _ in range(workers):
            cluster.start_worker(environment=environment)
        cluster.wait_for_workers(workers)
        yield cluster
    finally:
        cluster.close()


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended
        return b""


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
    return port
