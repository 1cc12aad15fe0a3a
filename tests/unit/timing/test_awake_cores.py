"""Cores are kept busy by loops of the lowest class, which end with the timing run, and not under a quota."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.timing import awake_cores
from grader.timing.awake_cores import awake, processor_quota
from grader.timing.placement import siblings

CORE = max(os.sched_getaffinity(0))


def loops():
    """The children of this process that run the loop, as pids. A new one is not seen at once."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [
        int(pid) for pid in found if awake_cores._LOOP.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def waits_for(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def test_a_loop_of_the_lowest_class_runs_on_each_core_until_the_end():
    with awake({CORE}):
        waits_for(loops)
        (loop,) = loops()
        waits_for(lambda: os.sched_getscheduler(loop) == os.SCHED_IDLE)
        assert os.sched_getaffinity(loop) == {CORE}
        assert os.getsid(loop) == loop
    assert loops() == []


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="the kernel has no autogroups")
def test_a_loop_has_the_lowest_share_among_sessions():
    with awake({CORE}):
        waits_for(loops)
        share = Path(f"/proc/{loops()[0]}/autogroup")
        waits_for(lambda: share.read_text().split()[-1] == "19")


def test_the_loops_end_when_the_run_fails():
    def interrupted():
        with awake({CORE}):
            waits_for(loops)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert loops() == []


def test_a_loop_ends_when_its_parent_is_killed():
    text = f"""
import os, signal
from grader.timing import awake_cores
with awake_cores.awake({{{CORE}}}):
    print(*open(f"/proc/self/task/{{os.getpid()}}/children").read().split(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False, timeout=60
    )
    loop = Path(f"/proc/{done.stdout.strip()}")
    waits_for(lambda: not loop.exists() or "Z (zombie)" in (loop / "status").read_text())


@pytest.mark.parametrize(("quota", "started"), [(0.5, 0), (1.0, 1), (math.inf, 1)])
def test_no_loop_is_started_under_a_quota_below_the_cores(monkeypatch, quota, started):
    monkeypatch.setattr(awake_cores, "processor_quota", lambda: quota)
    with awake({CORE}):
        waits_for(lambda: len(loops()) == started)


@pytest.mark.parametrize(
    ("own", "files", "quota"),
    [
        ("0::/a/b\n", {"a/b/cpu.max": "max 100000\n", "a/cpu.max": "150000 100000\n"}, 1.5),
        ("0::/a\n", {"a/cpu.max": "max 100000\n"}, math.inf),
        ("0::/\n", {"cpu.max": "50000 100000\n"}, 0.5),
        ("0::/\n", {}, math.inf),
        (
            "4:cpu,cpuacct:/job\n",
            {"cpu/job/cpu.cfs_quota_us": "200000\n", "cpu/job/cpu.cfs_period_us": "100000\n"},
            2,
        ),
        ("4:cpu:/\n", {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, math.inf),
    ],
)
def test_the_quota_is_the_least_of_all_groups_above(tmp_path, own, files, quota):
    for name, text in files.items():
        path = tmp_path / "groups" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "own").write_text(own)
    assert processor_quota(tmp_path / "groups", tmp_path / "own") == quota


def test_without_control_groups_there_is_no_quota(tmp_path):
    assert processor_quota(tmp_path, tmp_path / "absent") == math.inf


@pytest.mark.parametrize(("text", "found"), [("3\n", {3}), ("3,7\n", {3, 7}), ("2-3\n", {2, 3}), (None, {3})])
def test_siblings_share_a_physical_core(tmp_path, text, found):
    if text is not None:
        folder = tmp_path / "cpu3" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(text)
    assert siblings(3, tmp_path) == found
