"""Grading processes stay open by least recent use, as many as fit into memory."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader.errors import CourseError
from grader.serve.executor_pool import ExecutorPool
from grader.serve.process_memory import memory_below

MIB = 1 << 20


class HeldExecutor:
    """Stands for a process of 300 MiB."""

    width = 1

    def __init__(self, room: Room, name: str) -> None:
        self.room = room
        self.name = name
        room.open.append(name)

    def submit(self, work):
        raise NotImplementedError

    def close(self, *, wait: bool = True) -> None:
        self.room.open.remove(self.name)
        self.room.closed.append((self.name, wait))


class Room:
    def __init__(self) -> None:
        self.open: list[str] = []
        self.closed: list[tuple[str, bool]] = []
        self.started = 0

    def start(self, assignment):
        self.started += 1
        return HeldExecutor(self, assignment.id)

    def memory(self) -> int:
        return 300 * MIB * len(self.open)


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def assignments(tiny_course):
    """Four assignments, by letter."""
    text = (tiny_course.folder / "tiny/assignment.toml").read_text()
    for name in "abcd":
        for part in ("hidden/test_double.py", "README.md", "public/test_public.py"):
            tiny_course.write(f"{name}/{part}", (tiny_course.folder / "tiny" / part).read_text())
        tiny_course.write(f"{name}/assignment.toml", text.replace('id = "tiny"', f'id = "{name}"'))
    return tiny_course.course.assignment


def use(pool: ExecutorPool, assignment) -> None:
    with pool.executor(assignment):
        pass


def test_an_executor_stays_open_for_the_next_commit(room, assignments):
    pool = ExecutorPool(room.start, 2000, room.memory)
    for _ in range(3):
        use(pool, assignments("a"))
    assert (room.started, room.open) == (1, ["a"])


def test_the_one_used_longest_ago_ends_when_memory_is_short(room, assignments):
    pool = ExecutorPool(room.start, 1000, room.memory)
    for name in "abcadb":
        use(pool, assignments(name))
    assert room.closed == [("b", True), ("c", True)]
    assert pool.assignments() == ["a", "b", "d"]


def test_one_that_works_is_not_ended(room, assignments):
    pool = ExecutorPool(room.start, 500, room.memory)
    with pool.executor(assignments("a")), pool.executor(assignments("b")):
        assert room.open == ["a", "b"]


def test_two_commits_of_one_assignment_have_two_executors(room, assignments):
    pool = ExecutorPool(room.start, 5000, room.memory)
    with pool.executor(assignments("a")), pool.executor(assignments("a")):
        assert room.open == ["a", "a"]


def test_an_assignment_that_was_changed_has_a_new_executor(room, assignments, tiny_course):
    pool = ExecutorPool(room.start, 5000, room.memory)
    use(pool, assignments("a"))
    tiny_course.change("a/hidden/test_double.py", "is doubled", "is doubled, too")
    use(pool, assignments("a"))
    assert (room.started, room.open) == (2, ["a"])


def test_an_executor_that_failed_is_not_used_again(room, assignments):
    pool = ExecutorPool(room.start, 5000, room.memory)
    with pytest.raises(CourseError), pool.executor(assignments("a")):
        raise CourseError("a broken test")
    assert room.closed == [("a", False)]


def test_at_the_end_all_are_closed(room, assignments):
    pool = ExecutorPool(room.start, 5000, room.memory)
    for name in "ab":
        use(pool, assignments(name))
    pool.close()
    assert room.closed == [("a", True), ("b", True)]
    with pytest.raises(EOFError):
        use(pool, assignments("a"))
    assert room.open == []


def test_memory_counts_every_process_below():
    script = (
        "import subprocess, sys\n"
        "inner = subprocess.Popen([sys.executable, '-c', 'x = bytearray(80 << 20); print(1, flush=True); input()'], "
        "stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "inner.stdout.readline(); print('ready', flush=True); input(); inner.communicate(b'x')"
    )
    outer = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert outer.stdout is not None
    assert outer.stdout.readline() == b"ready\n"
    try:
        assert 80 * MIB < memory_below(os.getpid()) < 400 * MIB
        assert memory_below(outer.pid) > 80 * MIB
    finally:
        outer.communicate(b"\n")
