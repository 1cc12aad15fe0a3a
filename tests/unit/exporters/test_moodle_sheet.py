"""Moodle: an assignment that reads worksheets and feedback zips by Moodle's own rules, in several languages."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exporters.grade_batch import ExportNotices
from grader.exporters.moodle_feedback import feedback_zip
from grader.exporters.moodle_sheet import moodle_csv
from grader.gradebook.grade import POINT, Enrolled

WORDS = {
    "en": (
        "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
        "Last modified (submission)", "Online text", "Last modified (grade)", "Feedback comments", "Participant ",
        ("No", "Yes"), ".",
    ),
    "de": (
        "ID", "Vollständiger Name", "E-Mail-Adresse", "Status", "Bewertung", "Bestwertung",
        "Bewertung kann geändert werden", "Zuletzt geändert (Abgabe)", "Texteingabe online",
        "Zuletzt geändert (Bewertung)", "Feedback als Kommentar", "Teilnehmer/in", ("Nein", "Ja"), ",",
    ),
    "fr": (
        "Identifiant", "Nom complet", "Adresse de courriel", "Statut", "Note", "Note maximale",
        "La note peut être modifiée", "Dernière modification (travail remis)", "Texte en ligne",
        "Dernière modification (note)", "Feedback par commentaires", "Participant", ("Non", "Oui"), ",",
    ),
    "ja": (
        "識別子", "氏名", "メールアドレス", "ステータス", "評点", "最大評点", "評点の変更", "最終更新日時 (提出)",
        "オンラインテキスト", "最終更新日時 (評定)", "フィードバックコメント", "参加者", ("いいえ", "はい"), ".",
    ),
}  # fmt: skip
"""Headings, the word before a participant's number, no and yes, the decimal sign."""


@dataclass
class MoodleAssignment:
    """The importer and exporter of worksheets and of feedback zips."""

    users: dict[str, tuple[str, str]]
    """Name and address by participant's number."""
    language: str = "en"
    most: Decimal = Decimal(10)
    decimals: int = 2
    grades: dict[str, Decimal] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    blind: bool = False
    commented: bool = True
    submissions: bool = True

    def export(self) -> str:
        text = io.StringIO()
        sheet = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        sheet.writerow(self._shown(WORDS[self.language][:11]))
        no_yes = WORDS[self.language][12]
        for id_, (name, email) in self.users.items():
            grade = self._number(self.grades[id_]) if id_ in self.grades else ""
            word = WORDS[self.language][11]
            cells = (
                f"{word}{id_}", name, email, "Submitted for grading", grade, self._number(self.most),
                no_yes[id_ not in self.locked], "-", "=text", "-", self.comments.get(id_, ""),
            )  # fmt: skip
            sheet.writerow(self._shown(cells))
        return text.getvalue()

    def _shown(self, cells: tuple[str, ...]) -> list[str]:
        hidden = {1, 2} if self.blind else set()
        hidden |= set() if self.submissions else {7, 8}
        hidden |= set() if self.commented else {10}
        return [cell for at, cell in enumerate(cells) if at not in hidden]

    def _number(self, value: Decimal) -> str:
        shown = value.quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)
        return f"{shown:f}".replace(".", WORDS[self.language][13])

    def apply(self, text: str) -> int:
        """Import a worksheet, and say how many grades and comments that changed."""
        words = WORDS[self.language]
        rows = list(csv.reader(io.StringIO(text, newline="")))
        header = rows[0]
        identifier, grade, _ = (header.index(words[at]) for at in (0, 4, 9))
        comment = header.index(words[10]) if words[10] in header else None
        assert header == self._shown(words[:11]), "headings stay as they are"
        changes = 0
        for row in rows[1:]:
            id_ = row[identifier][len(words[11]) :].strip()
            if id_ in self.users:
                changes += self._take_grade(id_, row[grade], words[13])
                changes += 0 if comment is None else self._take_comment(id_, row[comment])
        return changes

    def _take_grade(self, id_: str, cell: str, sign: str) -> bool:
        """Skipped if blank, no number, the same, out of range or locked."""
        text = cell.replace(" ", "").replace(sign, ".")
        if not re.fullmatch(r"-?\d+(\.\d+)?", text) or id_ in self.locked:
            return False
        value = Decimal(text)
        if value < 0 or value > self.most or value == self.grades.get(id_):
            return False
        self.grades[id_] = value
        return True

    def _take_comment(self, id_: str, cell: str) -> bool:
        if cell == self.comments.get(id_, ""):
            return False
        self.comments[id_] = cell
        return True

    def feedback(self, packed: bytes) -> dict[str, str]:
        """The files of a feedback zip by participant: the path's first part that reads name_number_type_plugin."""
        found = {}
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            for path in archive.namelist():
                parts = (part.split("_", 4) for part in path.split("/"))
                known = next(part for part in parts if len(part) >= 4 and part[1].isdigit())
                assert known[2:4] == ["assignsubmission", "file"]
                assert not path.split("/")[-1].startswith((".", "~"))
                assert known[1] in self.users
                found[known[1]] = archive.read(path).decode()
        return found


USERS = {
    "4711": ("Amber Birch", "amber@uni.example"),
    "4712": ("Ivy Larch", "ivy@uni.example"),
    "4713": ("王小明", "ming@uni.example"),
}
STUDENTS = [
    Enrolled(student="s1", name="Birch, Amber"),
    Enrolled(student="s2", email="IVY@uni.example"),
    Enrolled(student="s3", moodle_id="4713"),
]


@pytest.fixture
def batch(make_batch, make_grade):
    late = make_grade("s1", 7.5, reasons=("Handed in <1 day late.", "It costs 1 point."))
    return make_batch(STUDENTS, [late, make_grade("s2", 0), make_grade("s3", 3.3333)])


@pytest.mark.parametrize("submissions", [True, False])
@pytest.mark.parametrize("commented", [True, False])
@pytest.mark.parametrize("language", WORDS)
def test_grades_arrive_in_every_language_and_a_second_round_changes_nothing(
    batch, load_text, language, commented, submissions
):
    course = MoodleAssignment(USERS, language, commented=commented, submissions=submissions)
    sheet = moodle_csv(load_text(course.export()), batch).sheet
    assert sheet.written == 3
    assert course.apply(sheet.text) == (6 if commented else 3)
    assert course.grades == {"4711": Decimal("7.5"), "4712": 0, "4713": Decimal("3.33")}
    if commented:
        assert course.comments["4711"] == "7.5 of 10 points. Handed in &lt;1 day late. It costs 1 point."
    again = moodle_csv(load_text(course.export()), batch).sheet
    assert (again.written, again.unchanged) == (0, 3)
    assert ("sheet.no_comments" in again.notices.entries) == (not commented)


def test_only_rows_that_change_are_written_and_only_grade_and_comment_in_them(batch, load_text):
    course = MoodleAssignment(USERS, grades={"4711": Decimal("7.5"), "4712": Decimal(3)})
    course.comments["4711"] = "<p>7.5 of 10 points. Handed in &lt;1 day late.&nbsp;It costs 1 point.</p>"
    before = course.export()
    after = moodle_csv(load_text(before), batch).sheet.text
    theirs, ours = ({row[0]: row for row in csv.reader(io.StringIO(text))} for text in (before, after))
    assert list(ours) == ["Identifier", "Participant 4712", "Participant 4713"]
    for id_, row in ours.items():
        assert [at for at in range(11) if row[at] != theirs[id_][at]] in ([], [4, 8, 10]), (
            "text typed is guarded"
        )


def test_a_comment_of_a_person_stays(batch, load_text):
    course = MoodleAssignment(USERS, comments={"4711": "- see me", "4712": "1 of 10 points."})
    sheet = moodle_csv(load_text(course.export()), batch).sheet
    course.apply(sheet.text)
    assert course.comments["4711"] == "- see me"
    assert course.comments["4712"] == "0 of 10 points."
    assert sheet.notices.entries == {"sheet.comments": ["s1"]}


@pytest.mark.parametrize("language", WORDS)
def test_what_moodle_would_pass_over_is_said(make_batch, make_grade, load_text, language):
    grades = [make_grade("s1", 12), make_grade("s2", status="excused"), make_grade("s3", 5)]
    course = MoodleAssignment(USERS, language, grades={"4712": Decimal(2)}, locked=frozenset(["4713"]))
    sheet = moodle_csv(load_text(course.export()), make_batch(STUDENTS, grades)).sheet
    assert sheet.notices.entries == {
        "sheet.above": ["s1 (12)"], "sheet.excused_here": ["s2"], "sheet.locked": ["s3 (5)"],
    }  # fmt: skip
    assert course.apply(sheet.text) == 2
    assert course.grades == {"4711": 10, "4712": 2}


def test_a_grade_that_is_not_here_stays_there_and_is_said(make_batch, make_grade, load_text):
    course = MoodleAssignment(USERS, grades={"4711": Decimal(4)})
    batch = make_batch(STUDENTS, [make_grade("s1"), make_grade("s2", status="not graded"), make_grade("s3")])
    sheet = moodle_csv(load_text(course.export()), batch).sheet
    assert (sheet.written, sheet.notices.entries) == (0, {"sheet.left": ["s1 (4.00)"]})


@pytest.mark.parametrize("decimals", [0, 1, 3])
def test_the_decimals_that_moodle_shows_decide_what_is_equal(make_batch, make_grade, load_text, decimals):
    course = MoodleAssignment(USERS, decimals=decimals, commented=False)
    grades = [make_grade("s1", 3.4999), make_grade("s2", 0.4445), make_grade("s3", 9.9999)]
    batch = make_batch(STUDENTS, grades)
    course.apply(moodle_csv(load_text(course.export()), batch).sheet.text)
    assert abs(course.grades["4711"] - Decimal("3.4999")) < Decimal("0.005")
    assert moodle_csv(load_text(course.export()), batch).sheet.written == 0


@pytest.mark.parametrize("language", WORDS)
def test_a_grade_that_all_have_is_not_taken_for_the_maximum(batch, load_text, language):
    course = MoodleAssignment(USERS, language, grades=dict.fromkeys(USERS, Decimal(10)))
    course.apply(moodle_csv(load_text(course.export()), batch).sheet.text)
    assert course.grades["4712"] == 0


def test_a_blank_column_left_of_equal_grades_does_not_hide_the_maximum(batch, load_text):
    text = (
        "ID,Vollständiger Name,Gruppe,Bewertung,Bestwertung,Bewertung kann geändert werden,"
        "Zuletzt geändert (Bewertung)\n"
        'Teilnehmer/in4711,Amber Birch,,"10,00","10,00",Ja,-\nTeilnehmer/in4713,王小明,,"10,00","10,00",Ja,-\n'
    )
    rows = list(csv.reader(io.StringIO(moodle_csv(load_text(text), batch).sheet.text)))
    assert [row[3:5] for row in rows[1:]] == [["7.5", "10,00"], ["3.33", "10,00"]]


def test_an_anonymous_worksheet_is_read_by_number(make_batch, make_grade, load_text):
    course = MoodleAssignment(USERS, blind=True)
    batch = make_batch([Enrolled(student="s1", moodle_id="4711")], [make_grade("s1", 5)])
    export = moodle_csv(load_text(course.export()), batch)
    course.apply(export.sheet.text)
    assert course.grades == {"4711": 5}
    assert export.folders == {"s1": "Participant_4711_assignsubmission_file"}


def test_students_of_a_download_without_a_roster_are_found_by_name_and_number(
    make_batch, make_grade, load_text
):
    id_ = "Amber Birch-4711"
    course = MoodleAssignment(USERS)
    course.apply(
        moodle_csv(
            load_text(course.export()), make_batch([Enrolled(student=id_)], [make_grade(id_, 5)])
        ).sheet.text
    )
    assert course.grades == {"4711": 5}


@pytest.mark.parametrize("blind", [True, False])
@pytest.mark.parametrize(
    ("language", "id_"), [("en", "Participant-4711"), ("de", "Teilnehmerin-4711"), ("ja", "参加者-4711")]
)
def test_students_of_a_blind_download_without_a_roster_are_found_by_number(
    make_batch, make_grade, load_text, language, id_, blind
):
    """Also once the names are revealed."""
    course = MoodleAssignment(USERS, language, blind=blind)
    made = make_batch([Enrolled(student=id_)], [make_grade(id_, 5)])
    course.apply(moodle_csv(load_text(course.export()), made).sheet.text)
    assert course.grades == {"4711": 5}


def test_another_maximum_is_refused_or_converted(batch, load_text):
    course = MoodleAssignment(USERS, most=Decimal(100))
    with pytest.raises(UsageError, match="'Maximum Grade': the maximum there is 100"):
        moodle_csv(load_text(course.export()), batch)
    course.apply(moodle_csv(load_text(course.export()), batch, scale=True).sheet.text)
    assert course.grades == {"4711": 75, "4712": 0, "4713": Decimal("33.33")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Student,ID\nAmber,x\n", "this is no grading worksheet"),
        ("Identifier,Grade\n", "this is no grading worksheet"),
        ("Identifier,Full name,Grade,Scale\nParticipant 1,A,Good,\"Good,Bad\"\n", "maximum grade is not to be found"),
    ],
)  # fmt: skip
def test_what_is_no_worksheet_with_points_is_refused(batch, load_text, text, message):
    with pytest.raises(UsageError, match=message):
        moodle_csv(load_text(text), batch)


def test_the_feedback_zip_has_everybodys_page_in_the_folder_of_their_download(batch, load_text, tmp_path):
    course = MoodleAssignment({**USERS, "4711": ("Amber_/..\\ Birch", "")})
    for student in ("s1", "s3"):
        page = tmp_path / student / "sums" / "report.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"page of {student}")
    notices = ExportNotices()
    students = {**batch.students, "s1": Enrolled(student="s1", moodle_id="4711")}
    known = type(batch)(assignment=batch.assignment, students=students, grades=batch.grades)
    export = moodle_csv(load_text(course.export()), known)
    packed, pages = feedback_zip(known, export.folders.items(), tmp_path, notices)
    assert course.feedback(packed) == {"4711": "page of s1", "4713": "page of s3"}
    assert (pages, notices.entries) == (2, {"sheet.no_page": ["s2 (0)"]})
    assert export.folders["s1"] == "Amber .. Birch_4711_assignsubmission_file"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_names_and_grades_moodle_has_ours_and_a_second_round_changes_nothing(
    data, names, standings, make_batch, make_grade, load_text
):
    users, students, grades, before = {}, [], [], {}
    for number in range(data.draw(st.integers(1, 6))):
        id_, name = str(4700 + number), data.draw(names)
        users[id_] = (name, f"u{number}@uni.example")
        students.append(Enrolled(student=f"s{number}", name=name, email=f"u{number}@uni.example"))
        final, status = data.draw(standings)
        grades.append(
            make_grade(f"s{number}", final, status, reasons=tuple(data.draw(st.lists(names, max_size=2))))
        )
        before[id_] = data.draw(st.sampled_from([None, Decimal(0), Decimal("3.333"), Decimal(10)]))
    course = MoodleAssignment(
        users, data.draw(st.sampled_from(list(WORDS))),
        grades={id_: value for id_, value in before.items() if value is not None},
    )  # fmt: skip
    batch = make_batch(students, grades)
    sheet = moodle_csv(load_text(course.export()), batch).sheet
    course.apply(sheet.text)
    for grade, (id_, value) in zip(grades, before.items(), strict=True):
        if grade.final is None:
            assert course.grades.get(id_) == value
        else:
            assert abs(course.grades[id_] - Decimal(grade.final) / POINT) <= Decimal("0.005")
    assert moodle_csv(load_text(course.export()), batch).sheet.written == 0
