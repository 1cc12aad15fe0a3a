"""How long until a worker is ready, and until ``grader check`` and ``grader grade`` have answered."""

from __future__ import annotations

import contextlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import process
from benchmarks.figure import Figure, at_most, median_ratio, percentile, say
from grader.course import Limits
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, start_zygote

WORKERS, WORKERS_QUICK = 200, 40
CHECKS, CHECKS_QUICK = 9, 3
READY_MS = {"torch": 10.0, "numpy": 4.0}
CHECKED = "metrics"
"""An assignment in numpy alone."""
GRADED = (("metrics", "numpy"), ("attention", "torch"))
"""Assignments of which one submission is graded, and the library that the wait is compared with."""
MOST_IMPORTS = {"numpy": 8, "torch": 2}
_MODULE = "import numpy as np\n\n\ndef f(x):\n    return np.asarray(x)\n"


def measure(*, quick: bool) -> list[Figure]:
    count = WORKERS_QUICK if quick else WORKERS
    say(f"start-up: {count} workers with torch and with numpy, in turn")
    with _zygote("numpy", "torch") as torch, _zygote("numpy") as numpy:
        times: dict[str, list[float]] = {"torch": [], "numpy": []}
        for _ in range(count):
            times["torch"].append(_ready_ms(torch, "import torch\n"))
            times["numpy"].append(_ready_ms(numpy))
    figures = []
    for name, ready in times.items():
        p90, bare = percentile(ready, 90), _bare_ms(name)
        note = f"90 % within {p90:.1f} ms; bare fork and exit {bare:.1f} ms"
        figures.append(at_most(f"worker ready, {name}", statistics.median(ready), READY_MS[name], "ms", note))
    count = CHECKS_QUICK if quick else CHECKS
    return figures + _check(count) + [_first_verdict(name, library, count) for name, library in GRADED]


@contextlib.contextmanager
def _zygote(*libraries: str) -> Iterator[Zygote]:
    zygote = start_zygote(libraries, libraries, (3,))
    try:
        yield zygote
    finally:
        zygote.close()


def _ready_ms(zygote: Zygote, imports: str = "") -> float:
    """Forked, jailed, the student's module imported."""
    started = time.perf_counter()
    worker = Worker(zygote, Limits())
    worker.load([("student.py", f"{imports}{_MODULE}", [])], "student")
    ready = time.perf_counter() - started
    worker.close()
    return 1000 * ready


def _bare_ms(library: str) -> float:
    """For scale: fork of a process with the library loaded, and exit."""
    program = (
        f"import gc, os, time, {library}\ngc.collect(); gc.freeze()\ntimes = []\n"
        "for _ in range(40):\n"
        "    start = time.perf_counter()\n"
        "    pid = os.fork()\n"
        "    if pid == 0:\n        os._exit(0)\n"
        "    os.waitpid(pid, 0)\n    times.append(time.perf_counter() - start)\n"
        "print(sorted(times)[20])"
    )
    env = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env
    )
    return 1000 * float(done.stdout)


def _check(count: int) -> list[Figure]:
    """The command a student runs, against the import of its one large library."""
    grader = [sys.executable, "-P", "-m", "grader"]
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as folder:
        work = Path(folder) / CHECKED
        _run([*grader, "handout", CHECKED, str(work)])
        shutil.copy(
            process.ROOT / "reference" / f"{CHECKED}.py", work
        )  # right answers: every test runs to its end
        if _run([*grader, "check"], work) != 0:
            raise RuntimeError(f"grader check does not pass the reference of {CHECKED}")
        say(f"start-up: 'grader check', {count} times")
        numpy, check = [], []
        for _ in range(count):
            numpy.append(_timed([sys.executable, "-c", "import numpy"]))
            check.append(_timed([*grader, "check"], work))
    told = f"{1000 * statistics.median(check):.0f} ms against {1000 * statistics.median(numpy):.0f} ms"
    return [at_most("grader check : import numpy", median_ratio(check, numpy), 6, "x", told)]


def _first_verdict(assignment: str, library: str, count: int) -> Figure:
    """The command that a push waits for, with one right submission, against the import of its library."""
    say(f"start-up: 'grader grade' of one submission of {assignment}, {count} times")
    work = process.ROOT / "reference" / f"{assignment}.py"
    imported, graded = [], []
    for _ in range(count):
        with tempfile.TemporaryDirectory(prefix="grader-bench-") as folder:
            command = [
                sys.executable,
                "-P",
                "-m",
                "grader",
                "grade",
                str(work),
                "-a",
                assignment,
                "-o",
                folder,
            ]
            imported.append(_timed([sys.executable, "-c", f"import {library}"]))
            graded.append(_timed(command))
    told = f"{statistics.median(graded):.2f} s against {statistics.median(imported):.2f} s"
    ratio = median_ratio(graded, imported)
    return at_most(f"grader grade, one : import {library}", ratio, MOST_IMPORTS[library], "x", told)


def _run(command: Sequence[str], folder: Path = process.ROOT) -> int:
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def _timed(command: Sequence[str], folder: Path = process.ROOT) -> float:
    started = time.perf_counter()
    _run(command, folder)
    return time.perf_counter() - started
