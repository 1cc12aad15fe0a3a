"""A cluster on loopback: a real scheduler and real workers of Dask, ended when the tests of a file are done."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.cluster.certificate import write_certificates

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'grader[cluster]'")
pytest.importorskip("cryptography", reason="cryptography is not installed: pip install 'grader[cluster]'")

START_S = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


@dataclass
class Cluster:
    """A scheduler with workers; each worker under a nanny, which replaces it when it is killed."""

    root: Path
    certificates: Path
    port: int
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"tls://127.0.0.1:{self.port}"

    def start(self, role: str, *arguments: str) -> subprocess.Popen[str]:
        number = len(self.processes)
        environment = {
            **os.environ,
            "DASK_CONFIG": str(self.certificates / f"{role}.yaml"),
            "DASK_TEMPORARY_DIRECTORY": str(self.root / "scratch"),
            "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
        }
        with (self.root / f"{role}-{number}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", role, *arguments, "--no-dashboard"],
                cwd=self.root, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True,
                start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def start_worker(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start(
            "worker",
            self.address,
            "--nthreads",
            "1",
            "--host",
            "127.0.0.1",
            "--death-timeout",
            "30",
            *arguments,
        )

    def close(self) -> None:
        for process in reversed(self.processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates") / "ours"
    write_certificates(["127.0.0.1"], folder)
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, certificates: Path) -> Iterator[Cluster]:
    """A scheduler with two workers that are ready."""
    from distributed import Client, Security

    found = Cluster(tmp_path_factory.mktemp("cluster"), certificates, free_port())
    found.start(
        "scheduler",
        "--protocol",
        "tls",
        "--host",
        "127.0.0.1",
        "--port",
        str(found.port),
        "--idle-timeout",
        "120",
    )
    for _ in range(2):
        found.start_worker()
    security = Security(
        require_encryption=True, tls_ca_file=str(certificates / "ca.pem"),
        tls_client_cert=str(certificates / "client.pem"), tls_client_key=str(certificates / "client.key"),
    )  # fmt: skip
    try:
        with Client(found.address, security=security, timeout=START_S, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=START_S)
        yield found
    finally:
        found.close()
