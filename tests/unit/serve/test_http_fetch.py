"""Fetching over HTTP from `git http-backend`: with a token that nobody else sees, and from servers that misbehave."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

import pytest
from git_backend import backend
from hostile_repository import WORK, BareRepository
from push_host import wait_for

from grader.serve.commit_fetch import FetchLater, fetched_commit, listed_heads, remove_stale_folders
from grader.serve.git_process import (
    LIMITED,
    PASSED_CPU,
    GitFailed,
    GitRunner,
    GitSlow,
    GitUser,
)
from grader.serve.push_source import FetchAddress

TOKEN = "Authorization: Basic c2VjcmV0OnRva2Vu"


@pytest.fixture
def repository(open_folder: Path) -> BareRepository:
    found = BareRepository(open_folder / "bare.git")
    found.point("refs/heads/main", found.files())
    return found


def user() -> GitUser:
    return GitUser.named("nobody")


def test_a_commit_is_fetched_with_a_token_that_no_command_line_holds(repository, open_folder):
    with backend(open_folder) as (url, seen):
        address = FetchAddress(url=f"{url}/bare.git", header=TOKEN)
        sha = listed_heads(address, user())["refs/heads/main"]
        lines: list[bytes] = []
        ended = threading.Event()

        def look() -> None:
            while not ended.is_set():
                for path in Path("/proc").glob("[0-9]*/cmdline"):
                    with contextlib.suppress(OSError):
                        lines.append(path.read_bytes())

        watch = threading.Thread(target=look)
        watch.start()
        try:
            with fetched_commit(address, sha, user()) as commit:
                assert commit.files("") == {"tiny.py": WORK}
        finally:
            ended.set()
            watch.join()
        assert set(seen) == {TOKEN.partition(": ")[2]}
    assert any(b"fetch" in line and url.encode() in line for line in lines), "the command was not seen"
    assert not any(b"c2VjcmV0" in line for line in lines)
    assert "c2VjcmV0" not in repr(address)


def test_the_token_goes_to_no_other_server(repository, open_folder):
    with backend(open_folder) as (other, seen), backend(open_folder, other) as (url, _):
        with pytest.raises(FetchLater, match=r"redirect|302|unable"):
            listed_heads(FetchAddress(url=f"{url}/bare.git", header=TOKEN), user())
        assert seen == []


def test_a_server_that_sends_a_byte_now_and_then_is_left_after_ten_seconds(repository, open_folder):
    with backend(open_folder, "slow") as (url, _):
        begun = time.monotonic()
        with pytest.raises(FetchLater):
            listed_heads(FetchAddress(url=f"{url}/bare.git"), user())
        assert time.monotonic() - begun < 25


def test_a_server_that_ends_waits_for_no_git(repository, open_folder):
    with backend(open_folder, "slow") as (url, _):
        ended = threading.Timer(0.5, lambda: None)
        ended.start()
        begun = time.monotonic()
        with pytest.raises(FetchLater, match="the server ends"):
            listed_heads(FetchAddress(url=f"{url}/bare.git"), user(), lambda: not ended.is_alive())
        assert time.monotonic() - begun < 5


def test_a_command_that_takes_too_long_is_killed_with_all_it_started(open_folder):
    user().own(open_folder)
    runner = GitRunner(open_folder, user(), wall_s=0.5)
    runner.init()
    with pytest.raises(GitSlow, match="too long"):
        runner.run(["-c", "alias.wait=!sleep 12345.5", "wait"])
    wait_for(lambda: "gone" if not sleeping() else "", "the end of sleep")


def sleeping() -> bool:
    """Whether the process that the command started is there."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if path.read_bytes() == b"sleep\x0012345.5\0":
                return True
    return False


def test_what_a_killed_server_left_of_a_fetch_is_removed_by_the_next(open_folder, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(open_folder))
    running = os.getppid()
    for name in (
        "grader-push-999999999-a",
        f"grader-push-{os.getpid()}-b",
        f"grader-push-{running}-c",
        "grader-push-x",
    ):
        (open_folder / name / "D").mkdir(parents=True)
    assert remove_stale_folders() == 2
    assert sorted(path.name for path in open_folder.iterdir()) == sorted(
        [f"grader-push-{running}-c", "grader-push-x"]
    )


def test_only_a_fetch_may_use_a_transport(repository, open_folder):
    folder = open_folder / "run"
    folder.mkdir()
    user().own(folder)
    runner = GitRunner(folder, user())
    with pytest.raises(Exception, match="not allowed"):
        runner.run(["ls-remote", f"file://{repository.folder}"], store=False)


def test_a_program_of_git_that_somebody_ends_is_no_fault_of_the_commit(open_folder):
    """Else a commit would be rejected where the machine ran out of memory."""
    user().own(open_folder)
    runner = GitRunner(open_folder, user())
    with pytest.raises(GitFailed) as told:
        runner.run(["-c", "alias.end=!kill -9 $PPID", "end"], store=False)
    assert str(told.value) == "git ended with code -9"


def test_a_program_of_git_that_computes_too_long_is_ended(open_folder, monkeypatch):
    monkeypatch.setattr(
        "grader.serve.git_process.LIMITED", LIMITED.replace("-t 25", "-t 3").replace("-t 20", "-t 1")
    )
    user().own(open_folder)
    with pytest.raises(GitFailed, match=PASSED_CPU):
        GitRunner(open_folder, user()).run(["-c", "alias.spin=!while :; do :; done", "spin"], store=False)


def test_a_program_of_git_that_writes_too_much_is_ended(open_folder):
    user().own(open_folder)
    runner = GitRunner(open_folder, user())
    runner.init()
    with pytest.raises(Exception, match=r"50 MiB|File too large|limit"):
        runner.run(["-c", "alias.fill=!head -c 60000000 /dev/zero >full", "fill"])
    assert (open_folder / "full").stat().st_size <= 50 << 20
