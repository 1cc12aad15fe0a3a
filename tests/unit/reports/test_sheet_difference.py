"""Which cells of a grade sheet somebody changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.reports.sheet_difference import DifferingCell, differing_cells

NEW = "student,means,total\nada,3,3\nbob,4,4\n"


@pytest.mark.parametrize(
    ("old", "cells"),
    [
        pytest.param(NEW, [], id="the same"),
        pytest.param("student;means;total\nada;3;3\nbob;4;4\n", [], id="saved with semicolons"),
        pytest.param(
            NEW.replace("bob,4,4", "bob,5,4"), [DifferingCell("bob", "means", "5", "4")], id="a grade"
        ),
        pytest.param(
            NEW + "cem,1,1\n",
            [DifferingCell("cem", "means", "1", ""), DifferingCell("cem", "total", "1", "")],
            id="a student more",
        ),
        pytest.param(
            "student,means,total,note\nada,3,3,late\nbob,4,4,\n",
            [DifferingCell("ada", "note", "late", "")],
            id="a column more",
        ),
    ],
)
def test_cells_that_differ_are_named_with_what_they_say(
    tmp_path: Path, old: str, cells: list[DifferingCell]
) -> None:
    before, after = tmp_path / "old.csv", tmp_path / "new.csv"
    before.write_text(old, encoding="utf-8-sig")
    after.write_text(NEW, encoding="utf-8")
    assert differing_cells(before, after) == cells


@pytest.mark.parametrize("old", [b"", b"\xff\xfe\x00", b"a note"])
def test_a_file_that_is_no_sheet_any_more_has_no_cells_to_compare(tmp_path: Path, old: bytes) -> None:
    before, after = tmp_path / "old.csv", tmp_path / "new.csv"
    before.write_bytes(old)
    after.write_text(NEW, encoding="utf-8")
    assert differing_cells(before, after) == []
