"""The branch `feedback` is pushed by force and nothing else is, whatever the repository holds already."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from feedback_host import REF, answering, feedback, open_to_all, refs
from git_backend import backend
from push_host import git

from grader.serve.feedback_branch import push_feedback
from grader.serve.git_process import GitUser
from grader.serve.push_source import FetchAddress, PostedResult, PostLater, PostRefused

TOKEN = "Authorization: Basic c2VjcmV0OnRva2Vu"
RESULT = PostedResult(
    repository="tiny-ada", sha="a" * 40, assignment="tiny", state="failure", description="2 of 6 points",
    page_url="", summary="# Feedback\n\n2 of 6 points, said Ä\n", received_us=1_700_000_000_500_000,
)  # fmt: skip


@pytest.fixture
def repository(host) -> Path:
    host.push("tiny-ada", {"tiny.py": "work\n"}, hook=False)
    return open_to_all(host.bare("tiny-ada"))


def push(repository: Path, result: PostedResult = RESULT) -> str:
    return push_feedback(FetchAddress(url=f"file://{repository}"), result, GitUser.named("nobody"))


def test_one_file_is_written_and_every_other_ref_stays(repository):
    git("tag", "submit/1", "main", cwd=repository)
    before = refs(repository)
    commit = push(repository)
    assert refs(repository) == {**before, REF: commit}
    assert feedback(repository) == RESULT.summary.strip()


def test_author_date_and_message_are_ours_and_fixed(repository):
    commit = push(repository)
    shown = git("show", "--no-patch", "--format=%an %ae %at %cn %ce %ct %B", commit, cwd=repository)
    who = "grader grader@grader.invalid 1700000000"
    assert shown == f"{who} {who} Feedback [skip ci]"


def test_the_same_result_is_the_same_commit_and_another_one_takes_its_place(repository):
    first = push(repository)
    assert push(repository) == first
    second = push(repository, PostedResult(**{**fields(RESULT), "summary": "# Feedback\n\nnew\n"}))
    assert refs(repository)[REF] == second != first
    assert feedback(repository) == "# Feedback\n\nnew"


def fields(result: PostedResult) -> dict[str, object]:
    return {name: getattr(result, name) for name in PostedResult.__slots__}


def test_other_history_on_the_branch_and_a_tag_of_its_name_do_not_matter(repository, host):
    other = host.push("tiny-ada", {"report.md": "mine\n", "more.md": "x\n"}, ref=REF, hook=False)
    host.push("tiny-ada", {"more.md": "y\n"}, ref="refs/tags/feedback", hook=False)
    before = refs(repository)
    assert before[REF] == other
    commit = push(repository)
    assert refs(repository) == {**before, REF: commit}
    assert feedback(repository) == RESULT.summary.strip()


def test_a_branch_below_feedback_is_in_the_way_and_is_told(repository):
    git("branch", "feedback/x", "main", cwd=repository)
    before = refs(repository)
    with pytest.raises(PostRefused, match='A branch whose name begins with "feedback/" is in the way'):
        push(repository)
    assert refs(repository) == before


def test_a_branch_that_somebody_is_writing_is_tried_later(repository):
    lock = repository / f"{REF}.lock"
    lock.write_text("")
    with pytest.raises(PostLater):
        push(repository)
    lock.unlink()
    commit = push(repository)
    assert refs(repository)[REF] == commit


def test_no_hook_of_a_repository_on_this_machine_is_run(repository, open_folder):
    canary = open_folder / "canary"
    names = ("pre-receive", "update", "post-receive", "post-update", "reference-transaction", "proc-receive")
    for name in names:
        hook = repository / "hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name} >>{canary}\nexit 1\n")
        hook.chmod(0o755)
    commit = push(repository)
    assert refs(repository)[REF] == commit
    assert not canary.exists()


def test_the_owner_of_the_repository_can_read_and_replace_what_was_written(repository, host):
    """Also where no group is shared: no folder is made in which the owner could not write."""
    git("config", "core.sharedRepository", "umask", cwd=repository)
    before = {path for path in (repository / "objects").rglob("*") if path.is_dir()}
    push(repository)
    assert {path for path in (repository / "objects").rglob("*") if path.is_dir()} == before
    made = [*(repository / "objects" / "pack").iterdir(), repository / REF]
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in made)
    mine = host.push("tiny-ada", {"tiny.py": "more\n"}, ref=REF, hook=False)
    assert refs(repository)[REF] == mine


def test_a_repository_that_is_gone_is_told(repository):
    with pytest.raises(PostRefused, match="there is no such repository, or we may not see it"):
        push(repository.with_name("tiny-bob.git"))


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user other than the owner of the repository")
def test_a_repository_to_which_git_may_not_write_is_told(host):
    host.push("tiny-ada", {"tiny.py": "work\n"}, hook=False)
    with pytest.raises(PostRefused, match='refuses a push to the branch "feedback"'):
        push(host.bare("tiny-ada"))
    assert REF not in refs(host.bare("tiny-ada"))


def over_http(url: str, stopped: Callable[[], bool] = lambda: False) -> str:
    address = FetchAddress(url=f"{url}/tiny-ada.git", header=TOKEN)
    return push_feedback(address, RESULT, GitUser.named("nobody"), stopped)


def test_over_http_the_token_is_sent_and_stands_on_no_command_line(repository, host):
    git("config", "http.receivepack", "true", cwd=repository)
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
        with backend(host.root / "git") as (url, seen):
            commit = over_http(url)
    finally:
        ended.set()
        watch.join()
    assert refs(repository)[REF] == commit == push(repository)
    assert set(seen) == {TOKEN.partition(": ")[2]}
    assert any(b"\0push\0" in line and url.encode() in line for line in lines), "the command was not seen"
    assert not any(b"c2VjcmV0" in line for line in lines)


def test_a_server_that_lets_nobody_push_is_told(repository, host):
    with backend(host.root / "git") as (url, _), pytest.raises(PostRefused) as told:
        over_http(url)
    assert (told.value.status, str(told.value)) == (403, "403: the token or the key may not write there")


def test_a_hook_of_the_server_that_declines_is_told_without_its_words(repository, host):
    git("config", "http.receivepack", "true", cwd=repository)
    hook = repository / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho words of the hook >&2\nexit 1\n")
    hook.chmod(0o755)
    with backend(host.root / "git") as (url, _), pytest.raises(PostRefused) as told:
        over_http(url)
    assert str(told.value) == 'the server refuses a push to the branch "feedback": pre-receive hook declined'


@pytest.mark.parametrize(
    ("status", "error", "words"),
    [
        (500, PostLater, "500: the server has a fault"),
        (503, PostLater, "503: the server has a fault"),
        (429, PostLater, "429: the server has a fault, or too much to do"),
        (401, PostRefused, "the token or the key is not accepted"),
        (403, PostRefused, "the token or the key may not write there"),
        (404, PostRefused, "there is no such repository"),
        (302, PostRefused, "302: the server sends elsewhere"),
        (400, PostRefused, "400: the server refuses this"),
    ],
)
def test_an_answer_of_the_server_is_a_reason_to_wait_or_to_park(status, error, words):
    with answering(status) as url, pytest.raises(error, match=words):
        over_http(url)


def test_the_token_goes_to_no_other_server(repository, host):
    with backend(host.root / "git") as (other, seen), backend(host.root / "git", other) as (url, _):
        with pytest.raises(PostRefused, match="302: the server sends elsewhere"):
            over_http(url)
        assert seen == []


@pytest.mark.parametrize("scheme", ["http", "ssh"])
def test_a_server_that_is_not_reached_is_tried_later(scheme):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(PostLater, match="not reached"):
            over_http(f"{scheme}://127.0.0.1:{free.getsockname()[1]}")


def test_a_push_ends_with_the_server_and_is_tried_again(host):
    with backend(host.root / "git", "slow") as (url, _):
        ended = threading.Timer(0.5, lambda: None)
        ended.start()
        with pytest.raises(PostLater, match="the server ends"):
            over_http(url, lambda: not ended.is_alive())
