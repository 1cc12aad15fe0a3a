"""``grade``: reports, a sheet and a page for a class."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from urllib.parse import unquote

import pytest

KINDS = {
    "ada": "right",
    "bob": "averaged",
    "cat": "unfinished",
    "dan": "crashing",
    "eve": "broken",
    "fay": "endless",
}
SCORES = {"ada": 5.0, "bob": 3.0, "cat": 0.0, "dan": 3.0, "eve": 0.0, "fay": 0.0}


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    """Six submissions of different kinds, graded once, and the output of the command."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    for student, kind in KINDS.items():
        workshop.hand_in(student, kind=kind)
    return workshop, workshop.grade("-j", 2)


def test_a_class_of_right_and_wrong_works_ends_with_exit_code_0(graded):
    assert graded[1].code == 0


def test_each_student_has_the_score_the_work_deserves(graded):
    assert graded[0].scores() == SCORES


def test_verdicts_say_what_happened(graded):
    workshop = graded[0]

    def verdicts(student):
        return {t["verdict"] for t in workshop.report(student)["tests"] if t["task"] == "total"}

    assert verdicts("ada") == {"passed"}
    assert verdicts("bob") == {"failed", "passed"}
    assert verdicts("cat") == {"not_implemented"}
    assert verdicts("dan") == {"error"}
    assert verdicts("eve") == {"error"}
    assert verdicts("fay") == {"timeout", "not_run"}


def test_a_known_mistake_is_named_with_its_sentence(graded):
    mistakes = [t["mistake"] for t in graded[0].report("bob")["tests"] if t["mistake"]]
    assert {m["id"] for m in mistakes} == {"total__mean"}
    assert mistakes[0]["sentence"].startswith("You averaged the numbers instead of adding them.")


def test_a_weak_test_earns_nothing_without_a_strong_one(graded):
    (weak,) = [t for t in graded[0].report("bob")["tests"] if t["weak"]]
    assert (weak["verdict"], weak["points"]) == ("passed", 0.0)
    (weak,) = [t for t in graded[0].report("ada")["tests"] if t["weak"]]
    assert (weak["verdict"], weak["points"]) == ("passed", 0.5)


def test_a_report_says_what_the_score_depends_on(graded):
    report = graded[0].report("ada")
    assert report["schema"] == "grader/report/1"
    assert (report["assignment"], report["student"], report["max_score"]) == ("sums", "ada", 5.0)
    assert len(report["provenance"]["submission_sha256"]) == 64
    assert report["provenance"]["libraries"]["numpy"]


def test_every_student_has_a_page_that_needs_nothing_from_elsewhere(graded):
    for student in KINDS:
        page = (graded[0].out / student / "sums" / "report.html").read_text()
        assert page.startswith("<!DOCTYPE html>")
        assert not re.search(r"<script|<link[^>]+href=\"(?!data:)|src=|url\(|@import", page)
        assert student in page


LOST = """\
import numpy as np

def total(x, start=0.0):
    np.sum(x)

def spread(x):
    low = np.min(x)
    return float(np.max(x) - np.min(x))
"""


@pytest.fixture(scope="module")
def advised(make_workshop, tmp_path_factory):
    """A work that loses its result, the same in a notebook that lacks a cell, and one that no parser can read."""
    workshop = make_workshop(tmp_path_factory.mktemp("advised"))
    workshop.hand_in("ada", text=LOST)
    workshop.hand_in("eve", text=LOST.replace("np.sum(x)", "return " + "1 + " * 900 + "0"))
    cells = [{"cell_type": "code", "source": "def total(x):\n    return sum(x) * W"}]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    workshop.write("class/bob_sums.ipynb", json.dumps(notebook))
    assert workshop.grade().code == 0
    return workshop


def advice(workshop, student):
    return {task["id"]: task["advice"] for task in workshop.report(student)["tasks"]}


def test_a_function_that_fails_has_advice_on_its_code(advised):
    told = advice(advised, "ada")
    assert told["total"] == [
        "`total` computes something and returns nothing. Is `return` missing?",
        "`total` never uses its argument `start`.",
    ]
    page = (advised.out / "ada" / "sums" / "report.html").read_text()
    assert "In your code" in page
    assert "never uses its argument <code>start</code>" in page


def test_a_function_that_passes_has_no_advice(advised):
    assert advice(advised, "ada")["spread"] == []
    assert "<code>low</code>" not in (advised.out / "ada" / "sums" / "report.html").read_text()


def test_a_name_that_no_cell_sets_is_told(advised):
    assert advice(advised, "bob") == {
        "total": ["`total` uses `W`, and nothing in your file sets it."], "spread": [],
    }  # fmt: skip


def test_what_the_linter_cannot_read_is_graded_all_the_same(advised):
    assert advice(advised, "eve") == {"total": [], "spread": []}
    assert advised.scores() == {"ada": 3.0, "bob": 0.0, "eve": 3.0}


def test_a_page_holds_the_picture_of_the_statement(workshop):
    workshop.write("assignments/sums/figure.svg", "<svg/>")
    workshop.write("assignments/sums/README.md", "# Sums\n\n![A sum.](figure.svg) ![Gone.](gone.svg)\n")
    workshop.hand_in("ada")
    assert workshop.grade().code == 0
    page = (workshop.out / "ada" / "sums" / "report.html").read_text()
    assert '<img src="data:image/svg+xml;base64,PHN2Zy8+" alt="A sum.">' in page
    assert "<em>Gone.</em>" in page


def test_the_sheet_has_a_row_per_student_and_nothing_else(graded):
    rows = list(csv.DictReader(io.StringIO((graded[0].out / "grades.csv").read_text())))
    assert [row["student"] for row in rows] == sorted(KINDS)
    assert {row["student"]: float(row["sums"]) for row in rows} == SCORES
    assert {row["sums_status"] for row in rows} == {"graded"}


def test_the_class_page_counts_the_mistake(graded):
    page = (graded[0].out / "index.html").read_text()
    assert "total__mean" in page or "You averaged the numbers" in page
    assert "Small numbers" in page


def test_the_table_on_stdout_names_everybody_and_the_files(graded):
    out = graded[1].out
    for student, score in SCORES.items():
        assert re.search(rf"(?m)^{student} +{score:g} / 5 ", out)
    assert "6 graded in " in out
    assert f"Class page: {graded[0].out}/index.html" in out
    assert f"Sheet: {graded[0].out}/grades.csv" in out


def test_progress_is_a_plain_line_per_student_where_stderr_is_no_terminal(graded):
    lines = graded[1].err.splitlines()
    assert [line.split()[0] for line in lines] == [f"[{n}/6]" for n in range(1, 7)]
    assert sorted(line.split()[1] for line in lines) == sorted(KINDS)
    assert "[1/6]" not in graded[1].out


def test_the_records_are_for_the_staff_alone(graded):
    folder = graded[0].out / ".grader"
    assert folder.stat().st_mode & 0o077 == 0
    for path in folder.rglob("*.json"):
        assert path.stat().st_mode & 0o077 == 0
    assert len(list((folder / "records").rglob("*.json"))) == 6


def test_no_temporary_file_is_left(graded):
    assert not [p for p in graded[0].out.rglob("*") if p.name.endswith(".tmp")]


def test_a_second_run_into_the_same_folder_is_refused_and_changes_nothing(graded):
    workshop = graded[0]
    before = {p: p.stat().st_mtime_ns for p in workshop.out.rglob("report.*")}
    result = workshop.grade()
    assert result.code == 2
    assert "holds the results of an earlier run. Add --resume to go on with it" in result.err
    assert before == {p: p.stat().st_mtime_ns for p in workshop.out.rglob("report.*")}


def test_resuming_a_finished_run_grades_nothing_again_and_says_the_same(graded):
    workshop = graded[0]
    records = {p: p.stat().st_mtime_ns for p in (workshop.out / ".grader" / "records").rglob("*.json")}
    sheet = (workshop.out / "grades.csv").read_text()
    result = workshop.grade("--resume")
    assert result.code == 0
    assert records == {
        p: p.stat().st_mtime_ns for p in (workshop.out / ".grader" / "records").rglob("*.json")
    }
    assert (workshop.out / "grades.csv").read_text() == sheet


def test_one_file_is_a_class_of_one(workshop, call):
    path = workshop.hand_in("ada") / "ada_sums.py"
    result = call("grade", path, "-a", "sums", "-o", workshop.out, "--course", workshop.course)
    assert result.code == 0
    assert workshop.scores() == {"ada": 5.0}


def test_several_assignments_go_into_one_sheet_and_one_page(workshop, submissions, call):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    workshop.write("class/sums/bob_sums.py", submissions["averaged"])
    workshop.write("class/means/ada_means.py", "def mean(x):\n    return x.sum() / len(x)\n")
    result = call("grade", workshop.submissions, "-o", workshop.out, "-j", 1, cwd=workshop.root)
    assert result.code == 0
    rows = {r["student"]: r for r in csv.DictReader(io.StringIO((workshop.out / "grades.csv").read_text()))}
    assert (rows["ada"]["sums"], rows["ada"]["means"]) == ("5", "4")
    assert rows["bob"]["means"] == ""
    assert (rows["ada"]["total_all"], rows["ada"]["total_all_max"]) == ("9", "9")
    assert (rows["bob"]["total_handed_in"], rows["bob"]["total_handed_in_max"]) == ("3", "5")
    assert (rows["bob"]["total_all"], rows["bob"]["total_all_max"]) == ("3", "9")
    page = (workshop.out / "index.html").read_text()
    assert 'href="./sums.html">Sums' in page
    assert 'href="./means.html">Means' in page
    assert "You averaged the numbers" in (workshop.out / "sums.html").read_text()
    assert 'href="./means/report.html">Means' in (workshop.out / "ada" / "index.html").read_text()
    assert workshop.report("ada")["score"] == 5.0
    assert workshop.report("ada", "means")["score"] == 4.0


def test_a_class_of_several_assignments_can_be_graded_for_some_of_them(workshop, submissions, call):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    workshop.write("class/means/ada_means.py", "raise SystemError('not to be graded')\n")
    result = call("grade", workshop.submissions / "sums", "-a", "sums", "-o", workshop.out, cwd=workshop.root)
    assert result.code == 0
    assert workshop.scores() == {"ada": 5.0}


def test_a_folder_that_holds_no_assignment_s_folder_asks_which_one_is_meant(workshop, call):
    workshop.hand_in("ada")
    result = call("grade", "class", "-o", "out", cwd=workshop.root)
    assert result.code == 2
    assert (
        "Which assignment? class holds no folder named like one of: means, sums. Name it with -a."
        in result.err
    )


def test_a_roster_says_whose_a_file_is_and_who_is_missing(workshop, submissions, grade):
    workshop.write("class/homework_final.py", submissions["right"])
    workshop.write("class/versuch2.py", submissions["unfinished"])
    roster = workshop.write(
        "roster.csv", "student,file\nada01,homework_final.py\nbob02,versuch*\ncat03,third.py\n"
    )
    result = grade("--roster", roster)
    assert result.code == 0
    assert workshop.scores() == {"ada01": 5.0, "bob02": 0.0, "cat03": None}
    assert "Nothing handed in: cat03" in result.out
    assert "2 graded, nothing from 1 student in " in result.out


def test_who_handed_in_nothing_is_a_row_without_a_score(workshop, submissions, grade):
    workshop.write("class/ada_sums.py", submissions["right"])
    roster = workshop.write("roster.csv", "student,file\nada,ada_sums.py\ncat,cat_sums.py\n")
    assert grade("--roster", roster).code == 0
    rows = workshop.sheet()
    assert list(rows) == ["ada", "cat"]
    assert (rows["cat"]["sums"], rows["cat"]["sums_status"]) == ("", "absent")
    assert (rows["cat"]["total_handed_in"], rows["cat"]["total_all"]) == ("", "0")
    assert "Nothing handed in" in (workshop.out / "index.html").read_text()
    assert "Nothing was handed in." in (workshop.out / "cat" / "sums" / "report.html").read_text()
    assert not list((workshop.out / ".grader" / "records").rglob("cat.json"))


def test_a_student_whose_work_cannot_be_read_has_handed_something_in(workshop, grade):
    workshop.submissions.mkdir()
    (workshop.submissions / "bob_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    roster = workshop.write("roster.csv", "student,file\nbob,bob_sums.zip\ncat,cat_sums.py\n")
    result = grade("--roster", roster)
    assert result.code == 4
    assert "Nothing handed in: cat" in result.out
    assert "Nothing handed in: bob" not in result.out


def test_an_assignment_nobody_handed_in_does_not_hold_up_the_others(workshop, submissions, call):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    (workshop.submissions / "means").mkdir()
    result = call("grade", workshop.submissions, "-o", workshop.out, "-j", 1, cwd=workshop.root)
    assert result.code == 0
    assert "1 graded in " in result.out


def test_a_wrong_name_among_several_is_not_passed_over(workshop, submissions, call):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    result = call("grade", "class", "-a", "sums", "-a", "mean", "-o", "out", cwd=workshop.root)
    assert result.code == 2
    assert "There is no assignment 'mean'" in result.err
    assert "Did you mean 'means'?" in result.err


def test_a_submission_that_cannot_be_read_is_listed_and_the_others_are_graded(workshop, grade):
    workshop.hand_in("ada")
    (workshop.submissions / "bob_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    result = grade()
    assert result.code == 4
    assert workshop.scores() == {"ada": 5.0}
    assert "Not read: bob" in result.out
    rows = {r["student"]: r for r in csv.DictReader(io.StringIO((workshop.out / "grades.csv").read_text()))}
    assert rows["ada"]["sums"] == "5"
    assert (rows["bob"]["sums"], rows["bob"]["sums_status"]) == ("", "rejected")
    assert "bob" in (workshop.out / "index.html").read_text()


def test_a_class_of_which_nothing_can_be_read_is_listed_all_the_same(workshop, grade):
    workshop.submissions.mkdir()
    (workshop.submissions / "bob_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    result = grade()
    assert result.code == 4
    assert "0 graded" in result.out
    assert "bob" in (workshop.out / "grades.csv").read_text()


def test_two_different_works_of_one_student_are_both_turned_away(workshop, submissions, grade):
    workshop.hand_in("ada")
    workshop.write("class/bob_sums.py", submissions["right"])
    with zipfile.ZipFile(workshop.submissions / "bob_sums.zip", "w") as archive:
        archive.writestr("sums.py", submissions["averaged"])
    result = grade()
    assert result.code == 4
    assert workshop.scores() == {"ada": 5.0}
    assert "2 different submissions of one student" in " ".join(result.out.split())


def test_a_submission_that_could_not_be_graded_goes_before_one_that_could_not_be_read(workshop, grade):
    give_up = '''

@task("spread")
def test_gives_up(student):
    """A test that falls over by its own fault where the answer is 13."""
    if float(student.total([1.0])) == 13.0:
        raise SystemExit("gave up")
'''
    hidden = workshop.sums / "hidden" / "test_sums.py"
    hidden.write_text(hidden.read_text() + give_up)
    workshop.hand_in("ada")
    workshop.hand_in(
        "cat", text="def total(x):\n    return 13.0\n\n\ndef spread(x):\n    return max(x) - min(x)\n"
    )
    (workshop.submissions / "bob_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    result = grade()
    assert result.code == 3
    assert workshop.scores() == {"ada": 5.0, "cat": None}
    assert re.search(r"(?m)^cat +not graded ", result.out)
    rows = {r["student"]: r for r in csv.DictReader(io.StringIO((workshop.out / "grades.csv").read_text()))}
    assert (rows["cat"]["sums"], rows["cat"]["sums_status"]) == ("", "not graded")
    assert "gave up" not in (workshop.out / "cat" / "sums" / "report.json").read_text()


def test_an_empty_folder_is_nothing_to_grade(workshop, grade):
    workshop.submissions.mkdir()
    result = grade()
    assert result.code == 5
    assert "There is no submission in " in result.err
    assert not workshop.out.exists()


def test_a_folder_of_other_files_is_nothing_to_grade(workshop, grade):
    workshop.write("class/notes.txt", "no work")
    result = grade()
    assert result.code == 5
    assert "Looked for sums.py" in result.err


def test_names_that_look_like_markup_harm_neither_table_nor_page(workshop, submissions, grade):
    workshop.write("class/[red]x[/red]_sums.py", submissions["right"])
    workshop.write("class/<b>y_sums.py", submissions["right"])
    result = grade()
    assert result.code == 0
    assert len(workshop.scores()) == 2
    assert "<b>y" not in (workshop.out / "index.html").read_text()


def test_the_report_a_student_gets_does_not_say_where_the_course_lies(graded):
    workshop = graded[0]
    for student in KINDS:
        for path in (workshop.out / student).rglob("*.*"):
            assert str(workshop.root) not in path.read_text()


def test_the_report_is_the_json_it_claims_to_be(graded):
    for path in graded[0].out.rglob("report.json"):
        assert json.loads(path.read_text(), parse_constant=lambda name: pytest.fail(name))["schema"]


def test_names_of_any_script_stay_readable_and_lead_to_their_pages(workshop, submissions, grade):
    names = ("Jürgen Müller", "李雷", "अनिल", "Ivy O'Neil", "=1+1", "a%b#c?d", "-rf")
    for name in names:
        workshop.write(f"class/{name}.py", submissions["right"])
    assert grade().code == 0
    assert {"Jürgen Müller", "李雷", "अनिल", "Ivy O%27Neil", "%3D1%2B1"} <= workshop.sheet().keys()
    page = (workshop.out / "index.html").read_text(encoding="utf-8")
    links = {unquote(link) for link in re.findall(r'href="\./([^"]+)"', page)}
    assert len(links) == len(names)
    for link in links:
        assert (workshop.out / link).is_file()
    for link in re.findall(r'href="(\./[^"]+)"', page):
        assert re.fullmatch(r"\./[A-Za-z0-9%/._~-]+", link)


def test_what_looks_like_work_under_another_ending_is_listed_as_not_read(workshop, submissions, grade):
    workshop.hand_in("ada")
    workshop.write("class/pam.py.txt", submissions["right"])
    workshop.write("class/olaf.txt", submissions["right"])
    workshop.write("class/remarks.txt", "Pam asked for three more days.\n")
    workshop.write("class/README.md", "# The class\n")
    result = grade()
    assert result.code == 4
    out = " ".join(result.out.split())
    assert "Not read: pam" in out
    assert "Rename it to 'pam.py'" in out
    assert "Not read: olaf" in out
    unbroken = "".join(out.split())  # the folder's name decides where a line of the terminal ends
    assert "class/README.md" in unbroken
    assert "class/remarks.txt(anotebyitsname)" in unbroken
    assert "1 graded, 2 not read in " in out
    assert workshop.sheet().keys() == {"ada", "olaf", "pam"}
    page = (workshop.out / "index.html").read_text()
    assert "olaf.txt" in page
    assert "remarks.txt" in page


def test_students_in_a_folder_that_counts_as_one_submission_are_not_lost(workshop, submissions, grade):
    workshop.write("class/sums.py", submissions["right"])
    workshop.write("class/bob/sums.py", submissions["right"])
    with zipfile.ZipFile(workshop.submissions / "cat.zip", "w") as archive:
        archive.writestr("sums.py", submissions["right"])
    result = grade()
    assert result.code == 4
    assert workshop.scores() == {"class": 5.0}
    out = " ".join(result.out.split())
    assert "which counts as one submission because it holds sums.py. If that folder is a class" in out
    assert "Not read: bob" in out
    assert "Not read: cat" in out


def test_what_belongs_to_no_assignment_is_told_and_so_is_an_assignment_nobody_handed_in(
    workshop, submissions, call
):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    workshop.write("class/mean/ada_means.py", "def mean(x):\n    return 0.0\n")
    workshop.write("class/stray.py", submissions["right"])
    result = call(
        "grade", "class", "-a", "sums", "-a", "means", "-o", "out", "-j", 1, cwd=workshop.root
    )  # fmt: skip
    assert result.code == 4
    assert workshop.scores() == {"ada": 5.0}
    out = " ".join(result.out.split())
    assert "class/mean (there is no assignment of that name (is it 'means'?)" in out
    assert "class/stray.py (it lies beside the assignments' folders" in out
    assert "means (asked for with -a, but there is no folder of that name)" in out
    assert "class/mean (" in (workshop.out / "index.html").read_text()


def test_the_links_of_the_class_page_hold_where_one_of_two_assignments_is_empty(workshop, submissions, call):
    workshop.write("class/sums/ada_sums.py", submissions["right"])
    (workshop.submissions / "means").mkdir()
    call("grade", "class", "-o", "out", "-j", 1, cwd=workshop.root)
    (link,) = set(re.findall(r'href="\./([^"#]+)"', (workshop.out / "index.html").read_text()))
    assert (workshop.out / link).is_file()


def test_a_folder_that_wraps_the_work_is_called_after_the_student_who_was_named(workshop, submissions, call):
    workshop.write("class/vic/sums.py", submissions["right"])
    workshop.write("class/sam/a/b/c/sums.py", submissions["right"])
    workshop.write("class/sammy/hw1/sums.py", submissions["right"])
    folders = [f"class/{name}" for name in ("vic", "sam", "sammy")]
    assert call("grade", *folders, "-a", "sums", "-o", "out", "-j", 1, cwd=workshop.root).code == 0
    assert workshop.scores() == dict.fromkeys(("vic", "sam", "sammy"), 5.0)


@pytest.mark.parametrize("name", ["grades.csv", "index.html", "sums.html", "ada/report.html"])
def test_what_somebody_else_left_in_the_output_folder_is_kept(workshop, grade, name):
    workshop.hand_in("ada")
    mine = workshop.write(f"out/{name}", "mine")
    for options in ((), ("--resume",)):
        result = grade(*options)
        assert result.code == 2
        assert f"out/{name}: is there already and was not written by grader" in result.err
    assert mine.read_text() == "mine"
    assert not (workshop.out / ".grader").exists()


def test_an_archive_of_a_whole_class_is_graded_as_a_class(workshop, submissions, call):
    path = workshop.root / "moodle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for student in ("ada", "bob"):
            archive.writestr(f"{student}/sums.py", submissions["right"])
    result = call("grade", path, "-a", "sums", "-o", "out", cwd=workshop.root)
    assert result.code == 0
    assert workshop.scores() == {"ada": 5.0, "bob": 5.0}


def test_a_student_with_the_name_of_the_assignment_is_one_among_others(workshop):
    """A folder with the name of the assignment is its class only if it contains students or is the only folder."""
    text = (workshop.root / "reference" / "sums.py").read_text()
    for student in ("ada", "sums", "bob"):
        workshop.write(f"class/{student}/sums.py", text)
    assert workshop.grade().code == 0
    assert set(workshop.scores()) == {"ada", "sums", "bob"}


def test_a_course_beside_a_file_that_is_graded_is_not_taken(workshop):
    """It would run with the rights of the instructor."""
    workshop.write("theirs/course.toml", 'title = "Theirs"\npublic_secret = "x"\n')
    workshop.write("theirs/sums.py", "X = 1\n")
    done = workshop.run("grade", "sums.py", "-a", "sums", "-o", workshop.out, cwd=workshop.root / "theirs")
    assert done.code == 2
    assert "where a student could have put it" in done.err


MEAN = "def mean(x):\n    return x.sum() / len(x)\n"


def test_a_class_of_which_most_looks_like_another_assignments_is_graded_only_if_that_is_meant(
    workshop, submissions, grade
):
    for student in ("ada", "bob"):
        workshop.write(f"class/{student}.py", MEAN)
    workshop.write("class/cat.py", submissions["right"])
    result = grade()
    assert result.code == 2
    told = "Are these submissions of sums? 2 of 3 define functions of means and none of sums. Nothing was graded."
    assert told in " ".join(result.err.split())
    assert not workshop.out.exists()
    assert grade("--anyway").code == 0
    assert workshop.scores() == {"ada": 0.0, "bob": 0.0, "cat": 5.0}


def test_one_work_that_looks_like_another_assignments_is_to_look_at(workshop, submissions, grade):
    workshop.write("class/ada.py", MEAN)
    workshop.write("class/cat.py", submissions["right"])
    result = grade()
    notice = "Is this the right file? It defines functions of the assignment 'means', and none of this one."
    assert f"To look at: ada (sums): {notice}" in " ".join(result.out.split())
    assert 'ada,0,5,"graded, other work"' in (workshop.out / "grades.csv").read_text()
    assert notice in json.loads((workshop.out / "ada/sums/report.json").read_text())["notices"]
    assert "defines functions of the assignment" in (workshop.out / "index.html").read_text()


@pytest.mark.parametrize(
    "odd",
    [
        MEAN,
        "def mean(x):\n    return x.sum() / len(x)\n\n\ndef total(x):\n    return mean(x) * len(x)\n",
        "x = 1\n",
    ],
    ids=["half of them", "with a function of the assignment", "without a function"],
)
def test_works_that_may_belong_to_the_assignment_are_not_doubted(workshop, submissions, grade, odd):
    workshop.write("class/ada.py", odd)
    workshop.write("class/bob.py", submissions["right"])
    assert "Note:" not in grade().err


def test_a_second_run_says_which_scores_changed_and_keeps_a_changed_sheet_aside(workshop, grade):
    workshop.hand_in("ada", "cat")
    workshop.hand_in("bob", kind="averaged")
    first = grade()
    assert "Scores that changed" not in first.out
    workshop.hand_in("bob")
    (workshop.submissions / "cat_sums.py").unlink()
    (workshop.submissions / "cat_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    (workshop.out / "grades.csv").write_text("my own sheet\n")
    second = grade("--resume")
    assert "Scores that changed since the last run" in second.out
    assert re.search(r"(?m)^bob +sums +3 / 5 +5 / 5 *$", second.out)
    assert re.search(r"(?m)^cat +sums +5 / 5 +not read *$", second.out)
    assert not re.search(r"(?m)^ada +sums ", second.out)
    told = "The old grades.csv may have been changed by hand, so it is kept as grades-changed-1.csv."
    assert told in " ".join(second.out.split())
    assert (workshop.out / "grades-changed-1.csv").read_text() == "my own sheet\n"
    assert workshop.sheet()["bob"]["sums"] == "5"
    assert "Scores that changed" not in grade("--resume").out


def test_it_is_told_which_cells_of_a_changed_sheet_differ_from_the_new_one(workshop, grade):
    workshop.hand_in("ada", "bob")
    assert grade().code == 0
    sheet = workshop.out / "grades.csv"
    sheet.write_text(sheet.read_text().replace("ada,5", "ada,4.5"))
    told = "It differs from the new sheet in 1 cells: ada sums '4.5' (new: '5')."
    assert told in " ".join(grade("--resume").out.split())


def test_going_on_without_the_roster_of_the_earlier_run_is_refused(workshop, submissions, grade):
    for name in ("upload1", "upload2"):
        workshop.write(f"class/{name}.py", submissions["right"])
    roster = workshop.write("roster.csv", "student,file\nada,upload1\nbob,upload2\n")
    assert grade("--roster", roster).code == 0
    result = grade("--resume")
    assert result.code == 2
    told = (
        f"the earlier run named the students by the roster {roster}. Without it they would be counted twice."
    )
    assert told in " ".join(result.err.split())
    assert workshop.scores() == {"ada": 5.0, "bob": 5.0}
    assert grade("--resume", "--roster", roster).code == 0


def test_going_on_with_a_roster_that_the_earlier_run_did_not_have_keeps_the_names(
    workshop, submissions, grade
):
    for name in ("upload1", "bob"):
        workshop.write(f"class/{name}.py", submissions["right"])
    assert grade().code == 0
    roster = workshop.write("roster.csv", "student,file\nada,upload1\nbob,bob\n")
    result = grade("--resume", "--roster", roster)
    assert result.code == 2
    assert "does not have upload1, who would be counted twice" in " ".join(result.err.split())
    roster = workshop.write("roster.csv", "student,file\nupload1,upload1\nbob,bob\ncat,cat\n")
    assert grade("--resume", "--roster", roster).code == 0
