"""Read the files of one submission out of a download, which holds those of a whole class.

A download is a zip file, or the folder into which one was unpacked. Nothing is written to disk, and every limit of a
submission holds for the files of each student alone.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from grader.errors import SubmissionError, UsageError
from grader.intake.archive_limits import FileCollector, is_generated, relative_name, too_large_error
from grader.intake.disk import read_file
from grader.intake.identity import ARCHIVE_SUFFIXES, readable_suffix
from grader.intake.submission import ArchiveMember, Caps, megabytes, quoted
from grader.intake.tarball import gunzip, unpack_tar
from grader.intake.zip_directory import ZipEntry, read_entries, read_entry
from grader.intake.zipball import unpack_zip

_MAX_PAGE: Final = 1 << 18
"""Bytes of a page with typed text. The standard library's parser takes long for large pages made to be slow."""


def read_members(path: Path, members: Sequence[ArchiveMember], caps: Caps) -> dict[str, bytes]:
    """The files of a submission by their names in it. Archives among them are not unpacked yet.

    Raises
    ------
    SubmissionError
        One cannot be read, has an unsafe name or that of another one, or the caps are exceeded.
    """
    packed = sum(_packed_bytes(path, member) for member in members)
    # An archive may be as large as all files together, so the limit of a single file is checked below.
    collector = FileCollector(_for_archives(caps), packed or None)
    for member in members:
        if is_generated(member.name):
            continue
        collector.add(member.name, functools.partial(read_stored, path, member.stored))
        name = relative_name(member.name, caps)
        if len(collector.files[name]) > caps.file_bytes and not is_archive(name):
            FileCollector(caps).add(member.name, functools.partial(_first_bytes, collector.files[name]))
    typed = {member.name for member in members if member.typed_text}
    return {name: _code(name, raw) if name in typed else raw for name, raw in collector.files.items()}


def read_member(path: Path, member: ArchiveMember, caps: Caps) -> bytes:
    """The bytes of a submission that is one file.

    Raises
    ------
    SubmissionError
        It cannot be read or is too large.
    """
    raw = read_stored(path, member.stored, caps.total_bytes + 1)
    if len(raw) > caps.total_bytes:
        raise too_large_error(caps)
    return raw


def unpack_inner_archives(files: Mapping[str, bytes], caps: Caps) -> dict[str, bytes]:
    """The files of a submission, those of archives among them as well.

    A file of an archive that lies beside others has the archive's name before its own.
    """
    if not any(is_archive(name) for name in files):
        return dict(files)
    collector = FileCollector(caps)
    for name, raw in files.items():
        if not is_archive(name):
            collector.add(name, functools.partial(_first_bytes, raw))
            continue
        before = "" if len(files) == 1 else f"{name}/"
        for inner, content in _unpacked(name, raw, caps).items():
            collector.add(f"{before}{inner}", functools.partial(_first_bytes, content))
    return collector.files


def unpack_archive(name: str, raw: bytes, caps: Caps) -> dict[str, bytes]:
    """The files of an archive by relative name; its own name says of which kind it is.

    Raises
    ------
    SubmissionError
        It is damaged, holds what is not read, or exceeds the caps.
    """
    form = readable_suffix(name)
    if form == ".zip":
        return unpack_zip(raw, caps)
    return unpack_tar(raw if form == ".tar" else gunzip(raw, caps), caps)


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive which can be unpacked."""
    return readable_suffix(name) in ARCHIVE_SUFFIXES


def _unpacked(name: str, raw: bytes, caps: Caps) -> dict[str, bytes]:
    try:
        return unpack_archive(name, raw, caps)
    except SubmissionError as error:
        raise SubmissionError(f"In {quoted(name)}: {error}") from None


def _for_archives(caps: Caps) -> Caps:
    return replace(caps, file_bytes=caps.total_bytes)


def _code(name: str, page: bytes) -> bytes:
    if len(page) > _MAX_PAGE:
        raise SubmissionError(
            f"The page {quoted(name)} is larger than {megabytes(_MAX_PAGE)}. Ask for a file."
        )
    from grader.intake.typed_text import code_of_page  # the parser of HTML, which `check` should not wait for

    return code_of_page(page)


def read_stored(path: Path, stored: str, limit: int) -> bytes:
    """At most ``limit`` bytes of a file of a download."""
    if path.is_dir():
        return read_file(path / stored, limit)
    return read_entry(path, _entry(path, stored), limit)


def _packed_bytes(path: Path, member: ArchiveMember) -> int:
    return 0 if path.is_dir() else _entry(path, member.stored).packed_bytes


def _entry(path: Path, stored: str) -> ZipEntry:
    try:
        state = path.stat()
        entries = _by_name(path, state.st_mtime_ns, state.st_size).get(stored, [])
    except (OSError, UsageError) as error:
        raise SubmissionError(f"The download cannot be read any more: {error}") from None
    if len(entries) > 1:
        raise SubmissionError(
            f"Two entries of the download have the name {quoted(stored)}. Which one counts? Keep one of them."
        )
    if not entries:
        raise SubmissionError(f"{quoted(stored)} is not in the download any more. Start the command again.")
    return entries[0]


@functools.lru_cache(maxsize=2)
def _by_name(path: Path, _changed: int, _size: int) -> dict[str, list[ZipEntry]]:
    """The entries of a zip by name, kept between its submissions: reading 10,000 of them takes a tenth of a second."""
    entries: dict[str, list[ZipEntry]] = {}
    for entry in read_entries(path):
        entries.setdefault(entry.name, []).append(entry)
    return entries


def _first_bytes(content: bytes, limit: int) -> bytes:
    return content[:limit]
