"""Read the files of a submission into memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from grader.errors import SubmissionError
from grader.intake.archive_limits import too_large_error
from grader.intake.archive_member import read_member, read_members, unpack_archive, unpack_inner_archives
from grader.intake.disk import is_folder, read_file, read_folder
from grader.intake.identity import ARCHIVE_SUFFIXES, readable_suffix
from grader.intake.notebook import extract_code
from grader.intake.selection import join_names, main_module, suffix, wrong_name_notice
from grader.intake.source import decode_source
from grader.intake.starter_choice import (
    chosen_work,
    is_untouched,
    notebook_notice,
    starters_beside_work,
    work_notice,
)
from grader.intake.submission import (
    DEFAULT_CAPS,
    Caps,
    FoundSubmission,
    PendingSubmission,
    RejectedSubmission,
    Submission,
    megabytes,
    quoted,
)
from grader.model import SourceFile


class _Original(NamedTuple):
    """What was handed in, unchanged: the bytes of a file, or the files of a folder."""

    name: str
    content: bytes | dict[str, bytes]
    sha256: str


class _Content(NamedTuple):
    files: tuple[SourceFile, ...]
    data: tuple[tuple[str, bytes], ...]
    notices: tuple[str, ...]


def read_submission(
    found: FoundSubmission, module: str, caps: Caps = DEFAULT_CAPS
) -> Submission | RejectedSubmission:
    """Read a submission into memory. If that fails, the reason is in a `RejectedSubmission`.

    Parameters
    ----------
    found : Found
    module : str
        File name of the starter's module, ``linear_regression.py``.
    caps : Caps, optional
    """
    try:
        original = _read_original(found, caps)
    except SubmissionError as error:
        return _rejected(found, str(error))
    return _submission(original, found, module, caps)


def _submission(
    original: _Original, found: FoundSubmission, module: str, caps: Caps
) -> Submission | RejectedSubmission:
    try:
        work = _extract_content(original, found, module, caps)
    except SubmissionError as error:
        return _rejected(found, str(error), original.sha256)
    return Submission(
        student=found.student,
        origin=_origin(found),
        sha256=original.sha256,
        files=work.files,
        data=work.data,
        notices=found.notices + work.notices,
        hand_in=found.hand_in,
    )


def _rejected(found: FoundSubmission, reason: str, sha256: str = "") -> RejectedSubmission:
    return RejectedSubmission(student=found.student, origin=_origin(found), reason=reason, sha256=sha256)


def _origin(found: FoundSubmission) -> str:
    return found.origin or os.fsencode(found.path).decode("utf-8", "replace")


def read_contents(
    files: Mapping[str, bytes], found: FoundSubmission, module: str, caps: Caps = DEFAULT_CAPS
) -> Submission | RejectedSubmission:
    """Read a submission whose files are in memory. If that fails, the reason is in a `RejectedSubmission`.

    Parameters
    ----------
    files : mapping
        Contents by relative name; the names were checked by `grader.intake.archive_limits.FileCollector`.
    found : FoundSubmission
        Whose it is. Nothing is read from its path; the path's name is that of the submission.
    module : str
        File name of the starter's module.
    caps : Caps, optional
    """
    original = _Original(found.path.name, dict(files), _folder_digest(files))
    return _submission(original, found, module, caps)


def check_readable(
    found: FoundSubmission, module: str, caps: Caps = DEFAULT_CAPS
) -> PendingSubmission | RejectedSubmission:
    """Read a submission, as `read_submission` does, and keep only its digest."""
    submission = read_submission(found, module, caps)
    if isinstance(submission, RejectedSubmission):
        return submission
    return PendingSubmission(found=found, module=module, sha256=submission.sha256)


def fingerprint(found: FoundSubmission, caps: Caps = DEFAULT_CAPS) -> str:
    """The digest of what was handed in; empty if it cannot be read."""
    try:
        return _read_original(found, caps).sha256
    except SubmissionError:
        return ""


def holds_only_starter(folder: Path, module: str, starter: str, caps: Caps = DEFAULT_CAPS) -> bool:
    """Whether a folder holds the starter as it was handed out, and no work beside it. Folders below do not count."""
    code = [entry for entry in folder.iterdir() if readable_suffix(entry.name) in (".py", ".ipynb")]
    try:
        files = {entry.name: read_file(entry, caps.total_bytes) for entry in code}
    except SubmissionError:  # it may be the work
        return False
    return is_untouched(files, module, starter, caps)


def _read_original(found: FoundSubmission, caps: Caps) -> _Original:
    path = found.path
    if found.members:
        return _read_members(found, caps)
    if is_folder(path):
        files = read_folder(path, caps)
        return _Original(path.name, files, _folder_digest(files))
    raw = read_file(path, caps.total_bytes + 1)
    if len(raw) > caps.total_bytes:
        raise too_large_error(caps)
    return _Original(path.name, raw, hashlib.sha256(raw).hexdigest())


def _read_members(found: FoundSubmission, caps: Caps) -> _Original:
    """A submission that lies in a download with those of others."""
    first = found.members[0]
    if not first.name:
        raw = read_member(found.path, first, caps)
        return _Original(PurePosixPath(first.stored).name, raw, hashlib.sha256(raw).hexdigest())
    files = read_members(found.path, found.members, caps)
    digest = _folder_digest(files)
    return _Original(found.path.name, unpack_inner_archives(files, caps), digest)


def _folder_digest(files: Mapping[str, bytes]) -> str:
    # Lengths are part of the digest, so that different folders never give the same bytes.
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{len(name.encode())}:{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


def _extract_content(original: _Original, found: FoundSubmission, module: str, caps: Caps) -> _Content:
    files = _unpack(original, caps)
    starters = [] if found.main else starters_beside_work(files, module, found.starter, caps)
    files = {name: raw for name, raw in files.items() if name not in starters}
    named = found.main or _find_main(original, files, module)
    main = named if found.main else chosen_work(files, named, module, found.starter, caps)
    source, notices = _read_main(files[main], main, module, caps)
    if main != named:
        notices = (notebook_notice(main, named), *notices)
    if starters:
        notices = (work_notice(main, starters), *notices)
    # A single file is named after its student.
    alone = not isinstance(original.content, dict) and readable_suffix(original.name) in (".py", ".ipynb")
    remark = (
        "" if alone or main != named else wrong_name_notice(main, module)
    )  # a single file is named after its student
    untouched = named if main != named else ""
    others = {name: raw for name, raw in files.items() if name != untouched}
    beside = _read_siblings(others, main, module, caps, len(source.text.encode()))
    remarks = ((remark,) if remark else ()) + notices + beside.notices
    return _Content((source, *beside.files), beside.data, remarks)


def _find_main(original: _Original, files: Mapping[str, bytes], module: str) -> str:
    try:
        return main_module(files, module)
    except SubmissionError as error:
        several = (
            readable_suffix(original.name) in ARCHIVE_SUFFIXES
            and sum(bool(readable_suffix(name)) for name in files) > 1
        )
        if not several or isinstance(original.content, dict):
            raise
        raise SubmissionError(
            f"{error} If this archive holds a whole class, grade it by itself, with '--from files'."
        ) from None


def _unpack(original: _Original, caps: Caps) -> Mapping[str, bytes]:
    if isinstance(original.content, dict):
        return original.content
    raw, form = original.content, readable_suffix(original.name)
    if form in (".py", ".ipynb"):
        return {original.name: raw}
    if form:
        return unpack_archive(original.name, raw, caps)
    raise SubmissionError(
        f"{quoted(original.name)} has a type that cannot be graded. "
        "Hand in a .py file, a notebook (.ipynb), a folder, a .zip, a .tar or a .tar.gz."
    )


def _read_main(raw: bytes, name: str, module: str, caps: Caps) -> tuple[SourceFile, tuple[str, ...]]:
    if suffix(name) == ".ipynb":
        return extract_code(raw, PurePosixPath(name).name, module, caps)
    return SourceFile(name=module, text=decode_source(raw, name, caps)), ()


def _read_siblings(
    files: Mapping[str, bytes], main: str, module: str, caps: Caps, main_bytes: int
) -> _Content:
    """The files in and below the main module's folder, by names relative to it."""
    folder = main.rpartition("/")[0]
    prefix = f"{folder}/" if folder else ""
    below = sorted(n for n in files if n.startswith(prefix) and n != main)
    inside = {n.removeprefix(prefix): files[n] for n in below}
    outside = sorted(n for n in files if suffix(n) == ".py" and not n.startswith(prefix))
    notices = [f"Left out, not beside {module}: {join_names(outside)}."] if outside else []
    unread = [n for n in inside if suffix(n) == ".ipynb"]
    if unread:
        notices.append(f"Not graded: {join_names(unread)}; {quoted(main)} was taken as {module}.")
    taken = [n for n in inside if f"{n}/".lower().startswith(f"{module}/".lower())]
    if taken:
        notices.append(f"Left out, in the place of {module}: {join_names(taken)}.")
    modules = [n for n in inside if suffix(n) == ".py" and n not in taken]
    if len(modules) > caps.modules:
        raise SubmissionError(
            f"It holds {len(modules)} Python files beside {module}, at most {caps.modules} are read. "
            "Hand in only the exercise."
        )
    _check_total(
        main_bytes + sum(n for n in (len(inside[m]) for m in modules) if n <= caps.source_bytes), caps
    )
    sources = []
    for name in modules:
        try:
            sources.append(SourceFile(name=name, text=decode_source(inside[name], name, caps)))
        except SubmissionError as error:
            notices.append(f"Left out: {error}")
    data = tuple((n, raw) for n, raw in inside.items() if suffix(n) != ".py" and n not in taken)
    return _Content(tuple(sources), data, tuple(notices))


def _check_total(code_bytes: int, caps: Caps) -> None:
    """Refuse more code than a person writes. A single file that is too large is left out and not counted here."""
    if code_bytes > caps.source_bytes:
        raise SubmissionError(
            f"Its Python files hold {megabytes(code_bytes)} together, at most {megabytes(caps.source_bytes)} are read. "
            "Hand in only the code you wrote, without libraries or data."
        )
