"""A roster: the student of a file, missing students, and errors in the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake import FoundSubmission, Roster, discover


def roster_of(folder: Path, text: str | bytes) -> Roster:
    path = folder / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Roster.load(path)


def test_exact_name_before_stem_before_pattern(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,file\ns1,work.py\ns2,work\ns3,w*\n")
    assert roster.students_of("work.py") == ["s1"]
    assert roster.students_of("work.zip") == ["s2"]
    assert roster.students_of("w2.tar.gz") == ["s3"]
    assert roster.students_of("other.py") == []


def test_overlapping_patterns_give_several_students(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,file\ns1,a*\ns2,*b\n")
    assert roster.students_of("ab.py") == ["s1", "s2"]


def test_other_columns_blank_lines_spaces_and_a_bom_do_not_matter(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, b'\xef\xbb\xbfgroup, student ,file\n\nA, "s1", w.py\n')
    assert [(row.student, row.file) for row in roster.rows] == [("s1", "w.py")]


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_sheet_saved_where_the_comma_is_for_decimals_is_read(tmp_path: Path, sign: str) -> None:
    text = f"\ufeffStudent{sign}File\r\nJürgen Müller{sign}a,b.py\r\n"
    assert [(row.student, row.file) for row in roster_of(tmp_path, text).rows] == [
        ("Jürgen Müller", "a,b.py")
    ]


def test_ids_become_safe(tmp_path: Path) -> None:
    assert roster_of(tmp_path, "student,file\n../x,w\n").rows[0].student == "%2E./x".replace("/", "%2F")


def test_students_without_a_file_are_missing(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,file\ns1,a\ns2,b\ns3,c\n")
    assert roster.missing_students([FoundSubmission(path=Path("b"), student="s2")]) == ["s1", "s3"]


def test_students_with_an_empty_file_have_handed_in_nothing(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,file\ns1,\ns2,b\ns3,\n")
    assert roster.students_of(".py") == []
    assert roster.missing_students([FoundSubmission(path=Path("b"), student="s2")]) == ["s1", "s3"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "needs one column 'student' in its first line, got an empty file"),
        (b"name,file\nx,y\n", "needs one column 'student' in its first line, got name, file"),
        (b"student,file,file\nx,y,z\n", "needs one column 'file'"),
        (b"student,file\nada01,a\nADA01,b\n", "line 3: the student 'ADA01' is in line 2 already"),
        (b"student,file\n,a\n", "line 2: the column 'student' is empty"),
        (b"student,file\ns1,x/a.py\n", "line 2: the column 'file' takes a name without folder"),
        (b'student,file\ns1,"a\n', "not valid CSV"),
        (b"student,file\n\xff,a\n", "not UTF-8 text at byte 13"),
        (b"student,sid\ns1,5\ns2,5\n", "line 3: the sid '5' is in line 2 already"),
        (
            b"student,email\ns1,A@b.example\ns2,a@B.example\n",
            "line 3: the email 'a@B.example' is in line 2 already",
        ),
        (b"student,sid,sid\ns1,5,6\n", "needs one column 'sid'"),
        (b"student,group,group\ns1,5,6\n", "needs one column 'group'"),
    ],
)
def test_what_is_wrong_with_a_roster_is_said(tmp_path: Path, text: bytes, message: str) -> None:
    with pytest.raises(UsageError) as error:
        roster_of(tmp_path, text)
    assert message in str(error.value)
    assert str(tmp_path / "roster.csv") in str(error.value)


def test_a_roster_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        Roster.load(tmp_path / "none.csv")


def test_accounts_of_platforms_are_read_with_their_lines(tmp_path: Path) -> None:
    columns = ("canvas_id", "moodle_id", "email", "sid", "login", "repository", "group", "section", "name")
    text = f"Student,{','.join(columns).upper()},remark\ns1,{','.join(f' {c} ' for c in columns)},x\n\ns2{',' * 10}\n"
    first, second = roster_of(tmp_path, text).rows
    assert [first.cell(column) for column in columns] == list(columns)
    assert [second.cell(column) for column in columns] == [""] * len(columns)
    assert (first.line, second.line) == (2, 4)


def test_several_lines_may_share_a_file_a_group_and_a_name(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,file,group,name\ns1,a.py,G,Jade\ns2,a.py,G,Jade\n")
    assert roster.students_of("a.py") == ["s1", "s2"]


def test_a_roster_without_files_cannot_say_whose_file_is_whose(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "student,sid\ns1,5\n")
    with pytest.raises(UsageError, match="needs one column 'file' in its first line, got sid, student"):
        discover([tmp_path], "metrics.py", roster=roster)
