"""A test's files are written and read in a folder of the worker's own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import pytest
from expectation import from_level

from grader.course import Limits
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote

WRITER = """
import errno, os
def save(name, data):
    with open(name, "wb") as file: file.write(data)
def load(name):
    with open(name, "rb") as file: return file.read()
def error_of(function, *args):
    try: function(*args)
    except OSError as error: return errno.errorcode[error.errno]
    return ""
def create(name): return error_of(lambda: open(name, "wb"))
def rename(a, b): return error_of(os.rename, a, b)
def remove(a): return error_of(os.remove, a)
def too_much(name, n): return error_of(save, name, bytes(n))
def listed(): return error_of(os.listdir, "."), os.path.isabs(os.getcwd())
"""


@pytest.fixture
def writer(zygote: Zygote) -> Iterator[Worker]:
    worker = Worker(zygote, Limits(timeout_s=5, file_mib=1), files=("a.bin", "b.bin"))
    worker.load([("work.py", WRITER, [])], "work")
    yield worker
    worker.close()


def test_a_declared_file_is_written_and_read_back(writer):
    writer.write_file("a.bin", b"")
    writer.call("save", ["a.bin", b"model" * 1000])
    assert writer.read_file("a.bin") == b"model" * 1000
    writer.write_file("a.bin", b"other")
    assert writer.call("load", ["a.bin"]).value == b"other"


def test_a_file_has_its_cap(writer):
    assert writer.call("too_much", ["a.bin", 1 << 20]).value == ""
    assert writer.call("too_much", ["b.bin", (1 << 20) + 1]).value == "EFBIG"


@from_level(2)
def test_nothing_but_the_declared_files_is_written_where_there_is_no_scratch(writer, level):
    """At level 3 the scratch is private, and the worker may do there what it likes."""
    refused = level == 2
    assert (writer.call("create", ["c.bin"]).value == "EACCES") == refused
    assert (writer.call("rename", ["a.bin", "d.bin"]).value != "") == refused or level == 3
    assert (writer.call("remove", ["b.bin"]).value != "") == refused or level == 3
    if refused:
        assert writer.call("listed", []).value == ("EACCES", True)


def test_the_folder_is_gone_when_the_worker_is(zygote, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    worker = Worker(zygote, Limits(), files=("a.bin",))
    assert len(list(tmp_path.iterdir())) == (zygote.level < 3)
    worker.close()
    assert list(tmp_path.iterdir()) == []
