"""Whose work is it? By the accounts of the roster, then by names that only one student has, then by groups."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from grader.intake.download.handed import Account, Handed
from grader.intake.identity import student_id
from grader.intake.roster import ACCOUNT_COLUMNS, Roster, RosterRow
from grader.messages import join_sentences, say

_MOST_NEAREST: Final = 100
"""Submissions for which the nearest row is looked for: it takes a millisecond for each 100 rows."""


class Owners(NamedTuple):
    """Whose a submission is: one student's, or a group's; or why nobody knows."""

    students: tuple[str, ...]
    group: str = ""
    reason: str = ""


class RosterMatch:
    """Matches the submissions of one download with a roster.

    Nobody is matched by a name that two students, or two submissions, have.

    Parameters
    ----------
    roster : Roster
    handed : sequence of Handed
        Everything in the download.
    """

    def __init__(self, roster: Roster, handed: Sequence[Handed]) -> None:
        self._roster = roster
        self._accounts = {
            (column, row.cell(column).casefold()): row
            for row in roster.rows
            for column in ("student", *ACCOUNT_COLUMNS)
            if row.cell(column)
        }
        self._names: dict[str, list[RosterRow]] = {}
        for row in roster.rows:
            for form in name_forms(row.name):
                self._names.setdefault(form, []).append(row)
        self._groups: dict[str, list[RosterRow]] = {}
        for row in roster.rows:
            if row.group:
                self._groups.setdefault(_folded(row.group), []).append(row)
        keys = {(each.student_key, _folded(each.name)) for each in handed if each.name}
        self._handed_names = Counter(name for _, name in keys)
        self._nearest_left = _MOST_NEAREST

    def owners(self, each: Handed) -> Owners:
        """Whose a submission is."""
        own = (student_id(each.student_key),)
        files = next((cell for column, cell in each.accounts if column == "file"), None)
        if files is not None:
            return self._by_file(files, own)
        found = next((row for account in each.accounts if (row := self._by_account(account))), None)
        named = self._names.get(_folded(each.name), []) if each.name else []
        members = self._groups.get(_folded(each.name), []) if each.name else []
        if members and named and not found:
            reason = say(
                "download.group_or_person", name=each.name, roster=self._roster.path, line=named[0].line
            )
            return Owners(own, reason=reason)
        if members and not named and found in (None, *members):
            return Owners(tuple(row.student for row in members), members[0].group)
        if found and (named or members) and found not in named:
            return Owners(own, reason=self._contradiction(each, found))
        if found:
            return Owners((found.student,), each.group)
        if len(named) == 1 and self._handed_names[_folded(each.name)] == 1:
            return Owners((named[0].student,), each.group)
        return Owners(own, reason=self._unmatched(each, named))

    def _by_file(self, name: str, own: tuple[str, ...]) -> Owners:
        rows = self._roster.rows_of(name)
        students = tuple(row.student for row in rows)
        if len({row.file for row in rows}) > 1:
            told = say("download.several_files", roster=self._roster.path, students=", ".join(students))
            return Owners(own, reason=told)
        if rows:
            return Owners(students, (rows[0].group or rows[0].file) if len(rows) > 1 else "")
        return Owners(own, reason=self._unknown((("file", name),), ""))

    def _by_account(self, account: Account) -> RosterRow | None:
        column, cell = account
        wanted = student_id(cell) if column == "student" else cell
        return self._accounts.get((column, unicodedata.normalize("NFC", wanted).casefold()))

    def _unmatched(self, each: Handed, named: Sequence[RosterRow]) -> str:
        column = each.accounts[0][0] if each.accounts else "name"
        if len(named) > 1:
            lines = ", ".join(str(row.line) for row in named)
            return say(
                "download.shared_row", accounts=_accounts_text(each.accounts, ""), lines=lines,
                roster=self._roster.path, name=each.name, column=column,
            )  # fmt: skip
        if named:
            return say(
                "download.shared_name", count=self._handed_names[_folded(each.name)], name=each.name,
                column=column, roster=self._roster.path,
            )  # fmt: skip
        return self._unknown(each.accounts, each.name)

    def _unknown(self, accounts: Sequence[Account], name: str) -> str:
        unknown = say("download.unknown", roster=self._roster.path, accounts=_accounts_text(accounts, name))
        nearest = self._nearest(accounts, name)
        return join_sentences(unknown, nearest, say("download.correct" if nearest else "download.add"))

    def _nearest(self, accounts: Sequence[Account], name: str) -> str:
        """The row that is most like what the download says."""
        if not self._nearest_left:
            return ""
        self._nearest_left -= 1
        best = None
        for column, cell in (*accounts, *((("name", name),) if name else ())):
            cells = {
                _comparable(column, row.cell(column)): row for row in self._roster.rows if row.cell(column)
            }
            for match in get_close_matches(_comparable(column, cell), cells, n=1, cutoff=0.6):
                best = best or cells[match]
        return say("download.nearest", line=best.line, row=_row_text(best)) if best else ""

    def _contradiction(self, each: Handed, row: RosterRow) -> str:
        account = next(account for account in each.accounts if self._by_account(account) is row)
        return say(
            "download.contradiction", account=_accounts_text((account,), "").capitalize(), line=row.line,
            roster=self._roster.path, row=_row_text(row), name=each.name,
        )  # fmt: skip


def name_forms(name: str) -> set[str]:
    """A name as platforms may write it: family name first or last, without blanks, commas and hyphens.

    Examples
    --------
    >>> sorted(name_forms("Jane Doe")) == sorted(name_forms("Doe, Jane"))
    True
    """
    words = name.replace(",", " ").split()
    return {_folded("".join(words[turn:] + words[:turn])) for turn in range(len(words))} - {""}


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFC", name).casefold()
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN")


def _comparable(column: str, cell: str) -> str:
    return (
        " ".join(sorted(cell.casefold().replace(",", " ").split())) if column == "name" else cell.casefold()
    )


def _accounts_text(accounts: Sequence[Account], name: str) -> str:
    told = [say("download.account", column=column, cell=cell) for column, cell in accounts]
    return " or ".join([*told, *([say("download.account_name", name=name)] if name else [])])


def _row_text(row: RosterRow) -> str:
    cells = (row.student, *(row.cell(column) for column in (*ACCOUNT_COLUMNS, "name", "file")))
    return ", ".join(filter(None, cells))
