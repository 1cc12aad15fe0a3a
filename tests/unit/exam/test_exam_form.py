"""A form is drawn the same each time, keeps everything marking needs, and does not depend on other questions."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.course import find_course
from grader.errors import CourseError
from grader.exam.answer_marking import mark_frozen
from grader.exam.exam_file import find_exam
from grader.exam.exam_form import ExamForm, changed_keys, exam_form, form_name
from grader.exam.issued_exam import issue, issued_path, paper_id, read_issued
from grader.exam.question_bank import QuestionBank
from grader.packing.course_copy import course_files

EXAM = """\
title = "Midterm"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
questions = ["class_variance", "chain", "which_one"]
"""


@pytest.fixture
def course(make_course):
    more = EXAM.replace('"chain",', '"chain", "sums",')
    four = EXAM.replace("questions", "forms = 4\nquestions")
    return make_course(
        **{"exams/midterm.toml": EXAM, "exams/four.toml": four, "exams/.more/midterm.toml": more}
    )


def form_of(course, form="ada", exam="midterm"):
    return exam_form(find_exam(course, exam), form, QuestionBank(course), course.secret())


def test_the_same_form_has_the_same_bytes(course):
    assert msgspec.json.encode(form_of(course)) == msgspec.json.encode(form_of(course))
    assert form_of(course) != form_of(course, "bob")


def test_a_form_comes_back_from_json_as_it_was(course):
    form = form_of(course)
    assert msgspec.json.decode(msgspec.json.encode(form), type=ExamForm) == form


def test_one_more_question_changes_no_other_and_not_their_order(course, tmp_path):
    before = form_of(course)
    (tmp_path / "exams" / ".more" / "midterm.toml").replace(tmp_path / "exams" / "midterm.toml")
    after = form_of(course)
    assert len(after.questions) == 4
    assert tuple(each for each in after.questions if each.name != "sums") == before.questions


def test_the_order_differs_between_forms(course):
    orders = {tuple(each.name for each in form_of(course, str(number)).questions) for number in range(20)}
    assert len(orders) > 3


def test_forms_by_number_are_dealt_to_students_evenly_and_for_good(course):
    exam = find_exam(course, "four")
    dealt = [form_name(exam, f"s{number}", course.secret()) for number in range(400)]
    assert set(dealt) == {"1", "2", "3", "4"}
    assert all(70 <= dealt.count(form) <= 130 for form in set(dealt))
    assert form_name(find_exam(course, "midterm"), "ada", course.secret()) == "ada"


def test_a_form_is_marked_from_what_is_frozen_and_from_todays_functions(course, tmp_path):
    bank, form = QuestionBank(course), form_of(course)
    frozen = form.question("class_variance")
    answer = {"variance": f"{frozen.parts[0].key:.3f}"}
    assert mark_frozen(frozen, bank, answer).points == 2
    assert changed_keys(frozen, bank) == ()
    path = tmp_path / "questions" / "basics" / "class_variance.py"
    path.write_text(path.read_text().replace("stats.variance(x)", "x.var(ddof=1)"))
    later = QuestionBank(course)
    assert changed_keys(frozen, later) == ("variance",)
    assert mark_frozen(frozen, later, answer).points == 0
    assert frozen.solution().key["variance"] == frozen.parts[0].key


def test_what_a_student_may_see_does_not_change_with_the_key(course, tmp_path):
    def seen(form):
        return [
            (q.statement, [(p.label, p.unit, p.rows, p.columns, p.places, p.points) for p in q.parts])
            for q in form.questions
        ]

    before = seen(form_of(course))
    path = tmp_path / "questions" / "basics" / "class_variance.py"
    path.write_text(path.read_text().replace("stats.variance(x)", "x.var(ddof=1) + 1"))
    assert seen(form_of(course)) == before


def test_papers_are_issued_once_and_new_students_are_added(course):
    exam, bank = find_exam(course, "midterm"), QuestionBank(course)
    first = issue(course, exam, ["ada", "bob"], bank)
    path = issued_path(course, "midterm")
    data = path.read_bytes()
    assert issue(course, exam, ["bob", "ada"], bank) == first
    assert path.read_bytes() == data
    more = issue(course, exam, ["cyd"], bank)
    assert [each.student for each in more.papers] == ["ada", "bob", "cyd"]
    assert more.form("ada") == first.form("ada")
    assert more.paper("ada") == first.paper("ada")
    assert more.paper("dan") is None
    assert path.stat().st_mode & 0o077 == 0


def test_what_was_issued_stays_when_the_question_changes(course, tmp_path):
    exam = find_exam(course, "midterm")
    first = issue(course, exam, ["ada"], QuestionBank(course))
    path = tmp_path / "questions" / "basics" / "class_variance.py"
    path.write_text(path.read_text().replace("range(1, 60)", "range(100, 600)"))
    assert issue(course, exam, ["ada"], QuestionBank(course)) == first


@pytest.mark.parametrize("old", [b'"student": "ada"', b'"points": 2.0', b'"hmac": "'])
def test_a_record_that_was_changed_is_refused(course, old):
    issue(course, find_exam(course, "midterm"), ["ada"], QuestionBank(course))
    path = issued_path(course, "midterm")
    data = path.read_bytes()
    assert old in data
    path.write_bytes(
        data.replace(old, old.replace(b"ada", b"eve").replace(b"2.0", b"9.0").replace(b': "', b': "0'), 1)
    )
    with pytest.raises(CourseError, match="was changed after it was written"):
        read_issued(path, course.secret())


def test_a_record_of_another_secret_is_refused_and_so_is_what_is_none(course, tmp_path):
    issue(course, find_exam(course, "midterm"), ["ada"], QuestionBank(course))
    with pytest.raises(CourseError, match="another course secret"):
        read_issued(issued_path(course, "midterm"), b"another secret")
    with pytest.raises(CourseError, match="nothing was issued yet"):
        read_issued(tmp_path / "none.json", course.secret())
    (tmp_path / "none.json").write_text("{}")
    with pytest.raises(CourseError, match="not the record of an exam"):
        read_issued(tmp_path / "none.json", course.secret())
    with pytest.raises(CourseError, match="cannot be read: Is a directory"):
        read_issued(tmp_path, course.secret())


@given(st.tuples(*[st.text(st.characters(exclude_characters="\0"))] * 3))
def test_the_id_of_a_paper_depends_on_exam_form_and_student(words):
    ids = {paper_id(*words, b"secret"), paper_id(*words, b"other")}
    ids |= {paper_id(*words[:at], words[at] + "x", *words[at + 1 :], b"secret") for at in range(3)}
    assert len(ids) == 5


def test_questions_and_exams_are_not_packed_with_an_assignment():
    files = course_files(find_course(), find_course().assignment("metrics"))
    assert not [name for name in files if name.startswith(("questions", "exams"))]
