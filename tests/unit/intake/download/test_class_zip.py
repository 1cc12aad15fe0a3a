"""A class of ordinary submissions in one zip is read as the folder would be."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from downloaded_class import MODULE, work, zipped

from grader.errors import NothingToGrade, UsageError
from grader.intake import Roster, discover, read_submission
from grader.intake.download import HandedClass, choose_download

SAMPLE = Path(__file__).parents[4] / "examples" / "class" / "metrics"


def small_class():
    return [
        ("ada_metrics.py", work("ada")),
        ("bob.zip", zipped([("metrics.py", work("bob"))])),
        ("cleo/metrics.py", work("cleo")),
        ("cleo/more.py", b"x = 1\n"),
        ("dan.py.txt", work("dan")),
        ("notes.md", b"# notes"),
        ("柳.py", work("柳")),
        (".hidden.py", b""),
        ("__MACOSX/._ada_metrics.py", b""),
    ]


def chosen(tmp_path, files, source=None, roster=None):
    path = tmp_path / "class.zip"
    path.write_bytes(zipped(files))
    return choose_download(path, source, MODULE, roster)


@pytest.mark.parametrize("outer", ["", "class/"])
def test_every_student_is_right_or_listed(settle, outer):
    settled = settle([(outer + name, content) for name, content in small_class()])
    assert settled.marks() == {name: name for name in ("ada", "bob", "cleo", "柳")}
    assert settled.rejected == {
        "dan": "It looks like code under another ending, which is not read. Rename it to 'dan.py'."
    }
    assert settled.ignored == {"notes.md": "a note by its name", ".hidden.py": "a hidden file"}
    assert {each.hand_in.via for each in settled.found.values()} == {"files"}


def test_the_sample_class_is_the_same_as_a_zip_and_as_a_folder(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(SAMPLE.rglob("*")):
            archive.write(file, f"metrics/{file.relative_to(SAMPLE)}")
    download = choose_download(path, None, MODULE)
    assert download is not None
    assert download.platform == "files"
    zipped_class = HandedClass(download=download).find(MODULE).entries
    folder = discover([SAMPLE], MODULE)
    assert len(folder) >= 13
    for ours, theirs in zip(zipped_class, folder, strict=True):
        left, right = read_submission(ours, MODULE), read_submission(theirs, MODULE)
        assert (left.student, left.sha256) == (right.student, right.sha256)
        assert (left.files, left.data, left.notices) == (right.files, right.data, right.notices)


def test_a_roster_names_the_students_and_several_may_share_a_file(tmp_path, settle):
    (tmp_path / "roster.csv").write_text(
        "student,file,group\ns1,ada_metrics,Pair\ns2,ada_metrics,Pair\ns3,bob.zip,\ns4,cle*,\ns5,c*o,\n"
    )
    settled = settle(small_class(), None, Roster.load(tmp_path / "roster.csv"))
    assert settled.marks() == {"s1": "ada", "s2": "ada", "s3": "bob"}
    assert settled.found["s2"].hand_in.group == "Pair"
    assert "gives it to several students: s4, s5" in settled.rejected["cleo"]
    assert "has the file 柳.py" in settled.rejected["柳"]


def test_a_roster_without_files_cannot_name_the_students(settle, roster):
    with pytest.raises(UsageError, match="the roster needs a column file, got canvas_id, student"):
        settle(small_class(), None, roster("canvas_id"))


@pytest.mark.parametrize(
    "files",
    [
        [("metrics.py", b""), ("other.py", b""), ("third.py", b"")],
        [("hw/metrics.py", b""), ("hw/other.py", b"")],
        [("src/metrics.py", b""), ("tests/test_it.py", b"")],
        [("helper.py", b""), ("hw/metrics.py", b"")],
        [("solution.py", b""), ("readme.md", b"")],
        [("metrics.ipynb", b""), ("other.py", b"")],
        [("inner.zip", b"")],
    ],
)
def test_one_submission_is_no_class(tmp_path, files):
    assert chosen(tmp_path, files) is None


@pytest.mark.parametrize(
    "files",
    [
        [("ada.py", b""), ("bob.py", b"")],
        [("ada/metrics.py", b""), ("bob/metrics.py", b"")],
        [("ada.zip", b""), ("bob.tar.gz", b"")],
        [("ada.py", b""), ("bob.py", b""), ("cleo/metrics.py", b"")],
    ],
)
def test_several_submissions_are_a_class(tmp_path, files):
    download = chosen(tmp_path, files)
    assert download is not None
    assert (download.platform, download.guessed) == ("files", True)


def test_folders_that_the_roster_names_are_a_class(tmp_path):
    (tmp_path / "roster.csv").write_text("student,file\ns1,ada\ns2,bob\n")
    files = [("ada/metrics.py", work("a")), ("bob/solution.py", work("b"))]
    assert chosen(tmp_path, files) is None
    assert chosen(tmp_path, files, roster=Roster.load(tmp_path / "roster.csv")) is not None


def test_a_class_of_one_is_read_if_that_is_said(settle):
    assert settle([("ada.zip", zipped([("metrics.py", work("ada"))]))], "files").marks() == {"ada": "ada"}


def test_an_empty_zip_has_nothing_to_grade(settle):
    with pytest.raises(NothingToGrade, match="no submission was found in this download of files"):
        settle([("readme.md", b"")], "files")
