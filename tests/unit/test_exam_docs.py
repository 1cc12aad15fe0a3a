"""docs/exam.md agrees with the program: its question is proved, its exam is read, its commands run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.exam.exam_file import load_exam
from grader.exam.number_reading import NumberRefusal, read_number
from grader.exam.question import MOODLE_SHARES
from grader.exam.question_proof import PROOFS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "exam.md").read_text(encoding="utf-8")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The course of this repository, with the question of the page."""
    for name in ("reference", "questions", "exams"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns(".grader"))
    shutil.copytree(ROOT / "examples" / "exam", tmp_path / "examples" / "exam")
    settings = (ROOT / "assignments" / "course.toml").read_text(encoding="utf-8")
    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments" / "course.toml").write_text(settings, encoding="utf-8")
    for name in ("convolution", "gaussian_classifier", "logistic_regression", "metrics"):
        shutil.copytree(ROOT / "assignments" / name, tmp_path / "assignments" / name)
    path = re.search(r"Save this as `(.+?)`", PAGE)
    text = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert path is not None
    assert text is not None
    (tmp_path / path[1]).write_text(text[1], encoding="utf-8")
    roster = re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    assert roster is not None
    (tmp_path / "roster.csv").write_text(roster[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    return tmp_path


COMMANDS = re.findall(r"^grader (.+)$", PAGE, re.MULTILINE)


def test_the_page_shows_commands():
    assert {command.split()[0] for command in COMMANDS} >= {"verify", "exam"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_runs(course, command):
    result = CliRunner().invoke(cli, command.split(), prog_name="grader")
    assert result.exit_code == 0, result.output


def test_the_exam_of_the_page_is_read(tmp_path):
    exam, adjust = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "midterm.toml").write_text(exam + adjust, encoding="utf-8")
    assert load_exam(tmp_path / "midterm.toml").file.adjust[0].action == "accept"


def test_the_page_lists_every_proof_and_every_share():
    assert re.findall(r"^\| (\w+) \|", PAGE[PAGE.index("| proof |") :], re.MULTILINE)[1:8] == list(PROOFS)
    assert ", ".join(f"{share:g}" for share in MOODLE_SHARES) in PAGE


def test_every_spelling_of_the_page_is_read():
    typed = PAGE[PAGE.index("## What a student may type") :]
    spellings = re.findall(r"`([^`]+)`", typed[: typed.index("with the unit")])
    assert len(spellings) == 13
    assert not [text for text in spellings if isinstance(read_number(text), NumberRefusal)]
    refused = re.findall(r"`([^`]+)`", typed[typed.index("Not read") : typed.index("What is not read")])
    assert [text for text in refused if isinstance(read_number(text), NumberRefusal)] == ["1/0", "nan", "∞"]
