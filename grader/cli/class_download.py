"""The download of a learning platform in place of ordinary submissions: which one, and what is said about it."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.cli import terminal
from grader.course import Course
from grader.errors import UsageError
from grader.grading.gathering import GatheredClass
from grader.intake import Roster
from grader.intake.download import Download, HandedClass, choose_download
from grader.messages import join_sentences, say, say_count


def handed_class(
    course: Course,
    submissions: tuple[Path, ...],
    names: tuple[str, ...],
    source: str | None,
    roster: Roster | None,
    *,
    online_text: bool = False,
    zone: tzinfo | None = None,
) -> HandedClass | None:
    """The download that was named; ``None`` if ordinary submissions were.

    Raises
    ------
    UsageError
        A platform was named, but not one download and one assignment; the download cannot be read; or something
        was asked for that only a download has.
    """
    download = _download(course, submissions, names, source, roster)
    if download is not None:
        own = ZoneInfo(course.settings.time_zone)
        return HandedClass(download=download, online_text=online_text, zone=zone or own)
    if online_text or zone:
        raise UsageError(
            f"{submissions[0]}: --online-text and --time-zone are for the download of a learning platform, and this "
            "looks like none. Say with --from which it is, or leave them out."
        )
    return None


def _download(
    course: Course,
    submissions: tuple[Path, ...],
    names: tuple[str, ...],
    source: str | None,
    roster: Roster | None,
) -> Download | None:
    if len(submissions) == 1 and len(names) == 1:
        return choose_download(submissions[0], source, course.assignment(names[0]).settings.module, roster)
    if source is None:
        return None
    raise UsageError(
        f"--from {source} reads one download for one assignment, got {len(submissions)} paths and "
        f"{len(names)} assignments. Name one of each: grader grade DOWNLOAD.zip --from {source} -a ASSIGNMENT."
    )


def tell(handed: HandedClass | None, gathered: GatheredClass) -> None:
    """Say how a download was read."""
    if handed is None:
        return
    count = sum(len(each.works) + len(each.listed.rejected) for each in gathered.assignments)
    how = say("download.guessed" if handed.download.guessed else "download.named")
    timed = handed.download.via in ("blackboard", "regex")
    zone = say("download.zone", zone=handed.zone) if timed else ""
    read = say_count("download.read", count, platform=handed.download.via, how=how)
    terminal.say(join_sentences(read, zone), err=True)
