from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import IO, Any

import pytest

from grader.errors import OutputError
from grader.model import TaskResult
from grader.output import check_writable, write_atomic, write_json


def test_text_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "page.html"
    write_atomic(path, "größer\n")
    assert path.read_bytes() == "größer\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"\xff\x00\r\n")
    assert (tmp_path / "a").read_bytes() == b"\xff\x00\r\n"


def test_a_record_is_written_as_indented_json(tmp_path: Path) -> None:
    write_json(
        tmp_path / "a.json", TaskResult(id="f", function="f", title="größer", points=1.5, max_points=2)
    )
    text = (tmp_path / "a.json").read_text(encoding="utf-8")
    assert text.splitlines()[1:4] == [' "id": "f",', ' "function": "f",', ' "title": "größer",']
    assert json.loads(text)["points"] == 1.5


@pytest.mark.parametrize(
    ("mode", "mask", "left"), [(0o644, 0o022, 0o644), (0o644, 0o077, 0o600), (0o600, 0, 0o600)]
)
def test_the_mode_is_the_asked_one_less_the_umask(mode: int, mask: int, left: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        write_atomic(tmp_path / "a", "x", mode)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == left


def test_a_secret_file_is_closed_to_others_before_it_holds_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    opened = os.fdopen

    def watched(descriptor: int, mode: str) -> IO[Any]:
        status = os.fstat(descriptor)
        seen.append((stat.S_IMODE(status.st_mode), status.st_size))
        return opened(descriptor, mode)

    monkeypatch.setattr(os, "fdopen", watched)
    write_atomic(tmp_path / "a", "x", 0o600)
    assert seen == [(0o600, 0)]


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_atomic(path, "old " * 1000)
    write_atomic(path, "new")
    assert path.read_text() == "new"


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("untouched")
    link = tmp_path / "report.html"
    link.symlink_to(outside)
    write_atomic(link, "page")
    assert outside.read_text() == "untouched"
    assert not link.is_symlink()


def test_a_lone_surrogate_does_not_lose_the_report(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", "x\ud800y")
    assert (tmp_path / "a").read_text() == "x\\ud800y"


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    write_atomic(tmp_path / ("n" * 255), "x")
    with pytest.raises(OutputError, match="shorter path"):
        write_atomic(tmp_path / ("n" * 256), "x")


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(
        OutputError, match=r"out/a/report\.html: cannot be written \(4 bytes\).*another folder with -o"
    ):
        write_atomic(tmp_path / "out" / "a" / "report.html", "page")
    with pytest.raises(OutputError, match="A file is where a folder is needed"):
        write_atomic(tmp_path / "out" / "report.html", "page")


def test_a_folder_in_the_way_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match="A folder is where the file should go"):
        write_atomic(tmp_path / "report.html", "page")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "no space left on device. Free some space .* --resume"),
        (errno.EACCES, "permission denied. Make the folder writable"),
        (errno.EROFS, "read-only file system. Name a folder on a writable disk"),
        (errno.EIO, "input/output error. Name another folder"),
    ],
)
def test_a_failed_write_says_why_and_what_to_do_and_keeps_the_old_file(
    code: int, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match=advice):
        write_atomic(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupt_leaves_no_stray_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "report.html", "new")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_for_results_is_made_and_tried(tmp_path: Path) -> None:
    check_writable(tmp_path / "new" / "folder")
    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_before_there_is_anything_to_write(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for name, why in (("taken", "file exists"), ("taken/below", "not a directory")):
        with pytest.raises(OutputError, match=rf"{name}: cannot be written: {why}\. "):
            check_writable(tmp_path / name)
