"""The download of a learning platform in place of ordinary submissions: which one, and what is said about it."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from grader.cli import terminal
from grader.course import Course
from grader.errors import UsageError
from grader.grading.gathering import GatheredClass
from grader.intake import Roster
from grader.intake.download import HandedClass, choose_download
from grader.messages import join_sentences, say


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
        A platform was named, but not one download and one assignment; or the download cannot be read.
    """
    if len(submissions) != 1 or len(names) != 1:
        if source is None:
            return None
        raise UsageError(
            f"--from {source} reads one download for one assignment, got {len(submissions)} paths and "
            f"{len(names)} assignments. Name one of each: grader grade DOWNLOAD.zip --from {source} -a ASSIGNMENT."
        )
    download = choose_download(submissions[0], source, course.assignment(names[0]).settings.module, roster)
    return HandedClass(download=download, online_text=online_text, zone=zone) if download else None


def tell(handed: HandedClass | None, gathered: GatheredClass) -> None:
    """Say how a download was read."""
    if handed is None:
        return
    count = sum(len(each.works) + len(each.listed.rejected) for each in gathered.assignments)
    how = say("download.guessed" if handed.download.guessed else "download.named")
    timed = handed.download.via in ("blackboard", "regex")
    zone = say("download.zone", zone=handed.zone or say("download.this_zone")) if timed else ""
    terminal.say(
        join_sentences(say("download.read", platform=handed.download.via, count=count, how=how), zone),
        err=True,
    )
