"""Pages that the server makes when they are asked for: a commit that waits, and the list for the staff."""

from __future__ import annotations

from collections.abc import Mapping

from grader.gradebook.point_in_time import moment_text
from grader.messages import say
from grader.reports.page import render
from grader.serve.page_address import PageAddresses
from grader.serve.queue_rule import PENDING_S
from grader.serve.queue_view import QueuePlace, StaffList
from grader.text import count


def waiting_page(title: str, student: str, place: QueuePlace, zone: str, *, earlier: bool) -> str:
    """The page of a commit that is not graded yet."""
    return render(
        "push_wait.html.j2", heading=f"{title} · {student}", title=title, student=student,
        headline=_headline(place), lines=_lines(place), earlier=earlier,
        commit=say("push.commit", commit=place.sha[:10], when=_when(place.received_us, zone)),
    )  # fmt: skip


def nothing_page(title: str, student: str) -> str:
    """The page of a student of whom nothing came."""
    return render(
        "push_wait.html.j2", heading=f"{title} · {student}", title=title, student=student,
        headline=say("push.nothing"), lines=(), earlier=False, commit="",
    )  # fmt: skip


def staff_page(course: str, listed: StaffList, zone: str, addresses: PageAddresses) -> str:
    """What waits, what failed, and what has to be looked at."""
    jobs = (*listed.waiting, *listed.running, *listed.failed, *listed.rejected, *listed.doubtful)
    paths: Mapping[tuple[str, str], str] = {
        (job.student, job.assignment): addresses.path(job.student, job.assignment) for job in jobs
    }
    summary = ", ".join(f"{number} {state}" for state, number in sorted(listed.counts.items()))
    return render(
        "push_staff.html.j2", heading=f"{course} · pushes", listed=listed, summary=summary, addresses=paths,
        when=lambda moment: _when(moment, zone),
    )  # fmt: skip


def _headline(place: QueuePlace) -> str:
    if place.state == "waiting" and place.waiting and (place.wait_s > PENDING_S or place.limited):
        return say("push.place", place=place.place, waiting=place.waiting)
    return say("push.graded_now") if place.state in ("fetching", "grading") else say("push.waits_title")


def _lines(place: QueuePlace) -> list[str]:
    if place.state != "waiting":
        return [say("push.soon")]
    if place.limited:
        return [say("push.limit")]
    if place.wait_s <= PENDING_S:
        return [say("push.soon")]
    minutes = count(max(1, round(place.wait_s / 60)), "minute")
    return [say("push.about", minutes=minutes)]


def _when(moment_us: int, zone: str) -> str:
    return moment_text(moment_us // 1_000_000 * 1_000_000, zone)
