"""Gradescope, *Export Submissions*: a folder for each submission, and ``submission_metadata.yml`` beside them.

The metadata are a mapping from the folders' names. Keys are symbols of Ruby: ``:submitters``, each with ``:name``,
``:sid`` and ``:email``; ``:created_at``; ``:history``, the attempts before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from grader.errors import UsageError
from grader.intake.download.export_metadata import METADATA, Value, parse_metadata
from grader.intake.download.handed import Account, Asked, DownloadContent, Handed
from grader.intake.download.moment import parsed_moment
from grader.intake.download.stored_file import StoredFile
from grader.intake.submission import ArchiveMember, IgnoredEntry
from grader.messages import say

NAME: Final = "gradescope"


class _Export(NamedTuple):
    """One submission as the metadata tell of it."""

    folder: str
    received: int | None
    attempt: int
    submitters: tuple[Mapping[str, str], ...]


def fits(names: Sequence[str]) -> int:
    """Whether the metadata are there; then all names are Gradescope's."""
    return len(names) if METADATA in names else 0


def read(files: Sequence[StoredFile], asked: Asked, load: Callable[[StoredFile], bytes]) -> DownloadContent:
    """Who handed in what. ``load`` gives the bytes of a file, as many as may be read and one more."""
    metadata = next((each for each in files if each.path == METADATA), None)
    if metadata is None:
        raise UsageError(
            f"This is no export of Gradescope: it holds no {METADATA}. Name what 'Export Submissions' gave."
        )
    exports = [_export(name, told, asked) for name, told in parse_metadata(load(metadata)).items()]
    folders: dict[str, list[StoredFile]] = {}
    for each in files:
        folders.setdefault(each.top, []).append(each)
    newest: dict[str, tuple[Handed, _Export]] = {}
    earlier = []
    for export in exports:
        for handed in _handed(export, folders.get(export.folder, [])):
            kept = newest.get(handed.student_key)
            older = handed if kept and (kept[0].received or 0) > (handed.received or 0) else kept and kept[0]
            if older is not handed:
                newest[handed.student_key] = handed, export
            if older:
                earlier.append(IgnoredEntry(origin=older.place, reason=say("download.earlier")))
    return DownloadContent(
        tuple(handed for handed, _ in newest.values()),
        (*dict.fromkeys(earlier), *_unnamed(folders, {export.folder for export in exports})),
    )


def _export(folder: str, told: object, asked: Asked) -> _Export:
    fields = told if isinstance(told, dict) else {}
    listed = fields.get(":submitters")
    history = fields.get(":history")
    return _Export(
        folder,
        _moment(fields.get(":created_at"), asked),
        1 + (len(history) if isinstance(history, list) else 0),
        tuple(_texts(each) for each in listed if isinstance(each, dict)) if isinstance(listed, list) else (),
    )


def _texts(submitter: Mapping[str, Value]) -> dict[str, str]:
    return {column: str(submitter.get(f":{column}") or "").strip() for column in ("sid", "email", "name")}


def _moment(value: object, asked: Asked) -> int | None:
    return parsed_moment(value, asked.zone) if isinstance(value, str) else None


def _handed(export: _Export, files: Sequence[StoredFile]) -> Iterator[Handed]:
    """One for each submitter: several are a group."""
    members = tuple(ArchiveMember(name=each.inner or each.top, stored=each.stored) for each in files)
    for submitter in export.submitters or ({},):
        accounts: tuple[Account, ...] = tuple(
            (column, submitter[column]) for column in ("sid", "email") if submitter.get(column)
        )
        name = submitter.get("name", "")
        problem = "" if members else say("download.nothing")
        if not accounts and not name:
            problem = say("download.no_submitter")
        yield Handed(
            student_key=accounts[0][1] if accounts else "-".join(filter(None, (name, export.folder))),
            name=name,
            attempt=export.attempt,
            received=export.received,
            files=members,
            accounts=accounts,
            group=export.folder if len(export.submitters) > 1 else "",
            problem=problem,
            place=export.folder,
        )


def _unnamed(folders: Mapping[str, object], named: set[str]) -> Iterator[IgnoredEntry]:
    for name in folders:
        if name == METADATA:
            yield IgnoredEntry(origin=name, reason=say("download.metadata"))
        elif name not in named:
            yield IgnoredEntry(origin=name, reason=say("download.no_metadata"), may_be_work=True)
