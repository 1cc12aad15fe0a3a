"""``grader gradebook``: from a class that was graded to grades with reasons, decisions and pages."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import zipfile
from contextlib import closing

import pytest

from grader.cli import gradebook_option, terminal
from grader.gradebook.book import Gradebook


@pytest.fixture(scope="module")
def graded_once(tmp_path_factory, make_workshop):
    """A class of four: right, averaged, one that does not parse, and one that cannot be read."""
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("ada")
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("cat", kind="broken")
    workshop.write("class/dan_sums.zip", "no zip at all")
    assert workshop.grade().code == 4
    return workshop


@pytest.fixture
def graded(workshop, graded_once):
    """The class in a folder of its own."""
    shutil.copytree(graded_once.root, workshop.root, dirs_exist_ok=True)
    return workshop


@pytest.fixture
def book(graded, call):
    """``book("show", …)`` runs ``grader gradebook`` on the results."""
    return lambda name, *rest: call("gradebook", name, "-o", graded.out, *rest, cwd=graded.root)


def grades(book, *arguments):
    found = book("show", "--json", *arguments)
    assert found.code == 0
    return {(each["student"], each["assignment"]): each for each in found.json}


def test_a_class_that_was_graded_has_a_gradebook_for_its_owner_alone(graded, book):
    path = graded.out / ".grader" / "gradebook.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = grades(book)
    assert {key: (each["status"], each["final"]) for key, each in found.items()} == {
        ("ada", "sums"): ("graded", 5.0), ("ada", "means"): ("absent", None),
        ("bob", "sums"): ("graded", 3.0), ("bob", "means"): ("absent", None),
        ("cat", "sums"): ("graded", 0.0), ("cat", "means"): ("absent", None),
        ("dan", "sums"): ("rejected", None), ("dan", "means"): ("absent", None),
    }  # fmt: skip
    assert found["dan", "sums"]["reasons"][0].startswith("What was handed in could not be read: ")


def test_show_prints_grades_reasons_and_decisions_with_their_ids(book):
    made = book(
        "adjust", "bob", "sums", "--points", "+1.5", "--reason", "task 2 was ambiguous", "--as", "prof"
    )
    assert made.out.endswith(": bob has 4.5 of 5 points in sums.\n")
    id_ = made.out.partition(":")[0]
    shown = book("show", "--student", "bob").out
    assert "sums  4.5 of 5 (points 3, changed +1.5), graded" in shown
    assert "Points changed by +1.5: task 2 was ambiguous" in shown
    assert "means" not in shown, "nobody has handed it in yet"
    assert "Nothing handed in: means" in book("show", "--student", "bob", "-a", "means").out
    assert f"{id_}  sums: +1.5 points  (prof, " in shown
    assert book("revoke", id_, "--reason", "it was not", "--as", "prof").code == 0
    assert grades(book)["bob", "sums"]["final"] == 3.0


@pytest.mark.parametrize(
    ("arguments", "final", "status"),
    [
        (("--set", "4"), 4.0, "graded"),
        (("--set", "EX"), None, "excused"),
        (("--points", "-0.25"), 2.75, "graded"),
        (("--points", "1,5"), 4.5, "graded"),
    ],
)
def test_adjust_adds_sets_or_excuses(book, arguments, final, status):
    assert book("adjust", "bob", "sums", *arguments, "--reason", "so").code == 0
    found = grades(book, "--student", "bob", "-a", "sums")["bob", "sums"]
    assert (found["final"], found["status"]) == (final, status)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("adjust", "bob", "sums", "--reason", "so"), "either --points ±N or --set N"),
        (("adjust", "bob", "sums", "--points", "1", "--set", "2", "--reason", "so"), "either --points ±N or --set N"),
        (("adjust", "bob", "sums", "--points", "many", "--reason", "so"), "--points must be a number"),
        (("adjust", "bob", "sums", "--set", "-1", "--reason", "so"), "--set must be a number of 0 or more"),
        (("adjust", "bob", "sums", "--points", "0.00001", "--reason", "so"), "at most 4 places"),
        (("adjust", "bob", "sums", "--points", "1", "--reason", " "), "--reason is empty"),
        (("adjust", "bib", "sums", "--points", "1", "--reason", "so"), "no student 'bib'. Did you mean 'bob'?"),
        (("extend", "bob", "sums", "--due", "tomorrow", "--reason", "so"), "--due: expected a time such as"),
        (("revoke", "00", "--reason", "so"), "no extension or adjustment '00'"),
        (("show", "--student", "bib"), "no student 'bib'. Did you mean 'bob'?"),
        (("show", "-a", "sum"), "no assignment 'sum'. Did you mean 'sums'?"),
        (("publish", "sum"), "no assignment 'sum'. Did you mean 'sums'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused(book, arguments, message):
    refused = book(*arguments)
    assert refused.code == 2
    assert message in refused.err


def test_a_time_that_clocks_leave_out_is_refused(graded, book):
    graded.write(
        "assignments/course.toml",
        graded.course.joinpath("course.toml").read_text() + 'time_zone = "Europe/Berlin"\n',
    )
    refused = book("extend", "bob", "sums", "--due", "2026-03-29 02:30", "--reason", "so")
    assert refused.code == 2
    assert "'2026-03-29 02:30' does not exist in Europe/Berlin" in refused.err
    assert (
        "until 2026-03-29 03:30 CEST"
        in book("extend", "bob", "sums", "--due", "2026-03-29 03:30", "--reason", "so").out
    )


def test_due_dates_come_from_the_course_and_an_extension_from_the_staff(graded, book):
    graded.replace(
        "assignments/sums/assignment.toml",
        'module = "sums.py"\n',
        'module = "sums.py"\ndue = "2026-11-03 23:59"\n',
    )
    assert grades(book)["ada", "sums"]["due_us"] == 1_793_750_340_000_000
    book("extend", "ada", "sums", "--due", "2026-11-10T23:59+01:00", "--reason", "ill", "--as", "prof")
    found = grades(book)["ada", "sums"]
    assert found["due_us"] == 1_794_351_540_000_000
    assert found["reasons"] == ["The due date was moved to 2026-11-10 22:59 UTC: ill"]


def test_a_due_date_changes_no_key_so_nothing_is_graded_again(graded, grade):
    graded.replace(
        "assignments/sums/assignment.toml",
        'module = "sums.py"\n',
        'module = "sums.py"\ndue = "2026-11-03 23:59"\n',
    )
    graded.write(
        "assignments/sums/assignment.toml",
        (graded.sums / "assignment.toml").read_text() + "[late]\nslip_days = 1\n",
    )
    before = {path: path.stat().st_mtime_ns for path in (graded.out / ".grader" / "records").rglob("*.json")}
    assert grade("--resume").code == 4
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_publishing_shows_grades_on_the_pages_and_they_follow_every_decision(graded, book, grade):
    page = graded.out / "bob" / "sums" / "report.html"
    book("adjust", "bob", "sums", "--points", "-1", "--reason", "copied <header>", "--as", "prof")
    assert 'id="grade"' not in page.read_text()
    published = book("publish", "sums", "--as", "prof")
    assert published.out == "sums is published. Pages with a grade: 3.\n"
    text = page.read_text()
    assert "2 of 5 points count." in text
    assert "Points changed by -1: copied &lt;header&gt;" in text
    assert "prof" not in text.partition('id="grade"')[2].partition("</section>")[0]
    assert (
        "The student's page is written again."
        in book("adjust", "bob", "sums", "--set", "EX", "--reason", "ill").out
    )
    assert "You are excused." in page.read_text()
    assert grade("--resume").code == 4
    assert "You are excused." in page.read_text()


def test_a_rerun_adds_nothing_and_another_attempt_is_one_more(graded, book, grade):
    assert grade("--resume").code == 4
    assert grades(book)["bob", "sums"]["attempts"] == 1
    graded.hand_in("bob", kind="unfinished")
    assert grade("--resume").code == 4
    found = grades(book)["bob", "sums"]
    assert (found["attempts"], found["final"]) == (2, 3.0)
    assert "Of 2 attempts with a score the best one counts, after what lateness costs." in found["reasons"]


def test_a_lost_gradebook_is_rebuilt_from_the_records_of_all_attempts(graded, book, grade):
    graded.hand_in("bob", kind="unfinished")
    grade("--resume")
    before = grades(book)
    for path in (graded.out / ".grader").glob("gradebook.db*"):
        path.unlink()
    assert "there is no gradebook there" in book("show").err
    rebuilt = book("rebuild")
    assert rebuilt.code == 0
    assert rebuilt.out == "4 records read. The gradebook has every attempt that they tell of.\n"
    assert grades(book) == before
    assert book("check").out == "No faults found.\n"


def test_results_that_were_graded_without_the_extra_get_a_gradebook_by_rebuild(
    workshop, grade, call, monkeypatch
):
    workshop.hand_in("ada", "bob")
    monkeypatch.setattr(gradebook_option, "is_installed", lambda: False)
    assert grade().code == 0
    assert not (workshop.out / ".grader" / "gradebook.db").exists()
    refused = call("gradebook", "rebuild", "-o", workshop.out)
    assert (refused.code, "pip install 'grader[gradebook]'" in refused.err) == (2, True)
    monkeypatch.undo()
    assert call("gradebook", "rebuild", "-o", workshop.out, "--course", workshop.course).code == 0
    shown = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", "--course", workshop.course)
    assert [each["final"] for each in shown.json] == [5.0, 5.0]


def test_check_finds_a_record_that_was_changed_a_missing_trigger_and_a_lost_submission(graded, book):
    assert book("check").out == "No faults found.\n"
    record = graded.out / ".grader" / "records" / "sums" / "ada.json"
    text = record.read_text()
    record.unlink()  # the history has it under a second name
    assert '"score": 5.0' in text
    record.write_text(text.replace('"score": 5.0', '"score": 6.0'))
    shutil.rmtree(graded.out / ".grader" / "submissions")
    with closing(sqlite3.connect(graded.out / ".grader" / "gradebook.db")) as connection:
        connection.execute("DROP TRIGGER result_no_update")
    found = book("check")
    assert found.code == 1
    assert "ada.json: no record of ours, or changed after it was written." in found.out
    assert "The trigger result_no_update is missing" in found.out
    assert "bob in sums: the submission was not kept" in found.out


def test_check_finds_a_record_that_the_gradebook_lacks(graded, book):
    with closing(sqlite3.connect(graded.out / ".grader" / "gradebook.db")) as connection:
        connection.execute("DROP TRIGGER result_no_delete")
        connection.execute("DELETE FROM result WHERE score = 50000")
        connection.commit()
    found = book("check")
    assert found.code == 1
    assert "ada in sums: an attempt has no result." in found.out
    assert "ada in sums: a record is not in the gradebook. 'grader gradebook rebuild' adds it." in found.out


def everything(folder):
    for path in folder.rglob("*"):
        yield path.relative_to(folder).as_posix().encode()
        if path.is_file():
            yield path.read_bytes()


def test_forget_leaves_no_trace_of_a_student_and_the_others_as_they_were(graded, book, grade):
    graded.hand_in("wilhelmina", text="def total(x):\n    return 'wilhelmina-only'\n")
    grade("--resume")
    book("publish", "sums", "--as", "prof")
    book(
        "adjust",
        "wilhelmina",
        "sums",
        "--set",
        "4",
        "--reason",
        "oral examination of wilhelmina",
        "--as",
        "prof",
    )
    before = grades(book)
    assert any(b"wilhelmina" in part for part in everything(graded.out))
    gone = book("forget", "wilhelmina", "--yes")
    assert (gone.code, gone.out) == (0, "wilhelmina is forgotten.\n")
    assert not [part for part in everything(graded.out) if b"wilhelmina" in part]
    assert grades(book) == {key: each for key, each in before.items() if key[0] != "wilhelmina"}
    assert "wilhelmina" not in graded.sheet()
    assert "bob" in graded.sheet()
    assert 'id="grade"' in (graded.out / "bob" / "sums" / "report.html").read_text()
    assert book("check").out == "No faults found.\n"
    assert "no student 'wilhelmina'" in book("forget", "wilhelmina", "--yes").err


NAMED = re.compile(rb"wilhelmina|Wanda Wilhelm|w\.wilhelm@uni\.example|90077123", re.IGNORECASE)


def test_forget_cleans_shards_proposals_and_pages_about_the_class_and_lists_the_rest(
    graded, book, grade, call
):
    """Every byte below the folder is searched, also in SQLite's files, while somebody has the gradebook open."""
    graded.write(
        "roster.csv",
        "student,file,name,email,sid\nada,ada_sums.py,,,\nbob,bob_sums.py,,,\n"
        "wilhelmina,wilhelmina_sums.py,Wanda Wilhelm,w.wilhelm@uni.example,90077123\n",
    )
    graded.hand_in("wilhelmina", text="def total(x):\n    return 'wilhelmina-only'\n")
    roster = ("--roster", graded.root / "roster.csv")
    shutil.rmtree(graded.out)
    for index in (1, 2):
        assert grade(*roster, "--shard", f"{index}/2").code in (0, 4, 5)
    assert call("merge", graded.out, cwd=graded.root).code in (0, 4)
    assert grade("--resume", *roster).code in (0, 4)
    book("adjust", "wilhelmina", "sums", "--set", "4", "--reason", "Wanda Wilhelm was ill", "--as", "prof")
    for path in (graded.out / ".grader" / "submissions" / "sums").glob("*.json"):
        if b"wilhelmina-only" not in path.read_bytes():
            path.unlink()  # so that somebody is missing from the proposal
    graded.replace("assignments/sums/hidden/test_sums.py", "size=5", "size=6")
    assert call("regrade", "sums", "-o", graded.out, "--as", "prof", cwd=graded.root).code == 0
    for command in ("similarity", "stats"):
        extra = ("--export", "dolos", "--export", "jplag") if command == "similarity" else ()
        made = call(command, "sums", graded.out, "-o", graded.out / command, *extra, cwd=graded.root)
        assert made.code == 0, made.err
    copy = graded.out / "copy.db"
    shutil.copy(graded.out / ".grader" / "gradebook.db", copy)
    with sqlite3.connect(graded.out / ".grader" / "gradebook.db") as reader:
        reader.execute("SELECT count(*) FROM student").fetchone()
        gone = book("forget", "wilhelmina", "--yes")
    reader.close()
    assert gone.code == 0, gone.err
    left = {path for path in graded.out.rglob("*") if NAMED.search(bytes(path.relative_to(graded.out)))}
    left |= {path for path in graded.out.rglob("*") if path.is_file() and NAMED.search(path.read_bytes())}
    assert left == {copy}
    told = " ".join(gone.out.split())
    assert f"May still name wilhelmina: {copy}" in told
    assert told.count("May still name") == 1
    assert told.count("Deleted, since it was made from all works") == 2
    assert call("merge", graded.out, cwd=graded.root).code in (0, 4), "the shards lack nothing"


def test_forget_keeps_what_somebody_else_handed_in_as_well(graded, book, grade):
    graded.hand_in("eve")
    grade("--resume")
    book("forget", "eve", "--yes")
    assert book("check").out == "No faults found.\n"  # ada handed in the same file
    assert grades(book)["ada", "sums"]["final"] == 5.0


def test_forget_asks_first(graded, book, monkeypatch):
    asked = []
    monkeypatch.setattr(terminal, "ask", lambda question: asked.append(question) or False)
    assert book("forget", "ada").out == "Nothing was deleted.\n"
    assert asked == [f"Delete everything about ada in {graded.out}?"]
    assert grades(book)["ada", "sums"]["final"] == 5.0


def test_the_anonymous_export_names_nobody(graded, book):
    book("adjust", "bob", "sums", "--points", "+1", "--reason", "bob was ill", "--as", "prof")
    target = graded.root / "research.csv"
    assert book("anonymous", target).code == 0
    text = target.read_text()
    assert not [
        word for word in ("ada", "bob", "cat", "dan", "prof", "ill") if word in text.replace("graded", "")
    ]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sorted((row["outcome"], row["points"], row["passed"], row["tests"]) for row in rows) == [
        ("graded", "0", "0", "7"), ("graded", "3", "3", "7"), ("graded", "5", "7", "7"), ("rejected", "", "0", "0"),
    ]  # fmt: skip
    assert "total__mean" in text
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_upgrade_says_what_it_did(graded, book):
    assert book("upgrade").out == "The gradebook is of version 0002 already.\n"


def test_a_password_in_the_url_is_refused_and_not_printed(graded, call):
    refused = call(
        "gradebook", "show", "--gradebook", "postgresql://me:hush-hush@127.0.0.1/x", cwd=graded.root
    )
    assert refused.code == 2
    assert "hush-hush" not in refused.err + refused.out


def test_without_results_the_folder_is_asked_for(workshop, call):
    refused = call("gradebook", "show", cwd=workshop.root)
    assert refused.code == 2
    assert "there are no results here. Name their folder with -o" in refused.err


def test_a_command_without_a_subcommand_teaches(call, workshop):
    assert "grader gradebook extend ada metrics --due" in call("gradebook", "--help").out
    for name in (
        "show",
        "extend",
        "adjust",
        "revoke",
        "publish",
        "rebuild",
        "upgrade",
        "check",
        "forget",
        "anonymous",
    ):
        assert call("gradebook", name, "--help").code == 0


def test_what_was_graded_without_a_gradebook_is_kept_by_the_next_run_so_that_it_can_be_regraded(
    graded, book, grade
):
    shutil.rmtree(graded.out / ".grader" / "submissions")
    assert "was not kept" in book("check").out
    assert grade("--resume").code == 4
    assert book("check").out == "No faults found.\n"


def test_the_same_files_at_a_later_time_are_an_attempt_of_their_own(workshop, call, submissions):
    """Nothing is graded again, and the record says when they came last."""
    pattern = r"regex=(?P<student>[a-z]+)_(?P<time>\w+)_(?P<file>sums\.py)"
    workshop.write("roster.csv", "student,name\nada,Ada\n")

    def hand_in(time, *arguments):
        with zipfile.ZipFile(workshop.root / "class.zip", "w") as download:
            download.writestr(f"ada_{time}_sums.py", submissions["right"])
        return call(
            "grade", "class.zip", "--from", pattern, "-a", "sums", "-o", workshop.out, "-j", 1, *arguments,
            cwd=workshop.root,
        )  # fmt: skip

    def received():
        record = json.loads((workshop.out / ".grader" / "records" / "sums" / "ada.json").read_text())
        return record["record"]["hand_in"]["received_us"]

    assert hand_in("20261103T120000Z").code == 0
    first = received()
    again = hand_in("20261104T120000Z", "--resume")
    assert (again.code, "[1/1]" in again.err) == (0, False)
    assert received() - first == 86_400_000_000
    shown = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", cwd=workshop.root).json
    assert [(each["attempts"], each["final"]) for each in shown] == [(2, 5.0)]
    assert call("gradebook", "check", "-o", workshop.out, cwd=workshop.root).out == "No faults found.\n"
    assert hand_in("20261104T120000Z", "--resume").code == 0
    shown = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", cwd=workshop.root).json
    assert [each["attempts"] for each in shown] == [2]


def test_shards_keep_no_gradebook(workshop, call):
    workshop.hand_in("ada", "bob")
    refused = call(
        "grade", workshop.submissions, "-a", "sums", "-o", workshop.out, "--shard", "1/2", "--gradebook",
        "sqlite:///x.db", cwd=workshop.root,
    )  # fmt: skip
    assert refused.code == 2
    assert "--shard keeps no gradebook" in refused.err


def test_after_kills_no_attempt_is_lost_or_doubled(workshop, end, until, call):
    """What is kept on the way through the gradebook is killed more often in `tests/unit/gradebook`."""
    students = ("ada", "bob", "cat", "dan", "eve", "fay")
    workshop.hand_in(*students)
    for wanted in (1, 3, 5):
        process = end(
            workshop.start(
                "grade", workshop.submissions, "-a", "sums", "-o", workshop.out, "-j", "1", "--resume"
            )
        )
        until(lambda: len(workshop.scores()) >= wanted or process.poll() is not None, f"{wanted} reports")  # noqa: B023
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert workshop.grade("--resume").code == 0
    shown = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", cwd=workshop.root).json
    assert [(each["student"], each["attempts"], each["final"]) for each in shown] == [
        (s, 1, 5.0) for s in students
    ]
    assert call("gradebook", "check", "-o", workshop.out, cwd=workshop.root).out == "No faults found.\n"


def test_a_download_with_times_is_late_by_them_and_the_roster_is_known(workshop, call, submissions):
    """From a download with times to a penalty, with slip days, an extension and the ids that exporters need."""
    workshop.write("assignments/course.toml", COURSE_WITH_LATE)
    workshop.replace("assignments/sums/assignment.toml", "module =", 'due = "2026-11-03 23:59"\nmodule =')
    with zipfile.ZipFile(workshop.root / "class.zip", "w") as download:
        for login, time in (
            ("u_ada", "20261103T225900Z"),
            ("u_bob", "20261106T110000Z"),
            ("u_cat", "20261201T110000Z"),
        ):
            download.writestr(f"{login}_{time}_sums.py", submissions["right"])
    workshop.write(
        "roster.csv",
        'student,login,canvas_id,email,name\nada,u_ada,11,a@x.example,"Birch, Ada"\nbob,u_bob,12,,\ncat,u_cat,13,,\n'
        "dan,u_dan,14,,\n",
    )
    done = call(
        "grade", "class.zip", "--from", r"regex=(?P<login>u_\w+?)_(?P<time>\w+)_(?P<file>sums\.py)", "-a", "sums",
        "--roster", "roster.csv", "-o", "results", "-j", 1, cwd=workshop.root,
    )  # fmt: skip
    assert done.code == 0, done.err
    found = {each["student"]: each for each in call("gradebook", "show", "--json", "-a", "sums").json}
    assert [(name, each["name"]) for name, each in found.items()] == [
        ("ada", "Birch, Ada"), ("bob", ""), ("cat", ""), ("dan", ""),
    ]  # fmt: skip
    printed = call("gradebook", "show", "-a", "sums").out.splitlines()
    assert {"ada  Birch, Ada", "bob"} <= set(printed), "names of the roster stand beside the ids"
    numbers = ("days_late", "slip_days", "penalty", "final")
    assert {name: tuple(each[number] for number in numbers) for name, each in found.items()} == {
        "ada": (0, 0, 0.0, 5.0), "bob": (3, 1, 1.0, 4.0), "cat": (28, 0, 5.0, 0.0), "dan": (0, 0, 0.0, None),
    }  # fmt: skip
    assert found["bob"]["reasons"] == [
        "It came 2026-11-06 12:00 CET, 3 days late: days count from 2026-11-03 23:59 CET with 10 minutes of grace.",
        "1 slip day was spent, so that 1 late day costs nothing.",
        "For lateness 1 of 5 points are taken: 10 % for each late day (2), 50 % at most.",
    ]
    assert found["cat"]["reasons"] == [
        "It came 2026-12-01 12:00 CET. Work was accepted until 2026-11-11 00:09 CET, so it is worth nothing."
    ]
    with Gradebook.open(f"sqlite:///{workshop.root}/results/.grader/gradebook.db") as book:
        assert [(each.student, each.canvas_id, each.email) for each in book.students()] == [
            ("ada", "11", "a@x.example"), ("bob", "12", ""), ("cat", "13", ""), ("dan", "14", ""),
        ]  # fmt: skip


COURSE_WITH_LATE = """\
title = "Small numbers"
reference = "../reference"
required_isolation = 0
time_zone = "Europe/Berlin"

[late]
grace_minutes = 10
per_day_percent = 10
max_percent = 50
accept_days = 7
slip_days = 1
"""
