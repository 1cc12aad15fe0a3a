"""Canvas: a course that imports and exports by Canvas's own rules, and what it makes of our file."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exporters.canvas_sheet import canvas_csv
from grader.gradebook.grade import POINT, Enrolled


@dataclass
class CanvasCourse:
    """As Canvas's importer and exporter of gradebooks do it; one assignment is ours, 5501."""

    users: dict[str, tuple[str, str, str]]
    """Sortable name, SIS id and login, by Canvas id."""
    scores: dict[str, str] = field(default_factory=dict)
    """``EX`` or a number."""
    created: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=lambda: {"5501": "Sums", "5502": "Means"})
    possible: str = "10"

    def export(
        self, delimiter: str = ",", *, bom: bool = False, muted: bool = False, decimal: str = "."
    ) -> str:
        text = io.StringIO()
        sheet = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        heads = [f"{title} ({id_})" for id_, title in self.titles.items()]
        sheet.writerow(
            [
                "Student",
                "ID",
                "SIS User ID",
                "SIS Login ID",
                "Section",
                *heads,
                "Current Score",
                "Final Grade",
            ]
        )
        if muted:
            sheet.writerow(["", "", "", "", "", "Manual Posting", "", "", ""])
        sheet.writerow(
            ["    Points Possible", "", "", "", "", self.possible, "20", "(read only)", "(read only)"]
        )
        for id_, (name, sis, login) in self.users.items():
            cell = self.scores.get(id_, "")
            shown = cell if cell in ("", "EX") else str(_two(cell)).replace(".", decimal)
            sheet.writerow([name, id_, sis, login, "A", shown, "", "50", "F"])
        sheet.writerow(["Student, Test", "999", "", "0123abcd", "A", "", "", "", ""])
        return "\ufeff" * bom + text.getvalue()

    def apply(self, text: str) -> dict[str, str]:
        """Import a file, and say whose score changed to what."""
        text = text.removeprefix("\ufeff")
        delimiter = self._delimiter(text)
        lines = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
        header = lines[0]
        assert "Student" in header[0]
        assert "ID" in header[1]
        first = header.index("Section") + 1
        assert first in (3, 4, 5, 6, 7)
        changes: dict[str, str] = {}
        for at in range(first, len(header)):
            found = re.fullmatch(r"(.*)\s\((\d+)\)", header[at], re.DOTALL)
            if not found or found[2] not in self.titles:
                self.created.append(header[at])
                continue
            assert found[2] == "5501", "only our column is written"
            for row in lines[1:]:
                if "Points Possible" in row[0]:
                    assert row[at] == self.possible
                elif any(cell.strip() for cell in row):
                    self._take(row, row[at].strip(), changes)
        return changes

    def _take(self, row: list[str], new: str, changes: dict[str, str]) -> None:
        id_ = next(
            key
            for key, (name, sis, login) in self.users.items()
            if row[1] == key or (not row[1] and (row[2] == sis or row[3] == login or row[0] == name))
        )
        old = self.scores.get(id_, "")
        new = "EX" if new.upper() == "EX" else new
        same = new == old or (new not in ("", "EX") and old not in ("", "EX") and _two(new) == _two(old))
        if not same:
            changes[id_] = self.scores[id_] = new

    @staticmethod
    def _delimiter(text: str) -> str:
        """Canvas parses the first three lines one by one, and takes the separator that gives more fields."""
        fields = {}
        for each in ";,":
            widths = {len(next(csv.reader([line], delimiter=each))) for line in text.splitlines()[:3]}
            fields[each] = widths.pop() if len(widths) == 1 else 0
        return ";" if fields[";"] > fields[","] else ","


def _two(cell: str) -> Decimal:
    parts = re.split("[.,]", cell)
    number = f"{''.join(parts[:-1])}.{parts[-1]}" if len(parts) > 1 else cell
    return Decimal(number).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


AMBER = Enrolled(student="s1", name="Amber Birch", canvas_id="101", sid="90001", login="u_amber")
IVY = Enrolled(student="s2", name="Larch, Ivy", sid="90002")
MING = Enrolled(student="s3", login="ming@uni.example")
USERS = {
    "101": ("Birch, Amber", "90001", "u_amber"),
    "102": ("Larch, Ivy", "90002", "u_ivy"),
    "103": ("王, 小明", "", "ming@uni.example"),
}


@pytest.fixture
def course():
    return CanvasCourse(dict(USERS))


@pytest.fixture
def batch(make_batch, make_grade):
    grades = [make_grade("s1", 7.5), make_grade("s2", 0), make_grade("s3", 3.335)]
    return make_batch([AMBER, IVY, MING], grades)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("muted", [False, True])
def test_scores_arrive_by_id_number_and_login_in_every_form_of_the_file(
    course, batch, load_text, delimiter, bom, muted
):
    exported = canvas_csv(load_text(course.export(delimiter, bom=bom, muted=muted)), batch)
    assert course.apply(exported.text) == {"101": "7.5", "102": "0", "103": "3.34"}
    assert course.created == []
    assert exported.text.startswith("\ufeff") == bom
    again = canvas_csv(load_text(course.export(delimiter, decimal=",")), batch)
    assert (again.written, again.unchanged, again.notices.entries) == (0, 3, {})


def test_only_identity_columns_our_column_and_changed_rows_are_written(course, batch, load_text):
    course.scores = {"101": "7.504", "102": "5"}
    exported = canvas_csv(load_text(course.export()), batch)
    assert list(csv.reader(io.StringIO(exported.text))) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sums (5501)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Larch, Ivy", "102", "90002", "u_ivy", "A", "0"],
        ["王, 小明", "103", "", "ming@uni.example", "A", "3.34"],
    ]


def test_a_blank_over_a_grade_is_written_and_said_unless_theirs_is_kept(
    course, make_batch, make_grade, load_text
):
    course.scores = {"101": "4", "102": "EX"}
    batch = make_batch([AMBER, IVY, MING], [make_grade("s1"), make_grade("s2", 3), make_grade("s3")])
    kept = canvas_csv(load_text(course.export()), batch, keep_theirs=True)
    assert kept.written == 0
    assert kept.notices.entries["sheet.left"] == ["s1 (4.00)"]
    exported = canvas_csv(load_text(course.export()), batch)
    assert exported.notices.entries == {
        "sheet.blank_over": ["s1 (4.00)"],
        "sheet.excused_there": ["s2 (3)"],
    }
    assert course.apply(exported.text) == {"101": ""}


def test_whoever_cannot_be_matched_is_listed_with_the_nearest_student(course, batch, load_text):
    course.users["104"] = ("Birsh, Amber", "", "")
    del course.users["103"]
    exported = canvas_csv(load_text(course.export()), batch)
    assert exported.notices.entries == {
        "sheet.unmatched": [
            "Birsh, Amber (ID 104): nobody has these accounts or this name. The nearest is s1, Amber Birch, 90001."
        ],
        "sheet.missing": ["s3 (3.335)"],
    }


def test_students_of_a_download_without_a_roster_are_found_by_name_and_number(
    course, make_batch, make_grade, load_text
):
    batch = make_batch([Enrolled(student="birchamber-101")], [make_grade("birchamber-101", 2)])
    assert course.apply(canvas_csv(load_text(course.export()), batch).text) == {"101": "2"}


def test_first_and_last_names_may_have_columns_of_their_own(batch, load_text):
    text = (
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,Sums (5501)\n"
        "    Points Possible,,,,,,10\nBirch,Amber,101,90001,u_amber,A,\n"
    )
    rows = list(csv.reader(io.StringIO(canvas_csv(load_text(text), batch).text)))
    assert rows[2] == ["Birch", "Amber", "101", "90001", "u_amber", "A", "7.5"]


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("Sumz", r"there is no column 'Sumz', and Canvas would make one.* Columns: Sums \(5501\)"),
        ("Current Score", r"there is no column 'Current Score'"),
        ("12", r"there is no column '12'.*Columns: Sums \(5501\); Means \(5502\)"),
    ],
)
def test_an_unknown_title_is_refused_with_the_nearest(course, batch, load_text, column, message):
    with pytest.raises(UsageError, match=message):
        canvas_csv(load_text(course.export()), batch, column=column)


def test_a_column_may_be_named_by_its_number_and_two_of_one_title_are_refused(course, batch, load_text):
    course.titles["5502"] = "Sums"
    with pytest.raises(UsageError, match=r"several columns are called 'Sums'.*Sums \(5501\); Sums \(5502\)"):
        canvas_csv(load_text(course.export()), batch)
    for column in ("5501", "Sums (5501)"):
        assert "Sums (5501)" in canvas_csv(load_text(course.export()), batch, column=column).text


def test_another_maximum_is_refused_or_converted(course, batch, load_text):
    course.possible = "100"
    with pytest.raises(
        UsageError, match=r"the maximum there is 100, and the assignment has 10 points.*--scale"
    ):
        canvas_csv(load_text(course.export()), batch)
    exported = canvas_csv(load_text(course.export()), batch, scale=True)
    assert course.apply(exported.text) == {"101": "75", "102": "0", "103": "33.35"}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (",10,20,", ",(read only),20,", "this column is read only"),
        ("Student,ID", "Name,ID", "not a gradebook that Canvas exported"),
        (",Section,", ",Part,", "up to 'Section'"),
        ("u_amber,A,", "u_amber,A,B+", "expected points, got 'B\\+'"),
    ],
)
def test_what_canvas_would_not_take_is_refused(course, batch, load_text, before, after, message):
    text = course.export()
    assert before in text
    with pytest.raises(UsageError, match=message):
        canvas_csv(load_text(text.replace(before, after, 1)), batch)


def test_a_student_without_the_assignment_on_canvas_is_said(course, batch, load_text):
    text = course.export().replace("u_amber,A,", "u_amber,A,N/A", 1)
    assert canvas_csv(load_text(text), batch).notices.entries == {"sheet.unassigned": ["s1 (7.5)"]}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_names_and_grades_the_course_has_ours_and_a_second_round_changes_nothing(
    data, names, standings, make_batch, make_grade, load_text
):
    count = data.draw(st.integers(1, 6))
    users, students, grades, scores = {}, [], [], {}
    for number in range(count):
        id_, name = str(100 + number), data.draw(names)
        users[id_] = (name, f"9{number}", f"u{number}")
        students.append(Enrolled(student=f"s{number}", name=name, canvas_id=id_))
        final, status = data.draw(standings)
        grades.append(make_grade(f"s{number}", final, status))
        scores[id_] = data.draw(st.sampled_from(["", "EX", "0", "3.333", "10"]))
    delimiter, bom = data.draw(st.sampled_from(",;")), data.draw(st.booleans())
    course, batch = CanvasCourse(users, dict(scores)), make_batch(students, grades)
    exported = canvas_csv(load_text(course.export(delimiter, bom=bom)), batch)
    assert len(course.apply(exported.text)) == exported.written
    for grade, (id_, before) in zip(grades, scores.items(), strict=True):
        now = course.scores.get(id_, "")
        if before == "EX":
            assert now == "EX"
        elif grade.final is not None:
            assert abs(Decimal(now) - Decimal(grade.final) / POINT) <= Decimal("0.005")
        else:
            assert now == ("EX" if grade.status == "excused" else "")
    for row in csv.reader(io.StringIO(exported.text.removeprefix("\ufeff")), delimiter=delimiter):
        assert not row[0].startswith(("=", "+", "@"))
    again = canvas_csv(load_text(course.export(delimiter)), batch)
    assert (again.written, course.created) == (0, [])
