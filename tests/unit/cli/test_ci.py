"""``ci``: grades a push, with annotations, summary and files. Nothing in the checkout can influence it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from grader.course import load_course
from grader.gradebook.book import Gradebook
from grader.gradebook.point_in_time import now_us

FORGER = '''\
print("::error file=forged.py::forged by a print at import")
print("##[error]forged too")


def total(x):
    """::error::forged by a docstring"""
    print("\\n::add-mask::password\\r::set-output name=x::y")
    raise ValueError("\\n::error::forged by a message\\n::stop-commands::token")


def spread(x):
    return "::error::forged by a value"
'''

POISON = "import sys\nsys.stderr.write('POISON was run\\n')\nraise SystemExit(77)\n"


@pytest.fixture
def checkout(workshop):
    """A student's checkout with a right submission, beside the course."""
    workshop.write("checkout/sums.py", (workshop.root / "reference" / "sums.py").read_text())
    return workshop.root / "checkout"


@pytest.fixture
def ci(workshop, call):
    def invoke(*arguments):
        return call(
            "ci", "checkout", "--course", workshop.course, "-o", workshop.out, "--student", "ada", *arguments,
            cwd=workshop.root,
        )  # fmt: skip

    return invoke


def _policy(workshop, text):
    path = workshop.sums / "assignment.toml"
    path.write_text(path.read_text() + f"\n[feedback]\n{text}\n")


def test_a_policy_that_lists_no_hidden_test_does_not_make_wrong_work_pass(workshop, checkout, ci):
    _policy(workshop, 'hidden = "none"')
    assert ci().code == 0
    workshop.replace("checkout/sums.py", "def spread(x):", "def spread(x):\n    return 0.0\ndef unused(x):")
    assert ci().code == 1


@pytest.mark.parametrize("hidden", ["none", "verdict", "hint"])
def test_what_is_shown_later_tells_nothing_now_whatever_is_listed(workshop, checkout, ci, hidden):
    """If no hidden test is listed, none is withheld; then the score alone would reveal the results."""
    _policy(workshop, f'hidden = "{hidden}"\nvisibility = "after_due_date"')
    told = []
    for old, new in (("", ""), ("def spread(x):", "def spread(x):\n    return 0.0\ndef unused(x):")):
        workshop.replace("checkout/sums.py", old, new)
        ci()
        report = json.loads((workshop.out / "sums" / "report.json").read_text())
        assert (report["score"], report["tasks"]) == (None, [])
        assert {(t["points"], t["max_points"]) for t in report["tests"]} <= {(0.0, 0.0)}
        hidden_ones = [t["verdict"] for t in report["tests"] if t["origin"] == "hidden"]
        assert hidden_ones == []
        told.append([(t["id"], t["hint"]) for t in report["tests"] if t["verdict"] == "passed"])
    assert told[0]


def test_work_that_passes_everything_ends_with_exit_code_0_and_writes_every_file(workshop, checkout, ci):
    result = ci()
    assert result.code == 0
    assert "5 / 5 points" in result.out
    names = {str(p.relative_to(workshop.out)) for p in workshop.out.rglob("*.*")}
    assert names == {
        "ctrf.json",
        "junit.xml",
        "summary.md",
        "sums/report.html",
        "sums/report.json",
        "sums/results.json",
    }
    report = json.loads((workshop.out / "sums" / "report.json").read_text())
    assert (report["student"], report["score"]) == ("ada", 5.0)
    assert json.loads((workshop.out / "sums" / "results.json").read_text())["tests"]
    tests = ET.parse(workshop.out / "junit.xml").getroot().iter("testcase")
    assert len(list(tests)) == len(report["tests"])
    assert "Sums" in (workshop.out / "summary.md").read_text()


def test_work_that_fails_a_test_ends_with_exit_code_1_unless_that_is_to_be_0(
    workshop, checkout, ci, submissions
):
    workshop.write("checkout/sums.py", submissions["averaged"])
    assert ci().code == 1
    assert ci("--exit-zero").code == 0
    assert json.loads((workshop.out / "sums" / "report.json").read_text())["score"] == 3.0


def test_a_broken_reference_is_exit_code_3_whatever_was_asked_for(workshop, checkout, ci):
    workshop.replace("reference/sums.py", "return float(np.sum(x))", "return float(np.sum(y))")
    result = ci("--exit-zero")
    assert result.code == 3
    assert "sums: the reference does not pass" in result.err
    assert not (workshop.out / "sums").exists()


def test_no_work_at_all_is_exit_code_5_and_says_what_was_looked_for(workshop, checkout, ci):
    (checkout / "sums.py").unlink()
    result = ci()
    assert result.code == 5
    assert "no work found there. Looked for: means.py, sums.py" in result.err


def test_github_shows_the_error_that_ended_the_job(workshop, checkout, ci, monkeypatch):
    summary = workshop.write("summary-of-the-step.md", "")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    (checkout / "sums.py").unlink()
    result = ci("--exit-zero")
    assert result.code == 5
    assert "::error title=The grader could not finish.::checkout: no work found there." in result.out
    assert summary.read_text().startswith("**The grader could not finish.** checkout: no work found there.")


def test_work_that_is_no_text_is_exit_code_4(workshop, checkout, ci):
    (checkout / "sums.py").write_bytes(b"\xff\xfe\x00\x01\xff")
    result = ci()
    assert result.code == 4
    assert "Not read: checkout, sums: " in result.err


def test_one_file_that_cannot_be_read_costs_neither_the_others_nor_the_files_of_the_job(
    workshop, checkout, ci, monkeypatch
):
    (checkout / "sums.py").write_bytes(b"# caf\xe9\n")
    workshop.write("checkout/means/means.py", "def mean(x):\n    return x.sum() / len(x)\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci()
    assert result.code == 4
    reports = {n: json.loads((workshop.out / n / "report.json").read_text()) for n in ("sums", "means")}
    assert (reports["sums"]["score"], reports["means"]["score"]) == (None, 4.0)
    assert "is not UTF-8 text at byte 5" in reports["sums"]["not_graded"]
    assert "::error title=Not graded::'sums.py' is not UTF-8 text" in result.out
    suites = ET.parse(workshop.out / "junit.xml").getroot()
    assert [e.get("type") for e in suites.iter("error")] == ["not_graded"]
    assert "not UTF-8 text" in (workshop.out / "summary.md").read_text()
    assert "score" not in json.loads((workshop.out / "sums" / "results.json").read_text())


def test_a_file_in_other_case_is_found_as_grading_finds_it_and_named_as_it_is(workshop, checkout, ci):
    (checkout / "sums.py").rename(checkout / "Sums.py")
    result = ci()
    assert result.code == 0
    assert result.out.startswith("Taken: Sums.py\n")


def test_the_log_names_the_folder_of_work_that_cannot_be_read(workshop, checkout, ci):
    (checkout / "sums.py").unlink()
    (checkout / "hw1").mkdir()
    (checkout / "hw1" / "sums.py").write_bytes(b"\xff")
    assert "Taken: the work in hw1/\n" in ci().out


def test_what_all_tests_say_alike_is_said_once(workshop, checkout, ci, monkeypatch):
    workshop.write("checkout/sums.py", "import os\n\nos.nowhere_to_be_found\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci()
    assert result.code == 1
    log = [line for line in result.out.splitlines() if not line.startswith("::")]
    assert sum("nowhere_to_be_found" in line for line in log) == 1
    text = " ".join(" ".join(log).replace("|", " ").split())
    assert re.search(r"The same for total \(\d tests\), spread \(\d tests\)\.", text)
    assert sum(line.startswith("::error ") for line in result.out.splitlines()) == 1
    assert (workshop.out / "summary.md").read_text().count("nowhere\\_to\\_be\\_found") == 1


def test_a_place_that_cannot_be_written_is_told_before_anything_is_graded(workshop, checkout, call):
    workshop.write("taken", "a file")
    workshop.replace("reference/sums.py", "np.sum(x)", "np.sum(y)")  # grading would end with this error
    result = call("ci", "checkout", "--course", workshop.course, "-o", "taken", cwd=workshop.root)
    assert result.code == 3
    assert "Error: taken: cannot be written: file exists. A file is where a folder is needed." in result.err


def test_annotations_are_printed_on_github_only(workshop, checkout, ci, submissions, monkeypatch):
    workshop.write("checkout/sums.py", submissions["averaged"])
    assert "::error" not in ci().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    lines = [line for line in ci().out.splitlines() if line.startswith("::error ")]
    assert lines
    for line in lines:
        assert re.match(r"::error .*file=sums\.py,line=\d+", line)


def test_the_annotation_names_the_file_where_it_lies_in_the_checkout(
    workshop, checkout, ci, submissions, monkeypatch
):
    (checkout / "sums.py").unlink()
    workshop.write("checkout/sums/sums.py", submissions["averaged"])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci()
    assert result.code == 1
    assert re.search(r"(?m)^::error .*file=sums/sums\.py,line=\d+", result.out)


def test_every_file_names_the_work_where_it_lies_in_the_checkout(workshop, checkout, ci):
    (checkout / "sums.py").unlink()
    workshop.write(
        "checkout/sums/sums.py", "def total(x):\n    raise ValueError\n\n\ndef spread(x):\n    return 0\n"
    )
    log = ci().out
    for text in (log, *((workshop.out / name).read_text() for name in ("summary.md", "junit.xml"))):
        assert re.search(r"(?<![\w/])sums/sums\.py\W", text)
        assert not re.search(r"(?<![\w/])sums\.py\W", text)
    entries = json.loads((workshop.out / "ctrf.json").read_text())["results"]["tests"]
    assert {entry["filePath"] for entry in entries if "filePath" in entry} == {"sums/sums.py"}


def test_a_job_that_uses_a_secret_known_to_all_is_warned(workshop, checkout, ci, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (workshop.course / ".grader" / "secret").unlink()
    settings = workshop.course / "course.toml"
    settings.write_text(settings.read_text() + '\npublic_secret = "known to everybody"\n')
    result = ci()
    assert result.code == 0
    assert "the course has a public secret" in result.err
    assert re.search(r"(?m)^::warning title=The course::.*public secret", result.out)


def test_a_job_whose_secret_is_empty_is_told_of_forks_before_anything_is_graded(
    workshop, checkout, ci, monkeypatch
):
    """A shell writes an empty file where the CI system gives no secret."""
    secret = workshop.write("secret", "\n")
    monkeypatch.setenv("GRADER_SECRET_FILE", str(secret))
    result = ci()
    assert result.code == 2
    assert "the course secret is empty" in result.err
    assert "fork" in result.err
    assert not (workshop.out / "junit.xml").exists()


def test_the_summary_is_appended_to_what_other_steps_wrote(workshop, checkout, ci, monkeypatch):
    summary = workshop.write("summary.md", "# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert ci().code == 0
    assert summary.read_text() == "# Before\n" + (workshop.out / "summary.md").read_text()


def test_a_summary_that_cannot_be_written_is_an_error_in_words(workshop, checkout, ci, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(workshop.root / "gone" / "summary.md"))
    result = ci()
    assert result.code == 3
    assert "gone/summary.md: cannot be written" in result.err
    assert (workshop.out / "junit.xml").exists()


def test_nothing_a_student_writes_can_begin_a_command_of_the_runner(workshop, checkout, ci, monkeypatch):
    workshop.write("checkout/sums.py", FORGER)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    summary = workshop.root / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    result = ci()
    assert result.code == 1
    ours = re.compile(r"::error (?:title=[^:]*,?|file=sums\.py,?|line=\d+,?|[a-zA-Z]+=[^:,]*,?)+::")
    for line in (result.out + result.err).splitlines():
        assert "##[" not in line
        if line.lstrip().startswith("::"):
            assert ours.match(line), line
            assert "forged.py" not in line
    assert not [line for line in summary.read_text().splitlines() if line.lstrip().startswith("::")]
    assert "forged by" not in re.sub(r"(?m)^::error .*$", "", result.out).replace("forged by a docstring", "")


def test_the_course_is_never_looked_for_beside_the_work(workshop, checkout, call):
    workshop.write("checkout/course.toml", 'title = "Mine"\npublic_secret = "sixteen letters and more"\n')
    result = call("ci", ".", cwd=checkout)
    assert result.code == 2
    assert (
        "Name the course with --course or GRADER_COURSE: in CI it is never looked for beside the work"
        in result.err
    )


@pytest.mark.parametrize("place", ["checkout", "checkout/deep/course"])
def test_a_course_inside_the_checkout_is_refused(workshop, checkout, call, place):
    workshop.write(f"{place}/course.toml", 'title = "Mine"\npublic_secret = "sixteen letters and more"\n')
    result = call("ci", "checkout", "--course", place, cwd=workshop.root)
    assert result.code == 2
    assert "the course lies inside the checkout, where a student could change it." in result.err


def test_a_course_inside_the_checkout_is_refused_by_its_real_place(workshop, checkout, call):
    workshop.write(
        "checkout/mine/course.toml", 'title = "Mine"\npublic_secret = "sixteen letters and more"\n'
    )
    (workshop.root / "linked").symlink_to(checkout / "mine")
    assert call("ci", "checkout", "--course", "linked", cwd=workshop.root).code == 2


def test_nothing_else_in_the_checkout_changes_the_result_or_is_run_by_the_grader(
    workshop, checkout, submissions
):
    workshop.write("checkout/sums.py", submissions["averaged"])
    easy = "tasks = []\nid = 'sums'\n"
    for name, text in {
        "course.toml": 'title = "Mine"\n',
        "assignment.toml": easy,
        "sums/assignment.toml": easy,
        "public/test_public.py": POISON,
        "public/conftest.py": POISON,
        "hidden/test_sums.py": POISON,
        "conftest.py": POISON,
        "pytest.ini": "[pytest]\naddopts = --collect-only\n",
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
        "sitecustomize.py": POISON,
        "usercustomize.py": POISON,
        "numpy.py": POISON,
        "msgspec.py": POISON,
        "pytest.py": POISON,
        "json.py": POISON,
        "grader/__init__.py": POISON,
        "reference/sums.py": POISON,
        ".grader/secret": "known",
    }.items():
        workshop.write(f"checkout/{name}", text)
    result = workshop.run(
        ".", "--course", workshop.course, "-o", workshop.out, "--student", "ada",
        cwd=checkout, before=("-P", "-m", "grader", "ci"), env={"PYTEST_ADDOPTS": "--collect-only"},
    )  # fmt: skip
    assert "POISON" not in result.err
    assert result.code == 1
    report = json.loads((workshop.out / "sums" / "report.json").read_text())
    assert report["score"] == 3.0
    assert len(report["tests"]) == 7


def test_whose_work_it_is_comes_from_the_option_the_job_or_the_folder(workshop, checkout, call, monkeypatch):
    def student(*options):
        assert call("ci", "checkout", "--course", workshop.course, "-o", workshop.out, *options).code == 0
        return json.loads((workshop.out / "sums" / "report.json").read_text())["student"]

    monkeypatch.chdir(workshop.root)
    assert student() == "checkout"
    monkeypatch.setenv("GITHUB_ACTOR", "bob/../x")
    assert "/" not in student()
    assert student("--student", "cat03") == "cat03"


def test_several_assignments_of_a_checkout_are_graded_together(workshop, checkout, ci):
    workshop.write("checkout/means/means.py", "def mean(x):\n    return 0.0\n")
    result = ci()
    assert result.code == 1
    assert json.loads((workshop.out / "means" / "report.json").read_text())["score"] == 0.0
    suites = ET.parse(workshop.out / "junit.xml").getroot()
    assert len(list(suites.iter("testsuite"))) >= 2


def test_one_of_several_assignments_named_and_not_there_is_a_usage_error(workshop, checkout, ci):
    result = ci("-a", "means", "-a", "sums")
    assert result.code == 2
    assert "there is no means.py for means, neither at the top nor in a folder below." in result.err
    assert ci("-a", "nowhere").code == 2


def test_nothing_at_all_is_exit_code_5_whether_an_assignment_was_named_or_not(workshop, checkout, ci):
    (checkout / "sums.py").rename(checkout / "notes.txt")
    assert ci().code == 5
    result = ci("-a", "sums")
    assert result.code == 5
    assert "checkout: no work found there. Looked for: sums.py\n" in result.err


@pytest.mark.parametrize("name", ["sums.py.txt", "hw1/sums.py.txt", "sums.zip", "Sums.tar.gz"])
def test_work_that_is_there_and_not_read_is_exit_code_4_as_when_a_class_is_graded(
    workshop, checkout, ci, name
):
    (checkout / name).parent.mkdir(exist_ok=True)
    (checkout / "sums.py").rename(checkout / name)
    for named in ((), ("-a", "sums")):
        result = ci(*named)
        assert result.code == 4
        assert (
            f"{name} looks like your work and is not read under this name. Hand it in as sums.py."
            in result.err
        )


def test_grading_a_class_of_which_nothing_can_be_read_is_exit_code_4(workshop, grade):
    workshop.write("class/ada.py", "").write_bytes(b"\xff")
    assert grade().code == 4
    (workshop.root / "class" / "ada.py").unlink()
    assert grade("--resume").code == 5


def test_work_in_a_subfolder_is_found_and_the_log_says_where(
    workshop, checkout, ci, submissions, monkeypatch
):
    workshop.write("checkout/hw1/week/means.py", "def mean(x):\n    return 0\n")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci("-a", "means")
    assert result.code == 1
    assert result.out.startswith("Taken: hw1/week/means.py\n")
    assert "::error file=hw1/week/means.py,line=1" in result.out


def test_work_in_two_subfolders_is_a_question_to_the_student_who_pushed(workshop, checkout, ci, monkeypatch):
    workshop.write("checkout/first/means.py", "def mean(x):\n    return 0\n")
    workshop.write("checkout/second/Means.ipynb", "{}")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = ci("-a", "means")
    assert result.code == 2
    said = (
        "There are several files that could be your work: first/means.py and second/Means.ipynb. Only one can be "
        "graded. Delete the others, or move the one that counts to the top of the repository, and push again."
    )
    assert said in result.err
    assert said in result.out  # the annotation
    assert "name the folder in it: grader ci checkout/first" in result.err


def test_work_in_a_subfolder_counts_in_place_of_the_untouched_starter_at_the_top(
    workshop, checkout, ci, submissions
):
    starter = load_course(workshop.course).assignment("means").starter_text()
    workshop.write("checkout/means.py", starter)
    workshop.write("checkout/means/means.py", starter)
    workshop.write("checkout/hw1/means.py", "def mean(x):\n    return 0\n")
    result = ci("-a", "means")
    assert result.out.startswith("Taken: hw1/means.py\n")
    (checkout / "hw1" / "means.py").write_text(starter)
    assert ci("-a", "means").out.startswith("Taken: means.py\n")


def test_hidden_folders_those_of_tools_and_links_are_not_searched(workshop, checkout, ci):
    for folder in (".old", "node_modules/x", "a/b/c/d"):
        workshop.write(f"checkout/{folder}/means.py", "def mean(x):\n    return 0\n")
    (checkout / "link").symlink_to(checkout / ".old")
    assert ci("-a", "means").code == 5


def test_a_notebook_in_the_checkout_is_work_too(workshop, checkout, ci):
    text = (checkout / "sums.py").read_text()
    (checkout / "sums.py").unlink()
    cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": 1}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    workshop.write("checkout/hw1/sums.ipynb", json.dumps(notebook))
    result = ci()
    assert result.code == 0
    assert result.out.startswith("Taken: hw1/sums.ipynb\n")


def test_an_output_folder_that_cannot_be_written_is_an_error_in_words(workshop, checkout, call):
    workshop.write("taken", "a file")
    result = call("ci", "checkout", "--course", workshop.course, "-o", "taken/out", cwd=workshop.root)
    assert result.code == 3
    assert re.search(r"Error: taken/out: cannot be written", result.err)


def test_the_command_is_installed_beside_the_interpreter(workshop, checkout):
    script = os.path.join(os.path.dirname(sys.executable), "grader")  # noqa: PTH118, PTH120 - as a shell would
    result = workshop.run("--version", executable=script, before=())
    assert result.out.startswith("grader, version ")


CLASSROOM = {
    "CLASSROOM": "dl",
    "ASSIGNMENT": "hw1",
    "SUBMISSION_TAG": "submit/2026-11-20",
    "COMMIT_URL": "https://git.example/commit/1",
    "RELEASE_URL": "https://git.example/releases/1",
    "REVIEW_URL": "https://git.example/compare/1",
    "USERNAME": "ada",
    "ASSIGNMENT_TYPE": "individual",
}


@pytest.fixture
def classroom(workshop, checkout, monkeypatch):
    """A job of Classroom 50, in a repository with one commit."""
    for name, value in CLASSROOM.items():
        monkeypatch.setenv(name, value)
    date = {"GIT_COMMITTER_DATE": "2026-11-20T09:30:00+0200", "GIT_AUTHOR_DATE": "2020-01-01T00:00:00+0000"}
    who = ("-c", "user.name=ada", "-c", "user.email=ada@student.example")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "committer 1 +0000")):
        subprocess.run(["git", *command], cwd=checkout, check=True, env={**os.environ, **date})
    return checkout


def test_a_job_of_classroom_50_gets_a_result_with_the_commits_date(workshop, classroom, ci):
    assert ci("--exit-zero").code == 0
    result = json.loads((workshop.out / "sums" / "result.json").read_text())
    assert (result["classroom"], result["assignment"], result["owner"]) == ("dl", "hw1", "ada")
    assert result["datetime"] == "2026-11-20T07:30:00Z"
    assert (result["score"], result["max-score"]) == (500, 500)
    assert "5 / 5 points" in (workshop.out / "sums" / "release-body.md").read_text()


def test_the_students_repository_starts_no_program_when_its_date_is_read(workshop, classroom, ci):
    trap = workshop.write("trap.sh", f"#!/bin/sh\ntouch {workshop.root}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.sshCommand", "core.pager", "gpg.program", "core.hooksPath"):
        subprocess.run(["git", "config", key, str(trap)], cwd=classroom, check=True)
    for key, value in {"remote.origin.url": f"ext::{trap}", "remote.origin.promisor": "true"}.items():
        subprocess.run(["git", "config", key, value], cwd=classroom, check=True)
    assert ci().code == 0
    for path in (classroom / ".git" / "objects").glob(
        "??/*"
    ):  # as in a clone that fetches objects when needed
        path.unlink()
    assert ci().code == 2
    assert not (workshop.root / "sprung").exists()


def test_work_that_is_not_graded_has_no_result_for_classroom_50(workshop, classroom, ci):
    _policy(workshop, 'visibility = "after_due_date"')
    result = ci()
    assert "No result.json: sums: " in result.err
    assert "This submission has no score, which is not a score of zero." in result.err
    assert not (workshop.out / "sums" / "result.json").exists()


def test_a_job_that_stops_leaves_no_result_not_even_one_that_was_committed(workshop, classroom, ci):
    for name in ("result.json", "results.json", "report.json"):
        workshop.write(f"{workshop.output}/sums/{name}", '{"score": 500, "max-score": 500}')
    workshop.write(f"{workshop.output}/junit.xml", "<testsuites/>")
    workshop.replace("reference/sums.py", "return float(np.sum(x))", "return float(np.sum(y))")
    assert ci("--exit-zero").code == 3
    assert [path for path in workshop.out.rglob("*") if path.is_file()] == []


def test_a_job_that_is_terminated_leaves_no_result_and_no_exit_code_of_a_graded_one(
    workshop, classroom, submissions, end, until, heard
):
    (classroom / "sums.py").write_text(submissions["stuck"])
    with_signal = {"env": CLASSROOM, "cwd": workshop.root}
    arguments = ("ci", "checkout", "--course", workshop.course, "-o", workshop.out, "--exit-zero")
    job = end(workshop.start(*arguments, **with_signal))
    until(workshop.out.is_dir, "grading has begun")
    job.terminate()
    assert job.wait(timeout=30) == 143
    assert list(workshop.out.rglob("*.json")) == []


def test_a_checkout_without_a_commit_is_told_before_anything_is_graded(workshop, checkout, ci, monkeypatch):
    for name, value in CLASSROOM.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(workshop.root))
    result = ci()
    assert result.code == 2
    assert "checkout: the date of the commit cannot be read: " in result.err
    assert not (workshop.out / "junit.xml").exists()


def test_where_git_is_not_installed_the_date_cannot_be_read(workshop, classroom, ci, monkeypatch):
    monkeypatch.setenv("PATH", str(workshop.root))
    result = ci()
    assert result.code == 2
    assert "the date of the commit cannot be read: [Errno 2] No such file or directory: 'git'" in result.err


def test_a_variable_that_classroom_50_did_not_set_is_named(workshop, classroom, ci, monkeypatch):
    monkeypatch.delenv("COMMIT_URL")
    result = ci()
    assert result.code == 2
    assert "Classroom 50 sets CLASSROOM and SUBMISSION_TAG, and COMMIT_URL is not set." in result.err


@pytest.fixture
def ci_book(workshop, ci):
    """A job that adds to a gradebook, and what the gradebook says then."""
    url = f"sqlite:///{workshop.root / 'book.db'}"

    def run(*arguments):
        done = ci("--gradebook", url, *arguments)
        with Gradebook.open(url, create=False) as book:
            return done, list(book.works(["ada"])), list(book.grades(["ada"]))

    return run


def test_a_job_adds_no_attempt_to_a_gradebook_unless_one_is_named(workshop, checkout, ci):
    assert ci().code == 0
    assert not list(workshop.root.rglob("*.db"))


def test_a_job_is_an_attempt_that_came_when_it_ran(workshop, checkout, ci_book, monkeypatch):
    monkeypatch.setenv("GITHUB_SHA", "c0ffee")
    before = now_us()
    done, works, grades = ci_book()
    assert done.code == 0, done.err
    assert "did not know a student 'ada'" in " ".join(done.err.split())
    row = next(work.attempts[0].row for work in works if work.attempts)
    assert (row.via, row.commit, row.assignment) == ("ci", "c0ffee", "sums")
    assert before <= row.received_us <= now_us()
    assert [grade.final for grade in grades if grade.assignment == "sums"] == [50_000]


def test_a_job_that_runs_again_for_a_commit_is_no_later_attempt(workshop, checkout, ci_book, monkeypatch):
    monkeypatch.setenv("CI_COMMIT_SHA", "c0ffee")
    ci_book()
    _, works, _ = ci_book()
    assert sorted(len(work.attempts) for work in works) == [0, 1]
    monkeypatch.setenv("CI_COMMIT_SHA", "decaf")
    _, works, _ = ci_book()
    assert sorted(len(work.attempts) for work in works) == [0, 2]


def test_a_push_after_the_due_date_is_late(workshop, checkout, ci_book):
    course = (workshop.course / "course.toml").read_text()
    workshop.write("assignments/course.toml", f"{course}[late]\nper_day_percent = 100\n")
    workshop.replace("assignments/sums/assignment.toml", "module =", 'due = "2020-11-03 23:59"\nmodule =')
    _, _, grades = ci_book()
    assert [(each.points, each.final) for each in grades if each.assignment == "sums"] == [(50_000, 0)]


def test_work_that_could_not_be_read_is_an_attempt_without_a_score(workshop, checkout, ci_book):
    (checkout / "sums.py").write_bytes(b"\xff\xfe\x00")
    done, _, grades = ci_book()
    assert done.code == 4
    assert [str(each.status) for each in grades if each.assignment == "sums"] == ["rejected"]


@pytest.mark.parametrize(
    ("url", "message"),
    [("sqlite:///checkout/book.db", "lies in the checkout"), ("mysql://x", "expected sqlite:///FILE")],
)
def test_a_gradebook_that_cannot_be_is_refused_before_grading(workshop, checkout, ci, url, message):
    refused = ci("--gradebook", url)
    assert refused.code == 2
    assert message in " ".join(refused.err.split())
    assert not (workshop.out / "sums" / "report.json").exists()
