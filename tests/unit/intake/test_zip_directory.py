"""The entries of a large zip: names in every encoding, large archives, and what is not there."""

from __future__ import annotations

import contextlib
import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError, UsageError
from grader.intake import zip_directory
from grader.intake.zip_directory import entry_name, read_entries, read_entry

LIMIT = 1 << 20


def written(path, files, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def unicode_path(raw, name, version=1):
    field = struct.pack("<BL", version, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 1, 2) + b"ab" + struct.pack("<HH", 0x7075, len(field)) + field


@pytest.mark.parametrize(
    ("raw", "flags", "extra", "name"),
    [
        ("柳小明/名.py".encode(), 0x800, b"", "柳小明/名.py"),
        (b"m\x81ller.py", 0, b"", "müller.py"),
        ("柳.py".encode(), 0, b"", "柳.py"),
        (b"?.py", 0, unicode_path(b"?.py", "柳.py"), "柳.py"),
        (b"?.py", 0, unicode_path(b"other", "柳.py"), "?.py"),
        (b"?.py", 0, unicode_path(b"?.py", "柳.py", version=2), "?.py"),
        (b"a\xff.py", 0x800, b"", "a\ufffd.py"),
        (b"a.py", 0, b"\x75\x70\xff\xff", "a.py"),
    ],
)
def test_names_come_out_right(raw, flags, extra, name):
    assert entry_name(raw, flags, extra) == name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=20),
        st.binary(max_size=3000),
        max_size=8,
    ),
    method=st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
)
def test_every_entry_is_what_was_packed(tmp_path, files, method):
    path = written(tmp_path / "a.zip", files, method)
    assert {each.name: read_entry(path, each, LIMIT) for each in read_entries(path)} == files


def test_no_more_is_unpacked_than_was_asked_for(tmp_path):
    path = written(tmp_path / "a.zip", {"a": b"x" * 500_000})
    (entry,) = read_entries(path)
    assert read_entry(path, entry, 1000) == b"x" * 1000


def test_folders_are_no_entries(tmp_path):
    assert [each.name for each in read_entries(written(tmp_path / "a.zip", {"a/": b"", "a/b": b"x"}))] == [
        "a/b"
    ]


def test_an_archive_with_something_before_it_is_read(tmp_path):
    path = tmp_path / "a.zip"
    written(path, {"a": b"content"})
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    (entry,) = read_entries(path)
    assert read_entry(path, entry, LIMIT) == b"content"


@pytest.mark.parametrize("count", [65_534, 65_535, 65_536])
def test_an_archive_with_very_many_entries_is_read(tmp_path, count):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(count):
            archive.writestr(zipfile.ZipInfo(f"{n}"), b"")
    assert len(read_entries(path)) == count


def test_sizes_of_64_bits_are_read(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("a", "w", force_zip64=True) as entry:
        entry.write(b"content")
    (entry,) = read_entries(path)
    assert read_entry(path, entry, LIMIT) == b"content"


def large_fields(content, name=b"a"):
    """An archive whose directory has its sizes and offsets in fields of 64 bits only."""
    unknown, crc = 0xFFFFFFFF, zlib.crc32(content)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 45, 0, 0, 0, 0, crc, len(content), len(content), len(name), 0)
    extra = struct.pack("<HH3Q", 1, 24, len(content), len(content), 0)
    head = (b"PK\1\2", 45, 45, 0, 0, 0, 0, crc, unknown, unknown, len(name), len(extra), 0, 0, 0, 0, unknown)
    directory = struct.pack("<4s6H3L5H2L", *head) + name + extra
    start = len(local + name + content)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(directory), start)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + len(directory), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, unknown, unknown, 0)
    return local + name + content + directory + end64 + locator + end


def test_offsets_of_64_bits_are_read(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(large_fields(b"content"))
    (entry,) = read_entries(path)
    assert read_entry(path, entry, LIMIT) == b"content"


def test_more_entries_than_a_class_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_directory, "MOST_ENTRIES", 3)
    with pytest.raises(UsageError, match="it has more than 3 entries"):
        read_entries(written(tmp_path / "a.zip", {str(n): b"" for n in range(4)}))


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_entries(tmp_path / "a.zip")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_an_error_of_the_file_or_of_an_entry(tmp_path, data):
    buffer = io.BytesIO()
    written(buffer, {"a.py": b"x = 1\n" * 50, "b.py": b"y" * 50})
    raw = bytearray(buffer.getvalue())
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), max_size=6)):
        raw[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.zip"
    path.write_bytes(
        bytes(raw[: data.draw(st.integers(0, len(raw)))]) if data.draw(st.booleans()) else bytes(raw)
    )
    try:
        entries = read_entries(path)
    except UsageError:
        return
    for entry in entries:
        with contextlib.suppress(SubmissionError):
            assert len(read_entry(path, entry, LIMIT)) <= LIMIT
