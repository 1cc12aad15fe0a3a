"""``grader grade --cluster`` while workers, nannies, the scheduler and the client are killed in turn.

``python -m benchmarks.cluster_kills`` takes about ten minutes: 50 times SIGKILL at a random moment, each followed by
``--resume``. Whenever everybody is graded, the records are compared with those of a run on this machine alone: they
must be equal but for times. Then the class is graded again from nothing.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from benchmarks import process
from benchmarks.figure import say
from benchmarks.loopback_cluster import LoopbackCluster, loopback_cluster
from benchmarks.sums_course import SUMS_COURSE
from grader.grading.store import read_record
from grader.model import Record

WORKERS: Final = 2
VICTIMS: Final = ("worker", "nanny", "scheduler", "client")
_WORKS: Final = (
    "def total(x):\n    sum(range(2_000_000))\n    return float(x.sum())\n",
    "def total(x):\n    sum(range(2_000_000))\n    return float(x.mean())\n",
    "def total(x):\n    raise NotImplementedError\n",
    "def total(x):\n    import os\n    os._exit(3)\n",
)
"""Right, wrong, unwritten, and one that ends its own process. Some take a while, so that kills meet a run at work."""
_RUN_S: Final = 240.0


class KilledClass:
    """A class that is graded on a cluster again and again.

    Parameters
    ----------
    folder : Path
        Empty.
    students : int
    """

    def __init__(self, folder: Path, students: int) -> None:
        self._folder = folder
        self._students = students
        self._draw = random.Random(11)
        self.counted: Counter[str] = Counter()
        for name, text in SUMS_COURSE.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (folder / "class").mkdir()
        for number in range(students):
            text = f"{_WORKS[number % len(_WORKS)]}# {number}\n"
            (folder / "class" / f"s{number:04}_sums.py").write_text(text)
        local = self._started("local")
        assert local.wait(timeout=_RUN_S) == 0
        self._wanted = self._records("local")

    def suffer(self, kills: int) -> None:
        """Kill the parts of a cluster in turn, and count what is wrong."""
        root = self._folder / "cluster"
        root.mkdir()
        with loopback_cluster(root, WORKERS) as cluster:
            victims = itertools.cycle(VICTIMS)
            while self.counted["kills"] < kills:
                victim = next(victims)
                while not self._killed(cluster, victim):
                    self._compare()  # the run had ended before: the next one begins from nothing
                self.counted["kills"] += 1
                self.counted[victim] += 1
                say(f"kills: {self.counted['kills']} of {kills}, classes: {self.counted['classes']}")
            self._finish(cluster)
        self.counted["left"] = len(_processes_of(root))

    def _killed(self, cluster: LoopbackCluster, victim: str) -> bool:
        """Kill one process while a run is at work, and let that run come to its end; whether it was at work."""
        run = self._started("out", cluster)
        goal = self._done("out") + self._draw.randrange(1, self._students // 3)
        while run.poll() is None and self._done("out") < goal:
            time.sleep(0.01)
        if run.poll() is not None:
            self._note_end(run, "nothing")
            return False
        self._kill(cluster, victim, run)
        run.wait(timeout=_RUN_S)
        self._note_end(run, victim)
        self._mend(cluster, victim)
        if run.returncode == 0:
            self._compare()
        return True

    def _kill(self, cluster: LoopbackCluster, victim: str, run: subprocess.Popen[bytes]) -> None:
        assert cluster.scheduler is not None
        match victim:
            case "worker":
                os.kill(self._draw.choice(cluster.worker_pids()), signal.SIGKILL)
            case "nanny":
                nanny = self._draw.choice(cluster.nannies)
                nanny.kill()
                nanny.wait()
                cluster.nannies.remove(nanny)
            case "scheduler":
                cluster.scheduler.kill()
                cluster.scheduler.wait()
            case _:
                run.kill()

    def _mend(self, cluster: LoopbackCluster, victim: str) -> None:
        """Start again what nobody replaces."""
        if victim == "scheduler":
            cluster.close()
            cluster.start_scheduler()
        while len(cluster.nannies) < WORKERS:
            cluster.start_worker()
        cluster.wait_for_workers(WORKERS)

    def _note_end(self, run: subprocess.Popen[bytes], victim: str) -> None:
        """A run may fail where its scheduler or the client itself was killed, and nowhere else."""
        expected = {"scheduler": 3, "client": -signal.SIGKILL}.get(victim, 0)
        if run.returncode not in (0, expected) or (victim == "client" and run.returncode == 0):
            say(f"a run ended with {run.returncode} after the {victim} was killed")
            self.counted["failed"] += 1

    def _finish(self, cluster: LoopbackCluster) -> None:
        if self._started("out", cluster).wait(timeout=_RUN_S) != 0:
            self.counted["failed"] += 1
        self._compare()

    def _compare(self) -> None:
        """Compare a class that is complete with that of the local run, and remove it."""
        found = self._records("out")
        self.counted["lost"] += len(self._wanted.keys() - found.keys())
        for name in sorted(found):
            if found[name] != self._wanted.get(name):
                self.counted["different"] += 1
                if self.counted["different"] == 1:
                    say(f"expected {self._wanted.get(name)}\ngot {found[name]}")
        self.counted["classes"] += 1
        check = [sys.executable, "-m", "grader", "gradebook", "check", "-o", "out"]
        done = subprocess.run(check, cwd=self._folder, stdout=subprocess.DEVNULL, check=False)
        self.counted["faults"] += done.returncode != 0
        shutil.rmtree(self._folder / "out")

    def _started(self, output: str, cluster: LoopbackCluster | None = None) -> subprocess.Popen[bytes]:
        arguments = ["grade", "class", "-a", "sums", "-o", output, "--jobs", str(WORKERS), "--resume"]
        if cluster is not None:
            arguments += ["--cluster", cluster.address, "--certificates", str(cluster.certificates)]
        with (self._folder / f"{output}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "grader", *arguments], cwd=self._folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def _done(self, output: str) -> int:
        return sum(1 for _ in self._record_files(output))

    def _records(self, output: str) -> dict[str, Record]:
        return {path.stem: _without_times(read_record(path)) for path in self._record_files(output)}

    def _record_files(self, output: str) -> list[Path]:
        return list((self._folder / output / ".grader" / "records" / "sums").glob("*.json"))


def _without_times(record: Record) -> Record:
    """A record without what a clock gave."""
    tests = tuple(replace(test, duration_s=0.0) for test in record.report.tests)
    staff = tuple(replace(test, duration_s=0.0) for test in record.staff)
    report = replace(record.report, tests=tests)
    return replace(record, report=report, staff=staff, worker_cpu_s=0.0)


def _processes_of(root: Path) -> list[int]:
    """Processes that were started below a scheduler or worker of a cluster, whoever their parent is now."""
    mark = f"DASK_TEMPORARY_DIRECTORY={root}".encode()
    return [pid for pid in process.parents() if mark in _environment(pid)]


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:  # it has ended
        return b""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was counted; return 1 if anything is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster_kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--students", type=int, default=160)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="grader-kills-") as folder:
        killed = KilledClass(Path(folder), options.students)
        killed.suffer(options.kills)
    names = ("kills", *VICTIMS, "classes", "lost", "different", "faults", "failed", "left")
    print(", ".join(f"{name}: {killed.counted[name]}" for name in names))
    return int(any(killed.counted[name] for name in ("lost", "different", "faults", "failed", "left")))


if __name__ == "__main__":
    sys.exit(main())
