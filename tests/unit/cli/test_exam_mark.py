"""``grader exam mark``: from sheets to grades, again and again, through the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course import Course, load_course
from grader.errors import GraderError
from grader.exam.exam_file import find_exam
from grader.exam.issued_exam import IssuedExam, issue
from grader.exam.last_place import printed
from grader.exam.question_bank import QuestionBank

QUESTION = '''\
"""Numbers {{ a }} and {{ b }}: their sum and its square."""
from grader.exam import mistake, part


def draw(rng):
    return {"a": round(float(rng.uniform(1, 90)), 1), "b": round(float(rng.uniform(1, 90)), 1)}


@part("sum", decimals=2)
def total(a, b):
    return a + b


@mistake(of=total, worth=0.25)
def difference(a, b):
    """That is the difference of *both*."""
    return a - b


@part("square", decimals=1, points=3, solution="{{ total }} times itself is {{ square }}.")
def square(total):
    return total**2


@mistake(of=square, worth=0.1)
def doubled(total):
    """That is twice the sum."""
    return 2 * total


def proof(a, b):
    return {"total": b + a, "square": a * a + 2 * a * b + b * b}
'''
CHOICE = '''\
"""With {{ n }} samples: which?"""
from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(10, 10_000))}


@part(choice=True, source="notes 1, line 2", fixed="one idea")
def which():
    return "the mean"


@mistake(of=which)
def median():
    """That is the middle one."""
    return "the median"
'''
EXAM = """\
title = "Midterm"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
grace_minutes = 3
questions = ["sums", "which"]
"""
STUDENTS = ["ann", "bob", "cyd", "dan"]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    files = {
        "assignments/course.toml": 'title = "Small"\nrequired_isolation = 0\n',
        "assignments/.grader/secret": "a secret of sixteen bytes or more",
        "questions/basics/sums.py": QUESTION,
        "questions/basics/which.py": CHOICE,
        "exams/midterm.toml": EXAM,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "reference").mkdir()
    (tmp_path / "sheets").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    monkeypatch.delenv("GRADER_GRADEBOOK", raising=False)
    return load_course(tmp_path / "assignments")


@pytest.fixture
def issued(course: Course) -> IssuedExam:
    return issue(course, find_exam(course, "midterm"), STUDENTS, QuestionBank(course))


def right_answers(issued: IssuedExam, student: str) -> dict[str, dict[str, str]]:
    """The key as it is typed."""
    paper = issued.paper(student)
    assert paper is not None
    form = issued.form(paper.form)
    assert form is not None
    return {
        question.name: {
            name: printed(part, value)
            for part in question.parts
            for name, value in zip(part.fields, [part.key], strict=True)
        }
        for question in form.questions
    }


def hand_in(issued: IssuedExam, student: str, paper: str = "", **changed: str) -> None:
    """Save a sheet with the right answers, but for those that are named."""
    answers = right_answers(issued, student)
    for question in answers.values():
        question |= {name: text for name, text in changed.items() if name in question}
    own = issued.paper(student)
    assert own is not None
    sheet = {
        "schema": "grader/answers/1", "exam": "midterm", "student": student, "paper": paper or own.paper,
        "answers": answers,
    }  # fmt: skip
    Path(f"sheets/midterm-{student}.answers.json").write_text(json.dumps(sheet), encoding="utf-8")


def mark(*options: str, code: int = 0) -> str:
    result = CliRunner().invoke(
        cli, ["exam", "mark", "midterm", "sheets", "-o", "results", *options], prog_name="grader"
    )
    fault = result.exception if isinstance(result.exception, GraderError) else None
    assert (fault.exit_code if fault else result.exit_code) == code, result.output
    return " ".join(f"{result.output} {fault or ''}".split())


def grades() -> dict[str, dict[str, str]]:
    with Path("results/grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def points() -> dict[str, str]:
    return {student: row["points"] for student, row in grades().items()}


def journal() -> list[dict[str, str]]:
    with Path("results/journal.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value(issued: IssuedExam, student: str, mistake: str) -> str:
    """The value of a mistake as it is typed."""
    paper = issued.paper(student)
    assert paper is not None
    form = issued.form(paper.form)
    assert form is not None
    for question in form.questions:
        for part in question.parts:
            for each in part.mistakes:
                if each.name == mistake:
                    return printed(part, each.value)
    raise AssertionError(mistake)


def change(old: str, new: str) -> None:
    """Change the question about sums after it was issued."""
    path = Path("questions/basics/sums.py")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def report(student: str) -> str:
    return Path(f"results/{student}/report.html").read_text(encoding="utf-8")


def test_a_right_sheet_has_all_points_and_a_slip_costs_its_own_part_only(issued):
    slip = value(issued, "bob", "difference")
    hand_in(issued, "ann")
    hand_in(issued, "bob", total=slip, square=f"{float(slip) ** 2:.1f}")
    mark("--publish")
    assert points() == {"ann": "5", "bob": "4.25", "cyd": "", "dan": ""}
    page = report("bob")
    assert "That is the difference of <em>both</em>." in page
    assert "Right from your sum." in page
    assert "4.25" in page


def test_marked_not_read_and_missing_sheets_add_up_to_the_roster(issued):
    hand_in(issued, "ann")
    other = issued.paper("ann")
    hand_in(issued, "bob", paper=other.paper)
    Path("roster.csv").write_text("student\nann\nbob\ncyd\neve\n", encoding="utf-8")
    hand_in(issued, "dan")
    said = mark("--roster", "roster.csv", code=4)
    assert "1 of 4 marked, 1 not read, 2 missing" in said
    assert {student: row["status"] for student, row in grades().items()} == {
        "ann": "marked", "bob": "not read", "cyd": "missing", "eve": "missing",
    }  # fmt: skip
    assert "which was issued for ann" in said
    assert "The student is not on the roster." in said


def test_what_is_not_marked_is_blank_and_never_a_zero(issued):
    hand_in(issued, "ann", total="", square="", which="B" if right_letter(issued, "ann") == "A" else "A")
    mark()
    assert points() == {"ann": "0", "bob": "", "cyd": "", "dan": ""}
    assert grades()["bob"]["sums"] == ""


def right_letter(issued: IssuedExam, student: str) -> str:
    form = issued.form(issued.paper(student).form)
    part = form.question("which").parts[0]
    return "AB"[part.options.index(part.key)]


def test_a_wrong_key_is_repaired_by_the_same_command(issued):
    """The reference subtracted; what was a named mistake is the key from now on, and nobody loses by it."""
    wrong = value(issued, "bob", "difference")
    hand_in(issued, "ann")
    hand_in(issued, "bob", total=wrong, square=f"{float(wrong) ** 2:.1f}")
    mark()
    assert points() == {"ann": "5", "bob": "4.25", "cyd": "", "dan": ""}
    path = Path("questions/basics/sums.py")
    swapped = QUESTION.replace("return a + b", "return a ? b").replace("return a - b", "return a + b")
    path.write_text(swapped.replace("?", "-"), encoding="utf-8")
    said = mark()
    assert "key of sums.total, form ann: issued" in said
    assert "marked again: 1 higher, 0 lower" in said
    assert points() == {"ann": "5", "bob": "5", "cyd": "", "dan": ""}
    lines = {line["student"]: line for line in journal() if line["old"]}
    assert (lines["bob"]["old"], lines["bob"]["new"]) == ("4.25", "5")
    assert "The key of total is" in lines["bob"]["why"]
    assert (lines["ann"]["new"], lines["ann"]["marked"]) == ("5", "4.25")
    assert "The grade stays at 5; marking gives 4.25." in lines["ann"]["why"]
    assert "your earlier grade is better: it stays" in report("ann")
    mark("--allow-lower")
    assert points()["ann"] == "4.25"
    assert journal()[-1]["why"] == "The better grade of before does not stay any more; marking gives 4.25."


def test_marking_again_changes_nothing_and_writes_no_line(issued):
    hand_in(issued, "ann")
    mark()
    lines, page = journal(), report("ann")
    mark()
    assert (journal(), report("ann")) == (lines, page)


def test_a_sheet_that_is_not_found_again_keeps_its_grade(issued):
    hand_in(issued, "ann")
    mark()
    Path("sheets/midterm-ann.answers.json").unlink()
    mark()
    assert (grades()["ann"]["points"], grades()["ann"]["status"]) == ("5", "missing, earlier mark")
    assert journal()[-1]["why"] == "There is no sheet any more; the grade stays at 5."
    lines = len(journal())
    mark()
    assert len(journal()) == lines
    mark("--allow-lower")
    assert grades()["ann"]["points"] == ""


@pytest.mark.parametrize(
    ("action", "expected"),
    [("drop", ("1", "1")), ("full", ("5", "5")), ("accept", ("5", "5")), ("note", ("4.25", "5"))],
)
def test_a_decision_drops_gives_accepts_or_only_tells(issued, action, expected):
    slip = value(issued, "bob", "difference")
    hand_in(issued, "bob", total=slip, square=f"{float(slip) ** 2:.1f}")
    mark()
    mistake = 'mistake = "difference"\n' if action == "accept" else ""
    Path("exams/midterm.toml").write_text(
        f'{EXAM}[[adjust]]\nquestion = "sums"\naction = "{action}"\n{mistake}reason = "b was missing"\n'
        'by = "exam office"\ndate = 2026-12-02\n',
        encoding="utf-8",
    )
    mark("--allow-lower")
    assert (grades()["bob"]["points"], grades()["bob"]["possible"]) == expected
    assert "b was missing" in report("bob")
    assert "exam office" not in report("bob")
    if action != "note":
        assert f"{action}: b was missing (exam office, 2026-12-02)" in journal()[-1]["why"]


def test_digits_points_and_units_are_those_of_the_papers(issued):
    """A sheet is right with the digits its paper asks for, whatever the question asks for now."""
    last_place_off = float(right_answers(issued, "ann")["sums"]["total"]) + 0.01
    hand_in(issued, "ann", total=f"{last_place_off:.2f}")
    change("decimals=2", "decimals=6")
    change("decimals=1, points=3", "decimals=1, points=5")
    told = mark()
    assert (grades()["ann"]["points"], grades()["ann"]["possible"]) == ("5", "5")
    assert "sums.total: the papers ask for 2 decimals, today's question for 6 decimals." in told
    assert "sums.square: worth 3 on the papers, 5 in today's question." in told


def test_a_repaired_key_may_equal_what_was_a_mistake(issued):
    for student in STUDENTS:
        hand_in(issued, student, total=value(issued, student, "difference"))
    change("return a + b", "return a - b")
    change(
        '{"total": b + a, "square": a * a + 2 * a * b + b * b}', '{"total": a - b, "square": (a - b) ** 2}'
    )
    told = mark()
    assert "key of sums.total" in told
    assert "Warning" not in told
    assert set(points().values()) == {"2"}, "the sum and the choice; the square was typed for another sum"


def test_a_changed_key_that_its_proof_contradicts_is_told(issued):
    hand_in(issued, "ann")
    change("return a + b", "return a + b + 7")
    told = " ".join(mark().split())
    assert "total is" in told
    assert "and proof() says" in told
    assert "The exam was marked with the key of the part." in told


def test_a_key_that_its_proof_contradicts_is_not_published(issued):
    hand_in(issued, "ann")
    change("return a + b", "return a + b + 7")
    assert "Nothing was published or written." in mark("--publish", code=3)
    assert not Path("results/grades.csv").exists()


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        ('["sums"]', "Only on the papers of form ann: which; only in the file: none."),
        ('["sums", "which", "more"]', "Only on the papers of form ann: none; only in the file: more."),
    ],
)
def test_other_questions_than_those_of_the_papers_are_an_error_of_the_course(issued, questions, told):
    Path("questions/basics/more.py").write_text(QUESTION, encoding="utf-8")
    hand_in(issued, "ann")
    Path("exams/midterm.toml").write_text(EXAM.replace('["sums", "which"]', questions), encoding="utf-8")
    assert told in mark(code=3)


def test_a_row_says_that_an_earlier_mark_stays(issued):
    hand_in(issued, "ann")
    mark()
    hand_in(issued, "ann", square="0.1")
    mark()
    assert (grades()["ann"]["points"], grades()["ann"]["status"]) == ("5", "marked, earlier mark")


def test_a_decision_on_an_unknown_mistake_is_an_error_of_the_course(issued):
    Path("exams/midterm.toml").write_text(
        f'{EXAM}[[adjust]]\nquestion = "sums"\naction = "accept"\nmistake = "halved"\nreason = "r"\nby = "b"\n'
        "date = 2026-12-02\n",
        encoding="utf-8",
    )
    assert "sums has no mistake 'halved'. It has difference, doubled. Name one of them." in mark(code=3)


def test_dropping_a_question_keeps_the_share_of_whoever_did_well_there(issued):
    """ann loses points by the drop, but her share of the possible points stays."""
    wrong = "B" if right_letter(issued, "ann") == "A" else "A"
    hand_in(issued, "ann", which=wrong)
    mark()
    assert points()["ann"] == "4"
    Path("exams/midterm.toml").write_text(
        f'{EXAM}[[adjust]]\nquestion = "sums"\naction = "drop"\nreason = "r"\nby = "b"\ndate = 2026-12-02\n',
        encoding="utf-8",
    )
    assert "0 higher, 0 lower, 1 with other reasons" in mark()
    assert (grades()["ann"]["points"], grades()["ann"]["possible"]) == ("0.8", "1")
    assert grades()["ann"]["sums"] == ""


def test_the_solution_is_in_the_report_once_published_and_not_before(issued):
    hand_in(issued, "ann", total="", square="")
    mark()
    key = right_answers(issued, "ann")["sums"]
    assert key["square"] not in report("ann")
    assert "The solutions are shown once the exam is published." in report("ann")
    mark("--publish")
    assert key["square"] in report("ann")
    assert f"{key['total']} times itself is {key['square']}." in report("ann")
    mark()
    assert key["square"] in report("ann"), "publishing is not taken back"


@pytest.mark.parametrize(("late", "expected"), [("list", "5"), ("zero", "0")])
def test_a_late_sheet_is_listed_or_earns_nothing(issued, late, expected):
    Path("exams/midterm.toml").write_text(f'{EXAM}late = "{late}"\n', encoding="utf-8")
    for student in STUDENTS:
        hand_in(issued, student)
    Path("r.csv").write_text(
        "student,received\nann,2026-12-01 11:33:00\nbob,2026-12-01T11:33:01+01:00\n"
        "cyd,2026-12-01T11:50:00+01:00\n",
        encoding="utf-8",
    )
    Path("roster.csv").write_text("student,extra_minutes\nann,\nbob,\ncyd,20\ndan,\n", encoding="utf-8")
    mark("--received", "r.csv", "--roster", "roster.csv")
    assert points() == {"ann": "5", "bob": expected, "cyd": "5", "dan": "5"}
    assert grades()["bob"]["status"] == "marked, late"
    assert "after the end of the exam" in report("bob")


def test_extra_minutes_that_are_no_number_are_an_error(issued):
    Path("roster.csv").write_text("student,extra_minutes\nann,many\n", encoding="utf-8")
    assert "extra_minutes must be a number" in mark("--roster", "roster.csv", code=2)


def test_the_results_of_assignments_are_not_overwritten(issued):
    Path("results/.grader/records").mkdir(parents=True)
    assert "Name another folder with -o." in mark(code=2)


def test_the_marks_of_another_exam_are_not_mixed(issued):
    Path("results").mkdir()
    Path("results/marks.json").write_text(
        json.dumps({"schema": "grader/exam-marks/1", "exam": "final", "students": {}}), encoding="utf-8"
    )
    assert "expected the marks of 'midterm'" in mark(code=3)
    Path("results/marks.json").write_text("{", encoding="utf-8")
    assert "not the record of a marking" in mark(code=3)


def test_parts_that_were_renamed_since_are_an_error(issued):
    hand_in(issued, "ann")
    text = (
        QUESTION.replace("def square(", "def power(")
        .replace("of=square", "of=power")
        .replace('"square"', '"power"')
    )
    Path("questions/basics/sums.py").write_text(text, encoding="utf-8")
    assert "the parts are not those that were issued. Issued: total, square; now: total, power." in mark(
        code=3
    )


def test_a_cell_that_looks_like_a_formula_is_guarded(course):
    issued = issue(course, find_exam(course, "midterm"), ["=1+1"], QuestionBank(course))
    assert issued.papers
    mark()
    assert "'=1+1" in Path("results/grades.csv").read_text(encoding="utf-8")


def test_what_a_student_typed_is_shown_and_not_obeyed(issued):
    hand_in(issued, "ann", total="<script>alert(1)</script>", square="[a](http://example.org)")
    mark()
    assert "<script>alert(1)" not in report("ann")
    assert "&lt;script&gt;alert(1)" in report("ann")
    assert 'href="http' not in report("ann")
    page = Path("results/index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "2 answers" not in page
    assert "Answers that could not be read" in page


def test_json_has_what_was_marked_and_what_changed(issued):
    hand_in(issued, "ann")
    found = json.loads(mark("--json"))
    assert found["marked"] == ["ann"]
    assert found["missing"] == ["bob", "cyd", "dan"]
    assert found["changes"][0]["why"] == "Marked for the first time."
