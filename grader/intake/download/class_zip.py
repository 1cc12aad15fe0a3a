"""A class of ordinary submissions in one zip: files and folders that are named after their students."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from grader.errors import SubmissionError
from grader.intake.download.handed import Asked, DownloadContent, Handed
from grader.intake.download.stored_file import StoredFile
from grader.intake.file_kind import is_note
from grader.intake.identity import readable_suffix, student_name
from grader.intake.roster import Roster
from grader.intake.selection import main_module
from grader.intake.submission import ArchiveMember, IgnoredEntry, quoted
from grader.messages import say

NAME: Final = "files"


def is_class(files: Sequence[StoredFile], module: str, roster: Roster | None) -> bool:
    """Whether a zip holds several submissions, and not one in which a file is the module.

    It does if several lines of the roster name what lies at its top, if several files of code or archives lie there
    and none has the module's name, or if several folders could each be one.
    """
    works = [each for each in files if _may_be_work(each)]
    tops = {each.top for each in works}
    names = {each.path.lower().removesuffix(".ipynb").removesuffix(".py") for each in works if not each.inner}
    if len(tops) < 2 or module.lower().removesuffix(".py") in names:
        return False
    if len(names) > 1 or (roster and sum(bool(roster.rows_of(top)) for top in tops) > 1):
        return True
    try:
        main_module([each.path for each in files], module)
    except SubmissionError:
        return True
    return False


def read(files: Sequence[StoredFile], asked: Asked) -> DownloadContent:
    """Who handed in what."""
    tops: dict[str, list[StoredFile]] = {}
    for each in files:
        tops.setdefault(each.top, []).append(each)
    handed, ignored = [], []
    for top, own in tops.items():
        note = not own[0].inner and (top.startswith(".") or is_note(top))
        if note and not readable_suffix(PurePosixPath(top).stem) and not asked.knows("file", top):
            reason = "download.hidden" if top.startswith(".") else "download.note"
            ignored.append(IgnoredEntry(origin=top, reason=say(reason)))
        else:
            handed.append(_handed(top, own, asked))
    return DownloadContent(tuple(handed), tuple(ignored))


def _may_be_work(each: StoredFile) -> bool:
    name = PurePosixPath(each.path).name
    return bool(readable_suffix(name)) and not name.startswith(".")


def _handed(top: str, files: Sequence[StoredFile], asked: Asked) -> Handed:
    folder = bool(files[0].inner)
    disguised = not folder and is_note(top) and not asked.knows("file", top)
    meant = PurePosixPath(top).stem if disguised else top
    return Handed(
        student_key=student_name(meant, asked.module, is_folder=folder),
        files=tuple(ArchiveMember(name=each.inner, stored=each.stored) for each in files),
        accounts=(("file", top),),
        problem=say("download.disguised", name=quoted(meant)) if disguised else "",
        place=top,
    )
