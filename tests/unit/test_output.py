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
from grader.output import (
    append,
    check_writable,
    folder_below,
    remove,
    remove_temporary_files,
    split_at_area,
    write_atomic,
    write_json,
)


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


def test_below_its_root_no_link_is_followed_whatever_it_stands_for(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dangling").symlink_to(tmp_path / "new")
    for name in ("link", "dangling", "link/deep"):
        for write in (write_atomic, append):
            with pytest.raises(OutputError, match=r"cannot be written.* is a link\. It may lead to a file"):
                write(root / name / "a", "x", root=root)
        with pytest.raises(OutputError, match="is a link"):
            check_writable(root / name, root=root)
    with pytest.raises(OutputError, match="is a link"):
        remove(root / "link" / "a", root=root)
    assert list(outside.iterdir()) == []
    assert not (tmp_path / "new").exists()


def test_the_root_itself_may_be_a_link_and_is_made(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "link").symlink_to("place")
    write_atomic(tmp_path / "link" / "a" / "b", "x", root=tmp_path / "link")
    write_atomic(tmp_path / "new" / "a" / "b", "x", root=tmp_path / "new")
    assert (tmp_path / "place" / "a" / "b").read_text() == (tmp_path / "new" / "a" / "b").read_text() == "x"


def test_text_is_added_to_a_plain_file_of_one_name_alone(tmp_path: Path) -> None:
    append(tmp_path / "sub" / "a", "one", root=tmp_path)
    append(tmp_path / "sub" / "a", " two", root=tmp_path)
    assert (tmp_path / "sub" / "a").read_text() == "one two"
    (tmp_path / "second").hardlink_to(tmp_path / "sub" / "a")
    (tmp_path / "link").symlink_to("sub/a")
    os.mkfifo(tmp_path / "pipe")
    for name in ("second", "link", "pipe"):
        with pytest.raises(OutputError, match=f"{name} is a link, a pipe, a device or a second name"):
            append(tmp_path / name, "x", root=tmp_path)
    assert (tmp_path / "sub" / "a").read_text() == "one two"
    append(tmp_path / "link", " three", root=tmp_path / "link")  # a link of the caller, which is followed
    assert (tmp_path / "sub" / "a").read_text() == "one two three"


def test_what_is_removed_is_the_name_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x")
    (tmp_path / "link").symlink_to("kept")
    remove(tmp_path / "link", root=tmp_path)
    remove(tmp_path / "never" / "there", root=tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept"]


def test_sweeping_removes_temporary_files_and_nothing_behind_a_link(tmp_path: Path) -> None:
    stray, name = tmp_path / "outside", ".0123456789ab.tmp"
    stray.mkdir()
    (stray / name).write_text("")
    root = tmp_path / "root"
    (root / "deep" / ".0123456789ac.tmp").mkdir(parents=True)
    (root / "link").symlink_to(stray)
    for place in (root / name, root / "deep" / name):
        place.write_text("")
    remove_temporary_files(root)
    assert sorted(p.name for p in root.rglob("*")) == [".0123456789ac.tmp", "deep", "link"]
    assert (stray / name).exists()


@pytest.mark.parametrize(
    ("path", "root", "place"),
    [
        ("out/a", "out/a", "out/a"),  # enters no area
        ("area/out/a", "area", "area/out/a"),
        ("own/out", "area", "area/out"),  # the caller's link into the area
        ("deep/out", "area", "area/link/out"),  # through a link in the area: it is refused later
        ("area/../out", "out", "out"),
        ("chain/x", "area", "area/x"),
        ("absent/x", "area", "area/new/x"),
    ],
)
def test_a_path_is_followed_until_it_enters_an_area_of_others(
    path: str, root: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = tmp_path / "area"
    area.mkdir()
    (area / "link").symlink_to(tmp_path)
    for name, target in {
        "own": area,
        "deep": "own/link",
        "chain": "./x/../own",
        "absent": "area/new",
    }.items():
        (tmp_path / name).symlink_to(target)
    (tmp_path / "x").mkdir()
    assert split_at_area(tmp_path / path, [area]) == (tmp_path / root, tmp_path / place)
    monkeypatch.chdir(tmp_path)
    assert split_at_area(Path(path), [area]) == (tmp_path / root, tmp_path / place)


def test_a_path_in_circles_or_out_of_an_area_again_is_refused(tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "through").symlink_to("area/link/../../precious")
    with pytest.raises(OutputError, match="too many levels of symbolic links"):
        split_at_area(tmp_path / "a" / "x", [tmp_path / "area"])
    with pytest.raises(OutputError, match="a link on the way leads through a folder of others"):
        split_at_area(tmp_path / "through" / "x", [tmp_path / "area"])


def test_an_interrupt_between_two_folders_closes_no_descriptor_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A descriptor that is closed twice may be somebody else's by then."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    close, closed = os.close, []

    def interrupted(descriptor: int) -> None:
        close(descriptor)
        closed.append(descriptor)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "close", interrupted)
    with pytest.raises(KeyboardInterrupt), folder_below(tmp_path, tmp_path / "a" / "b"):
        pass
    assert len(closed) == len(set(closed)) == 1
