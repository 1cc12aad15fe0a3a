"""``grader regrade``: a proposal changes nothing; applied, it changes everything at once."""

from __future__ import annotations

import shutil

import pytest

CHANGED = """

@task("total", points=3)
def test_negative_numbers(compare, rng):
    \"\"\"Negative numbers are added as well.\"\"\"
    compare.total(-rng.random(3))
"""


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, make_workshop):
    """ada is right, bob averages, eve handed in twice: first right, then unfinished."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("ada", "eve")
    workshop.hand_in("bob", kind="averaged")
    assert workshop.grade().code == 0
    workshop.hand_in("eve", kind="unfinished")
    assert workshop.grade("--resume").code == 0
    return workshop


@pytest.fixture
def graded(workshop, graded_once):
    shutil.copytree(graded_once.root, workshop.root, dirs_exist_ok=True)
    return workshop


@pytest.fixture
def regrade(graded, call):
    return lambda *rest: call("regrade", *rest, "-o", graded.out, "-j", 1, cwd=graded.root)


@pytest.fixture
def book(graded, call):
    return lambda name, *rest: call("gradebook", name, "-o", graded.out, *rest, cwd=graded.root)


@pytest.fixture
def changed(graded):
    """The course with a test that whoever averages fails, and easier points for the spread."""
    path = graded.sums / "hidden" / "test_sums.py"
    path.write_text(path.read_text() + CHANGED)
    return graded


def finals(book):
    shown = book("show", "--json", "-a", "sums").json
    return {each["student"]: each["final"] for each in shown}


def snapshot(workshop):
    """Everything that students and sheets show."""
    return {
        path: path.read_bytes()
        for path in workshop.out.rglob("*")
        if path.is_file() and ".grader" not in path.relative_to(workshop.out).parts
    }


BEFORE = {"ada": 5.0, "bob": 3.0, "eve": 5.0}


def test_a_proposal_tells_what_would_change_and_changes_nothing(changed, regrade, book):
    before = snapshot(changed)
    told = regrade("sums")
    assert told.code == 0
    run = told.out.rstrip().rpartition(" ")[2]
    assert "bob  points 3 → 3, grade 3 → 3" in told.out
    assert "hidden/test_sums.py::test_negative_numbers: not there → failed" in told.out
    assert "Students: 0 up, 0 down, 3 same, 0 not graded. Attempts on which nothing changed: 0." in told.out
    assert "Changed since they were graded: tests or settings." in told.out
    assert f"Run {run}: nothing has changed yet." in told.out
    assert finals(book) == BEFORE
    assert snapshot(changed) == before
    assert regrade("--diff", run).out == told.out


def easier(workshop):
    """A course in which the whole task is worth more points."""
    workshop.replace("assignments/sums/assignment.toml", "points = 2", "points = 1")


def test_applied_records_pages_sheet_and_grades_follow_and_adjustments_stay(graded, regrade, book):
    book("adjust", "bob", "sums", "--points", "+0.5", "--reason", "task 2", "--as", "prof")
    book("publish", "sums", "--as", "prof")
    easier(graded)
    run = regrade("sums", "--json").json["run"]
    applied = regrade("--apply", run)
    assert applied.code == 0
    assert f"{run} is applied." in applied.out
    assert finals(book) == {"ada": 4.0, "bob": 3.5, "eve": 4.0}
    assert graded.scores() == {"ada": 4.0, "bob": 3.0, "eve": 0.0}
    assert {student: row["sums"] for student, row in graded.sheet().items()} == {
        "ada": "4",
        "bob": "3",
        "eve": "0",
    }
    assert "Points changed by +0.5: task 2" in (graded.out / "bob" / "sums" / "report.html").read_text()
    assert book("check").out == "No faults found.\n"
    assert not list((graded.out / ".grader" / "proposed").iterdir())
    before = finals(book)
    for path in (graded.out / ".grader").glob("gradebook.db*"):
        path.unlink()
    book("rebuild")
    assert finals(book) == before | {"bob": 3.0}  # what the staff decides is in the gradebook alone


def test_never_lower_keeps_the_better_result_of_each_attempt(graded, regrade, book):
    easier(graded)
    found = regrade("sums", "--json").json
    directions = {each["student"]: each["direction"] for each in found["students"]}
    assert directions == {
        "ada": "down",
        "bob": "same",
        "eve": "down",
    }
    assert regrade("--apply", found["run"], "--never-lower").code == 0
    assert finals(book) == BEFORE
    assert graded.scores() == {"ada": 5.0, "bob": 3.0, "eve": 0.0}


def test_a_dropped_proposal_leaves_everything_and_cannot_be_applied(graded, regrade, book):
    easier(graded)
    before = snapshot(graded)
    run = regrade("sums", "--json").json["run"]
    assert regrade("--drop", run).out == f"{run} is dropped. No grade has changed.\n"
    assert (finals(book), snapshot(graded)) == (BEFORE, before)
    refused = regrade("--apply", run)
    assert refused.code == 2
    assert "was dropped" in refused.err


def test_what_has_not_changed_is_not_graded_again(graded, regrade):
    told = regrade("sums").out
    assert "Students: 0 up, 0 down, 0 same, 0 not graded. Attempts on which nothing changed: 4." in told


def test_only_some_students_are_graded_again(graded, regrade):
    easier(graded)
    found = regrade("sums", "--only", "ada", "--json").json
    assert [each["student"] for each in found["students"]] == ["ada"]
    assert "no such student" in regrade("sums", "--only", "ade").err


def test_a_proposal_that_something_was_graded_after_is_refused(graded, regrade, grade):
    easier(graded)
    run = regrade("sums", "--json").json["run"]
    graded.replace("assignments/sums/assignment.toml", "points = 1", "points = 7")
    assert grade("--resume").code == 0
    refused = regrade("--apply", run)
    assert refused.code == 2
    assert f"The run '{run}' is out of date" in refused.err


def test_a_proposal_that_was_stopped_is_refused(graded, regrade):
    easier(graded)
    run = regrade("sums", "--json").json["run"]
    shutil.rmtree(graded.out / ".grader" / "proposed" / run / "1" / ".grader" / "states")
    for option in ("--apply", "--diff"):
        refused = regrade(option, run)
        assert refused.code == 2
        assert "was stopped before its end" in refused.err


def test_what_was_applied_already_is_told(graded, regrade):
    easier(graded)
    run = regrade("sums", "--json").json["run"]
    regrade("--apply", run)
    again = regrade("--apply", run)
    assert again.code == 2
    assert f"The run '{run}' was applied already." in again.err


def test_where_the_files_did_not_follow_applying_again_completes_them(graded, regrade, book):
    easier(graded)
    run = regrade("sums", "--json").json["run"]
    kept = graded.root / "proposed"
    records = graded.root / "records"
    shutil.copytree(graded.out / ".grader" / "proposed" / run, kept)
    shutil.copytree(graded.out / ".grader" / "records", records)
    regrade("--apply", run)
    shutil.rmtree(graded.out / ".grader" / "records")
    shutil.copytree(records, graded.out / ".grader" / "records")
    shutil.copytree(
        kept, graded.out / ".grader" / "proposed" / run
    )  # as if it had been killed after the transaction
    assert regrade("--apply", run).code == 0
    assert graded.scores() == {"ada": 4.0, "bob": 3.0, "eve": 0.0}
    assert finals(book) == {"ada": 4.0, "bob": 3.0, "eve": 4.0}


def test_submissions_that_were_not_kept_are_named(graded, regrade):
    easier(graded)
    kept = graded.out / ".grader" / "submissions"
    for path in kept.rglob("*.json"):
        if "return result / " in path.read_text():
            path.unlink()
    assert "Not kept, so not graded again: 1 student: bob." in regrade("sums").out
    shutil.rmtree(kept)
    refused = regrade("sums")
    assert refused.code == 2
    assert "no submission of these students was kept" in refused.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name an assignment, or a run"),
        (("sums", "--drop", "x"), "Name an assignment, or a run"),
        (("sums", "--never-lower"), "--never-lower says how a run is applied"),
        (("--apply", "nope"), "There is no run 'nope'"),
        (("sum",), "There is no assignment 'sum'"),
    ],
)
def test_what_makes_no_sense_is_refused(regrade, arguments, message):
    refused = regrade(*arguments)
    assert refused.code == 2
    assert message in refused.err
