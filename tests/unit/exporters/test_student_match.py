"""Whose row is it? Nobody is matched by a name that two share, and nobody by two accounts of different students."""

from __future__ import annotations

import pytest

from grader.exporters.grade_batch import ExportNotices
from grader.exporters.student_match import PlatformRow, matched_rows
from grader.gradebook.grade import Enrolled

ADA = Enrolled(student="ada", name="Ada Birch", canvas_id="1", email="ada@uni.example")
BOB = Enrolled(student="bob", name="Birch, Bob", sid="7")
TWIN = Enrolled(student="twin", name="Bob Birch", sid="8")


def row(name="", *accounts, hints=()):
    return PlatformRow(cells=(name,), accounts=accounts, hints=hints, name=name, label=name or "row")


@pytest.mark.parametrize(
    ("rows", "students", "found", "why"),
    [
        ([row("", ("canvas_id", "1"))], [ADA], ["ada"], None),
        ([row("", hints=(("email", " ADA@uni.example"),))], [ADA], ["ada"], None),
        ([row("birch ada")], [ADA, BOB], ["ada"], None),
        ([row("Ada Birch", ("canvas_id", "9"))], [ADA], [], "the name is that of ada, whose canvas_id is '1' here"),
        ([row("Bob Birch")], [BOB, TWIN], [], "nobody is matched by a name that two share"),
        ([row("Bob Birch", ("sid", "8"))], [BOB, TWIN], ["twin"], None),
        ([row("Ada Birch"), row("ada birch")], [ADA], [], "nobody is matched by a name that two share"),
        ([row("", ("canvas_id", "1"), ("sid", "7"))], [ADA, BOB], [], "it fits ada as well as bob"),
        ([row("Ada Birch", ("sid", "7"))], [ADA, BOB], [], "it fits bob as well as ada"),
        ([row("Ada Birch"), row("Birch, Ada")], [ADA], [], "another row fits ada as well"),
        ([row("", ("sid", "7")), row("x", ("sid", "7"))], [BOB], [], "another row fits bob as well"),
        ([row("Ade Birch")], [ADA, BOB], [], "The nearest is ada, Ada Birch, ada@uni.example."),
        ([row("Zoe Quince")], [ADA], [], "nobody has these accounts or this name."),
        ([row()], [Enrolled(student="x")], [], "nobody has these accounts or this name."),
    ],
)  # fmt: skip
def test_a_row_is_somebodys_by_accounts_then_by_a_name_of_ones_own(
    make_batch, make_grade, rows, students, found, why
):
    notices = ExportNotices()
    batch = make_batch(students, [make_grade(each.student) for each in students])
    assert list(matched_rows(batch, rows, notices)) == found
    told = notices.entries.get("sheet.unmatched", [])
    assert len(told) == len(rows) - len(found)
    assert why is None or why in told[0]


def test_a_grade_without_a_row_is_listed_and_nothing_else(make_batch, make_grade):
    notices = ExportNotices()
    batch = make_batch(
        [ADA, BOB, TWIN], [make_grade("ada", 3), make_grade("bob"), make_grade("twin", None, "excused")]
    )
    assert matched_rows(batch, [], notices) == {}
    assert notices.entries == {"sheet.missing": ["ada (3)", "twin (EX)"]}
