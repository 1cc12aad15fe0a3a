"""A process with a terabyte of addresses and next to no memory keeps the kernel busy, and ends with the run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.timing import huge_pages
from grader.timing.huge_pages import pages_left_alone

THP = Path("/sys/kernel/mm/transparent_hugepage/enabled")


def holders():
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [
        int(pid) for pid in found if huge_pages._HOLD.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def kib(pid, field):
    return int(re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1])


@pytest.mark.skipif(not THP.exists(), reason="the kernel has no huge pages")
def test_the_process_has_addresses_that_may_be_huge_and_hardly_memory():
    with pages_left_alone():
        (holder,) = holders()
        assert kib(holder, "VmSize") >= huge_pages._SPACE >> 10
        assert kib(holder, "VmRSS") < 64 << 10
        smaps = Path(f"/proc/{holder}/smaps").read_text()
        areas = re.findall(r"^Size:\s+(\d+) kB$.*?^VmFlags: (.*?)$", smaps, re.MULTILINE | re.DOTALL)
        (flags,) = [flags for size, flags in areas if int(size) >= huge_pages._SPACE >> 10]
        assert "hg" in flags.split()  # as advised
    assert holders() == []


def test_it_ends_when_the_run_fails():
    with pytest.raises(KeyboardInterrupt), pages_left_alone():
        raise KeyboardInterrupt
    assert holders() == []


def test_it_ends_when_its_parent_is_killed():
    text = """
import os, signal
from grader.timing.huge_pages import pages_left_alone
with pages_left_alone():
    print(open(f"/proc/self/task/{os.getpid()}/children").read(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    holder, deadline = Path(f"/proc/{done.stdout.strip()}"), time.monotonic() + 20
    while holder.exists() and "Z (zombie)" not in (holder / "status").read_text():
        assert time.monotonic() < deadline, "it did not end"
        time.sleep(0.01)


def test_a_machine_that_limits_addresses_is_timed_as_well():
    text = """
import resource
from grader.timing.huge_pages import pages_left_alone
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
with pages_left_alone():
    print("timed")
"""
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "timed\n"
