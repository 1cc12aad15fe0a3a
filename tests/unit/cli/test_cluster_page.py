"""docs/cluster.md: its commands are run as they stand there, on one machine instead of three."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'grader[cluster]'")
pytest.importorskip("cryptography", reason="cryptography is not installed: pip install 'grader[cluster]'")

from benchmarks.loopback_cluster import free_port
from grader.cluster.cluster_connection import connected, workers_of

pytestmark = pytest.mark.long

PAGE = (Path(__file__).parents[3] / "docs" / "cluster.md").read_text(encoding="utf-8")
WAIT_S = 60


class Machine:
    """Runs commands of the page in one folder; what goes on running is ended at the end."""

    def __init__(self, workshop):
        self.root = workshop.root
        self.address = f"tls://127.0.0.1:{free_port()}"
        self.started = []
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GRADER_", "DASK_"))
        }
        self._environment = {
            **kept, **workshop.environment, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "DASK_TEMPORARY_DIRECTORY": str(self.root / "scratch"),
        }  # fmt: skip

    def here(self, command):
        """A command with this machine's address, and a small assignment."""
        port = self.address.rpartition(":")[2]
        command = re.sub(r"grading-\d\.uni\.example", "127.0.0.1", command).replace("8786", port)
        return command.replace("-a metrics", "-a sums").replace("--nworkers 2", "--nworkers 1")

    def run(self, command):
        return subprocess.run(
            ["bash", "-c", self.here(command)], cwd=self.root, env=self._environment, timeout=120, capture_output=True,
            text=True, check=False,
        )  # fmt: skip

    def start(self, command):
        with (self.root / f"{len(self.started)}.log").open("w") as log:
            process = subprocess.Popen(
                ["bash", "-c", self.here(command)], cwd=self.root, env=self._environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)

    def close(self):
        for process in reversed(self.started):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def machine(workshop):
    workshop.hand_in("ada", "bob")
    workshop.hand_in("eve", kind="averaged")
    workshop.submissions.rename(workshop.root / "submissions")
    machine = Machine(workshop)
    yield machine
    machine.close()


def commands(heading):
    """The commands in the blocks of a section."""
    section = PAGE[PAGE.index(f"\n{heading}\n") + len(heading) + 1 :]
    section = re.split(r"\n#{2,3} ", section, maxsplit=1)[0]
    return [line for block in re.findall(r"```\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


def scores(folder):
    rows = (folder / "grades.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {row.split(",")[0]: float(row.split(",")[1]) for row in rows}


def test_its_cluster_grades_a_class(machine):
    (certificates,) = commands("### Certificates")
    assert machine.run(certificates).returncode == 0
    scheduler, worker = commands("### Start it")
    (timed,) = commands("### Timed exercises and GPUs")
    for command in (scheduler, worker, timed.replace('"timing=1"', '"timing=1 gpu=1"')):
        machine.start(command)
    with connected(machine.address, machine.root / "certificates") as client:
        client.wait_for_workers(2, timeout=WAIT_S)
        resources = [known["resources"] for known in workers_of(client).values()]
    assert sorted(resources, key=len) == [{}, {"timing": 1.0, "gpu": 1.0}]
    assert 'resources "timing=1 gpu=1"' in PAGE
    (grade,) = commands("### Grade")
    done = machine.run(grade)
    assert done.returncode == 0, done.stderr
    assert scores(machine.root / "results") == {"ada": 5.0, "bob": 5.0, "eve": 3.0}


def test_its_shards_make_a_class(machine):
    for command in commands("## Shards"):
        done = machine.run(command)
        assert done.returncode == 0, done.stderr
    assert scores(machine.root / "results") == {"ada": 5.0, "bob": 5.0, "eve": 3.0}


def test_every_command_of_the_page_is_run_here():
    """But for those that install grader, or need a batch system."""
    sections = ("### Certificates", "### Start it", "### Grade", "### Timed exercises and GPUs", "## Shards")
    shown = [line for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    assert shown == [
        "pip install 'grader[cluster]'",
        "grader doctor",
        *(command for heading in sections for command in commands(heading)),
    ]
