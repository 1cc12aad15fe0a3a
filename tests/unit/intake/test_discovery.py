"""Which entries are submissions, and which student each belongs to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.errors import NothingToGrade, UsageError
from grader.intake import (
    FoundSubmission,
    RejectedSubmission,
    Roster,
    discover,
    list_ignored,
    list_ignored_beside_assignments,
    read_submission,
)

MODULE = "linear_regression.py"


def write(folder: Path, *names: str, text: str = "x = 1\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def students(outcome: list[FoundSubmission | RejectedSubmission]) -> list[str]:
    return [each.student for each in outcome]


def test_a_file_is_one_submission(tmp_path: Path) -> None:
    write(tmp_path, "ada01.py")
    assert discover([tmp_path / "ada01.py"], MODULE) == [
        FoundSubmission(path=tmp_path / "ada01.py", student="ada01", origin=str(tmp_path / "ada01.py"))
    ]


@pytest.mark.parametrize("name", ["linear_regression.py", "Linear_Regression.PY", "linear_regression.ipynb"])
def test_a_folder_with_the_starters_module_is_one_submission(tmp_path: Path, name: str) -> None:
    write(tmp_path / "ada01", name, "other.py")
    assert students(discover([tmp_path / "ada01"], MODULE)) == ["ada01"]


def test_any_other_folder_is_a_class(tmp_path: Path) -> None:
    write(tmp_path, "b.py", "a.zip", "c/linear_regression.py", "d.ipynb", "e.tar.gz", "f.docx")
    found = discover([tmp_path], MODULE)
    assert students(found) == ["a", "b", "c", "d", "e", "f"]
    assert found[2].origin == str(tmp_path / "c")


def test_notes_and_hidden_entries_of_a_class_do_not_count(tmp_path: Path) -> None:
    write(
        tmp_path, "a.py", "README", "readme.rst", "roster.csv", "expected.toml", "x.md", "y.json", "z.txt",
        ".hidden.py", ".git/config", "__MACOSX/a.py", "__pycache__/a.pyc", ".DS_Store",
    )  # fmt: skip
    assert students(discover([tmp_path], MODULE)) == ["a"]
    told = {Path(each.origin).name: each.reason for each in list_ignored([tmp_path], MODULE)}
    assert set(told) == {
        "README", "readme.rst", "roster.csv", "expected.toml", "x.md", "y.json", "z.txt", ".hidden.py",
    }  # fmt: skip
    assert (told["x.md"], told[".hidden.py"]) == ("a note by its name", "a hidden file")
    assert not any(each.may_be_work for each in list_ignored([tmp_path], MODULE))


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("pam.py.txt", "anything", "pam.py"),
        ("pam.zip.txt", "anything", "pam.zip"),
        ("pam.txt", "import numpy as np\r\n", "pam.py"),
        ("pam.txt", "# mine\ndef f(x):\n    return x\n", "pam.py"),
        ("pam.txt", "from numpy import exp\n", "pam.py"),
        ("pam.json", '{"cells": [], "nbformat": 4}', "pam.ipynb"),
    ],
)
def test_code_under_another_ending_is_rejected_with_the_name_it_should_have(
    tmp_path: Path, name: str, text: str, meant: str
) -> None:
    write(tmp_path, "ada.py")
    write(tmp_path, name, text=text)
    ada, pam = discover([tmp_path], MODULE)
    assert isinstance(ada, FoundSubmission)
    assert isinstance(pam, RejectedSubmission)
    assert pam.student == "pam"
    assert f"Rename it to '{meant}'" in pam.reason
    assert list_ignored([tmp_path], MODULE) == []


@pytest.mark.parametrize(
    "text", ["", "From Monday on, import duties rise.\n", "class of 2026\n", "import it all!\n"]
)
def test_prose_is_a_note(tmp_path: Path, text: str) -> None:
    write(tmp_path, "ada.py")
    write(tmp_path, "remarks.txt", text=text)
    assert students(discover([tmp_path], MODULE)) == ["ada"]
    assert [Path(each.origin).name for each in list_ignored([tmp_path], MODULE)] == ["remarks.txt"]


def test_a_note_does_not_turn_away_the_work_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "ada.py", "ada.py.txt")
    assert [type(each) for each in discover([tmp_path], MODULE)] == [FoundSubmission, RejectedSubmission]


def test_a_class_of_nothing_but_code_under_other_endings_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "ada.py.txt")
    assert [type(each) for each in discover([tmp_path], MODULE)] == [RejectedSubmission]


def test_a_file_of_any_ending_that_a_roster_names_is_somebody_s_work(tmp_path: Path) -> None:
    write(tmp_path, "ada.py", "bob.md")
    (tmp_path / "roster.csv").write_text("student,file\nada,ada.py\nbob,bob.md\n")
    roster = Roster.load(tmp_path / "roster.csv")
    assert students(discover([tmp_path], MODULE, roster=roster)) == ["ada", "bob"]
    assert list_ignored([tmp_path], MODULE, roster=roster) == []


def test_other_students_in_a_folder_that_is_one_submission_are_rejected_with_the_reason(
    tmp_path: Path,
) -> None:
    write(
        tmp_path / "mixed", MODULE, "helper.py", "data/points.csv", "bob/Linear_Regression.ipynb", "carol.zip"
    )
    mixed, bob, carol = discover([tmp_path / "mixed"], MODULE)
    assert isinstance(mixed, FoundSubmission)
    assert isinstance(bob, RejectedSubmission)
    assert isinstance(carol, RejectedSubmission)
    assert (bob.student, carol.student) == ("bob", "carol")
    assert f"counts as one submission because it holds {MODULE}" in bob.reason


def test_among_several_folders_a_wrapped_one_keeps_the_name_that_was_typed(tmp_path: Path) -> None:
    write(
        tmp_path,
        f"sam/hw1/{MODULE}",
        "sam/README.md",
        f"vic/{MODULE}",
        f"both/x/{MODULE}",
        f"both/y/{MODULE}",
    )
    typed = [tmp_path / name for name in ("sam", "vic", "both")]
    assert students(discover(typed, MODULE, wrapped=True)) == ["sam", "vic", "x", "y"]
    assert students(discover(typed, MODULE)) == ["hw1", "vic", "x", "y"]


def test_beside_the_folders_of_assignments_everything_is_told(tmp_path: Path) -> None:
    write(
        tmp_path, "metrics/ada.py", "linear-regression/bob.py", "stray.py", "README.md", ".DS_Store", ".env"
    )
    told = {
        Path(e.origin).name: e
        for e in list_ignored_beside_assignments(tmp_path, ["metrics", "linear_regression"])
    }
    assert set(told) == {"linear-regression", "stray.py", "README.md", ".env"}
    assert "is it 'linear_regression'?" in told["linear-regression"].reason
    assert [name for name, each in told.items() if each.may_be_work] == ["linear-regression", "stray.py"]


def test_a_folder_named_like_a_note_counts(tmp_path: Path) -> None:
    write(tmp_path, "ada.md/linear_regression.py")
    assert students(discover([tmp_path], MODULE)) == ["ada.md"]


def test_a_file_of_unknown_form_is_found_and_its_reading_says_why(tmp_path: Path) -> None:
    write(tmp_path, "ada01.docx")
    (found,) = discover([tmp_path], MODULE)
    assert isinstance(found, FoundSubmission)
    outcome = read_submission(found, MODULE)
    assert isinstance(outcome, RejectedSubmission)
    assert outcome.reason.startswith("'ada01.docx' has a type that cannot be graded.")
    assert outcome.origin == str(tmp_path / "ada01.docx")


def test_the_current_folder_takes_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "ada01", MODULE)
    monkeypatch.chdir(tmp_path / "ada01")
    (found,) = discover([Path()], MODULE)
    assert (found.student, found.origin) == ("ada01", ".")


def test_a_link_that_was_typed_is_followed_one_in_a_class_is_not(tmp_path: Path) -> None:
    write(tmp_path, "real/a.py")
    (tmp_path / "typed").symlink_to("real")
    (tmp_path / "real" / "b.py").symlink_to("a.py")
    a, b = discover([tmp_path / "typed"], MODULE)
    assert isinstance(a, FoundSubmission)
    assert isinstance(b, FoundSubmission)
    assert not isinstance(read_submission(a, MODULE), RejectedSubmission)
    outcome = read_submission(b, MODULE)
    assert isinstance(outcome, RejectedSubmission)
    assert "'b.py' is a link" in outcome.reason


def test_no_path_at_all() -> None:
    with pytest.raises(UsageError, match="No submission was named"):
        discover([], MODULE)


def test_a_path_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        discover([tmp_path / "none"], MODULE)


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(UsageError, match="cannot be read: "):
        discover([tmp_path / "loop"], MODULE)


def test_an_empty_class_says_what_was_looked_for(tmp_path: Path) -> None:
    write(tmp_path, "README.md")
    with pytest.raises(NothingToGrade) as error:
        discover([tmp_path], MODULE)
    assert "linear_regression.py" in str(error.value)
    assert ".tar.gz" in str(error.value)


def test_one_empty_folder_among_others_is_rejected_alone(tmp_path: Path) -> None:
    write(tmp_path, "a/linear_regression.py")
    (tmp_path / "b").mkdir()
    a, b = discover([tmp_path / "a", tmp_path / "b"], MODULE)
    assert isinstance(a, FoundSubmission)
    assert isinstance(b, RejectedSubmission)
    assert b.student == "b"
    assert b.reason.startswith("The folder is empty")


def test_only_empty_folders_are_nothing_to_grade(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with pytest.raises(NothingToGrade):
        discover([tmp_path / "a", tmp_path / "b"], MODULE)


def test_a_path_typed_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py")
    assert students(discover([tmp_path, tmp_path / "a.py"], MODULE)) == ["a", "b"]


def test_two_different_submissions_of_one_student_are_both_rejected(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "ada01.py")
    write(tmp_path, "ada01_linear_regression.py", text="y = 2\n")
    a, *twins = discover([tmp_path], MODULE)
    assert isinstance(a, FoundSubmission)
    for twin in twins:
        assert isinstance(twin, RejectedSubmission)
        assert str(tmp_path / "ada01.py") in twin.reason
        assert str(tmp_path / "ada01_linear_regression.py") in twin.reason
    assert len(twins) == 2


def test_two_equal_submissions_of_one_student_count_once(tmp_path: Path) -> None:
    write(tmp_path, "ada01.py", "ada01_linear_regression.py")
    (found,) = discover([tmp_path], MODULE)
    assert isinstance(found, FoundSubmission)
    outcome = read_submission(found, MODULE)
    assert not isinstance(outcome, RejectedSubmission)
    assert "The same work was handed in 2 times" in outcome.notices[0]


def test_two_unreadable_submissions_are_not_the_same_work(tmp_path: Path) -> None:
    for name in ("ada01.py", "ada01_linear_regression.py"):
        os.mkfifo(tmp_path / name)
    assert [type(each) for each in discover([tmp_path], MODULE)] == [RejectedSubmission, RejectedSubmission]


def test_ids_that_differ_in_case_only_are_one_student(tmp_path: Path) -> None:
    write(tmp_path, "Ada01.py")
    write(tmp_path, "ada01.py", text="y = 2\n")
    outcome = discover([tmp_path], MODULE)
    assert students(outcome) == ["Ada01", "ada01"]
    assert all(isinstance(each, RejectedSubmission) for each in outcome)


def test_ids_that_differ_in_how_they_are_folded_only_are_one_student(tmp_path: Path) -> None:
    write(tmp_path, "Weiß.py")
    write(tmp_path, "WEISS.py", text="y = 2\n")
    assert all(isinstance(each, RejectedSubmission) for each in discover([tmp_path], MODULE))


def test_with_a_roster_it_says_whose_each_file_is(tmp_path: Path) -> None:
    write(tmp_path, "hw.py", "stranger.py", "xy.py")
    (tmp_path / "roster.csv").write_text("student,file\nada01,hw.py\ns2,x*\ns3,?y\ns4,z\n")
    roster = Roster.load(tmp_path / "roster.csv")
    hw, stranger, xy = discover([tmp_path], MODULE, roster=roster)
    assert isinstance(hw, FoundSubmission)
    assert hw.student == "ada01"
    assert isinstance(stranger, RejectedSubmission)
    assert "roster.csv names it. Add a line with the student and 'stranger.py'" in stranger.reason
    assert isinstance(xy, RejectedSubmission)
    assert "to several students: s2, s3" in xy.reason
    assert roster.missing_students([hw, stranger, xy]) == ["s2", "s3", "s4"]


def test_names_that_are_no_text_give_ids_and_origins_that_are(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py")).write_text("x = 1\n")
    (found,) = discover([tmp_path], MODULE)
    assert found.student == "%ED%B3%BF"
    assert found.origin.encode().endswith("/\N{REPLACEMENT CHARACTER}.py".encode())
    assert isinstance(found, FoundSubmission)
    assert not isinstance(read_submission(found, MODULE), RejectedSubmission)


def test_a_file_that_several_lines_name_is_one_submission_of_each(tmp_path: Path) -> None:
    write(tmp_path / "class", "team.py", "pair.zip")
    (tmp_path / "roster.csv").write_text(
        "student,file,group\nada01,team.py,Blue\nbob02,team.py,Blue\neve03,pair,\nfay04,pair,\n"
    )
    found = discover([tmp_path / "class"], MODULE, roster=Roster.load(tmp_path / "roster.csv"))
    assert [(each.student, each.hand_in.group) for each in found if isinstance(each, FoundSubmission)] == [
        ("eve03", "pair"), ("fay04", "pair"), ("ada01", "Blue"), ("bob02", "Blue"),
    ]  # fmt: skip
