"""``board``: speeds of a graded class on the terminal, as JSON, and as a page."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
from contextlib import closing
from pathlib import Path

import pytest

from grader.course import load_course
from grader.grading import RecordStore
from grader.model import PerformanceResult

PAGE = (Path(__file__).parents[3] / "docs" / "class.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    """Three students whose records say how fast their function was."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("ada", "bob", "cat", kind="right")
    assert workshop.grade().code == 0
    course = load_course(workshop.course)
    shares = {"ada": 0.5, "bob": 0.9, "cat": 0.99}
    with closing(RecordStore(workshop.out, course.secret(), resume=True)) as store:
        for record in list(store.others({})):
            share = shares[record.report.student]
            timed = PerformanceResult(
                id="cpu", task="total", function="total", title="", device="cpu", ending="judged", points=0.0,
                max_points=5.0, score=share, noise=0.02,
            )  # fmt: skip
            store.save(
                dataclasses.replace(record, report=dataclasses.replace(record.report, performance=(timed,)))
            )
    return workshop


@pytest.fixture
def aliases(tmp_path):
    path = tmp_path / "aliases.csv"
    path.write_text("student,alias\nada,Gauss\nbob,Euler\n")
    return path


@pytest.fixture
def board(graded, call, aliases):
    def invoke(*options):
        return call("board", "sums", graded.out, "--aliases", aliases, "--course", graded.course, *options)

    return invoke


def test_the_terminal_shows_those_with_an_alias_the_fastest_first(board):
    result = board()
    assert result.code == 0
    rows = [line.split() for line in result.out.splitlines() if line.endswith(("Gauss", "Euler"))]
    assert [(row[0], row[1], row[-1]) for row in rows] == [("1", "0.90", "Euler"), ("2", "0.50", "Gauss")]
    assert "cat" not in result.out


def test_a_page_and_json_are_written(board, tmp_path):
    result = board("-o", tmp_path / "board", "--json")
    assert result.code == 0
    written = json.loads((tmp_path / "board" / "board.json").read_text())
    assert written == result.json
    assert written["schema"] == "grader/board/1"
    page = (tmp_path / "board" / "index.html").read_text()
    assert "Euler" in page
    assert "bob" not in page


def test_the_page_does_not_replace_that_of_the_results(board, graded):
    result = board("-o", graded.out)
    assert result.code == 2
    assert not (graded.out / "board.json").exists()


def test_where_nobody_takes_part_the_reasons_are_told(board, aliases):
    aliases.write_text("student,alias\neve,Abel\n")
    result = board()
    assert result.code == 2
    assert "nobody with an alias" in " ".join(result.err.split())


def test_the_commands_of_the_page_run(graded, call, aliases, tmp_path):
    section = PAGE.partition("## A board of speeds\n")[2].partition("\n## ")[0]
    (block,) = re.findall(r"(?ms)^```\n(.*?)^```$", section)
    places = {
        "row_softmax": "sums",
        "results": graded.out,
        "aliases.csv": aliases,
        "board": tmp_path / "board",
    }
    for line in block.splitlines():
        program, command, *words = shlex.split(line)
        assert (program, command) == ("grader", "board")
        assert call("board", *(places.get(word, word) for word in words), "--course", graded.course).code == 0
    assert (tmp_path / "board" / "index.html").is_file()
