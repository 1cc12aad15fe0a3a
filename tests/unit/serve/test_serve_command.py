"""The command line of `grader serve`: what is printed, and what is refused with what to do."""

from __future__ import annotations

import json
import sys

import pytest
from click.testing import CliRunner
from push_host import RIGHT, jobs

from grader.cli import cli
from grader.errors import CourseError, UsageError
from grader.gradebook.book import Gradebook


@pytest.fixture
def run(served):
    """Runs a command on the course and the results of the test."""

    def run(*arguments: str, course: bool = True, results: bool = True):
        places = [*(["--course", str(served.course)] * course), *(["-o", str(served.results)] * results)]
        result = CliRunner().invoke(cli, [*arguments, *places])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_once_grades_what_there_is_and_ends(run, served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    result = run("serve", "--once")
    assert result.exit_code == 0
    assert "1 done. Results:" in result.stdout
    assert "<strong>6</strong> of 6 points" in served.page()
    assert "1 done" in run("serve", "--once").stdout


def test_once_listens_to_nothing(run):
    with pytest.raises(UsageError, match="--once and --listen exclude each other"):
        run("serve", "--once", "--listen", "127.0.0.1:1")


def test_others_may_not_reach_the_server_without_tls(run):
    with pytest.raises(UsageError, match="others would reach the server without TLS"):
        run("serve", "--listen", "0.0.0.0:0")


def test_the_status_lists_what_failed_and_what_is_of_nobody_known(run, served, host):
    host.push("tiny-ada", {"tiny.py": "\0"})
    host.push("what-is-this", {"tiny.py": RIGHT})
    run("serve", "--once")
    text = run("serve", "status", course=False).stdout
    assert "1 rejected" in text
    assert "NUL byte" in text
    assert "Of nobody known: git: what-is-this" in text
    listed = json.loads(run("serve", "status", "--json", course=False).stdout)
    assert listed["counts"] == {"rejected": 1}
    assert listed["rejected"][0]["student"] == "ada"


def test_without_a_queue_the_status_says_where_to_look(run):
    with pytest.raises(
        UsageError, match=r"there is no queue here\. Name the folder of 'grader serve' with -o"
    ):
        run("serve", "status", course=False)


def test_the_addresses_of_pages_are_printed_for_the_staff_to_hand_out(run, served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    host.push("tiny-bob", {"tiny.py": RIGHT})
    served.configure(
        (served.course / "push.toml").read_text().join(('address = "https://push.example.org/"\n', ""))
    )
    run("serve", "--once")
    lines = run("serve", "pages").stdout.splitlines()
    assert lines == [
        "student,assignment,address",
        *(f"{student},tiny,https://push.example.org{served.path(student)}" for student in ("ada", "bob")),
    ]


def test_again_lets_the_newest_commits_wait_and_keeps_a_record_that_would_be_the_same(run, served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    run("serve", "--once")
    assert "1 to be graded again" in run("serve", "again", "tiny").stdout
    assert jobs(served) == [("ada", "tiny", "waiting", "")]
    run("serve", "--once")
    assert jobs(served) == [("ada", "tiny", "done", "")]


def test_again_grades_by_the_course_as_it_is_now(run, served, host, tiny_course):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    run("serve", "--once")
    tiny_course.change("tiny/assignment.toml", "points = 4", "points = 8")
    run("serve", "again", "tiny", "--student", "ada")
    run("serve", "--once")
    assert "<strong>10</strong> of 10 points" in served.page()


def test_again_refuses_what_there_is_not(run, host):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    run("serve", "--once")
    with pytest.raises(UsageError, match="no commit of bob can be graded again"):
        run("serve", "again", "tiny", "--student", "bob")
    with pytest.raises(UsageError, match="There is no assignment 'tyni'"):
        run("serve", "again", "tyni")


def test_the_hook_is_printed_as_it_has_to_be_written(run, host):
    script = run("serve", "hook", results=False).stdout
    assert script.startswith("#!/bin/sh\n")
    assert f"spool={host.spool}\n" in script
    assert script.endswith("exit 0\n")
    with pytest.raises(UsageError, match="no such source with a spool folder"):
        run("serve", "hook", "--source", "other", results=False)


def test_without_push_toml_the_server_says_what_to_write(run, served):
    (served.course / "push.toml").unlink()
    with pytest.raises(CourseError, match=r"push\.toml: file not found"):
        run("serve", "--once")


def test_without_the_extra_the_message_says_how_to_install_it(run, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "uvicorn" else sys)
    with pytest.raises(
        UsageError, match=r"needs the extras serve and gradebook.*pip install 'grader\[serve\]'"
    ):
        run("serve", "--once")


def test_the_help_teaches(run):
    text = run("serve", "--help", course=False, results=False).stdout
    for words in ("push.toml", "GRADER_PUSH_SECRETS", "/staff", "SIGTERM", "status", "again", "hook"):
        assert words in text


def test_a_grade_that_is_published_while_the_server_runs_is_on_the_page(run, served, host, start_server):
    server = start_server()
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    server.wait_page(served.path(), sha[:10])
    text = run("gradebook", "publish", "tiny").stdout
    assert "tiny is published. The server writes the pages." in text
    run("gradebook", "adjust", "ada", "tiny", "--points", "-1", "--reason", "copied the docstring")
    server.wait_page(served.path(), "copied the docstring")
    with Gradebook.open(f"sqlite:///{served.results}/.grader/gradebook.db") as book:
        (grade,) = book.grades(["ada"])
    assert grade.final == 50_000
