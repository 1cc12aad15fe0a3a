"""Unpack a ``.zip`` archive in memory. Nothing is written to disk, and sizes in headers are not trusted."""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from typing import Final

from grader.errors import SubmissionError
from grader.intake.archive_limits import FileCollector, is_generated
from grader.intake.disk import special_file_error, special_kind
from grader.intake.submission import Caps, quoted
from grader.intake.zip_directory import entry_name

_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_LOCAL_HEADER: Final = 30
# Entries that are skipped, such as those of a virtual environment, take memory, too: about 1 kB each.
_ENTRIES_PER_FILE: Final = 20

_DAMAGE_ERRORS: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, struct.error, zlib.error,
    EOFError, OSError, ValueError, OverflowError, IndexError,
)  # fmt: skip
"""The exceptions of ``zipfile`` for data that is cut off, damaged or crafted."""


def unpack_zip(raw: bytes, caps: Caps) -> dict[str, bytes]:
    """The files of a zip archive by relative name, without generated files.

    Raises
    ------
    SubmissionError
        The archive is damaged or encrypted, contains links, unsafe or repeated names, or exceeds the caps.
    """
    if raw.count(b"PK\x01\x02") > _ENTRIES_PER_FILE * caps.files:
        raise SubmissionError(f"It holds more than {caps.files} files. Hand in only the exercise.")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _read_files(archive, len(raw), caps)
    except _DAMAGE_ERRORS as error:
        raise SubmissionError(
            f"The zip archive is damaged ({str(error)[:100]}). Pack and hand it in again."
        ) from None


def _read_files(archive: zipfile.ZipFile, packed_bytes: int, caps: Caps) -> dict[str, bytes]:
    collector = FileCollector(caps, packed_bytes)
    _check_overlap(archive.infolist())
    for entry in archive.infolist():
        name = _name(entry)
        if is_generated(name):
            continue
        _check_kind(entry, name)
        if entry.is_dir():
            collector.add_folder(name)
        else:
            _check_method(entry, name)
            with archive.open(entry) as file:
                collector.add(name, file.read)
    return collector.files


def _name(entry: zipfile.ZipInfo) -> str:
    """The whole name: ``filename`` is cut at a NUL byte, and code page 437 is not what macOS and Info-ZIP write."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    return entry_name(entry.orig_filename.encode("cp437"), 0, entry.extra)


def _check_overlap(entries: list[zipfile.ZipInfo]) -> None:
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in itertools.pairwise(ordered):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > following.header_offset:
            raise SubmissionError(
                f"The entries {quoted(entry.filename)} and {quoted(following.filename)} overlap, as in a "
                "decompression bomb. Pack the files again."
            )


def _check_kind(entry: zipfile.ZipInfo, name: str) -> None:
    kind = special_kind(entry.external_attr >> 16)
    if kind and kind != "a folder":
        raise special_file_error(name, kind)


def _check_method(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise SubmissionError(f"{quoted(name)} is encrypted. Pack the files again without a password.")
    # bz2 and lzma are refused: zipfile unpacks 4 kB of input at once, which can give gigabytes.
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SubmissionError(
            f"{quoted(name)} is packed with an unusual method (number {entry.compress_type}). "
            "Pack the files again as an ordinary zip."
        )
