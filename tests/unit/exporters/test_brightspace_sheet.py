"""Brightspace: a course that imports and exports grades by Brightspace's own rules."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exporters.brightspace_sheet import brightspace_csv, brightspace_new_csv
from grader.gradebook.grade import POINT, Enrolled


@dataclass
class BrightspaceCourse:
    """One numeric item, *Sums*, whose grades are cut at the maximum."""

    users: dict[str, tuple[str, str, str]]
    """Username, last and first name by OrgDefinedId."""
    grades: dict[str, Decimal] = field(default_factory=dict)
    most: str = "10"
    created: list[str] = field(default_factory=list)

    def export(self) -> str:
        text = io.StringIO()
        sheet = csv.writer(text, lineterminator="\n")
        sheet.writerow([
            "OrgDefinedId", "Username", "Last Name", "First Name",
            f"Sums Points Grade <Numeric MaxPoints:{self.most} Weight:5 Category:Homework CategoryWeight:50>",
            "Calculated Final Grade Numerator", "End-of-Line Indicator",
        ])  # fmt: skip
        for id_, (login, last, first) in self.users.items():
            shown = ""
            if id_ in self.grades:
                shown = str(self.grades[id_].quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
            sheet.writerow([f"#{id_}", f"#{login}", last, first, shown, "", "#"])
        return text.getvalue()

    def apply(self, text: str) -> dict[str, Decimal]:
        rows = list(csv.reader(io.StringIO(text, newline="")))
        header = rows[0]
        assert header[0] in ("OrgDefinedId", "Username")
        assert header[-1] == "End-of-Line Indicator"
        changes = {}
        for at in range(1, len(header) - 1):
            item = header[at].split(" Points Grade")[0]
            if item != "Sums":
                self.created.append(item)
                continue
            for row in rows[1:]:
                assert row[-1] == "#"
                key = row[0].removeprefix("#")
                known = {login: id_ for id_, (login, _, _) in self.users.items()}
                id_ = key if header[0] == "OrgDefinedId" else known[key]
                value = min(Decimal(row[at]), Decimal(self.most))
                assert id_ in self.users
                if self.grades.get(id_) != value:
                    changes[id_] = self.grades[id_] = value
        return changes


STUDENTS = [
    Enrolled(student="s1", name="Amber Birch", sid="00101"),
    Enrolled(student="s2", name="Ivy Larch", login="u_ivy"),
    Enrolled(student="s3", name="王小明", sid="00103"),
]


@pytest.fixture
def course():
    return BrightspaceCourse(
        {
            "00101": ("u_amber", "Birch", "Amber"),
            "00102": ("u_ivy", "Larch", "Ivy"),
            "00103": ("u_ming", "王", "小明"),
        }
    )


@pytest.fixture
def batch(make_batch, make_grade):
    return make_batch(STUDENTS, [make_grade("s1", 7.5), make_grade("s2", 0), make_grade("s3")])


def test_from_the_roster_alone_everybody_with_a_grade_and_a_number_is_written(course, batch):
    exported = brightspace_new_csv(batch)
    assert exported.text == (
        "OrgDefinedId,Sums Points Grade,End-of-Line Indicator\r\n00101,7.5,#\r\n"
    )  # no blank for who is absent
    assert exported.notices.entries == {"sheet.no_account": ["s2 (0)"]}
    assert course.apply(exported.text) == {"00101": Decimal("7.5")}


def test_from_an_export_only_rows_that_change_are_written_with_its_own_ids(course, batch, load_text):
    course.grades = {"00101": Decimal("7.5"), "00103": Decimal(3)}
    exported = brightspace_csv(load_text(course.export()), batch)
    rows = list(csv.reader(io.StringIO(exported.text)))
    assert rows[1:] == [["#00102", "0", "#"]]
    assert rows[0][1].startswith("Sums Points Grade <Numeric MaxPoints:10 ")
    assert exported.notices.entries == {"sheet.left": ["s3 (3.00)"]}
    assert course.apply(exported.text) == {"00102": 0}
    assert brightspace_csv(load_text(course.export()), batch).written == 0


def test_an_export_by_user_name_is_written_by_user_name(course, make_batch, make_grade, load_text):
    text = course.export().replace("OrgDefinedId,", "Number,", 1)
    batch = make_batch([STUDENTS[1]], [make_grade("s2", 4)])
    exported = brightspace_csv(load_text(text), batch)
    assert course.apply(exported.text) == {"00102": 4}


def test_what_brightspace_cannot_say_or_may_cut_is_said(course, make_batch, make_grade, load_text):
    batch = make_batch(
        STUDENTS, [make_grade("s1", 12), make_grade("s2", status="excused"), make_grade("s3", 1)]
    )
    exported = brightspace_csv(load_text(course.export()), batch)
    assert exported.notices.entries == {"sheet.may_be_cut": ["s1 (12)"], "sheet.excused_here": ["s2"]}
    course.apply(exported.text)
    assert course.grades == {"00101": 10, "00103": 1}
    assert brightspace_new_csv(batch).notices.entries == exported.notices.entries


def test_an_unknown_item_another_maximum_and_another_file_are_refused(course, batch, load_text):
    file = load_text(course.export())
    with pytest.raises(UsageError, match=r"no item with points is called 'Sumz'.* Items: Sums"):
        brightspace_csv(file, batch, column="Sumz")
    course.most = "50"
    with pytest.raises(UsageError, match="the maximum there is 50"):
        brightspace_csv(load_text(course.export()), batch)
    exported = brightspace_csv(load_text(course.export()), batch, scale=True)
    assert course.apply(exported.text) == {"00101": Decimal("37.5"), "00102": 0}
    twice = course.export().replace("Calculated Final Grade Numerator", "sums Points Grade", 1)
    with pytest.raises(UsageError, match="several items are called 'Sums'"):
        brightspace_csv(load_text(twice), batch)
    with pytest.raises(UsageError, match="no export of Brightspace"):
        brightspace_csv(load_text("Student,Sums Points Grade\nx,1\n"), batch)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_names_and_grades_the_course_has_ours_and_a_second_round_changes_nothing(
    data, names, standings, make_batch, make_grade, load_text
):
    users, students, grades, before = {}, [], [], {}
    for number in range(data.draw(st.integers(1, 6))):
        id_ = f"00{number}"
        users[id_] = (f"u{number}", data.draw(names), data.draw(names))
        students.append(Enrolled(student=f"s{number}", name=data.draw(names), sid=id_, login=f"u{number}"))
        grades.append(make_grade(f"s{number}", *data.draw(standings)))
        before[id_] = data.draw(st.sampled_from([None, Decimal(0), Decimal("3.333"), Decimal(10)]))
    there = {id_: value for id_, value in before.items() if value is not None}
    course, batch = BrightspaceCourse(users, there), make_batch(students, grades)
    exported = brightspace_csv(load_text(course.export()), batch)
    unmatched = exported.notices.entries.get("sheet.missing", [])
    course.apply(exported.text)
    for grade, (id_, value) in zip(grades, before.items(), strict=True):
        if any(entry.startswith(f"{grade.student} ") for entry in unmatched):
            continue  # a name drawn at random is another student's
        if grade.final is None:
            assert course.grades.get(id_) == value
        else:
            assert abs(course.grades[id_] - Decimal(grade.final) / POINT) <= Decimal("0.005")
    assert brightspace_csv(load_text(course.export()), batch).written == 0
    assert course.created == []
