"""The entries of a large zip file on disk, and the bytes of one of them, without unpacking the others.

The download of a class is read entry by entry. ``zipfile`` gives up at the first entry that is damaged, and it would
do so for the whole class. Here such an entry is an error of its own, raised when it is read.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from grader.errors import SubmissionError, UsageError
from grader.intake.disk import special_file_error, special_kind
from grader.intake.submission import quoted

MOST_ENTRIES: Final = 200_000
"""Entries of a download. Those of 10,000 students with 20 files each; their index takes 100 MB."""

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_MAX_COMMENT: Final = 0xFFFF
_MAX_DIRECTORY: Final = 64 << 20
_CHUNK: Final = 1 << 16
_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_ZIP64_EXTRA: Final = 0x0001
_UNICODE_PATH: Final = 0x7075
_UNIX: Final = 3
_STORED: Final = 0
_DEFLATED: Final = 8
_UNKNOWN: Final = 0xFFFFFFFF
_MANY: Final = 0xFFFF
_DAMAGED: Final = (
    "The entry {name} of the download is damaged ({why}). Download it again, or ask for the work again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """An entry of the directory. Nothing in it is trusted: what is read is counted."""

    name: str
    stored_name: bytes
    offset: int
    packed_bytes: int
    crc: int
    method: int
    encrypted: bool
    mode: int
    """The Unix mode; 0 if another system made the entry."""


class _Place(NamedTuple):
    """Where the directory lies."""

    start: int
    size: int
    shift: int
    """Bytes before the archive: offsets in it do not count them."""


def read_entries(path: Path) -> tuple[ZipEntry, ...]:
    """The entries of a zip file, without folders.

    Raises
    ------
    UsageError
        It cannot be read, is no zip file, or has too many entries.
    """
    try:
        with path.open("rb") as file:
            place = _find_directory(file)
            file.seek(place.start)
            entries = _parse_directory(file.read(place.size), place.shift)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}. Check the path.") from None
    except (ValueError, struct.error) as error:
        raise UsageError(
            f"{path}: this is no zip file that can be read ({error}). Download it again."
        ) from None
    return tuple(entry for entry in entries if not entry.name.endswith("/"))


def read_entry(path: Path, entry: ZipEntry, limit: int) -> bytes:
    """At most ``limit`` unpacked bytes of an entry.

    Raises
    ------
    SubmissionError
        It is a link or special file, encrypted, packed with an unusual method, or damaged.
    """
    _check_plain(entry)
    try:
        with path.open("rb") as file:
            file.seek(entry.offset)
            local = _LOCAL.unpack(file.read(_LOCAL.size))
            if local[0] != b"PK\3\4":
                raise ValueError("its header is missing")
            # An entry of somebody else has another name: its bytes are not read for this one.
            if file.read(local[9]) != entry.stored_name:
                raise ValueError("its header has another name")
            file.seek(local[10], 1)
            return _unpacked(file, entry, limit)
    except (OSError, ValueError, struct.error, zlib.error) as error:
        raise SubmissionError(_DAMAGED.format(name=quoted(entry.name), why=str(error)[:100])) from None


def entry_name(raw: bytes, flags: int, extra: bytes) -> str:
    """The name of an entry: UTF-8 where the archive says so, else by the Unicode path field, UTF-8 or code page 437.

    macOS writes UTF-8 and does not say so; text of code page 437 is hardly ever valid UTF-8.
    """
    if flags & _UTF8:
        return raw.decode("utf-8", "replace")
    field = _extra_field(extra, _UNICODE_PATH)
    if len(field) > 5 and field[0] == 1 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
        return field[5:].decode("utf-8", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _find_directory(file: BinaryIO) -> _Place:
    size = file.seek(0, 2)
    tail_start = max(0, size - _MAX_COMMENT - _END.size)
    file.seek(tail_start)
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0:
        raise ValueError("the directory at its end is missing")
    _, _, _, _, count, length, offset, _ = _END.unpack_from(tail, at)
    end = tail_start + at
    large = _find_directory_64(file, end) if count == _MANY or _UNKNOWN in (length, offset) else None
    if large:
        end, count, length, offset = large
    if count > MOST_ENTRIES or length > _MAX_DIRECTORY:
        raise ValueError(f"it has more than {MOST_ENTRIES:,} entries")
    start = end - length
    if start < offset:
        raise ValueError("its directory is cut off")
    return _Place(start, length, start - offset)


def _find_directory_64(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    """Of an archive with more than 65,534 entries or 4 GiB; one with exactly 65,535 may have no such record."""
    file.seek(max(0, end - _LOCATOR_64.size))
    mark, _, at, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
    if mark != b"PK\6\7":
        return None
    file.seek(at)
    mark, _, _, _, _, _, _, count, length, offset = _END_64.unpack(file.read(_END_64.size))
    if mark != b"PK\6\6":
        raise ValueError("the record for a large archive is missing")
    return at, count, length, offset


def _parse_directory(data: bytes, shift: int) -> list[ZipEntry]:
    entries, position = [], 0
    while position < len(data):
        fields = _ENTRY.unpack_from(data, position)
        if fields[0] != b"PK\1\2":
            raise ValueError("its directory is damaged")
        name_end = position + _ENTRY.size + fields[10]
        extra = data[name_end : name_end + fields[11]]
        entries.append(_entry(data[position + _ENTRY.size : name_end], extra, fields, shift))
        position = name_end + fields[11] + fields[12]
        if len(entries) > MOST_ENTRIES:
            raise ValueError(f"it has more than {MOST_ENTRIES:,} entries")
    return entries


def _entry(raw: bytes, extra: bytes, fields: tuple[int, ...], shift: int) -> ZipEntry:
    packed, offset = fields[8], fields[16]
    large = _extra_field(extra, _ZIP64_EXTRA)
    if fields[9] == _UNKNOWN:  # the unpacked size comes first, and is not used
        large = large[8:]
    if packed == _UNKNOWN:
        packed, large = int.from_bytes(large[:8], "little"), large[8:]
    if offset == _UNKNOWN:
        offset = int.from_bytes(large[:8], "little")
    return ZipEntry(
        name=entry_name(raw, fields[3], extra),
        stored_name=raw,
        offset=offset + shift,
        packed_bytes=packed,
        crc=fields[7],
        method=fields[4],
        encrypted=bool(fields[3] & _ENCRYPTED),
        mode=fields[15] >> 16 if fields[1] >> 8 == _UNIX else 0,
    )


def _extra_field(extra: bytes, wanted: int) -> bytes:
    position = 0
    while position + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, position)
        if kind == wanted:
            return extra[position + 4 : position + 4 + size]
        position += 4 + size
    return b""


def _check_plain(entry: ZipEntry) -> None:
    kind = special_kind(entry.mode)
    if kind:
        raise special_file_error(entry.name, kind)
    if entry.encrypted:
        raise SubmissionError(f"{quoted(entry.name)} is encrypted. Ask for it again without a password.")
    if entry.method not in (_STORED, _DEFLATED):
        raise SubmissionError(
            f"{quoted(entry.name)} is packed with an unusual method (number {entry.method}). "
            "Pack the download again as an ordinary zip."
        )


def _unpacked(file: BinaryIO, entry: ZipEntry, limit: int) -> bytes:
    left, parts, count = entry.packed_bytes, [], 0
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None
    while count < limit and left > 0:
        chunk = file.read(min(_CHUNK, left))
        if not chunk:
            raise ValueError("it is cut off")
        left -= len(chunk)
        part = unpacker.decompress(chunk, limit - count) if unpacker else chunk[: limit - count]
        parts.append(part)
        count += len(part)
    content = b"".join(parts)
    if count < limit:
        if unpacker and not unpacker.eof:
            raise ValueError("it is cut off")
        if zlib.crc32(content) != entry.crc:
            raise ValueError("its check sum is wrong")
    return content
