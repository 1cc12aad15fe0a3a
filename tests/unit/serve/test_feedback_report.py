"""From a push to `report.md`: what the page may show, of each assignment, once; and never a push that is graded."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feedback_host import REF, feedback, open_to_all, refs
from markdown_it import MarkdownIt
from push_host import PLAIN, RIGHT, WRONG, git, jobs
from test_feedback_branch import RESULT
from test_outbox import Posting
from test_page_release import due, visibility

from grader.exporters.github_markdown import inline
from grader.exporters.timing_lines import earned_all_points, timing_points, timing_summary
from grader.model import Report, TaskResult, TestResult, Verdict
from grader.phrases import timing_title
from grader.serve.feedback_text import FeedbackSection, feedback_text, with_details, without_details
from grader.serve.outbox import Outbox, PostBody, queued_posts
from grader.serve.push_source import Hint, PostRefused
from grader.serve.queue_rule import HOUR_US, PostBudget
from grader.serve.queue_view import staff_list
from grader.serve.repository_owner import Owner

ADDRESS = 'address = "https://push.example.org"\n'
BRANCH = 'report = ["branch"]\n'


@pytest.fixture
def reporting(served, host):
    """A plain git server to which results are written."""
    served.configure(ADDRESS + PLAIN.format(fetch=host.fetch, spool=host.spool) + BRANCH)
    return served


def repository(host, name: str = "tiny-ada") -> Path:
    return open_to_all(host.bare(name))


def posts(served) -> list[tuple[str, str]]:
    with served.opened() as server, server.database.reading() as connection:
        return [tuple(each) for each in connection.execute("SELECT target, state FROM post ORDER BY id")]


def test_a_plain_git_server_gets_nothing_unless_it_is_asked_for(served, host):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    assert list(refs(folder)) == ["refs/heads/main"]
    assert posts(served) == []


def test_a_post_that_is_not_in_report_any_more_is_refused(served, host):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    with served.opened() as server:
        source, _ = server.sources["git"]
        for target in ("branch", "status"):
            with pytest.raises(PostRefused, match=f'"{target}" is not in report any more'):
                source.post(target, RESULT, "")
    assert list(refs(folder)) == ["refs/heads/main"]


def test_points_tasks_reasons_and_hints_are_written_with_the_address_of_the_page(reporting, host):
    folder = repository(host)
    sha = host.push("tiny-ada", {"tiny.py": WRONG})
    reporting.once()
    text = feedback(folder)
    assert text.startswith("# Feedback\n")
    assert f"## Tiny\n\nCommit {sha[:10]}, received " in text
    assert "**2 of 6 points**" in text
    assert "| double | double | 0 / 4 |\n| total | total | 2 / 2 |" in text
    assert "You squared the values. Look at what doubling means." in text
    assert f"[The whole report](<https://push.example.org{reporting.path()}>)" in text
    assert "ada" not in text
    assert posts(reporting) == [("branch", "sent")]


def test_all_points_leave_nothing_to_explain(reporting, host):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    reporting.once()
    assert "**6 of 6 points**" in feedback(folder)
    assert "###" not in feedback(folder)


def test_a_commit_that_cannot_be_read_is_told_with_its_reason(reporting, host):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": "\0"})
    reporting.once()
    assert "NUL byte" in feedback(folder)
    assert "points" not in feedback(folder)


def test_before_the_due_date_it_says_what_the_status_says_and_follows_by_itself(reporting, host, tiny_course):
    folder = repository(host)
    visibility(tiny_course, "after_due_date")
    due(tiny_course, datetime.now(UTC) + timedelta(hours=1))
    host.push("tiny-ada", {"tiny.py": WRONG})
    reporting.once()
    text = feedback(folder)
    assert "The score is shown after the due date." in text
    for word in ("points", "double", "total", "squared", "Twice 3"):
        assert word not in text, word
    due(tiny_course, datetime.now(UTC) - timedelta(hours=1))
    reporting.once()
    assert "**2 of 6 points**" in feedback(folder)
    assert "You squared the values." in feedback(folder)


@pytest.fixture
def two_assignments(reporting, host, tiny_course):
    """One repository for each student, with a folder for each assignment."""
    shutil.copytree(tiny_course.folder / "tiny", tiny_course.folder / "second")
    tiny_course.change("second/assignment.toml", 'id = "tiny"', 'id = "second"')
    tiny_course.change("second/assignment.toml", 'title = "Tiny"', 'title = "Second"')
    reporting.configure(
        f'[[source]]\nkind = "git"\nfetch = "{host.fetch}"\nrepositories = "{{student}}"\nfolder = "{{assignment}}"\n'
        f'spool = "{host.spool}"\n' + BRANCH
    )
    return reporting


def test_each_assignment_of_a_repository_has_a_section_with_its_newest_result(two_assignments, host):
    folder = repository(host, "ada")
    host.push("ada", {"tiny/tiny.py": WRONG, "second/tiny.py": RIGHT})
    two_assignments.once()
    text = feedback(folder)
    assert text.index("## Second") < text.index("6 of 6 points") < text.index("## Tiny")
    assert text.index("## Tiny") < text.index("2 of 6 points")
    host.push("ada", {"tiny/tiny.py": RIGHT})
    two_assignments.once()
    assert feedback(folder).count("**6 of 6 points**") == 2
    assert "2 of 6" not in feedback(folder)


def test_a_kill_between_the_push_and_its_note_has_no_second_effect(reporting, host, monkeypatch):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": WRONG})

    class Killed(BaseException):
        """As if the process had ended."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "_note", killed)
        with reporting.opened() as server, pytest.raises(Killed):
            server.run_once()
    assert posts(reporting) == [("branch", "waiting")]
    before = refs(folder)
    assert "2 of 6 points" in feedback(folder)
    reporting.once()
    assert refs(folder) == before
    assert posts(reporting) == [("branch", "sent")]


def test_our_push_is_never_graded_nor_listed_whoever_tells_of_it(reporting, host):
    """A look at the repository, a file of the hook, and a webhook."""
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    reporting.once()
    ours = refs(folder)[REF]
    told = f"{'0' * 40} {ours} {REF}\n".encode()
    subprocess.run([folder / "hooks" / "post-receive"], input=told, cwd=folder, check=True)
    with reporting.opened() as server:
        _, watch = server.sources["git"]
        assert not watch.take(Hint(repository="tiny-ada", ref=REF, sha=ours, via="hook", delivery="1"))
        assert watch.take_spooled() == 1
        watch.poll()
        server.run_once()
        with server.database.reading() as connection:
            assert [each["ref"] for each in connection.execute("SELECT ref FROM push")] == ["refs/heads/main"]
            listed = staff_list(connection, [], server.queue.deadlines)
    assert (listed.unknown, listed.rejected, listed.failed, listed.posts) == ((), (), (), ())
    assert list(host.spool.iterdir()) == []
    assert [state for _, _, state, _ in jobs(reporting)] == ["done"]


def test_a_branch_in_the_way_parks_the_post_and_again_sends_it(reporting, host):
    folder = repository(host)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    git("branch", "feedback/x", "main", cwd=folder)
    reporting.once()
    with reporting.opened() as server, server.database.reading() as connection:
        ((state, reason),) = connection.execute("SELECT state, reason FROM post").fetchall()
    assert state == "parked"
    assert 'A branch whose name begins with "feedback/" is in the way' in reason
    assert "6</strong> of 6 points" in reporting.page()
    git("branch", "-D", "feedback/x", cwd=folder)
    with reporting.opened() as server:
        server.queue.again("tiny")
        server.run_once()
    assert "**6 of 6 points**" in feedback(folder)


def section(number: int) -> PostBody:
    return PostBody(state="failure", description="d", summary=f"## Tiny\n\nresult {number}")


@pytest.fixture
def posting(tmp_path):
    found = Posting(tmp_path)
    yield found
    found.database.close()


def ended(posting: Posting, job, number: int) -> None:
    posting.queue.ended(job, "done", posts=queued_posts(section(number), ("branch",)))


def summaries(posting: Posting) -> list[str]:
    return [result.summary for _, result, _ in posting.forge.posted]


def test_the_result_of_an_older_commit_that_ends_later_takes_no_newer_ones_place(posting):
    posting.push("a", ref="refs/tags/submit/1")
    posting.push("b", ref="refs/tags/submit/2")
    posting.fetch()
    older = posting.claim("grading")
    ended(posting, older, 1)
    ended(posting, posting.claim("grading"), 2)
    posting.queue.posted(older, queued_posts(section(3), ("branch",)))
    assert posting.outbox.send_due() == 2
    assert ["result 2" in text and "result 3" not in text for text in summaries(posting)] == [True, True]


def test_what_is_sent_again_an_hour_later_is_the_same(posting, monkeypatch):
    """The moment of the commit is that of the push: with the same text it makes the same commit."""
    posting.push("a")
    posting.fetch()
    job = posting.claim("grading")
    ended(posting, job, 1)
    with monkeypatch.context() as patch:
        patch.setattr(Outbox, "_note", lambda *_: None)
        assert posting.outbox.send_next()
    posting.clock.now += HOUR_US
    assert posting.outbox.send_due() == 1
    (_, first, _), (_, second, _) = posting.forge.posted
    assert first == second
    assert first.received_us == job.received_us


@pytest.fixture
def one_an_hour(tmp_path):
    found = Posting(tmp_path, PostBudget(a_minute=60, an_hour=1))
    yield found
    found.database.close()


def test_a_status_and_the_branch_have_a_budget_each_and_a_status_holds_no_report(one_an_hour):
    posting = one_an_hour
    posting.push("a")
    posting.fetch()
    posting.queue.ended(
        posting.claim("grading"), "done", posts=queued_posts(section(1), ("status", "branch"))
    )
    assert posting.outbox.send_due() == 2
    assert [(target, result.summary != "") for target, result, _ in posting.forge.posted] == [
        ("status", False),
        ("branch", True),
    ]
    assert posting.rows("SELECT target FROM post WHERE body LIKE '%result 1%'") == [("branch",)]


def test_repositories_do_not_see_each_others_results(posting):
    for number, owner in enumerate((Owner("ada", "tiny"), Owner("bob", "tiny"))):
        posting.push(f"{number + 1}", owner)
        posting.fetch()
        ended(posting, posting.claim("grading"), number)
    posting.outbox.send_due()
    first, second = summaries(posting)
    assert ("result 0" in first, "result 1" in first) == (True, False)
    assert ("result 0" in second, "result 1" in second) == (False, True)


ATTACKS = (
    "[link](http://evil.example) ![img](https://evil.example/x.png)",
    "<script>alert(1)</script> <img src=x> <!-- hidden",
    "</details></summary><h1>Score: 100</h1>",
    "see http://evil.example and www.evil.example, a@evil.example",
    "@everyone @all #12 org/repo#3 GH-4 !12 ~bug %1 &3 $4 :smile: ^alert#1 [issue:1]",
    "```\nclosed\n```\n# out\n\n[x]: http://evil.example",
    "~~~~\nout\n~~~~~",
    "    ```\n| a | b |\n|---|---|\n| 1 | 2 |",
    "a\x00b\x08\ufffe\ud800\u202e \u2028```\u2029# out",
    "`" * 200 + "\n" + "x" * 3000,
)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def hostile(text: str) -> str:
    tests = tuple(
        TestResult(
            id=f"hidden/t.py::{verdict}", task="double", origin="hidden", title="A title.", points=0.0, max_points=2.0,
            verdict=Verdict(verdict), message=text, hint=text, detail=text, output=text,
        )
        for verdict in ("failed", "error", "timeout")
    )  # fmt: skip
    report = Report(
        assignment="tiny", title="Tiny", student="ada", score=0.0, max_score=6.0, tests=tests, notices=(text, text),
        tasks=(TaskResult(id="double", function="double", title="Double", points=0.0, max_points=6.0),),
    )  # fmt: skip
    parts = with_details(report, "About.", "0 of 6 points"), without_details("Tiny", "About.", text)
    return feedback_text([FeedbackSection(each, "https://push.example.org/r/0/") for each in parts])


def elements(text: str) -> list[tuple[str, str]]:
    """What Markdown makes of it, without the contents of blocks of code."""
    found = []
    for token in MARKDOWN.parse(text):
        found.append((token.type, "" if token.type == "fence" else token.content))
        found += [(each.type, each.content) for each in token.children or ()]
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_submission_makes_a_link_an_image_html_or_a_mention(attack):
    """All of it stands in blocks of code: outside of them the file is that of an honest submission."""
    text = hostile(attack)
    assert elements(text) == elements(hostile("text"))
    assert len(text.encode()) < 20_000


def test_what_was_timed_has_its_points_and_what_was_not_earned_its_reason(sample):
    for report in (*sample.SPEEDS, sample.ENDINGS):
        text = with_details(report, "About.", "points")
        for each in report.performance:
            row = (
                f"| {inline(timing_title(each))} | {inline(each.function)} | {timing_points(report, each)} |"
            )
            assert row in text
            told = timing_summary(each)[:40] in text
            assert told == (each.ending != "not run" and not earned_all_points(each))


def test_a_report_with_many_entries_is_cut_after_whole_ones():
    tests = tuple(
        TestResult(
            id=f"hidden/t.py::{number}", task="double", origin="hidden", title=f"Title {number}.", points=0.0,
            max_points=1.0, verdict=Verdict("failed"), message=f"Off by {number}.",
        )
        for number in range(20)
    )  # fmt: skip
    report = Report(assignment="tiny", title="Tiny", student="ada", score=0.0, max_score=20.0, tests=tests)
    text = with_details(report, "About.", "0 of 20 points")
    assert text.count("###") == 15
    assert text.endswith("5 more entries are in the whole report.")
