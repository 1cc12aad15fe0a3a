"""Two submissions of one machine tell each other nothing: neither one after the other, nor side by side.

Without walls the same pairs do, each in the way its file says; so what is asserted here could fail.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from attack import HERE, TASKS
from pair import IN_SEQUENCE, SIDE_BY_SIDE, drawn_word, pairs

from grader.course import load_course
from grader.errors import IsolationError
from grader.grading import Job, grade_all, local_executors
from grader.grading.process_protocol import Work
from grader.intake import FoundSubmission, read_submission
from grader.sandbox.zygote_client import ZygoteError, start_zygote

ALL = pairs()
LEVELS = (3, 2)
TRIALS = 12
"""What the whole machine has one number of, others change as well."""
SCORES = {"sender": 4.0, "receiver": 2.0}
EACH = pytest.mark.parametrize("pair", ALL, ids=lambda one: one.name)
WHEN = pytest.mark.parametrize("when", [IN_SEQUENCE, SIDE_BY_SIDE])
AT_EACH_LEVEL = pytest.mark.parametrize("level", LEVELS, ids=lambda level: f"level{level}")

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the pairs name system calls by their x86_64 numbers"
)


@pytest.fixture(scope="module")
def zygote():
    """``zygote(level)``: one zygote of each level, for it is one that two workers share most with."""
    started = {}

    def get(level):
        if level not in started:
            try:
                started[level] = start_zygote(("numpy",), ("numpy",), (level,))
            except ZygoteError as error:
                pytest.skip(f"not offered by this machine: {error}")
        return started[level]

    yield get
    for one in started.values():
        one.close()


@AT_EACH_LEVEL
@WHEN
@EACH
def test_nothing_is_heard(zygote, pair, when, level):
    assert not pair.tells(zygote(level), when)


@WHEN
@EACH
def test_without_walls_it_is_heard(zygote, pair, when):
    if when not in pair.carries:
        pytest.skip("does not work in this way")
    if pair.owner and not os.access(np.__file__, os.W_OK):
        pytest.skip("works for the owner of the libraries only")
    if pair.file_system not in ("", _file_system(Path(np.__file__))):
        pytest.skip(f"the libraries do not lie on {pair.file_system}")
    heard = any(pair.tells(zygote(0), when) for _ in range(TRIALS))
    if pair.kernel_decides and not heard:
        pytest.skip("the kernel of this machine does not carry it")
    assert heard


def _file_system(path: Path) -> str:
    return subprocess.run(
        ["stat", "--file-system", "--format=%T", path], capture_output=True, text=True, check=True
    ).stdout.strip().replace("ext2/ext3", "ext4")  # fmt: skip


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """``graded(level, processes)``: records of all pairs by student, each sender before its receiver."""
    folder = tmp_path_factory.mktemp("pairs")
    works = [
        _handed_in(folder, pair, role, word) for pair in ALL for word in [drawn_word()] for role in SCORES
    ]
    course = load_course(HERE / "course")
    known = {}

    def get(level, processes):
        if (level, processes) not in known:
            job = Job(assignment=course.assignment("puzzle"), works=tuple(works))
            try:
                records = list(grade_all([job], local_executors(course, processes, highest_level=level)))
            except IsolationError as error:
                pytest.skip(f"not offered by this machine: {error}")
            known[level, processes] = {record.report.student: record for record in records}
        return known[level, processes]

    return get


def _handed_in(folder, pair, role, word):
    path = folder / f"{pair.name}-{role}"
    path.mkdir()
    for name, text in pair.files(role, word).items():
        (path / name).write_text(text, encoding="utf-8")
    return Work(submission=read_submission(FoundSubmission(path=path, student=path.name), "puzzle.py"))


@AT_EACH_LEVEL
@pytest.mark.parametrize("processes", [1, 2], ids=["in sequence", "side by side"])
@EACH
def test_both_of_a_pair_get_what_they_earn(graded, pair, processes, level):
    records = graded(level, processes)
    for role, score in SCORES.items():
        report = records[f"{pair.name}-{role}"].report
        details = [(test.id, str(test.verdict), test.message) for test in report.tests]
        assert (report.score, report.isolation) == (score, level), details
        assert {test.task for test in report.tests} == set(TASKS["puzzle"])


NOTEBOOK = """
{pair}
def attempt(function):
    try:
        return function()
    except OSError:
        return None
def tally(x):
    return 0 * x[:, 0]
def scale(x, factor):
    return x * factor
def said():
    if attempt(hear):
        raise ValueError("heard")
    return 1
HEARD = said() if tally and scale else 0
def uses(x):
    return HEARD
"""
"""One that says what it heard where a statement fails, in a remark that goes into the report."""


@AT_EACH_LEVEL
@pytest.mark.parametrize("processes", [1, 2], ids=["in sequence", "side by side"])
def test_no_remark_on_a_notebook_says_what_it_heard(level, processes, tmp_path):
    works = []
    for pair in (one for one in ALL if IN_SEQUENCE in one.carries):
        word = drawn_word()
        works.append(_handed_in(tmp_path, pair, "sender", word))
        tools = pair.files("receiver", word)["tools.py"]
        cells = [tools, re.sub(r"from tools import .*", "", NOTEBOOK.format(pair=pair.text))]
        path = tmp_path / f"{pair.name}-notebook.ipynb"
        path.write_text(json.dumps(_notebook(cells)), encoding="utf-8")
        works.append(
            Work(submission=read_submission(FoundSubmission(path=path, student=path.stem), "puzzle.py"))
        )
    course = load_course(HERE / "course")
    job = Job(assignment=course.assignment("puzzle"), works=tuple(works))
    try:
        records = list(grade_all([job], local_executors(course, processes, highest_level=level)))
    except IsolationError as error:
        pytest.skip(f"not offered by this machine: {error}")
    told = {one.report.student: one.report for one in records if one.report.student.endswith("notebook")}
    assert len(told) >= 6
    assert {student: one.notices for student, one in told.items() if "heard" in str(one.notices)} == {}
    assert {one.score for one in told.values()} == {SCORES["receiver"]}


def _notebook(cells):
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    return {
        "cells": [{**code, "source": cell} for cell in cells],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def test_there_are_enough_pairs_of_both_kinds():
    assert len(ALL) >= 20
    for when in (IN_SEQUENCE, SIDE_BY_SIDE):
        assert len([one for one in ALL if when in one.carries and not one.kernel_decides]) >= 8
