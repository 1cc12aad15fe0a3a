"""Pages obey the feedback policy and its dates, and follow what the staff decides while the server runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from forge_double import push_payload
from push_host import RIGHT, WRONG

from grader.gradebook.book import Gradebook
from grader.serve.push_source import Delivery


def visibility(tiny_course, words: str) -> None:
    tiny_course.change("tiny/assignment.toml", "[limits]", f'[feedback]\nvisibility = "{words}"\n[limits]')


def due(tiny_course, moment: datetime) -> None:
    lines = (tiny_course.folder / "tiny/assignment.toml").read_text().splitlines()
    kept = [line for line in lines if not line.startswith("due")]
    tiny_course.write("tiny/assignment.toml", "\n".join([f'due = "{moment:%Y-%m-%d %H:%M}"', *kept]))


def push(server, host, text: str, delivery: str = "1") -> str:
    sha = host.push("tiny-ada", {"tiny.py": text}, hook=False)
    source, watch = server.sources["forge"]
    for hint in source.pushes(Delivery(id=delivery, event="push", body=push_payload("tiny-ada", sha))):
        watch.take(hint)
    server.run_once()
    return sha


def posted(forges) -> list[tuple[str, str]]:
    return [(result.state, result.description) for _, result, _ in forges.opened.posted]


def test_all_points_are_a_success_and_fewer_a_failure(served, host, forges):
    with served.opened() as server:
        push(server, host, WRONG)
        push(server, host, RIGHT, "2")
        push(server, host, "\0", "3")
    assert posted(forges)[:2] == [("failure", "2 of 6 points"), ("success", "6 of 6 points")]
    state, words = posted(forges)[2]
    assert state == "error"
    assert "NUL byte" in words


def test_before_the_due_date_neither_page_nor_post_tells_the_score(served, host, forges, tiny_course):
    visibility(tiny_course, "after_due_date")
    due(tiny_course, datetime.now(UTC) + timedelta(hours=1))
    with served.opened() as server:
        push(server, host, WRONG)
    assert posted(forges) == [("success", "The score is shown after the due date.")]
    assert "of 6 points" not in served.page()
    assert '"score": null' in (served.results / "ada/tiny/report.json").read_text()


def test_after_the_due_date_page_and_post_follow_by_themselves(served, host, forges, tiny_course):
    visibility(tiny_course, "after_due_date")
    due(tiny_course, datetime.now(UTC) + timedelta(hours=1))
    with served.opened() as server:
        push(server, host, WRONG)
    due(tiny_course, datetime.now(UTC) - timedelta(hours=1))
    with served.opened() as server:
        server.run_once()
    assert posted(forges)[-1] == ("failure", "2 of 6 points")
    assert "<strong>2</strong> of 6 points" in served.page()


def test_a_page_shows_the_grade_when_it_is_published_and_follows_an_adjustment(
    served, host, forges, tiny_course
):
    visibility(tiny_course, "after_published")
    with served.opened() as server:
        push(server, host, WRONG)
        assert "of 6 points" not in served.page()
        with Gradebook.open(f"sqlite:///{served.results}/.grader/gradebook.db") as book:
            book.entries.publish("tiny", who="staff")
            server.run_once()
            assert "<strong>2</strong> of 6 points" in served.page()
            book.entries.adjust("ada", "tiny", points=10_000, who="staff", reason="task 2 was unclear")
        server.run_once()
    assert "task 2 was unclear" in served.page()
    assert posted(forges)[-1] == ("failure", "2 of 6 points")


def test_pages_are_not_written_again_while_nothing_changes(served, host, forges):
    with served.opened() as server:
        push(server, host, RIGHT)
        written = (served.results / "ada/tiny/report.html").stat().st_mtime_ns
        server.run_once()
    assert (served.results / "ada/tiny/report.html").stat().st_mtime_ns == written


def test_the_address_of_a_page_is_a_link_that_a_web_server_can_follow(served, host, forges):
    with served.opened() as server:
        push(server, host, RIGHT)
    link = served.results / ".pages" / served.path().strip("/")
    assert (link / "report.html").read_text() == served.page()


def test_a_commit_that_waits_long_is_told_once(served, host, forges):
    with served.opened() as server:
        server.loop.seconds["tiny"] = 30.0
        source, watch = server.sources["forge"]
        for student in ("ada", "bob"):
            payload = push_payload(
                f"tiny-{student}", host.push(f"tiny-{student}", {"tiny.py": RIGHT}, hook=False)
            )
            for hint in source.pushes(Delivery(id=student, event="push", body=payload)):
                watch.take(hint)
        assert [server._notice.look() for _ in range(2)] == [1, 0]
        server._outboxes[0].send_due()
        assert posted(forges) == [("pending", "Waiting: place 2 of 2.")]
        server.run_once()
    assert sorted(posted(forges)[1:]) == [("success", "6 of 6 points")] * 2
