"""A class of 500, one in ten hostile, three times: the same grades, flat memory, nothing left open.

Takes minutes; ``make hostile`` runs it.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path

import pytest
from attack import HERE, attacks

from benchmarks import process
from grader.course import load_course
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Work
from grader.intake import Submission
from grader.model import SourceFile

SIZE = 500
HOSTILE_EVERY = 10
ROUNDS = 3
FLAT = 1.10


def _texts() -> list[str]:
    controls = itertools.cycle(
        (HERE / "controls" / "puzzle" / f"{kind}.py").read_text() for kind in ("right", "wrong")
    )
    tried = [one for one in attacks("puzzle") if one.path.is_file() and "rejected" not in one.expected]
    every = len(tried) // (SIZE // HOSTILE_EVERY)  # from all groups
    hostile = itertools.cycle(one.path.read_text() for one in tried[::every])
    return [next(hostile if n % HOSTILE_EVERY == 0 else controls) + f"\n# {n}\n" for n in range(SIZE)]


def _works() -> list[Work]:
    files = [SourceFile(name="puzzle.py", text=text) for text in _texts()]
    return [
        Work(
            submission=Submission(student=f"s{n:03}", origin=f"s{n:03}.py", sha256=f"{n:064x}", files=(file,))
        )
        for n, file in enumerate(files)
    ]


@pytest.mark.filterwarnings("default")
def test_three_rounds_of_a_large_class_with_hostile_members(capsys):
    course = load_course(HERE / "course")
    rounds, memory, open_files = [], [], []
    with LocalExecutor(course, course.assignment("puzzle"), 2) as executor:
        for _ in range(ROUNDS):
            started = time.perf_counter()
            records = [future.result() for future in [executor.submit(work) for work in _works()]]
            rounds.append([(r.report.student, r.report.score) for r in records])
            memory.append(process.tree_memory(os.getpid()).anonymous)
            open_files.append(
                sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in process.tree(os.getpid()))
            )
            minutes = (time.perf_counter() - started) / 60
            with capsys.disabled():
                speed = f"{SIZE / minutes:.0f} submissions a minute"
                told = f"{speed}, {memory[-1] / 2**20:.0f} MiB, {open_files[-1]} open files"
                print(f"\nendurance, round {len(rounds)} of {ROUNDS}: {told}", flush=True)
    assert rounds[0] == rounds[1] == rounds[2]
    assert None not in {score for _, score in rounds[0]}
    assert memory[2] <= FLAT * memory[0]
    assert open_files[2] <= open_files[0]
