"""The steps of a job where something goes wrong, and exercises that are timed."""

from __future__ import annotations

import contextlib
from concurrent.futures import Future

import pytest
from push_host import RIGHT, WRONG, jobs

from grader.course import load_course
from grader.errors import CourseError
from grader.grading.ungraded import lost_record
from grader.model import Record, Report

PERFORMANCE = """
[[performance]]
id = "fast"
task = "double"
sizes = ["10"]
tolerance = 1e-6
[[performance.tiers]]
name = "half"
least = 0.5
points = 2
[limits]"""


class NotedExecutor:
    """Gives records without grading, and notes what it was asked."""

    width = 1

    def __init__(self) -> None:
        self.asked: list[tuple[str, bool]] = []
        self.answer = self.graded

    def graded(self, work) -> Record:
        clock = work.trial is None
        report = Report(
            assignment="tiny", title="Tiny", student=work.submission.student, score=8.0 if clock else 6.0,
            max_score=8.0 if clock else 6.0,
        )  # fmt: skip
        return Record(
            key="key", report=report, submission=work.submission.origin, hand_in=work.submission.hand_in
        )

    def submit(self, work) -> Future[Record]:
        self.asked.append((work.submission.student, work.trial is None))
        future: Future[Record] = Future()
        try:
            future.set_result(self.answer(work))
        except (CourseError, ZeroDivisionError) as error:
            future.set_exception(error)
        return future


@pytest.fixture
def executor(monkeypatch):
    found = NotedExecutor()

    @contextlib.contextmanager
    def use(self, assignment):
        yield found

    monkeypatch.setattr("grader.serve.executor_pool.ExecutorPool.executor", use)
    return found


@pytest.fixture
def timed(tiny_course):
    tiny_course.change("tiny/assignment.toml", "[limits]", PERFORMANCE)
    tiny_course.write("tiny/hidden/benchmark.py", "")


def test_correctness_is_shown_at_once_and_the_clock_runs_when_nothing_else_waits(
    served, host, executor, timed
):
    for student in ("ada", "bob"):
        host.push(f"tiny-{student}", {"tiny.py": RIGHT})
    served.once()
    assert executor.asked == [("ada", False), ("bob", False), ("ada", True), ("bob", True)]
    assert "<strong>8</strong> of 8 points" in served.page()


def test_before_the_clock_the_page_says_that_it_comes(served, host, executor, timed):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    with served.opened() as server:
        server.sources["git"][1].take_spooled()
        server.loop.fetch_all(once=True)
        server.loop._grade(server.queue.claim("grading"))
        assert "The times are taken when no other commit waits." in served.page()
        assert "<strong>6</strong> of 6 points" in served.page()
        host.push("tiny-ada", {"tiny.py": WRONG})
        server.sources["git"][1].take_spooled()
    assert [state for *_, state, _ in jobs(served)] == ["superseded", "waiting"]


def test_a_submission_whose_processes_end_is_tried_four_times_and_is_no_zero(served, host, executor):
    executor.answer = lambda work: lost_record(served_assignment(served), work.submission)
    host.push("tiny-ada", {"tiny.py": RIGHT})
    with served.opened() as server:
        server.sources["git"][1].take_spooled()
        server.loop.fetch_all(once=True)
        for _ in range(4):
            server.database.write(lambda connection: connection.execute("UPDATE job SET not_before = 0"))
            server.loop.grade_all(once=True)
    assert len(executor.asked) == 4
    ((*_, state, reason),) = jobs(served)
    assert state == "failed"
    assert reason
    assert "Not graded" in served.page()


def served_assignment(served):
    return load_course(served.course).assignment("tiny")


def test_a_fault_of_the_course_waits_until_it_is_corrected(served, host, executor):
    def broken(work):
        raise CourseError("tiny: the reference does not pass")

    executor.answer = broken
    host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    ((*_, state, reason),) = jobs(served)
    assert (state, reason) == ("waiting", "tiny: the reference does not pass")


def test_a_fault_of_ours_with_one_commit_keeps_no_other_from_being_graded(served, host, executor, caplog):
    def broken(work):
        if work.submission.student == "ada":
            raise ZeroDivisionError("of ours")
        return executor.graded(work)

    executor.answer = broken
    for student in ("ada", "bob"):
        host.push(f"tiny-{student}", {"tiny.py": RIGHT})
    served.once()
    assert [(state, reason) for *_, state, reason in jobs(served)] == [
        ("waiting", "a fault of the server: ZeroDivisionError"), ("done", ""),
    ]  # fmt: skip


def test_contents_that_are_gone_are_fetched_once_more(served, host, executor):
    host.push("tiny-ada", {"tiny.py": RIGHT})
    with served.opened() as server:
        server.sources["git"][1].take_spooled()
        server.loop.fetch_all(once=True)
        (kept,) = (served.results / ".grader/submissions/tiny").iterdir()
        kept.unlink()
        server.run_once()
    assert [state for *_, state, _ in jobs(served)] == ["done"]


def test_an_older_tag_that_is_graded_last_stays_an_attempt_and_no_page(served, host):
    first = host.push("tiny-ada", {"tiny.py": WRONG}, ref="refs/tags/submit/1")
    with served.opened() as server:
        server.sources["git"][1].take_spooled()
        server.loop.fetch_all(once=True)
        server.database.write(lambda connection: connection.execute("UPDATE job SET not_before = 1 << 62"))
        second = host.push("tiny-ada", {"tiny.py": RIGHT})
        server.run_once()
        server.database.write(lambda connection: connection.execute("UPDATE job SET not_before = 0"))
        server.run_once()
    assert [state for *_, state, _ in jobs(served)] == ["done", "done"]
    assert second[:10] in served.page()
    assert first[:10] not in served.page()
    assert "<strong>6</strong> of 6 points" in served.page()
