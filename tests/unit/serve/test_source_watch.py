"""When a push came that a poll found: as the server says, or after the poll before."""

from __future__ import annotations

import pytest
from forge_double import ForgeDouble

from grader.serve import source_watch
from grader.serve.push_queue import PushQueue
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import Hint
from grader.serve.queue_database import QueueDatabase, rows
from grader.serve.queue_rule import SECOND_US
from grader.serve.repository_owner import RepositoryOwners
from grader.serve.source_watch import SourceWatch

MAIN = "refs/heads/main"
FIRST, SECOND = "a" * 40, "b" * 40
BEGIN = 1_000_000 * SECOND_US
MINUTE = 60 * SECOND_US


class Watched:
    """A watch of one repository, with a clock that the test sets."""

    def __init__(self, folder, monkeypatch) -> None:
        settings = SourceSettings(kind="github", fetch="x/{name}", repositories="{assignment}-{student}")
        self.now = BEGIN
        monkeypatch.setattr(source_watch, "now_us", lambda: self.now)
        self.database = QueueDatabase(folder)
        self.queue = PushQueue(self.database, per_hour=3, clock=lambda: self.now)
        self.forge = ForgeDouble(settings)
        self.asked: list[str] = []
        self.watch = SourceWatch(self.forge, RepositoryOwners.of(settings, folder, ["tiny"]), self.queue)
        said = self.forge.pushed_us
        monkeypatch.setattr(self.forge, "pushed_us", lambda hint: self.asked.append(hint.sha) or said(hint))

    def poll(
        self, sha: str, now: int, ref: str = MAIN, repository: str = "tiny-ada"
    ) -> tuple[int, int | None]:
        """Look when a branch is at a commit; when its push was received, and the earliest time of it."""
        self.now = now
        self.forge.refs = {repository: {ref: sha}}
        self.watch.poll()
        with self.database.reading() as connection:
            last = rows(connection, "SELECT received, earliest FROM push ORDER BY id DESC")[0]
        return last["received"], last["earliest"]


@pytest.fixture
def watched(tmp_path, monkeypatch):
    found = Watched(tmp_path, monkeypatch)
    yield found
    found.database.close()


@pytest.mark.parametrize("late", [0, 7 * MINUTE])
def test_the_time_of_the_server_counts(watched, late):
    """That of the first look, too, after which nothing was looked at before."""
    watched.forge.pushed = {FIRST: BEGIN - 90 * MINUTE, SECOND: BEGIN + 3 * MINUTE}
    assert watched.poll(FIRST, BEGIN) == (BEGIN - 90 * MINUTE, None)
    assert watched.poll(SECOND, BEGIN + 10 * MINUTE + late) == (BEGIN + 3 * MINUTE, None)


def test_the_server_is_asked_once_for_each_new_commit(watched):
    for now in range(3):
        watched.poll(FIRST, BEGIN + now * MINUTE)
    watched.poll(SECOND, BEGIN + 3 * MINUTE)
    watched.poll(SECOND, BEGIN + 4 * MINUTE, "refs/heads/other")
    watched.poll(SECOND, BEGIN + 5 * MINUTE, repository="notes")
    assert watched.asked == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("said", "received"),
    [(-60 * SECOND_US, 0), (0, 0), (11 * MINUTE, 10 * MINUTE), (10 * MINUTE, 10 * MINUTE)],
)
def test_a_time_a_little_outside_of_the_polls_becomes_that_of_the_nearer_one(watched, said, received):
    watched.poll(FIRST, BEGIN)
    watched.forge.pushed = {SECOND: BEGIN + said}
    assert watched.poll(SECOND, BEGIN + 10 * MINUTE) == (BEGIN + received, None)


@pytest.mark.parametrize("said", [None, -3 * MINUTE, 13 * MINUTE])
def test_a_time_far_outside_of_the_polls_is_not_used(watched, said):
    watched.poll(FIRST, BEGIN)
    if said is not None:
        watched.forge.pushed = {SECOND: BEGIN + said}
    assert watched.poll(SECOND, BEGIN + 10 * MINUTE) == (BEGIN + 10 * MINUTE, BEGIN)


def test_a_webhook_that_comes_after_the_poll_changes_no_time(watched):
    watched.poll(FIRST, BEGIN)
    watched.forge.pushed = {SECOND: BEGIN + MINUTE}
    watched.poll(SECOND, BEGIN + 2 * MINUTE)
    watched.now = BEGIN + 60 * MINUTE
    assert not watched.watch.take(Hint(repository="tiny-ada", ref=MAIN, sha=SECOND, via="hook", delivery="d"))
    assert watched.poll(SECOND, BEGIN + 61 * MINUTE) == (BEGIN + MINUTE, None)
