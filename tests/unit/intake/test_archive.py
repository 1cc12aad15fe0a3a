"""Zip and tar archives: valid ones are read, hostile and damaged ones are refused with a reason."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import struct
import tarfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.intake import Caps, FoundSubmission, RejectedSubmission, Submission, read_submission
from grader.intake.submission import DEFAULT_CAPS
from grader.intake.tarball import gunzip, unpack_tar
from grader.intake.zipball import unpack_zip

MODULE = "linear_regression.py"
CODE = b"def f(x):\n    return x\n"
MIB = 1 << 20
Accepted = Callable[..., Submission]
Reason = Callable[..., str]
Make = Callable[..., bytes]


@pytest.fixture(params=["zip", "tar", "tar.gz"])
def pack(
    request: pytest.FixtureRequest, make_zip: Make, make_tar: Make, make_tar_gz: Make
) -> tuple[str, Make]:
    makers = {"zip": make_zip, "tar": make_tar, "tar.gz": make_tar_gz}
    return f"ada01.{request.param}", makers[request.param]


def test_an_archive_is_read_whole(accepted: Accepted, pack: tuple[str, Make]) -> None:
    name, make = pack
    raw = make({"ada/linear_regression.py": CODE, "ada/./data/x.bin": bytes(range(256)), "ada/é.txt": b""})
    submission = accepted(name, raw)
    assert submission.files[0].text == CODE.decode()
    assert submission.data == (("data/x.bin", bytes(range(256))), ("é.txt", b""))
    assert submission.sha256 == hashlib.sha256(raw).hexdigest()


def test_tgz_is_a_tar_too(accepted: Accepted, make_tar_gz: Make) -> None:
    assert accepted("ada01.tgz", make_tar_gz({MODULE: CODE})).files[0].text == CODE.decode()


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("/etc/passwd", "'/etc/passwd' is an absolute path"),
        ("../x.py", "'../x.py' points outside the submission"),
        ("a/../../x.py", "points outside the submission"),
        ("..\\x.py", "points outside the submission"),
        ("\\\\server\\x.py", "is an absolute path"),
        ("C:\\x.py", "'C:\\x.py' is an absolute path"),
        ("c:x.py", "is an absolute path"),
        ("a\x07.py", "holds a control character"),
        ("a" * 201, "is longer than 200 bytes"),
        ("d/" * 21 + "x", "lies deeper than 20 folders"),
        (MODULE.upper(), "Two entries have one name"),
        (f"./{MODULE}", "Two entries have one name"),
        (f"{MODULE}/x", "'linear_regression.py' is both a file and a folder"),
        (".", "holds a file without a name"),
    ],
)
def test_unsafe_and_repeated_names_are_refused(
    rejected: Reason, pack: tuple[str, Make], entry: str, message: str
) -> None:
    name, make = pack
    assert message in rejected(name, make({MODULE: CODE, entry: b""}))


def test_a_file_after_a_folder_of_its_name_is_refused(rejected: Reason, pack: tuple[str, Make]) -> None:
    name, make = pack
    assert "Two entries have one name" in rejected(name, make({"data/x": b"", "data": b"", MODULE: CODE}))


def test_windows_separators_are_read(accepted: Accepted, pack: tuple[str, Make]) -> None:
    name, make = pack
    assert accepted(name, make({"ada\\linear_regression.py": CODE, "ada\\a.txt": b""})).data == (
        ("a.txt", b""),
    )


def test_a_rejected_archive_keeps_its_digest(tmp_path: Path) -> None:
    (tmp_path / "ada01.zip").write_bytes(b"not a zip")
    outcome = read_submission(FoundSubmission(path=tmp_path / "ada01.zip", student="ada01"), MODULE)
    assert isinstance(outcome, RejectedSubmission)
    assert outcome.sha256 == hashlib.sha256(b"not a zip").hexdigest()


def test_an_archive_in_an_archive_is_data(accepted: Accepted, pack: tuple[str, Make], make_zip: Make) -> None:
    name, make = pack
    inner = make_zip({"../x": b""})
    assert accepted(name, make({MODULE: CODE, "inner.zip": inner})).data == (("inner.zip", inner),)


def test_too_many_files(rejected: Reason, pack: tuple[str, Make]) -> None:
    name, make = pack
    assert "holds more than 1000 files" in rejected(name, make({f"f{n}": b"" for n in range(1001)}))


def test_a_tool_folders_files_do_not_count(accepted: Accepted, pack: tuple[str, Make]) -> None:
    name, make = pack
    files = {f"__pycache__/{n}": b"" for n in range(1100)}
    assert accepted(name, make({MODULE: CODE, **files})).data == ()


def test_a_file_over_the_cap(rejected: Reason, pack: tuple[str, Make]) -> None:
    name, make = pack
    assert "'big' is larger than" in rejected(
        name, make({MODULE: CODE, "big": b"x" * 2000}), Caps(file_bytes=1000)
    )


def test_more_than_the_total(rejected: Reason, pack: tuple[str, Make]) -> None:
    name, make = pack
    files = {MODULE: CODE, "a": b"x" * 5000, "b": b"y" * 5000}
    assert "holds more than" in rejected(name, make(files), Caps(total_bytes=9000, ratio=10**6))


@pytest.mark.parametrize("form", ["zip", "tar.gz"])
def test_a_bomb_is_refused_without_unpacking_it(
    rejected: Reason, make_zip: Make, make_tar_gz: Make, form: str
) -> None:
    make = {"zip": make_zip, "tar.gz": make_tar_gz}[form]
    raw = make({MODULE: CODE, **{f"z{n}": bytes(9 * MIB) for n in range(5)}})
    assert len(raw) < MIB // 10
    tracemalloc.start()
    reason = rejected(f"ada01.{form}", raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more than 200 times its size" in reason
    assert peak < 40 * MIB


def test_high_compression_of_little_data_is_no_bomb(accepted: Accepted, pack: tuple[str, Make]) -> None:
    name, make = pack
    assert len(accepted(name, make({MODULE: CODE, "zeros": bytes(MIB // 2)})).data[0][1]) == MIB // 2


# Zip


def zip_with(entry: zipfile.ZipInfo, content: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(MODULE, CODE)
        archive.writestr(entry, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "words"),
    [(stat.S_IFLNK, "a link"), (stat.S_IFIFO, "a named pipe"), (stat.S_IFCHR, "a device"),
     (stat.S_IFBLK, "a device"), (stat.S_IFSOCK, "a socket")],
)  # fmt: skip
def test_special_entries_of_a_zip_are_refused(rejected: Reason, kind: int, words: str) -> None:
    entry = zipfile.ZipInfo("x.py")
    entry.external_attr = (kind | 0o644) << 16
    assert f"'x.py' is {words}" in rejected("ada01.zip", zip_with(entry, b"/etc/passwd"))


def test_folders_in_a_zip_are_fine(accepted: Accepted) -> None:
    entry = zipfile.ZipInfo("data/")
    entry.external_attr = (stat.S_IFDIR | 0o755) << 16
    assert accepted("ada01.zip", zip_with(entry)).data == ()


def test_an_encrypted_zip_is_refused(rejected: Reason, make_zip: Make) -> None:
    raw = bytearray(make_zip({MODULE: CODE}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert "'linear_regression.py' is encrypted" in rejected("ada01.zip", bytes(raw))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_bound_are_refused(rejected: Reason, make_zip: Make, method: int) -> None:
    raw = make_zip({MODULE: CODE}, method)
    assert f"packed with an unusual method (number {method})" in rejected("ada01.zip", raw)


def test_a_nul_in_a_zip_name_hides_nothing(rejected: Reason, make_zip: Make) -> None:
    raw = make_zip({"a.py_x": CODE}).replace(b"a.py_x", b"a.py\0x")
    assert "holds a control character" in rejected("ada01.zip", raw)


def test_a_wrong_check_sum_is_damage(rejected: Reason, make_zip: Make) -> None:
    raw = make_zip({MODULE: CODE}, zipfile.ZIP_STORED).replace(b"return x", b"return y")
    assert "The zip archive is damaged (Bad CRC-32" in rejected("ada01.zip", raw)


@pytest.mark.parametrize("cut", [0, 1, 30, 100, -1, -30])
def test_a_zip_that_was_cut_is_damaged(rejected: Reason, make_zip: Make, cut: int) -> None:
    assert "zip archive is damaged" in rejected("ada01.zip", make_zip({MODULE: CODE})[:cut])


def test_sizes_in_headers_are_not_believed(rejected: Reason, make_zip: Make) -> None:
    raw = bytearray(make_zip({MODULE: bytes(3 * MIB)}))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    raw[22:26] = struct.pack("<I", 10)
    assert "damaged" in rejected("ada01.zip", bytes(raw))
    raw[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFF00)
    assert "unpacks to more than 200 times" in rejected("ada01.zip", bytes(raw))


def test_overlapping_entries_are_refused(rejected: Reason, make_zip: Make) -> None:
    raw = make_zip({MODULE: CODE, "second.txt": b"x"})
    directory = raw.index(b"PK\x01\x02")
    second = raw.index(b"PK\x01\x02", directory + 4)
    changed = bytearray(raw)
    changed[second + 42 : second + 46] = struct.pack("<I", 0)
    assert "overlap, as in a decompression bomb" in rejected("ada01.zip", bytes(changed))


def test_a_list_of_more_entries_than_memory_should_hold(rejected: Reason) -> None:
    assert "holds more than 1 files" in rejected("ada01.zip", b"PK\x01\x02" * 21, Caps(files=1))


# Tar


def tar_with(member: tarfile.TarInfo, style: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=style) as archive:
        code = tarfile.TarInfo(MODULE)
        code.size = len(CODE)
        archive.addfile(code, io.BytesIO(CODE))
        archive.addfile(member)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a hard link"),
        (tarfile.FIFOTYPE, "is a named pipe"),
        (tarfile.CHRTYPE, "is a device"),
        (tarfile.BLKTYPE, "is a device"),
        (tarfile.GNUTYPE_SPARSE, "is a sparse file"),
        (b"V", "is of an unknown kind"),
    ],
)
def test_special_entries_of_a_tar_are_refused(rejected: Reason, kind: bytes, words: str) -> None:
    member = tarfile.TarInfo("x.py")
    member.type, member.linkname = kind, MODULE
    assert f"'x.py' {words}" in rejected("ada01.tar", tar_with(member))


def test_links_inside_an_environment_are_skipped_with_it(accepted: Accepted) -> None:
    member = tarfile.TarInfo(".venv/bin/python")
    member.type, member.linkname = tarfile.SYMTYPE, "/usr/bin/python3"
    assert accepted("ada01.tar", tar_with(member)).data == ()


def test_a_sparse_file_in_pax_form_is_refused(rejected: Reason) -> None:
    member = tarfile.TarInfo("x.py")
    member.pax_headers = {"GNU.sparse.realsize": "999999999999"}
    assert "'x.py' is a sparse file" in rejected("ada01.tar", tar_with(member))


def test_folders_in_a_tar_are_fine_also_in_the_oldest_form(accepted: Accepted) -> None:
    for kind in (tarfile.DIRTYPE, tarfile.AREGTYPE):
        member = tarfile.TarInfo("data/")
        member.type = kind
        assert accepted("ada01.tar", tar_with(member)).data == ()


@pytest.mark.parametrize("style", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_in_every_dialect(accepted: Accepted, make_tar: Make, style: int) -> None:
    long = "folder_" * 10 + "/" + "file_" * 18 + ".csv"
    submission = accepted("ada01.tar", make_tar({MODULE: CODE, long: b"1", "after": b"2"}, style=style))
    assert submission.data == (("after", b"2"), (long, b"1"))


def test_pax_sizes_and_global_headers_are_read(accepted: Accepted) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", pax_headers={"comment": "made by git"}) as archive:
        member = tarfile.TarInfo(MODULE)
        member.size = len(CODE)
        member.pax_headers = {"size": str(len(CODE))}
        archive.addfile(member, io.BytesIO(CODE))
    assert accepted("ada01.tar", buffer.getvalue()).files[0].text == CODE.decode()


def rewritten(raw: bytes, at: int, field: bytes) -> bytes:
    """Change a field of the first header and correct its check sum."""
    header = bytearray(raw[:512])
    header[at : at + len(field)] = field
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + raw[512:]


@pytest.mark.parametrize(
    ("size", "message"),
    [
        (b"\xff" * 12, "a header holds no number"),
        (b"\x80" + b"\xff" * 11, "a file in it is cut off"),
        (b"77777777777\0", "a file in it is cut off"),
        (b"99999999999\0", "a header holds no number"),
        (b"-0000000001\0", "a header holds no number"),
    ],
)
def test_negative_and_invented_sizes_are_damage(
    rejected: Reason, make_tar: Make, size: bytes, message: str
) -> None:
    raw = rewritten(make_tar({MODULE: CODE}, style=tarfile.USTAR_FORMAT), 124, size)
    assert message in rejected("ada01.tar", raw)


def test_a_check_sum_of_signed_bytes_is_accepted(accepted: Accepted, make_tar: Make) -> None:
    raw = bytearray(make_tar({"é.txt": b"", MODULE: CODE}, style=tarfile.GNU_FORMAT))
    header = raw[:148] + b" " * 8 + raw[156:512]
    raw[148:156] = b"%06o\0 " % (sum(header) - 256 * sum(byte > 127 for byte in header))
    assert accepted("ada01.tar", bytes(raw)).data == (("é.txt", b""),)


def test_a_wrong_header_in_the_middle_is_damage_not_the_end(rejected: Reason, make_tar: Make) -> None:
    raw = bytearray(make_tar({MODULE: CODE, "second": b"x"}))
    raw[1024] ^= 1
    assert "a header has a wrong check sum" in rejected("ada01.tar", bytes(raw))


@pytest.mark.parametrize(
    ("cut", "why"), [(0, "its end"), (100, "its end"), (520, "cut off"), (1024, "its end")]
)
def test_a_tar_that_was_cut_is_damaged(rejected: Reason, make_tar: Make, cut: int, why: str) -> None:
    assert why in rejected("ada01.tar", make_tar({MODULE: CODE})[:cut])


@pytest.mark.parametrize(
    "record",
    [b"9" * 500, b"0 path=x\n", b"3 path=x\n", b"99 path=x\n", b"10 path_x\n", b"10 path=xx", b"x",
     b"16 size=12x4567\n"],
)  # fmt: skip
def test_a_broken_extended_header_is_damage(rejected: Reason, make_tar: Make, record: bytes) -> None:
    raw = make_tar({"pax": record, MODULE: CODE}, style=tarfile.USTAR_FORMAT)
    assert "an extended header cannot be read" in rejected("ada01.tar", rewritten(raw, 156, b"x"))


@pytest.mark.parametrize("rest", [bytes(20), b" ", b"\n" * 20])
def test_an_extended_header_that_goes_on_after_its_records_is_damage(
    rejected: Reason, make_tar: Make, rest: bytes
) -> None:
    """Without a blank, the reader once started again with the first record and looped forever."""
    raw = make_tar({"pax": b"9 path=x\n" + rest, MODULE: CODE}, style=tarfile.USTAR_FORMAT)
    assert "an extended header cannot be read" in rejected("ada01.tar", rewritten(raw, 156, b"x"))


def test_more_extended_records_than_any_archive_needs_are_refused(rejected: Reason, make_tar: Make) -> None:
    """An archive of 270 kB held so many records that reading them took 25 s."""
    raw = make_tar({"pax": b"5 a=\n" * 201, MODULE: CODE}, style=tarfile.USTAR_FORMAT)
    reason = rejected("ada01.tar", rewritten(raw, 156, b"x"), Caps(files=1))
    assert "extended headers hold too many records" in reason


@pytest.mark.parametrize("kind", [b"L", b"x"])
def test_a_name_longer_than_any_path_is_refused_before_it_is_taken_apart(
    rejected: Reason, make_tar: Make, kind: bytes
) -> None:
    """A name of 45 MiB of slashes took 30 s and 330 MiB."""
    name = b"a" + b"/" * 4096
    content = name if kind == b"L" else b"%d path=%s\n" % (len(name) + 11, name)
    raw = make_tar({"long": content, MODULE: CODE}, style=tarfile.USTAR_FORMAT)
    assert "a name in it is longer than 4096 bytes" in rejected("ada01.tar", rewritten(raw, 156, kind))


def test_a_gzip_that_was_cut_changed_or_made_up(rejected: Reason, make_tar_gz: Make) -> None:
    raw = make_tar_gz({MODULE: CODE})
    assert "The gzip file is cut off" in rejected("ada01.tar.gz", raw[:-9])
    assert "The gzip file is cut off" in rejected("ada01.tar.gz", b"")
    assert "The gzip file is damaged" in rejected("ada01.tar.gz", b"not gzip")
    assert "incorrect data check" in rejected("ada01.tar.gz", raw[:-8] + bytes(4) + raw[-4:])
    assert "more data after its end" in rejected("ada01.tar.gz", raw + raw)


def test_padding_after_a_gzip_is_fine(accepted: Accepted, make_tar_gz: Make) -> None:
    assert accepted("ada01.tar.gz", make_tar_gz({MODULE: CODE}) + bytes(100)).data == ()


# Random bytes

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.sampled_from(["a.zip", "a.tar", "a.tar.gz", "a.ipynb", "a.py"]), st.binary(max_size=600))
@quick
def test_random_bytes_are_read_or_rejected(tmp_path: Path, name: str, raw: bytes) -> None:
    (tmp_path / name).write_bytes(raw)
    outcome = read_submission(FoundSubmission(path=tmp_path / name, student="ada01"), MODULE)
    assert isinstance(outcome, Submission | RejectedSubmission)
    assert isinstance(outcome, Submission) or outcome.reason


edits = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), max_size=5)


def damaged(raw: bytes, changes: list[tuple[float, bytes]], keep: float) -> bytes:
    result = bytearray(raw)
    for place, new in changes:
        at = int(place * len(raw))
        result[at : at + len(new)] = new
    return bytes(result[: int(keep * len(result)) + 1])


@given(edits, st.floats(0.5, 1))
@settings(max_examples=300, deadline=None)
def test_a_damaged_zip_is_read_or_refused(changes: list[tuple[float, bytes]], keep: float) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MODULE, CODE)
        archive.writestr("data/é.csv", b"1,2,3\n" * 20)
    try:
        files = unpack_zip(damaged(buffer.getvalue(), changes, keep), DEFAULT_CAPS)
    except SubmissionError:
        return
    assert sum(map(len, files.values())) <= DEFAULT_CAPS.total_bytes


@given(edits, st.floats(0.5, 1), st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]))
@settings(max_examples=300, deadline=None)
def test_a_damaged_tar_is_read_or_refused(
    changes: list[tuple[float, bytes]], keep: float, style: int
) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=style) as archive:
        for name in (MODULE, "n" * 150):
            member = tarfile.TarInfo(name)
            member.size = len(CODE)
            archive.addfile(member, io.BytesIO(CODE))
    raw = buffer.getvalue().rstrip(b"\0") + bytes(1024)
    for data in (damaged(raw, changes, keep), damaged(gzip.compress(raw), changes, keep)):
        try:
            files = unpack_tar(gunzip(data, DEFAULT_CAPS) if data[:2] == b"\x1f\x8b" else data, DEFAULT_CAPS)
        except SubmissionError:
            continue
        assert sum(map(len, files.values())) <= DEFAULT_CAPS.total_bytes


def test_an_archive_with_several_students_is_told_to_be_graded_as_a_class(rejected, make_zip):
    files = {f"{student}/linear_regression.py": "x = 1\n" for student in ("ada", "bob")}
    reason = rejected("class.zip", make_zip(files))
    assert "It holds several files that could be linear_regression.py" in reason
    assert "If this archive holds a whole class, grade it by itself, with '--from files'." in reason
    inner = make_zip({"ada.zip": b"PK", "bob.zip": b"PK"})
    assert "grade it by itself" in rejected("class.zip", inner)
    assert "unpack it" not in rejected("one.zip", make_zip({"notes.txt": "nothing"}))


def test_names_of_a_zip_that_does_not_say_its_encoding_come_out_right(accepted):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("linear_regression.py", "x = 1\n")
        archive.writestr("柳.txt", "x")
    raw = bytearray(buffer.getvalue())
    at = raw.index(b"PK\1\2", raw.index(b"PK\1\2") + 1)
    raw[at + 9] &= ~0x08  # as macOS writes it
    local = raw.index(b"PK\3\4", 10)
    raw[local + 7] &= ~0x08
    assert accepted("ada01.zip", bytes(raw)).data == (("柳.txt", b"x"),)
