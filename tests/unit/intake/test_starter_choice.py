"""A notebook beside the untouched starter counts; where both hold work, nothing is chosen in silence."""

from __future__ import annotations

import json

import pytest

from grader.errors import SubmissionError
from grader.intake import (
    FoundSubmission,
    RejectedSubmission,
    Submission,
    chosen_work,
    read_submission,
    starter_digest,
)
from grader.intake.submission import DEFAULT_CAPS

STARTER = '"""Sums."""\n\n\ndef total(x):\n    """The sum."""\n    raise NotImplementedError\n'
DONE = "def total(x):\n    return sum(x)\n"
NOTICE = "'sums.ipynb' counts: 'sums.py' beside it is the starter as it was handed out."


def notebook(*cells):
    listed = [{"cell_type": "code", "metadata": {}, "source": text} for text in cells]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed})


@pytest.fixture
def read(tmp_path):
    def handed_in(**files):
        folder = tmp_path / "ada"
        for name, text in files.items():
            path = folder / name.replace("__", ".").replace("_in_", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, newline="")
        return read_submission(
            FoundSubmission(path=folder, student="ada", starter=starter_digest(STARTER)), "sums.py"
        )

    return handed_in


def test_a_notebook_beside_the_untouched_starter_counts_and_this_is_said(read):
    work = read(sums__py=STARTER, sums__ipynb=notebook(DONE))
    assert isinstance(work, Submission)
    assert work.files[0].cells == ((1, 1),)
    assert work.files[0].text == DONE
    assert [file.name for file in work.files] == ["sums.py"]
    assert work.notices == (NOTICE,)


@pytest.mark.parametrize(
    "change", [str.strip, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "  \n")]
)
def test_line_ends_and_spaces_at_them_do_not_make_a_starter_touched(read, change):
    assert read(sums__py=change(STARTER), sums__ipynb=notebook(DONE)).notices == (NOTICE,)


def test_a_notebook_of_another_name_counts_where_no_other_could_be_meant(read):
    work = read(sums__py=STARTER, mine__ipynb=notebook(DONE), plots__ipynb=notebook("x = 1"))
    assert work.files[0].text == DONE
    assert work.notices[0] == NOTICE.replace("sums.ipynb", "mine.ipynb")


def test_a_starter_and_a_notebook_that_were_both_changed_are_a_question(read):
    work = read(sums__py=DONE, sums__ipynb=notebook(DONE + "\n"))
    assert isinstance(work, Submission), "the same code in both is no question"
    work = read(sums__py=DONE, sums__ipynb=notebook("def total(x):\n    return 2 * sum(x)\n"))
    assert isinstance(work, RejectedSubmission)
    assert work.reason == (
        "Both 'sums.py' and 'sums.ipynb' hold work. Which one counts? Leave that one, and take the other out of the "
        "folder."
    )


def test_several_notebooks_with_work_beside_the_starter_are_a_question(read):
    work = read(sums__py=STARTER, one__ipynb=notebook(DONE), two__ipynb=notebook(DONE))
    assert isinstance(work, RejectedSubmission)
    assert work.reason == (
        "'sums.py' is the starter as it was handed out, and several notebooks hold work: 'one.ipynb', 'two.ipynb'. "
        "Which one counts? Leave that one in the folder."
    )


@pytest.mark.parametrize(
    "other", [notebook("import sums", "sums.total([1])"), notebook(STARTER), notebook("x = 1")]
)
def test_a_notebook_that_defines_none_of_the_functions_changes_nothing(read, other):
    for text in (DONE, STARTER):
        work = read(sums__py=text, sums__ipynb=other)
        assert work.files[0].text == text
        assert not any("counts" in notice for notice in work.notices)


def test_a_notebook_that_cannot_be_read_may_be_the_work_beside_the_untouched_starter_alone(read):
    rejected = read(sums__py=STARTER, sums__ipynb="no notebook")
    assert isinstance(rejected, RejectedSubmission)
    assert "not valid JSON" in rejected.reason
    assert read(sums__py=DONE, sums__ipynb="no notebook").files[0].text == DONE


@pytest.mark.parametrize("work", ["hw1_in_sums__py", "hw1_in_sums__ipynb"])
def test_work_in_another_folder_counts_in_place_of_the_untouched_starter_and_this_is_said(read, work):
    text = DONE if work.endswith("py") else notebook(DONE)
    found = read(**{"sums__py": STARTER, "copy_in_sums__py": STARTER, work: text})
    assert found.files[0].text == DONE
    assert [file.name for file in found.files] == ["sums.py"]
    name = work.replace("__", ".").replace("_in_", "/")
    assert found.notices == (f"'{name}' counts. Still as it was handed out: 'copy/sums.py', 'sums.py'.",)


def test_work_beside_a_copy_of_the_starter_in_another_folder_counts(read):
    assert read(sums__py=DONE, starter_in_sums__py=STARTER).files[0].text == DONE
    assert read(b_in_sums__py=DONE, a_in_sums__py=STARTER).files[0].text == DONE


@pytest.mark.parametrize("other", [notebook("x = 1"), notebook(STARTER)])
def test_a_notebook_in_another_folder_without_work_changes_nothing(read, other):
    assert read(sums__py=STARTER, old_in_sums__ipynb=other).files[0].text == STARTER


def test_two_changed_files_in_other_folders_are_a_question(read):
    work = read(sums__py=STARTER, a_in_sums__py=DONE, b_in_sums__py=DONE + "\n\nX = 1\n")
    assert isinstance(work, RejectedSubmission)
    assert "several files that could be sums.py: 'a/sums.py', 'b/sums.py'" in work.reason


def test_without_a_known_starter_the_python_file_is_the_work():
    files = {"sums.py": STARTER.encode(), "sums.ipynb": notebook(DONE).encode()}
    assert chosen_work(files, "sums.py", "sums.py", "", DEFAULT_CAPS) == "sums.py"
    with pytest.raises(SubmissionError, match="hold work"):
        chosen_work(files, "sums.py", "sums.py", "another digest", DEFAULT_CAPS)
