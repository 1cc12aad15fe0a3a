"""A worker is put on its cores, also where root may not do it for another user."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from grader.errors import IsolationError
from grader.timing.processor_choice import pin

NOBODY = 65534
CORE = min(os.sched_getaffinity(0))
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root has workers of another user")


@pytest.fixture
def start():
    """A process that waits, of a user if one is named."""
    started = []

    def go(**settings):
        started.append(
            subprocess.Popen(["/bin/sh", "-c", "read line"], stdin=subprocess.PIPE, cwd="/", **settings)
        )
        return started[-1].pid

    yield go
    for process in started:
        process.communicate(b"\n")


@pytest.fixture
def no_right(monkeypatch):
    """This process may not choose cores, as root in a container without CAP_SYS_NICE; others may."""
    me, real = os.getpid(), os.sched_setaffinity

    def refused(pid, cores):
        if os.getpid() == me:
            raise PermissionError(1, "Operation not permitted")
        real(pid, cores)

    monkeypatch.setattr(os, "sched_setaffinity", refused)


def test_a_process_runs_on_the_cores_that_were_chosen(start):
    pid = start()
    pin(pid, {CORE})
    assert os.sched_getaffinity(pid) == {CORE}


@as_root
def test_a_process_of_another_user_is_put_there_by_that_user(start, no_right):
    pid = start(user=NOBODY, group=NOBODY, extra_groups=[])
    pin(pid, {CORE})
    assert os.sched_getaffinity(pid) == {CORE}


@as_root
def test_the_helper_has_given_up_the_rights_of_root(start, no_right, monkeypatch):
    """Only a process of the same user may do it then: for one of root's it has no right."""
    pid = start(user=NOBODY, group=NOBODY, extra_groups=[])
    monkeypatch.setattr("grader.timing.processor_choice._owner", lambda _: NOBODY - 1)
    with pytest.raises(IsolationError):
        pin(pid, {CORE})


@pytest.mark.skipif(sys.platform != "linux", reason="cores are chosen on Linux only")
def test_where_neither_may_the_error_says_what_the_container_lacks(start, monkeypatch):
    def refused(pid, cores):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "sched_setaffinity", refused)
    message = "cannot be chosen here: operation not permitted, so nothing can be timed. Give the container"
    with pytest.raises(IsolationError, match=message):
        pin(start(), {CORE})


def test_a_process_that_is_gone_is_no_question_of_rights(start):
    with pytest.raises(ProcessLookupError):
        pin(2**22 + 1, {CORE})
