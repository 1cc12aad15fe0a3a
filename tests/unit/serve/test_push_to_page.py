"""From a push to the page, end to end, on bare repositories with the hook that `grader serve hook` prints."""

from __future__ import annotations

import json
import sqlite3
import time

from push_host import RIGHT, WRONG, git, jobs

from grader.gradebook.book import Gradebook
from grader.gradebook.grade import POINT
from grader.grading.store import read_record


def test_a_push_is_graded_and_shown(served, host):
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    assert "<strong>6</strong> of 6 points" in served.page()
    assert f"Commit {sha[:10]}, received" in served.page()
    assert jobs(served) == [("ada", "tiny", "done", "")]
    assert list(host.spool.iterdir()) == []


def test_the_record_and_the_attempt_say_when_it_came_and_how(served, host):
    sha = host.push("tiny-ada", {"tiny.py": RIGHT})
    spooled = next(host.spool.iterdir()).read_text()
    received = int(spooled.partition("received ")[2].split()[0]) * 1_000_000
    served.once()
    record = read_record(served.results / ".grader/records/tiny/ada.json")
    assert (record.hand_in.received_us, record.hand_in.via) == (received, "git")
    assert record.submission == f"tiny-ada@{sha}"
    with sqlite3.connect(served.results / ".grader/gradebook.db") as book:
        assert book.execute('SELECT "commit", received, via, number FROM attempt').fetchall() == [
            (sha, received, "git", 1)
        ]
        assert book.execute("SELECT kind FROM run").fetchall() == [("push",)]


def test_every_attempt_is_kept_and_the_best_counts(served, host):
    for text in (WRONG, RIGHT, WRONG + "# again\n"):
        host.push("tiny-ada", {"tiny.py": text})
        served.once()
    with Gradebook.open(f"sqlite:///{served.results}/.grader/gradebook.db", create=False) as book:
        (grade,) = book.grades(["ada"])
    assert (grade.attempts, grade.final) == (3, 6 * POINT)


def test_a_commit_with_the_files_of_an_earlier_one_gets_its_record(served, host):
    for text in (RIGHT, WRONG):
        host.push("tiny-ada", {"tiny.py": text})
        served.once()
    newest = host.push("tiny-ada", {"tiny.py": RIGHT})
    with served.opened() as server:
        server.pool.executor = None  # nothing may be graded
        server.run_once()
    assert "<strong>6</strong> of 6 points" in served.page()
    assert newest[:10] in served.page()
    with sqlite3.connect(served.results / ".grader/gradebook.db") as book:
        assert book.execute("SELECT count(*) FROM attempt").fetchone() == (3,)


def test_what_cannot_be_read_is_told_with_the_earlier_result(served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    host.push("tiny-ada", {"tiny.py": "\0"})
    served.once()
    assert "could not be read" in served.page()
    assert "NUL byte" in served.page()
    assert "<strong>6</strong> of 6 points" in served.page()


def test_a_first_push_that_cannot_be_read_is_no_zero(served, host):
    host.push("tiny-ada", {"notes.txt": "nothing yet"})
    served.once()
    assert "It holds no Python file" in served.page()
    report = json.loads((served.results / "ada/tiny/report.json").read_text())
    assert report["score"] is None


def test_a_repository_may_hold_a_folder_for_each_assignment(served, host):
    served.configure(
        f'[[source]]\nkind = "git"\nfetch = "{host.fetch}"\nrepositories = "{{student}}"\nfolder = "{{assignment}}"\n'
        f'spool = "{host.spool}"\n'
    )
    host.push("ada", {"tiny/tiny.py": RIGHT, "other/link": "x"})
    served.once()
    assert "<strong>6</strong> of 6 points" in served.page()
    host.push("ada", {"other/more": "y"})
    served.once()
    assert [state for _, assignment, state, _ in jobs(served) if assignment] == ["done"]


def test_a_list_says_whose_a_repository_is(served, host):
    (served.course / "repos.csv").write_text("repository,student,assignment\nteam-7,ada,tiny\n")
    served.configure(f'[[source]]\nkind = "git"\nfetch = "{host.fetch}"\nroster = "repos.csv"\n')
    host.push("team-7", {"tiny.py": RIGHT})
    served.once()
    assert "<strong>6</strong> of 6 points" in served.page()


def test_a_repository_of_nobody_known_is_listed_and_taken_up_when_it_is_known(served, host):
    roster = served.course / "repos.csv"
    roster.write_text("repository,student,assignment\nteam-7,ada,tiny\n")
    served.configure(
        f'[[source]]\nkind = "git"\nfetch = "{host.fetch}"\nroster = "repos.csv"\nspool = "{host.spool}"\n'
    )
    host.push("team-8", {"tiny.py": RIGHT})
    served.once()
    assert jobs(served) == []
    roster.write_text("repository,student,assignment\nteam-8,bob,tiny\n")
    served.once()
    assert jobs(served) == [("bob", "tiny", "done", "")]


def test_a_poll_finds_what_no_hook_told(served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT}, hook=False)
    served.once()
    served.once()
    assert jobs(served) == [("ada", "tiny", "done", "")]


def test_other_branches_are_not_graded_and_submit_tags_are(served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT}, ref="refs/heads/try")
    host.push("tiny-ada", {"tiny.py": WRONG}, ref="refs/tags/submit/1")
    served.once()
    assert jobs(served) == [("ada", "tiny", "done", "")]
    assert "<strong>6</strong>" not in served.page()


def test_a_force_push_to_an_old_commit_is_a_push(served, host):
    first = host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    host.push("tiny-ada", {"tiny.py": WRONG})
    served.once()
    git("push", "--quiet", "--force", "origin", f"{first}:main", cwd=host.clone("tiny-ada"))
    served.once()
    assert [state for *_, state, _ in jobs(served)] == ["done"] * 3
    assert "<strong>6</strong> of 6 points" in served.page()


def test_the_dates_of_a_commit_are_never_read(served, host):
    dates = {"GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z", "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z"}
    begun = time.time_ns() // 1_000_000_000 * 1_000_000
    host.push("tiny-ada", {"tiny.py": RIGHT}, **dates)
    served.once()
    record = read_record(served.results / ".grader/records/tiny/ada.json")
    assert begun <= record.hand_in.received_us <= time.time_ns() // 1000


def test_a_poll_says_that_a_push_came_after_the_poll_before(served, host):
    host.push("tiny-ada", {"tiny.py": RIGHT}, hook=False)
    served.once()
    between = time.time_ns() // 1000
    host.push("tiny-ada", {"tiny.py": WRONG}, hook=False)
    served.once()
    with sqlite3.connect(served.results / ".grader/push.db") as queue:
        (first, second) = queue.execute("SELECT earliest, received FROM push ORDER BY id").fetchall()
    assert first[0] is None
    assert second[0] < between < second[1]
    record = read_record(served.results / ".grader/records/tiny/ada.json")
    assert record.hand_in.received_us == second[0]
