"""Which file is the main module, and which files are read beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.errors import SubmissionError
from grader.intake import Caps, Submission
from grader.intake.selection import main_module

MODULE = "linear_regression.py"
Accepted = Callable[..., Submission]
Reason = Callable[..., str]
Make = Callable[..., bytes]


@pytest.mark.parametrize(
    ("names", "main"),
    [
        (["linear_regression.py", "helper.py"], "linear_regression.py"),
        (["ada/linear_regression.py", "ada/old/linear_regression.py"], "ada/linear_regression.py"),
        (["report.pdf", "src/linear_regression.py", "src/a.py"], "src/linear_regression.py"),
        (["a.py", "x/y/z/linear_regression.py"], "x/y/z/linear_regression.py"),
        (["linear_regression-1.py", "a.py"], "linear_regression-1.py"),
        (["linear_regression (2).py", "a.py"], "linear_regression (2).py"),
        (["linear_regression(2).py", "a.py"], "linear_regression(2).py"),
        (["Linear_Regression.PY", "a.py"], "Linear_Regression.PY"),
        (["linear_regression.py", "linear_regression-1.py"], "linear_regression.py"),
        (["linear_regression.py", "linear_regression.ipynb"], "linear_regression.py"),
        (["linear_regression.ipynb", "a.py"], "linear_regression.ipynb"),
        (["linear_regression (1).ipynb", "a.py"], "linear_regression (1).ipynb"),
        (["hw1.py", "data.csv"], "hw1.py"),
        (["p/__init__.py", "p/hw1.py"], "p/hw1.py"),
        (["deep/er/and/deep/er/hw.py"], "deep/er/and/deep/er/hw.py"),
        (["hw1.ipynb", "notes.txt"], "hw1.ipynb"),
    ],
)
def test_the_main_module(names: list[str], main: str) -> None:
    assert main_module(names, MODULE) == main


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (
            ["a/linear_regression.py", "b/linear_regression.py"],
            "'a/linear_regression.py', 'b/linear_regression.py'",
        ),
        (
            ["linear_regression-1.py", "linear_regression-2.py"],
            "'linear_regression-1.py', 'linear_regression-2.py'",
        ),
        (["hw1.py", "hw2.py"], "'hw1.py', 'hw2.py'"),
        (["hw1.py", "hw1.ipynb"], "'hw1.ipynb', 'hw1.py'"),
        ([f"{n}.py" for n in range(9)], "'4.py' and 4 more"),
    ],
)
def test_several_candidates_are_named(names: list[str], named: str) -> None:
    with pytest.raises(SubmissionError) as error:
        main_module(names, MODULE)
    assert named in str(error.value)
    assert "Hand in one, named linear_regression.py." in str(error.value)


def test_no_python_at_all(rejected: Reason) -> None:
    assert "holds no Python file and no notebook; expected linear_regression.py" in rejected(
        "ada01", {"a.txt": b""}
    )


def test_an_archive_within_an_archive_is_named_as_what_is_not_read(rejected: Reason) -> None:
    reason = rejected("ada01", {"week3/inner.zip": b"PK", "a.txt": b""})
    assert "It holds 'week3/inner.zip', and no Python file or notebook" in reason
    assert "Of archives only one level is read" in reason
    assert "expected linear_regression.py. Hand in that file." in reason


def test_the_right_name_needs_no_remark(accepted: Accepted) -> None:
    submission = accepted("linear_regression.py", b"x = 1\n")
    assert submission.notices == ()
    assert submission.origin.endswith("/linear_regression.py")


def test_a_wrong_name_is_taken_with_a_notice(accepted: Accepted, make_notebook: Make) -> None:
    expected = (
        "Wrong file name: expected linear_regression.py, got 'hw1.py'. "
        "It was taken as linear_regression.py; use that name.",
    )
    submission = accepted("ada01", {"hw1.py": b"x = 1\n"})
    assert submission.notices == expected
    assert [file.name for file in submission.files] == [MODULE]
    (notice,) = accepted("ada02", {"hw1.ipynb": make_notebook("x = 1")}).notices
    assert "got 'hw1.ipynb'" in notice


@pytest.mark.parametrize("name", ["ada01.py", "ada01_linear_regression.py", "hw1.PY"])
def test_a_lone_file_may_be_named_after_its_student(accepted: Accepted, name: str) -> None:
    submission = accepted(name, b"x = 1\n")
    assert submission.notices == ()
    assert [file.name for file in submission.files] == [MODULE]


def test_other_modules_and_data_come_along(accepted: Accepted) -> None:
    submission = accepted(
        "ada01",
        {
            "src/linear_regression.py": b"import helper\n",
            "src/helper.py": b"h = 1\n",
            "src/pack/__init__.py": b"",
            "src/data/train.csv": b"1,2\n",
            "tests/test_it.py": b"",
            "notes.txt": b"",
        },
    )
    assert [file.name for file in submission.files] == [MODULE, "helper.py", "pack/__init__.py"]
    assert submission.data == (("data/train.csv", b"1,2\n"),)
    assert submission.notices == ("Left out, not beside linear_regression.py: 'tests/test_it.py'.",)


def test_a_notebook_beside_the_module_is_named_as_not_graded(accepted: Accepted) -> None:
    submission = accepted("ada01", {"linear_regression.py": b"", "work.ipynb": b"{}"})
    assert submission.notices == (
        "Not graded: 'work.ipynb'; 'linear_regression.py' was taken as linear_regression.py.",
    )


def test_a_broken_module_beside_loses_only_itself(accepted: Accepted) -> None:
    submission = accepted(
        "ada01", {"linear_regression.py": b"", "old.py": b"\xff", "big.py": b"#" * 20}, Caps(source_bytes=10)
    )
    assert [file.name for file in submission.files] == [MODULE]
    assert submission.notices[0].startswith("Left out: 'big.py' is larger than")
    assert submission.notices[1].startswith("Left out: 'old.py' is not UTF-8 text at byte 0 (line 1)")


def test_nothing_takes_the_place_of_the_module(accepted: Accepted, make_zip: Make) -> None:
    submission = accepted("ada01.zip", make_zip({"hw1.py": b"", "Linear_Regression.py/x.csv": b""}))
    assert submission.data == ()
    assert submission.notices[1] == (
        "Left out, in the place of linear_regression.py: 'Linear_Regression.py/x.csv'."
    )


def test_too_many_modules(rejected: Reason) -> None:
    files = {"linear_regression.py": b"", **{f"m{n}.py": b"" for n in range(51)}}
    assert "51 Python files beside linear_regression.py, at most 50" in rejected("ada01", files)
