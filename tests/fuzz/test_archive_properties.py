"""Archives, notebooks and sources drawn at random: read within the caps or refused, and nothing is written."""

from __future__ import annotations

import gzip
import io
import json
import re
import stat
import struct
import tarfile
import tempfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import fuzz_archive
import pytest
from fuzz_archive import FORMS, MODULE, SMALL, WATCH, check_files
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.intake import DEFAULT_CAPS, Caps, FoundSubmission, RejectedSubmission, Submission, read_submission
from grader.intake.tarball import gunzip, unpack_tar
from grader.intake.zipball import unpack_zip

MIB = 1 << 20
CODE = b"def f(x):\n    return x\n"
MANY = settings(max_examples=60, deadline=None)
CAPS = st.sampled_from([DEFAULT_CAPS, SMALL])
NAMES = (
    st.sampled_from(
        [MODULE, "a/m.py", "M.PY", "./m.py", "m.py/x", "../m.py", "/m.py", "C:m.py", "a\\m.py", "m.py/", "..", ".",
         "__pycache__/x", "é.txt", "e\u0301.txt", "con", "a/" * 30 + "x", "x" * 250, "\u202em.py", "m.ipynb", "m-1.py"]
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
)  # fmt: skip
CONTENTS = st.binary(max_size=60) | st.sampled_from([CODE, bytes(5000), CODE * 100])
ENTRIES = st.lists(st.tuples(NAMES, CONTENTS), max_size=6)
NUMBERS = st.integers(0, 2**32 - 1) | st.sampled_from([0, 1, 2**31, 2**32 - 1])
LOCAL, CENTRAL, END = struct.Struct("<4s5H3I2H"), struct.Struct("<4s6H3I5H2I"), struct.Struct("<4s4H2IH")
FIELDS = {"local": (LOCAL, b"PK\x03\x04"), "central": (CENTRAL, b"PK\x01\x02"), "end": (END, b"PK\x05\x06")}


@pytest.fixture(scope="module")
def folder() -> Any:
    """A place for what is handed in; made before anything is watched."""
    with tempfile.TemporaryDirectory() as path:
        yield Path(path)


@st.composite
def zips(draw: st.DrawFn) -> bytes:
    """Sound zips, some with one field of a header changed to any number."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in draw(ENTRIES):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = draw(st.sampled_from([0, 8, 8, 8, 12, 14]))
            entry.external_attr = (
                draw(st.sampled_from([0, 0o644, stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO])) << 16
            )
            if name not in archive.NameToInfo:
                archive.writestr(entry, content)
    raw = bytearray(buffer.getvalue())
    for kind in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=2)):
        form, signature = FIELDS[kind]
        places = [found.start() for found in re.finditer(re.escape(signature), raw)]
        places = [at for at in places if at + form.size <= len(raw)]
        if places:
            at = draw(st.sampled_from(places))
            fields = list(form.unpack_from(raw, at))
            sizes = re.findall(
                r"[HI]", re.sub(r"(\d)([HI])", lambda m: m[2] * int(m[1]), str(form.format)[1:])
            )
            which = draw(st.integers(1, len(fields) - 1))
            fields[which] = draw(NUMBERS) % (2**16 if sizes[which - 1] == "H" else 2**32)
            form.pack_into(raw, at, *fields)
    return bytes(raw)


@st.composite
def tars(draw: st.DrawFn) -> bytes:
    """Tars of every dialect; some entries lie about their kind or size, with a right check sum."""
    blocks = b""
    for name, content in draw(ENTRIES):
        member = tarfile.TarInfo(name)
        content = draw(st.sampled_from([content] * 4 + [b"9 path=x\n" + bytes(20), b"11 path=a/b\n"]))
        member.size = len(content)
        member.type = draw(
            st.sampled_from([b"0"] * 6 + [b"\0", b"7", b"5", b"1", b"2", b"S", b"x", b"g", b"L", b"V"])
        )
        member.pax_headers = draw(
            st.dictionaries(
                st.sampled_from(["path", "size", "GNU.sparse.size", "comment"]),
                st.text(st.characters(codec="utf-8"), max_size=8),
                max_size=2,
            )
        )
        member.linkname = "m.py"
        style = draw(st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]))
        try:
            header = bytearray(member.tobuf(style))
        except ValueError:  # too long for this dialect
            continue
        lie = draw(
            st.sampled_from([b""] * 6 + [b"77777777777\0", b"\x80" + bytes(10) + b"\xff", b"\xff" * 12, b"9"])
        )
        header[-512 + 124 : -512 + 124 + len(lie)] = lie
        blocks += bytes(header) + content + bytes(-len(content) % 512)
    return fuzz_archive._mended_tar(blocks)


CELLS = st.fixed_dictionaries(
    {
        "cell_type": st.sampled_from(["code", "markdown", 3]),
        "source": st.text("%!?=()[]'\"\\# \n\r\0ax\ud800", max_size=30)
        | st.lists(st.text("%!?='\n x", max_size=9), max_size=3),
    },
)  # fmt: skip
NOTEBOOKS = st.fixed_dictionaries(
    {
        "nbformat": st.sampled_from([4, 4, 4, 3, 5, True, None, 4.5]),
        "cells": st.lists(CELLS | st.none(), max_size=5),
    },
    optional={"metadata": st.sampled_from([{}, [], {"kernelspec": {"language": "R"}}, {"language_info": 3}])},
).map(lambda document: json.dumps(document).encode())
SOURCES = st.builds(
    lambda first, declared, rest: first + b"# coding: " + declared.encode() + b"\n" + rest,
    st.sampled_from([b"", b"\n", b"#!\r", b"\xef\xbb\xbf", b"\xff\xfe"]),
    st.sampled_from(["utf-8", "latin-1", "utf-7", "rot13", "gb18030", "cp037", "shift_jis", "utf-16", "no", "cp1252"]),
    st.binary(max_size=60),
)  # fmt: skip


def outcome(form: str, raw: bytes, caps: Caps) -> str:
    return fuzz_archive.run(bytes([FORMS.index(form), 255 if caps is SMALL else 0]) + raw)


@MANY
@given(st.sampled_from(FORMS), CAPS, st.binary(max_size=600))
def test_arbitrary_bytes_are_read_or_refused(form, caps, raw):
    assert outcome(form, raw, caps)


@settings(max_examples=100, deadline=None)
@given(zips(), CAPS, st.sampled_from(["zip", "mended zip"]))
def test_zips_with_lying_fields_are_read_or_refused(raw, caps, form):
    assert outcome(form, raw, caps)


@settings(max_examples=80, deadline=None)
@given(tars(), CAPS, st.sampled_from(["tar", "gzipped tar"]))
def test_tars_with_lying_fields_are_read_or_refused(raw, caps, form):
    assert outcome(form, raw, caps)


@pytest.mark.parametrize("rest", [bytes(20), b"\n" * 20])
def test_records_with_something_else_behind_them_are_not_read_again(rest):
    """Found by the fuzzer: without a blank behind them the reader began anew, for ever."""
    records = b"9 path=x\n" + rest
    member = tarfile.TarInfo("p")
    member.size, member.type = len(records), b"x"
    raw = member.tobuf(tarfile.USTAR_FORMAT) + records + bytes(-len(records) % 512)
    assert "an extended header cannot be read" in outcome("mended tar", raw, DEFAULT_CAPS)


@MANY
@given(tars(), st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_a_damaged_gzip_is_read_or_refused(raw, at, change):
    packed = bytearray(gzip.compress(raw, mtime=0))
    packed[at : at + len(change)] = change
    assert outcome("tar.gz", bytes(packed), DEFAULT_CAPS)


@MANY
@given(NOTEBOOKS, CAPS)
def test_notebooks_of_wrong_form_are_read_or_refused(raw, caps):
    assert outcome("notebook", raw, caps)


@MANY
@given(SOURCES, CAPS)
def test_sources_in_any_encoding_are_read_or_refused(raw, caps):
    assert outcome("source", raw, caps)


HANDED_IN = (
    st.tuples(st.just("a.zip"), zips()) | st.tuples(st.just("a.tar"), tars())
    | st.tuples(st.just("a.tgz"), tars().map(lambda raw: gzip.compress(raw, mtime=0)))
    | st.tuples(st.just("a.ipynb"), NOTEBOOKS) | st.tuples(st.just("a.py"), SOURCES)
)  # fmt: skip


@MANY
@given(HANDED_IN, CAPS)
def test_a_file_handed_in_is_read_or_rejected_and_nothing_is_written(folder, handed_in, caps):
    name, raw = handed_in
    path = folder / name
    path.write_bytes(raw)
    before = sorted(folder.iterdir())
    with WATCH.watching():
        result = read_submission(FoundSubmission(path=path, student="ada01"), MODULE, caps)
    assert sorted(folder.iterdir()) == before
    if isinstance(result, RejectedSubmission):
        assert result.reason.isprintable()
    else:
        assert isinstance(result, Submission)
        texts = sum(len(source.text) for source in result.files)
        assert texts + sum(len(content) for _, content in result.data) <= caps.total_bytes + len(result.files)


def test_the_watch_hears_a_file_written_and_a_folder_made(folder):
    with pytest.raises(AssertionError, match=r"open .*seen"), WATCH.watching():
        (folder / "seen").write_text("x")
    with pytest.raises(AssertionError, match=r"os\.mkdir"), WATCH.watching():
        (folder / "seen-too").mkdir()
    with WATCH.watching():
        assert (folder / "seen").read_text() == "x"


def zip_of(name: str, size: int, level: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.writestr(MODULE, CODE)
        archive.writestr(name, bytes(size))
    return buffer.getvalue()


def tar_of(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size = size
    return member.tobuf() + bytes(size + -size % 512 + 1024)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 12 * MIB), st.sampled_from([1, 9]), st.sampled_from(["zip", "tar.gz"]), CAPS)
def test_what_is_unpacked_stays_below_the_caps_in_memory_too(size, level, form, caps):
    """Traced by ``tracemalloc``: zlib's and zipfile's buffers are Python's."""
    raw = zip_of("z", size, level) if form == "zip" else gzip.compress(tar_of("z", size), level, mtime=0)
    unpacked = min(caps.total_bytes, max(caps.ratio_free_bytes, caps.ratio * len(raw)))
    tracemalloc.start()
    try:
        files = unpack_zip(raw, caps) if form == "zip" else unpack_tar(gunzip(raw, caps), caps)
        check_files(files | {MODULE: CODE}, caps, len(raw) if form == "zip" else None)
        assert size <= min(caps.file_bytes, unpacked + 4 * 512 * caps.files)  # headers of a tar are free
    except SubmissionError:
        assert size + len(CODE) > min(caps.file_bytes, unpacked)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 3 * unpacked + 4 * 512 * caps.files + 4 * len(raw) + MIB
