"""Works as Dolos and JPlag read them."""

from __future__ import annotations

import csv
import io
import zipfile

from grader.exporters.detector_input import dolos_zip, jplag_files
from grader.model import HandIn, Record, Report, SourceFile


def record(student: str, *files: tuple[str, str], received_us: int | None = None) -> Record:
    report = Report(
        assignment="a", title="A", student=student, score=1.0, max_score=1.0,
        sources=tuple(SourceFile(name=name, text=text) for name, text in files),
    )  # fmt: skip
    return Record(key="", report=report, hand_in=HandIn(received_us=received_us))


CLASS = (
    record("ada", ("lines.py", "a = 1\n"), ("helper/more.py", "b = 2\n"), received_us=1_772_385_153_000_000),
    record("bob", ("lines.py", "c = 3\n")),
)


def test_dolos_finds_a_row_in_its_sheet_for_every_file_of_the_zip():
    with zipfile.ZipFile(io.BytesIO(dolos_zip(CLASS))) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("info.csv"), "utf-8")))
        assert [row["filename"] for row in rows] == [
            "works/ada/lines.py",
            "works/ada/helper/more.py",
            "works/bob/lines.py",
        ]
        assert sorted(archive.namelist()) == sorted(["info.csv", *(row["filename"] for row in rows)])
        assert archive.read("works/ada/helper/more.py") == b"b = 2\n"
    assert [row["created_at"] for row in rows] == ["2026-03-01 17:12:33 +0000"] * 2 + [""]


def test_equal_works_give_an_equal_zip():
    assert dolos_zip(CLASS) == dolos_zip(CLASS)


def test_jplag_gets_a_folder_for_each_student_and_what_was_handed_out():
    assert dict(jplag_files(CLASS, {"lines.py": "starter\n"})) == {
        "base/lines.py": b"starter\n",
        "works/ada/lines.py": b"a = 1\n",
        "works/ada/helper/more.py": b"b = 2\n",
        "works/bob/lines.py": b"c = 3\n",
    }


def test_no_name_of_a_file_leads_out_of_the_students_folder():
    works = [record("ada", ("../../etc/x.py", ""), ("/abs.py", ""), ("..", ""), ("note.ipynb", "\ud800"))]
    assert [path for path, _ in jplag_files(works, {})] == [
        "works/ada/etc/x.py",
        "works/ada/abs.py",
        "works/ada/code.py",
        "works/ada/note.ipynb.py",
    ]
