"""What is looked for after the attacks is found, and what others leave on the machine is not."""

from __future__ import annotations

import ctypes
import os
import tempfile
import uuid
from pathlib import Path

import pytest
from residue import SHARED_FOLDERS, WORKER_UIDS, left_in, segments, temporary_entries

LIBC = ctypes.CDLL(None, use_errno=True)
IPC_CREAT, IPC_RMID = 0o1000, 0


@pytest.fixture
def stray():
    """``stray(folder)``: a file of a name that nobody knows, removed after the test."""
    made = []

    def make(folder):
        made.append(Path(folder, f"tmp{uuid.uuid4().hex}"))
        made[-1].touch()
        return made[-1]

    yield make
    for path in made:
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("folder", SHARED_FOLDERS)
def test_what_another_program_writes_to_a_folder_of_all_users_is_ignored(stray, folder):
    path = stray(folder)
    assert str(path) not in set(left_in(Path(folder)))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("folder", SHARED_FOLDERS)
def test_what_a_worker_owns_there_is_found(stray, folder):
    path = stray(folder)
    os.chown(path, WORKER_UIDS + 5, -1)
    assert str(path) in set(left_in(Path(folder)))


@pytest.mark.parametrize(
    "name", ["taken-over", "left-by-the-hostile-suite", "sent-by-the-other-of-a-pair", "noted"]
)
def test_what_an_attack_names_there_is_found_whoever_owns_it(tmp_path, name):
    """Code that took over the grader would write as the grader's user."""
    (tmp_path / name).touch()
    assert set(left_in(tmp_path)) == {str(tmp_path / name)}


def test_the_folder_for_temporary_files_is_the_tests_own_and_counts_whole(stray):
    assert tempfile.gettempdir() not in SHARED_FOLDERS
    assert stray(tempfile.gettempdir()).name in temporary_entries()


def test_only_segments_with_a_key_of_an_attack_are_found():
    """0x5E1F is the key that E_shared_memory takes."""
    private, named = (LIBC.shmget(key, 4096, IPC_CREAT | 0o600) for key in (0, 0x5E1F))
    try:
        assert {entry for entry in segments() if entry.startswith("shm")} == {f"shm {0x5E1F} {named}"}
    finally:
        for segment in (private, named):
            LIBC.shmctl(segment, IPC_RMID, None)
