"""``grader serve status``, ``pages``, ``again`` and ``hook``: the queue from outside of the server."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from grader.cli import terminal
from grader.course import Course
from grader.errors import UsageError
from grader.serve.due_dates import Deadlines
from grader.serve.page_address import PageAddresses
from grader.serve.push_queue import PushQueue
from grader.serve.push_settings import load_settings
from grader.serve.queue_database import FILE, QueueDatabase, opened
from grader.serve.queue_view import ListedJob, StaffList, known_places, staff_list
from grader.serve.spool_folder import hook_script


def print_status(folder: Path, *, as_json: bool) -> None:
    """Print what the queue holds."""
    with opened(_queue_file(folder)) as connection:
        order = [
            row["id"]
            for row in connection.execute(
                "SELECT id FROM job WHERE state = 'waiting' ORDER BY clock, rank, place"
            )
        ]
        listed = staff_list(connection, order, Deadlines())
    if as_json:
        terminal.say_json(msgspec.to_builtins(listed))
        return
    _print(listed)


def print_pages(course: Course, folder: Path) -> None:
    """Print the addresses of students' pages as CSV."""
    with opened(_queue_file(folder)) as connection:
        places = known_places(connection, course.assignment_ids())
    addresses, start = PageAddresses.of(course, folder), load_settings(course).address.rstrip("/")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("student", "assignment", "address"))
    writer.writerows((*place, start + addresses.path(*place)) for place in places)
    for line in text.getvalue().splitlines():
        terminal.say(line)


def queue_again(folder: Path, assignment: str, student: str, *, failed: bool) -> None:
    """Let the newest commits wait once more."""
    _queue_file(folder)
    with closing(QueueDatabase(folder)) as database:
        count = PushQueue(database, per_hour=1).again(assignment, student, failed=failed)
    if not count:
        whose = f" of {student}" if student else ""
        raise UsageError(
            f"{assignment}: no commit{whose} can be graded again. 'grader serve status' shows what there is."
        )
    terminal.say(f"{assignment}: {count} to be graded again.")


def print_hook(course: Course, title: str | None) -> None:
    """Print the hook of a source."""
    found = [
        source for source in load_settings(course).source if source.spool and title in (None, source.title)
    ]
    if len(found) != 1:
        raise UsageError(
            "push.toml has no such source with a spool folder."
            if not found
            else f"Several sources have a spool folder: {', '.join(each.title for each in found)}. "
            "Name one with --source."
        )
    terminal.block(hook_script(Path(found[0].spool)))


def _queue_file(folder: Path) -> Path:
    path = folder / ".grader" / FILE
    if not path.is_file():
        raise UsageError(f"{folder}: there is no queue here. Name the folder of 'grader serve' with -o.")
    return path


def _print(listed: StaffList) -> None:
    counts = ", ".join(f"{number} {state}" for state, number in sorted(listed.counts.items()))
    terminal.say(counts or "Nothing was pushed yet.")
    for heading, jobs in (
        ("Could not be graded", listed.failed), ("Waiting", listed.waiting), ("Being graded", listed.running),
        ("Could not be read", listed.rejected), ("Near a deadline", listed.doubtful),
    ):  # fmt: skip
        _print_jobs(heading, jobs)
    for post in listed.posts:
        terminal.say(f"Post {post.state}: {post.repository} {post.target}: {post.reason}")
    for name in listed.unknown:
        terminal.say(f"Of nobody known: {name}")


def _print_jobs(heading: str, jobs: Sequence[ListedJob]) -> None:
    if jobs:
        terminal.say(terminal.styled(heading, bold=True))
    for job in jobs:
        reason = f": {job.reason}" if job.reason else ""
        terminal.say(f"  {job.student}  {job.assignment}  {job.commit[:10]}  {job.state}{reason}")
