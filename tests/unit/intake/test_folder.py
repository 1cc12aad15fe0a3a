"""Folders and files on disk: only plain files are read, no link is followed, no pipe is waited for."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.intake import Caps, FoundSubmission, RejectedSubmission, Submission, read_submission

MODULE = "linear_regression.py"
Accepted = Callable[..., Submission]
Reason = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "ada01"
    path.mkdir()
    (path / MODULE).write_text("x = 1\n")
    return path


def reason_of(path: Path) -> str:
    outcome = read_submission(FoundSubmission(path=path, student="ada01"), MODULE)
    assert isinstance(outcome, RejectedSubmission)
    return outcome.reason


def test_a_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert "'pipe.txt' is a named pipe" in reason_of(folder)


def test_a_pipe_handed_in_as_a_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ada01.py")
    assert "'ada01.py' is a named pipe" in reason_of(tmp_path / "ada01.py")


@pytest.mark.parametrize("target", ["linear_regression.py", "/etc", "nowhere"])
def test_links_are_refused(folder: Path, target: str) -> None:
    (folder / "link").symlink_to(target)
    assert "'link' is a link; only plain files and folders are read" in reason_of(folder)


def test_a_file_exchanged_for_a_link_while_it_is_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "link").symlink_to(MODULE)
    plain = (folder / MODULE).lstat()
    monkeypatch.setattr(Path, "lstat", lambda path: plain if path.name == "link" else os.lstat(path))
    assert "'link' cannot be read: " in reason_of(folder)


def test_a_file_exchanged_for_a_pipe_while_it_is_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(folder / "pipe")
    plain = (folder / MODULE).lstat()
    monkeypatch.setattr(Path, "lstat", lambda path: plain if path.name == "pipe" else os.lstat(path))
    assert "'pipe' is a named pipe" in reason_of(folder)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path, because a socket's path may have only 100 bytes."""
    path = Path(tempfile.mkdtemp(prefix="g"))
    (path / MODULE).write_text("")
    yield path
    shutil.rmtree(path)


def test_a_socket_is_refused(short_folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(short_folder / "s"))
        assert "'s' is a socket" in reason_of(short_folder)


def test_a_device_is_refused() -> None:
    assert "'null' is a device" in reason_of(Path("/dev/null"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(folder: Path) -> None:
    (folder / MODULE).chmod(0)
    assert "'linear_regression.py' cannot be read: Permission denied" in reason_of(folder)


def test_what_fails_to_open_is_refused_with_its_cause(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", denied)
    assert "'linear_regression.py' cannot be read: Permission denied. Check its permissions" in reason_of(
        folder
    )
    monkeypatch.setattr(os, "scandir", denied)
    assert "'ada01' cannot be read: Permission denied" in reason_of(folder)


def test_what_is_gone_is_refused(tmp_path: Path) -> None:
    assert "'gone.py' cannot be read: No such file or directory" in reason_of(tmp_path / "gone.py")


def test_what_tools_leave_behind_is_not_read(accepted: Accepted) -> None:
    plain = accepted("ada01", {"linear_regression.py": b"x = 1\n", "a.txt": b"1"})
    litter = (
        "__pycache__/a.pyc", ".git/config", ".ipynb_checkpoints/x.ipynb", "__MACOSX/._a", ".DS_Store",
        ".venv/b.py", "venv/c.py", "node_modules/d.js", "._linear_regression.py", "Icon\r",
    )  # fmt: skip
    files = {"linear_regression.py": b"x = 1\n", "a.txt": b"1"} | dict.fromkeys(litter, b"\0")
    littered = accepted("ada01", files)
    assert (littered.files, littered.data, littered.sha256) == (plain.files, plain.data, plain.sha256)


def test_a_folders_digest_depends_on_names_and_contents_alone(accepted: Accepted) -> None:
    one = accepted("one", {"linear_regression.py": b"", "a": b"b", "c": b""})
    same = accepted("two", {"c": b"", "a": b"b", "linear_regression.py": b""})
    renamed = accepted("three", {"linear_regression.py": b"", "b": b"b", "c": b""})
    moved = accepted("four", {"linear_regression.py": b"", "a": b"", "c": b"b"})
    assert one.sha256 == same.sha256
    assert len({one.sha256, renamed.sha256, moved.sha256}) == 3


def test_names_that_differ_in_case_only_are_refused(rejected: Reason) -> None:
    reason = rejected("ada01", {"linear_regression.py": b"", "Data.csv": b"", "data.csv": b""})
    assert "Two entries have one name: 'Data.csv' and 'data.csv'" in reason


def test_too_deep_a_folder(folder: Path) -> None:
    path = folder
    for _ in range(25):
        path /= "d"
    path.mkdir(parents=True)
    assert "lies deeper than 20 folders" in reason_of(folder)


def test_more_than_the_caps_allow(rejected: Reason) -> None:
    files = {"linear_regression.py": b"", "a": b"1" * 60, "b": b"2" * 60}
    assert "holds more than 2 files" in rejected("ada01", files, Caps(files=2))
    assert "holds more than 9.54e-05 MiB" in rejected("ada01", files, Caps(total_bytes=100))
    assert "'a' is larger than 4.77e-05 MiB" in rejected("ada01", files, Caps(file_bytes=50))
    assert "is longer than 10 bytes" in rejected("ada01", files, Caps(path_bytes=10))
    folders = {"linear_regression.py": b"", "a1/b/c/x": b"", "a2/x": b""}
    assert "holds more than 3 folders" in rejected("ada02", folders, Caps(files=3))


def test_a_file_larger_than_all_together_may_be(rejected: Reason) -> None:
    assert "holds more than" in rejected("ada01.zip", b"x" * 101, Caps(total_bytes=100))


def test_names_that_are_no_text_are_made_text(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.csv")).write_bytes(b"")
    outcome = read_submission(FoundSubmission(path=folder, student="ada01"), MODULE)
    assert isinstance(outcome, Submission)
    assert outcome.data == (("\N{REPLACEMENT CHARACTER}.csv", b""),)


def test_a_control_character_in_a_name_is_refused_and_not_printed(rejected: Reason) -> None:
    reason = rejected("ada01", {"linear_regression.py": b"", "a\x1b[2J": b""})
    assert "The name 'a\\x1b[2J' holds a control character" in reason
