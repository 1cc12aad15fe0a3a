"""The submissions of a download: read by its platform's names, matched with the roster, one for each student."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import NamedTuple

from grader.errors import NothingToGrade, SubmissionError, UsageError
from grader.intake.download.handed import Asked, Handed
from grader.intake.download.platform_choice import Download
from grader.intake.download.roster_match import Owners, RosterMatch
from grader.intake.duplicate import one_per_student
from grader.intake.identity import student_id
from grader.intake.roster import ACCOUNT_COLUMNS, Roster
from grader.intake.submission import FoundSubmission, IgnoredEntry, RejectedSubmission
from grader.model import HandIn


class FoundClass(NamedTuple):
    """What `find_handed` found."""

    entries: tuple[FoundSubmission | RejectedSubmission, ...]
    ignored: tuple[IgnoredEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedClass:
    """A download, and how it is to be understood."""

    download: Download
    online_text: bool = False
    """Whether text that was typed into the platform is code, if there is no file."""
    zone: tzinfo | None = None
    """The zone of times that do not say it; ``None``: that of this machine."""

    def find(self, module: str, *, roster: Roster | None = None, starter: str = "") -> FoundClass:
        """The submissions, one for each student, and what is nobody's work.

        Without a roster the student's id is what the platform calls the student: on Canvas and Moodle name and
        number, on Gradescope the student number or the address, on Blackboard the login.

        Parameters
        ----------
        module : str
            File name of the starter's module.
        roster : Roster, optional
            Says whose account is whose.
        starter : str
            `starter_digest` of what was handed out.

        Raises
        ------
        UsageError
            The download cannot be read.
        NothingToGrade
            There is nothing in it.
        """
        if roster is not None:
            self.download.check_roster(roster)
        try:
            content = self.download.read(self._asked(module, roster))
        except SubmissionError as error:
            raise UsageError(f"{self.download.typed}: {error}") from None
        if not content.handed:
            raise NothingToGrade(
                f"{self.download.typed}: no submission was found in this download of {self.download.via}. Check "
                "--from, and that the right file is named."
            )
        match = RosterMatch(roster, content.handed) if roster else None
        entries = one_per_student(
            [one for each in content.handed for one in self._entries(each, _owners(each, match), starter)]
        )
        return FoundClass(tuple(entries), tuple(self._placed(each) for each in content.ignored))

    def _asked(self, module: str, roster: Roster | None) -> Asked:
        rows = roster.rows if roster else ()
        known = {
            column: frozenset(row.cell(column).casefold() for row in rows if row.cell(column))
            for column in ("file", *ACCOUNT_COLUMNS)
        }
        return Asked(module=module, known=known, online_text=self.online_text, zone=self.zone)

    def _entries(
        self, each: Handed, owners: Owners, starter: str
    ) -> Iterator[FoundSubmission | RejectedSubmission]:
        origin, reason = f"{self.download.typed}/{each.place}", owners.reason or each.problem
        for student in owners.students:
            if reason:
                yield RejectedSubmission(student=student, origin=origin, reason=reason)
                continue
            yield FoundSubmission(
                path=self.download.path,
                student=student,
                origin=origin,
                starter=starter,
                members=each.files,
                hand_in=HandIn(
                    received_us=each.received, attempt=each.attempt, late=each.late, via=self.download.via,
                    group=owners.group,
                ),
            )  # fmt: skip

    def _placed(self, each: IgnoredEntry) -> IgnoredEntry:
        return replace(each, origin=f"{self.download.typed}/{each.origin}")


def _owners(each: Handed, match: RosterMatch | None) -> Owners:
    if match is not None:
        return match.owners(each)
    return Owners((student_id(each.student_key),), each.group)
