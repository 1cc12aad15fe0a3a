"""Hostile repositories come to their expected ends, write nothing elsewhere and leave no process."""

from __future__ import annotations

import os
import re
import tempfile
import time
from pathlib import Path

import pytest
from hostile_repository import ATTACKS, GRADED, LATER, WORK, BareRepository, HostileRepository

from grader.errors import SubmissionError
from grader.serve.commit_fetch import FetchLater, fetched_commit, listed_heads
from grader.serve.git_process import GitUser
from grader.serve.push_source import FetchAddress

SLOWEST_S = 30.0
OWN = f"grader-push-{os.getpid()}-"
"""How temporary folders of this process begin; other tests run beside it."""


def end_of(repository: BareRepository, sha: str, folder: str) -> str:
    """What becomes of a commit."""
    address = FetchAddress(url=f"file://{repository.folder}")
    try:
        with fetched_commit(address, sha, GitUser.named("nobody")) as commit:
            files = commit.files(folder)
    except SubmissionError as error:
        return str(error)
    except FetchLater:
        return LATER
    if not files:
        return "holds no file"
    assert files["tiny.py"] == WORK
    return GRADED


def processes() -> set[int]:
    """Programs that work in a temporary folder of this process."""
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and OWN.encode() in _words(entry)
    }


def _words(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes() + os.fsencode((entry / "cwd").readlink())
    except OSError:
        return b""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_hostile_repository_comes_to_its_end(attack: HostileRepository, open_folder: Path):
    repository = BareRepository(open_folder / "bare.git")
    sha = attack.make(repository)
    if re.fullmatch("[0-9a-f]+", sha) and not (repository.folder / "refs/heads/main").exists():
        repository.point("refs/heads/main", sha)
    before = sorted(open_folder.rglob("*"))
    begun = time.monotonic()
    end = end_of(repository, sha, attack.folder)
    assert re.search(attack.end, end), end
    assert time.monotonic() - begun < SLOWEST_S
    assert sorted(open_folder.rglob("*")) == before
    assert not list(Path(tempfile.gettempdir()).glob(f"{OWN}*"))
    assert not list(Path().glob("*canary*"))
    assert not processes()


def test_there_are_thirty_attacks_beside_two_controls():
    assert sum(not attack.name.startswith("control") for attack in ATTACKS) >= 30


def test_the_refs_of_a_repository_with_thousands_are_listed(open_folder: Path):
    repository = BareRepository(open_folder / "bare.git")
    many = next(attack for attack in ATTACKS if attack.name == "3,000 tags")
    many.make(repository)
    found = listed_heads(FetchAddress(url=f"file://{repository.folder}"), GitUser.named("nobody"))
    assert len(found) == 3000
