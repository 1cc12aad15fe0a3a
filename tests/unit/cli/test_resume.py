"""A run that was interrupted continues where it stopped, and trusts only its own records."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from grader.course import load_course
from grader.grading.process_protocol import Work
from grader.grading.unit_key import unit_key
from grader.intake import FoundSubmission, read_submission

pytestmark = pytest.mark.long

QUICK = ("ada", "bob", "cat")
SLOW = "dan"
LAST = ("eve", "fay")


@pytest.fixture
def half_done(workshop, end, until):
    """``half_done(*options)``: a run with three of six students graded, while the fourth still runs."""
    workshop.hand_in(*QUICK[:2], *LAST)
    workshop.hand_in(QUICK[2], kind="averaged")
    workshop.hand_in(SLOW, kind="stuck")

    def start():
        process = end(
            workshop.start("grade", workshop.submissions, "-a", "sums", "-o", workshop.out, "-j", "1")
        )
        until(lambda: len(workshop.scores()) == len(QUICK) or process.poll() is not None, "three reports")
        assert process.poll() is None
        return process

    return start


def without_clock(report):
    """The report without the fields that depend on the load of the machine."""
    for test in report["tests"]:
        test.pop("duration_s")
        if test["verdict"] == "timeout":
            test.pop("message")
            test.pop("detail")
    return report


def record_times(workshop):
    return {p.stem: p.stat().st_mtime_ns for p in (workshop.out / ".grader" / "records").rglob("*.json")}


def test_after_a_kill_in_the_middle_only_what_is_missing_is_graded_and_the_grades_are_the_same(
    workshop, half_done, family, alive, until
):
    process = half_done()
    members = family(process.pid)
    assert len(members) >= 3  # the command, its grading process, the zygote
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until(lambda: not alive(members), "the grading processes to notice")
    kept = record_times(workshop)
    assert set(kept) == set(QUICK)
    refused = workshop.grade()
    assert refused.code == 2
    assert "Add --resume" in refused.err

    resumed = workshop.grade("--resume")
    assert resumed.code == 0
    after = record_times(workshop)
    assert set(after) == {*QUICK, SLOW, *LAST}
    assert {student: after[student] for student in QUICK} == kept

    undisturbed = replace(workshop, output="undisturbed")
    assert undisturbed.grade().code == 0
    assert (workshop.out / "grades.csv").read_text() == (undisturbed.out / "grades.csv").read_text()
    for student in after:
        assert without_clock(workshop.report(student)) == without_clock(undisturbed.report(student))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_is_stopped_keeps_what_is_done_leaves_no_process_and_says_how_to_go_on(
    workshop, heard, half_done, family, alive, until, number
):
    workshop.replace("assignments/sums/assignment.toml", "timeout_s = 0.5", "timeout_s = 20")
    process = half_done()
    members = family(process.pid)
    started = time.monotonic()
    os.killpg(process.pid, number)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 128 + number
    assert err.count("Interrupted") == 1
    assert time.monotonic() - started < 15  # it does not wait for the student's endless loop
    assert "Interrupted: 3 of 6 are graded and kept. Go on with --resume." in err
    assert "Traceback" not in err
    until(lambda: not alive(members), "every process to end")
    assert set(workshop.scores()) == set(QUICK)
    for student in QUICK:
        assert (workshop.out / student / "sums" / "report.html").read_text().rstrip().endswith("</html>")
    assert not list(workshop.out.rglob("*.tmp"))


def test_two_runs_into_one_folder_at_once_are_refused_and_a_terminated_one_leaves_no_process(
    workshop, half_done, family, alive, until
):
    process = half_done()
    result = workshop.grade("--resume")
    assert result.code == 2
    assert "another run is writing there. Wait for it, or choose another folder with -o." in result.err
    members = family(process.pid)
    process.terminate()
    process.wait()
    until(lambda: not alive(members), "every process to end")


@pytest.fixture(scope="module")
def graded(make_workshop, tmp_path_factory):
    workshop = make_workshop(tmp_path_factory.mktemp("graded"))
    workshop.hand_in("ada", "cat", "dan", "eve", "fay")
    workshop.hand_in("bob", kind="averaged")
    assert workshop.grade().code == 0
    return workshop


@pytest.fixture
def finished(graded, tmp_path):
    """Results of six students, as a copy that a test may change."""
    shutil.copytree(graded.root, tmp_path, dirs_exist_ok=True)
    return replace(graded, root=tmp_path)


def regraded(workshop, before):
    """The students that a run with ``--resume`` grades again."""
    result = workshop.grade("--resume")
    assert result.code == 0, result.err
    return {student for student, when in record_times(workshop).items() if when != before.get(student)}


def test_what_is_kept_is_told_once_and_not_counted_as_graded(finished):
    finished.hand_in("bob")
    err = finished.grade("--resume").err.splitlines()
    assert err == ["Kept from an earlier run: 5 of 6 submissions. To grade: 1.", "[6/6] bob  5 / 5"]
    assert finished.grade("--resume").err.splitlines() == [
        "Kept from an earlier run: 6 of 6 submissions. To grade: 0."
    ]


def test_a_second_assignment_moves_no_report(two_runs):
    workshop, command = two_runs
    before = set(workshop.out.rglob("report.*"))
    workshop.run(*command, "--resume")
    assert before < set(workshop.out.rglob("report.*"))


def test_a_changed_and_a_new_submission_are_graded_and_no_other(finished):
    before = record_times(finished)
    finished.hand_in("bob")
    finished.hand_in("gus", kind="unfinished")
    assert regraded(finished, before) == {"bob", "gus"}
    assert finished.scores() == {**dict.fromkeys(("ada", "bob", "cat", "dan", "eve", "fay"), 5.0), "gus": 0.0}


def test_a_changed_hidden_test_grades_everybody_again(finished):
    before = record_times(finished)
    finished.replace("assignments/sums/hidden/test_sums.py", "size=8", "size=11")
    assert regraded(finished, before) == set(before)


def test_who_is_graded_again_for_a_changed_test_is_told_first_and_not_who_handed_in_anew(finished):
    finished.replace("assignments/sums/hidden/test_sums.py", "size=8", "size=11")
    finished.hand_in("bob")
    told, *rest = finished.grade("--resume").err.splitlines()
    assert told.startswith(
        "sums: 5 submissions are graded again although they have not changed: tests, settings"
    )
    assert "'grader regrade sums' makes a proposal first" in told
    assert len(rest) == 6, "then the grading"
    assert "graded again" not in finished.grade("--resume").err


def test_a_record_that_is_not_whole_and_ours_is_not_trusted_and_a_forged_report_is_written_anew(finished):
    before = record_times(finished)
    records = finished.out / ".grader" / "records" / "sums"
    forged = (records / "bob.json").read_text().replace('"score": 3.0', '"score": 5.0')
    assert forged != (records / "bob.json").read_text()
    for student, text in {
        "bob": forged,
        "cat": (records / "cat.json").read_text()[:-40],
        "dan": "",
        "eve": "[1, 2]",
        "fay": (records / "ada.json").read_text(),
    }.items():
        (records / f"{student}.json").write_text(text)
    (finished.out / "ada" / "sums" / "report.json").write_text('{"score": 99}')
    assert regraded(finished, before) == {"bob", "cat", "dan", "eve", "fay"}
    assert finished.scores() == {**dict.fromkeys(("ada", "cat", "dan", "eve", "fay"), 5.0), "bob": 3.0}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("assignments/sums/hidden/test_sums.py", "size=8", "size=11"),
        ("assignments/sums/public/test_public.py", "4.0", "5.0"),
        ("assignments/sums/wrong/total__mean.py", "averaged", "took the mean of"),
        ("assignments/sums/assignment.toml", "points = 2", "points = 4"),
        ("reference/sums.py", "return float(np.sum(x))", "return float(np.sum(x.copy()))"),
        ("assignments/.grader/secret", "nobody", "somebody"),
        ("assignments/course.toml", "required", 'seed = "course"\nrequired'),
        ("class/ada_sums.py", "result = 0.0", "result = 0"),
    ],
)
def test_the_key_of_a_result_changes_with_everything_it_depends_on(workshop, name, old, new):
    path = workshop.hand_in("ada") / "ada_sums.py"

    def key():
        course = load_course(workshop.course)
        work = Work(submission=read_submission(FoundSubmission(path=path, student="ada"), "sums.py"))
        return unit_key(course, course.assignment("sums"), course.seed_key("sums"), work.submission, 3)

    before = key()
    assert before == key()
    workshop.replace(name, old, new)
    assert key() != before


def test_resuming_where_nothing_was_done_is_a_new_run(workshop, grade):
    workshop.hand_in("ada")
    assert grade("--resume").code == 0
    assert workshop.scores() == {"ada": 5.0}


def test_an_output_folder_below_a_file_is_refused_before_anything_is_graded(workshop, call):
    workshop.hand_in("ada")
    workshop.write("notes.txt", "a file")
    for place, why in (
        ("notes.txt", "file exists"),
        ("notes.txt/out", "not a directory"),
        ("/proc/nothing/out", "no such"),
    ):
        result = call("grade", "class", "-a", "sums", "-o", place, cwd=workshop.root)
        assert result.code == 3
        assert re.search(rf"^Error: {place}\S*: cannot be written.*: .*{why}", result.err), result.err
        assert re.search(r"Name another folder|with -o\.", result.err)
    assert (workshop.root / "notes.txt").read_text() == "a file"


def limited(workshop, size):
    """Run the command in a process that may not write files larger than ``size`` bytes."""
    code = (
        "import resource\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))\n"
        "from grader.cli import gradebook_option, main\n"
        "gradebook_option.is_installed = lambda: False\n"  # a gradebook alone is larger
        "main()\n"
    )
    return workshop.python(
        "-c", code, "grade", workshop.submissions, "-a", "sums", "-o", workshop.out, "-j", 1
    )


def test_a_file_that_becomes_too_large_ends_the_run_with_the_reason_and_keeps_what_is_written(workshop):
    workshop.hand_in("ada", "bob")
    page = "# padding\n" * 3000
    workshop.hand_in("cat", text=workshop.submissions.joinpath("ada_sums.py").read_text() + page)
    result = limited(workshop, 60_000)
    assert result.code == 3
    assert re.search(r"Error: \S+: cannot be written \([\d,]+ bytes\): file too large\. ", result.err)
    assert "Traceback" not in result.err
    assert set(workshop.scores()) >= {"ada", "bob"}
    assert not list(workshop.out.rglob("*.tmp"))


def can_mount():
    probe = ["unshare", "--mount", "true"]
    try:
        return subprocess.run(probe, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="needs root, to mount a small disk in a namespace of its own")
@pytest.mark.parametrize("size", ["300k", "420k", "480k"])  # the gradebook alone takes 200 kB
def test_a_full_disk_ends_the_run_and_after_room_is_made_it_goes_on(workshop, size):
    students = [f"s{n:02}" for n in range(12)]
    workshop.hand_in(*students)
    disk = workshop.root / "disk"
    disk.mkdir()
    grade = f"{sys.executable} -m grader grade {workshop.submissions} -a sums -j 1 -o {disk}/out"
    script = (
        f"mount -t tmpfs -o size={size} disk {disk}\n"
        f"{grade}; echo first $?\n"
        f"ls {disk}/out/.grader/records/sums | wc -l\n"
        f"mount -o remount,size=16m {disk}\n"
        f"{grade} --resume; echo second $?\n"
        f"grep -c ,5, {disk}/out/grades.csv\n"
        f"{sys.executable} -m grader gradebook check -o {disk}/out --course {workshop.course}; echo check $?\n"
    )
    environment = {**os.environ, **workshop.environment}
    result = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script],
        check=False, capture_output=True, text=True, env=environment, cwd=workshop.root, timeout=60,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    kept = int(lines[lines.index("first 3") + 1])
    assert kept < len(students)
    assert re.search(
        r"(no space left on device|disk is full|disk I/O error)\. Free some space and run", result.stderr
    )
    assert "Traceback" not in result.stderr
    assert lines[lines.index("second 0") + 1] == str(len(students))
    assert lines[-2:] == ["No faults found.", "check 0"]


def test_a_killed_run_leaves_no_words_of_its_grading_processes(workshop, half_done, family, alive, until):
    process = half_done()
    members = family(process.pid)
    process.kill()  # only the command is killed: the other processes notice it
    _, err = process.communicate(timeout=120)
    until(lambda: not alive(members), "the grading processes to notice")
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_an_interrupted_resumption_counts_what_is_on_the_disk(workshop, heard, half_done, end, until):
    workshop.replace("assignments/sums/assignment.toml", "timeout_s = 0.5", "timeout_s = 20")
    first = half_done()
    os.killpg(first.pid, signal.SIGINT)
    first.communicate(timeout=120)
    for path in workshop.out.glob("*/*/report.json"):
        path.unlink()
    again = end(
        workshop.start("grade", workshop.submissions, "-a", "sums", "-o", workshop.out, "-j", "1", "--resume")
    )
    until(lambda: workshop.scores() or again.poll() is not None, "a report")
    os.killpg(again.pid, signal.SIGTERM)
    _, err = again.communicate(timeout=120)
    assert "Interrupted: 3 of 6 are graded and kept. Go on with --resume." in err


@pytest.fixture
def two_runs(finished):
    """``sums`` was graded with one unreadable file, and then ``means`` into the same folder."""
    (finished.submissions / "hal_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    assert finished.grade("--resume").code == 4
    for student in ("ada", "zoe"):
        finished.write(f"second/{student}.py", "def mean(x):\n    return x.sum() / len(x)\n")
    command = ("grade", finished.root / "second", "-a", "means", "-j", 1, "-o", finished.out)
    return finished, command


def test_another_assignment_in_the_same_folder_is_refused_without_resume_and_kept_beside_with_it(two_runs):
    workshop, command = two_runs
    before = record_times(workshop)
    assert workshop.run(*command).code == 2
    result = workshop.run(*command, "--resume")
    assert result.code == 4  # the unreadable file is still in the sheet
    assert {n: t for n, t in record_times(workshop).items() if n in ("bob", "cat")}.items() <= before.items()
    rows = workshop.sheet()
    assert (rows["ada"]["sums"], rows["ada"]["means"], rows["ada"]["total_all"]) == ("5", "4", "9")
    assert (rows["bob"]["sums"], rows["bob"]["means_status"]) == ("3", "absent")
    assert (rows["zoe"]["sums_status"], rows["zoe"]["means"]) == ("absent", "4")
    assert rows["hal"]["sums_status"] == "rejected"
    page = (workshop.out / "index.html").read_text()
    links = set(re.findall(r'href="\./([^"#]+)"', page))
    assert {"ada/index.html", "bob/index.html", "sums.html", "means.html"} <= links
    for link in links:
        assert (workshop.out / link).is_file()
    of_ada = set(re.findall(r'href="\./([^"#]+)"', (workshop.out / "ada" / "index.html").read_text()))
    assert of_ada == {"sums/report.html", "means/report.html"}
    assert "Kept from an earlier run" not in result.err  # of this assignment nothing was graded before


def test_the_first_assignment_can_be_graded_again_beside_the_second(two_runs):
    workshop, command = two_runs
    workshop.run(*command, "--resume")
    (workshop.submissions / "hal_sums.zip").unlink()
    assert workshop.grade("--resume").code == 0
    rows = workshop.sheet()
    assert (rows["ada"]["sums"], rows["ada"]["means"]) == ("5", "4")
    assert "hal" not in rows


def test_results_of_students_who_are_not_among_the_submissions_any_more_are_kept_and_told(finished):
    (finished.submissions / "cat_sums.py").unlink()
    result = finished.grade("--resume")
    assert result.code == 0
    assert "Kept from an earlier run, not among these submissions: cat" in result.out
    rows = finished.sheet()
    assert rows["cat"]["sums"] == "5"


def test_whose_new_work_cannot_be_read_does_not_keep_the_old_result(finished):
    (finished.submissions / "cat_sums.py").unlink()
    (finished.submissions / "cat_sums.zip").write_bytes(b"PK\x03\x04 no archive at all")
    assert finished.grade("--resume").code == 4
    rows = finished.sheet()
    assert (rows["cat"]["sums"], rows["cat"]["sums_status"]) == ("", "rejected")
