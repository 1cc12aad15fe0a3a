"""The outbox: each result once, within what a forge takes, again after a failure, and never more than the page says."""

from __future__ import annotations

import pytest
from forge_double import ForgeDouble
from test_push_queue import ADA, BOB, Queue

from grader.serve.outbox import Outbox
from grader.serve.page_address import PageAddresses
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import PostLater, PostRefused
from grader.serve.queue_rule import HOUR_US, SECOND_US, PostBudget
from grader.serve.queued_post import QueuedPost

SETTINGS = SourceSettings(kind="github", name="git", fetch="https://example.org/{name}.git")


class Posting(Queue):
    """A queue with an outbox to a forge."""

    def __init__(self, folder, budget: PostBudget | None = None) -> None:
        super().__init__(folder)
        self.forge = ForgeDouble(SETTINGS)
        self.outbox = Outbox(
            self.database, self.forge, PageAddresses(b"key"), "https://push.example.org", budget, self.clock
        )  # fmt: skip

    def result(self, sha: str, points: int, owner=ADA) -> None:
        self.push(sha, owner)
        self.fetch()
        job = self.claim("grading")
        body = f'{{"state":"failure","description":"{points} of 6 points"}}'
        self.queue.ended(job, "done", posts=[QueuedPost("status", f"digest {points}", body)])

    def sent(self) -> list[tuple[str, str]]:
        return [(result.sha.lstrip("0"), result.description) for _, result, _ in self.forge.posted]


@pytest.fixture
def posting(tmp_path):
    found = Posting(tmp_path)
    yield found
    found.database.close()


def test_a_result_is_posted_once_with_the_address_of_the_page(posting):
    posting.result("a", 4)
    assert posting.outbox.send_due() == 1
    assert posting.outbox.send_due() == 0
    ((target, result, remote_id),) = posting.forge.posted
    assert (target, result.state, result.description, remote_id) == ("status", "failure", "4 of 6 points", "")
    assert result.page_url == "https://push.example.org" + PageAddresses(b"key").path("ada", "tiny")


def test_no_address_of_a_page_lies_in_the_queue(posting, tmp_path):
    posting.result("a", 4)
    token = PageAddresses(b"key").token("ada", "tiny").encode()
    assert not any(token in path.read_bytes() for path in (tmp_path / ".grader").iterdir())


def test_a_forge_that_is_down_gets_the_newest_result_later(posting):
    posting.forge.trouble = PostLater("no connection")
    for number, sha in enumerate("abc"):
        posting.result(sha, number)
        posting.outbox.send_due()
        posting.clock.now += 1200 * SECOND_US
    posting.forge.trouble = None
    posting.clock.now += HOUR_US
    posting.outbox.send_due()
    assert posting.sent() == [("c", "2 of 6 points")]


def test_a_forge_that_wants_to_be_left_alone_is(posting):
    posting.forge.trouble = PostLater("too many requests", seconds=100)
    posting.result("a", 1)
    posting.outbox.send_due()
    posting.forge.trouble = None
    posting.clock.now += 90 * SECOND_US
    assert posting.outbox.send_due() == 0
    posting.clock.now += 11 * SECOND_US
    assert posting.outbox.send_due() == 1


def test_what_a_forge_refuses_is_parked_and_listed(posting):
    posting.forge.trouble = PostRefused("404: no such repository")
    posting.result("a", 1)
    posting.outbox.send_due()
    assert posting.rows("SELECT state, reason FROM post") == [("parked", "404: no such repository")]


def test_what_was_parked_is_posted_when_the_staff_asks_for_it_again(posting):
    posting.forge.trouble = PostRefused("401: the token is not accepted")
    posting.result("a", 1)
    posting.outbox.send_due()
    posting.forge.trouble = None
    assert posting.outbox.send_due() == 0
    posting.queue.again("tiny", "bob")
    assert posting.outbox.send_due() == 0
    posting.queue.again("tiny", "ada")
    assert posting.outbox.send_due() == 1
    assert posting.sent() == [("a", "1 of 6 points")]


def test_after_a_day_of_failures_a_post_is_parked(posting):
    posting.forge.trouble = PostLater("down")
    posting.result("a", 1)
    for _ in range(200):
        posting.outbox.send_due()
        posting.clock.now += 900 * SECOND_US
    assert posting.rows("SELECT state FROM post") == [("parked",)]


def test_the_second_half_of_an_hours_budget_is_for_those_without_a_post(tmp_path):
    posting = Posting(tmp_path, PostBudget(a_minute=60, an_hour=4))
    for sha, owner in (("a1", ADA), ("b1", BOB), ("a2", ADA)):
        posting.result(sha, int(sha[1]), owner)
        posting.outbox.send_due()
    assert [sha for sha, _ in posting.sent()] == ["a1", "b1"]
    posting.clock.now += HOUR_US
    posting.outbox.send_due()
    assert [sha for sha, _ in posting.sent()] == ["a1", "b1", "a2"]
    posting.database.close()


def test_a_result_that_changes_back_is_posted_again(posting):
    posting.result("a", 1)
    posting.outbox.send_due()
    for points in (2, 1):
        posting.queue.again("tiny")
        posting.clock.now += SECOND_US
        job = posting.claim("grading")
        body = f'{{"state":"failure","description":"{points} of 6 points"}}'
        posting.queue.ended(job, "done", posts=[QueuedPost("status", f"digest {points}", body)])
        posting.outbox.send_due()
    assert [text for _, text in posting.sent()] == ["1 of 6 points", "2 of 6 points", "1 of 6 points"]


def test_a_comment_is_edited_with_the_id_of_the_one_before(posting):
    for number, sha in enumerate("ab"):
        posting.push(sha)
        posting.fetch()
        body = f'{{"state":"failure","description":"{number}"}}'
        posting.queue.ended(
            posting.claim("grading"), "done", posts=[QueuedPost("comment", f"{number}", body)]
        )
        posting.outbox.send_due()
    assert [remote_id for _, _, remote_id in posting.forge.posted] == ["", "remote 1"]
