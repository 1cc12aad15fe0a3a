"""Zygotes at every level, workers with a student's module, and a look at what is left over at the end."""

from __future__ import annotations

import dataclasses
import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.course import Limits
from grader.sandbox.libraries import banned_packages
from grader.sandbox.remote_object import UNWATCHED, ObjectWatch
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, ZygoteError, start_zygote

SECRET = "hunter2-in-the-environment-of-the-grader"


def _state() -> dict[str, set[str]]:
    """Descriptors, children and mounts of this process, without those of objects nobody holds any more."""
    gc.collect()
    children = {task.joinpath("children").read_text() for task in Path("/proc/self/task").iterdir()}
    return {
        "descriptors": {
            f"{fd.name} -> {fd.readlink()}" for fd in Path("/proc/self/fd").iterdir() if fd.is_symlink()
        },
        "children": {pid for line in children for pid in line.split()},
        "mounts": set(Path("/proc/self/mountinfo").read_text().splitlines()),
    }


@pytest.fixture(scope="session", autouse=True)
def nothing_left_over() -> Iterator[None]:
    """No test leaves a process, a descriptor or a mount behind."""
    os.environ["COURSE_SECRET"] = SECRET
    before = _state()
    yield
    del os.environ["COURSE_SECRET"]
    after = _state()
    assert {name: after[name] - before[name] for name in after} == {name: set() for name in after}


@pytest.fixture(scope="session", params=[3, 2, 1, 0], ids=lambda level: f"level{level}")
def level(request: pytest.FixtureRequest) -> int:
    """Isolation level; a test promised only by some says so with ``indirect`` parameters."""
    return int(request.param)


@pytest.fixture(scope="session")
def zygote(level: int, nothing_left_over: None) -> Iterator[Zygote]:
    try:
        zygote = start_zygote(("numpy",), ("numpy",), (level,))
    except ZygoteError as error:
        pytest.skip(f"not offered by this machine: {error}")
    yield zygote
    zygote.close()


MakeWorker = Callable[..., Worker]


@pytest.fixture
def make_worker(zygote: Zygote) -> Iterator[MakeWorker]:
    """A worker with the given text loaded as ``work.py``; closed after the test.

    ``timeout_s`` is for the calls: on a busy machine loading alone may take longer than a test wants to wait.
    """
    made: list[Worker] = []

    def make(
        source: str = "",
        *,
        files: Any = (),
        data: Any = (),
        forbidden: Any = (),
        cells: Any = (),
        timeout_s: float = 5.0,
        loading_s: float = 10.0,
        watch: ObjectWatch = UNWATCHED,
        **limits: Any,
    ) -> Worker:
        worker = Worker(zygote, Limits(timeout_s=loading_s, **{"memory_mib": 64, **limits}), watch=watch)
        made.append(worker)
        sources = [("work.py", source, list(cells)), *files]
        worker.loaded = worker.load(
            sources,
            "work",
            data=data,
            banned=banned_packages(("numpy",)),
            forbidden=forbidden,
            allowed="numpy, the standard library",
        )
        worker._limits = dataclasses.replace(worker._limits, timeout_s=timeout_s)
        return worker

    yield make
    for worker in made:
        worker.close()
