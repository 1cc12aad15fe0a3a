"""A hostile download: what is wrong with one student's files harms that student alone, and is said."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
import zlib

import pytest
from downloaded_class import CLASS, MODULE, work, zipped

from grader.errors import UsageError
from grader.intake import FoundSubmission, read_submission
from grader.intake.download import HandedClass, choose_download

GOOD = CLASS[:4]
SIGNATURE = b"PK\1\2"


def place(name):
    return f"{name}_{zlib.crc32(name.encode()) % 10**6}_assignsubmission_file"


def linked(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


def hostile_class():
    """Each bad folder is named after what is wrong with it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in GOOD:
            archive.writestr(f"{place(each.name)}/metrics.py", work(each.student))
        archive.writestr(f"{place('Bomb')}/metrics.py", b"\0" * (9 << 20))
        archive.writestr(f"{place('Nested bomb')}/hw.zip", zipped([("metrics.py", b"#" * (9 << 20))]))
        archive.writestr(
            f"{place('Large')}/metrics.py", random.Random(1).randbytes(11 << 20), zipfile.ZIP_STORED
        )
        archive.writestr(f"{place('Parent')}/../../metrics.py", b"")
        archive.writestr(f"{place('Duplicate')}/metrics.py", work("one"))
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(f"{place('Duplicate')}/metrics.py", work("two"))
        archive.writestr(f"{place('Twin')}/metrics.py", work("one"))
        archive.writestr(f"{place('Twin')}/Metrics.py", work("two"))
        archive.writestr(f"{place('Control')}/metrics\n.py", work("x"))
        archive.writestr(linked(f"{place('Link')}/metrics.py"), "/etc/passwd")
        archive.writestr(f"{place('Unusual')}/metrics.py", work("x"), zipfile.ZIP_BZIP2)
        archive.writestr(f"{place('Encrypted')}/metrics.py", work("x"))
        archive.writestr(f"{place('Check sum')}/metrics.py", work("x"), zipfile.ZIP_STORED)
        archive.writestr(f"{place('Damaged')}/metrics.py", work("x") * 20)
        for n in range(1001):
            archive.writestr(f"{place('Many')}/f{n}.txt", b"")
        archive.writestr(f"{place('Deep')}/{'a/' * 30}metrics.py", b"")
        archive.writestr(f"/etc/{place('Absolute')}/metrics.py", b"")
        archive.writestr(f"../{place('Outside')}/metrics.py", b"")
    raw = bytearray(buffer.getvalue())
    patch(raw, place("Encrypted"), 8, struct.pack("<H", 1))
    patch(raw, place("Check sum"), 16, b"\0\0\0\0")
    patch(raw, place("Damaged"), 42, struct.pack("<L", 3))
    return bytes(raw)


def patch(raw, name, offset, new):
    """Change a field of an entry of the directory."""
    at = raw.rindex(name.encode()) - 46
    assert raw[at : at + 4] == SIGNATURE
    raw[at + offset : at + offset + len(new)] = new


REASONS = {
    "Bomb": "It unpacks to more than 200 times its size",
    "Nested bomb": "It unpacks to more than 200 times its size",
    "Large": "'metrics.py' is larger than 10 MiB",
    "Parent": "points outside the submission",
    "Duplicate": "Two entries of the download have the name",
    "Twin": "Two entries have one name: 'Metrics.py' and 'metrics.py'",
    "Control": "holds a control character",
    "Link": "is a link; only plain files",
    "Unusual": "is packed with an unusual method (number 12)",
    "Encrypted": "is encrypted",
    "Check sum": "its check sum is wrong",
    "Damaged": "its header is missing",
    "Many": "It holds more than 1000 files",
    "Deep": "lies deeper than 20 folders",
}


def test_everybody_else_is_read_and_each_fault_is_said(settle):
    settled = settle(hostile_class(), "moodle")
    bad = settled.unreadable()
    assert {name.rpartition("-")[0]: reason for name, reason in bad.items()}.keys() == REASONS.keys()
    for name, reason in bad.items():
        assert REASONS[name.rpartition("-")[0]] in reason
    good = {s: read_submission(each, MODULE) for s, each in settled.found.items() if s not in bad}
    assert [each.files[0].text for each in good.values()] == [work(each.student).decode() for each in GOOD]
    assert len(settled.ignored) == 2
    assert {name for name in settled.ignored if "Absolute" in name or "Outside" in name} == set(
        settled.ignored
    )


def test_nobody_gets_the_bytes_of_somebody_else(settle):
    files = [(f"{place(each.name)}/metrics.py", work(each.student)) for each in CLASS[:3]]
    raw = bytearray(zipped(files))
    first, second = (raw.rindex(place(each.name).encode()) - 46 for each in CLASS[:2])
    raw[second + 42 : second + 46] = raw[first + 42 : first + 46]
    settled = settle(bytes(raw), "moodle")
    (reason,) = settled.unreadable().values()
    assert "its header has another name" in reason


def test_links_in_an_unpacked_download_are_not_followed(tmp_path):
    folder = tmp_path / "unpacked"
    for each in GOOD:
        (folder / place(each.name)).mkdir(parents=True)
        (folder / place(each.name) / "metrics.py").write_bytes(work(each.student))
    (folder / place("File")).mkdir()
    (folder / place("File") / "metrics.py").symlink_to("/etc/passwd")
    (folder / place("Folder")).mkdir()
    (folder / place("Folder") / "data").symlink_to(tmp_path)
    download = choose_download(folder, None, MODULE)
    outcomes = [read_submission(each, MODULE) for each in HandedClass(download=download).find(MODULE).entries]
    reasons = sorted(each.reason for each in outcomes if not hasattr(each, "files"))
    assert [reason.split(";")[0] for reason in reasons] == ["'data' is a link", "'metrics.py' is a link"]
    assert len(outcomes) - len(reasons) == len(GOOD)


@pytest.mark.parametrize("raw", [b"", b"PK\5\6", b"no zip at all", zipped([("a.py", b"x")])[:-10]])
def test_a_file_that_is_no_zip_is_refused(tmp_path, raw):
    path = tmp_path / "download.zip"
    path.write_bytes(raw)
    with pytest.raises(UsageError, match="this is no zip file that can be read"):
        HandedClass(download=choose_download(path, "canvas", MODULE)).find(MODULE)


def test_a_download_that_changes_during_a_run_harms_only_what_is_gone(tmp_path):
    path = tmp_path / "download.zip"
    files = [(f"{place(each.name)}/metrics.py", work(each.student)) for each in CLASS[:2]]
    path.write_bytes(zipped(files))
    first, second = HandedClass(download=choose_download(path, "moodle", MODULE)).find(MODULE).entries
    path.write_bytes(zipped([*files[:1], ("new.txt", b"x")]))
    assert not hasattr(read_submission(first, MODULE), "reason")
    assert "is not in the download any more" in read_submission(second, MODULE).reason
    path.unlink()
    assert "cannot be read any more" in read_submission(first, MODULE).reason


def test_typed_text_that_is_too_long_is_refused(settle):
    page = b"<p>" * 100_000
    settled = settle(
        [("Amber_1_assignsubmission_onlinetext/onlinetext.html", page)], "moodle", online_text=True
    )
    assert "is larger than 0.25 MiB" in next(iter(settled.unreadable().values()))


def test_a_submission_of_a_download_is_as_large_as_any(settle):
    files = [(f"Amber_1_assignsubmission_file/d{n}.bin", b"x" * (9 << 20)) for n in range(6)]
    assert "more than 50 MiB" in next(
        iter(settle(zipped(files, zipfile.ZIP_STORED), "moodle").unreadable().values())
    )


def test_found_submissions_hold_names_and_no_bytes(settle):
    found = settle([(f"{place('Amber')}/metrics.py", work("x"))], "moodle").found
    each = next(iter(found.values()))
    assert isinstance(each, FoundSubmission)
    assert each.members[0].stored == f"{place('Amber')}/metrics.py"


def test_a_zip_within_a_zip_of_a_download_is_named(settle):
    inner = zipped([("metrics.py", work("x"))])
    folder = "Deep Zip_4711_assignsubmission_file"
    settled = settle([(f"{folder}/outer.zip", zipped([("inner.zip", inner)]))], "moodle")
    (reason,) = settled.unreadable().values()
    assert reason.startswith("It holds 'inner.zip', and no Python file")
    assert "only one level is read" in reason
