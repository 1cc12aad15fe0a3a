"""What is left behind where no worker can be had."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.course import Limits
from grader.sandbox import zygote_client
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import ZygoteError, ZygoteGone, start_zygote


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_the_folder_of_a_worker_that_cannot_be_forked_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fork(allowance: dict[str, object], *_: object) -> None:
        assert [Path(path).is_file() for path in allowance["files"]] == [True]
        raise ZygoteGone("The zygote ended unexpectedly.")

    with pytest.raises(ZygoteGone):
        Worker(SimpleNamespace(fork=fork, level=2, address_space_bytes=0), Limits(), files=("model.pt",))
    assert list(tmp_path.iterdir()) == []


def test_a_zygote_that_does_not_answer_leaves_no_descriptor_open(monkeypatch):
    before = descriptors()
    zygote = start_zygote((), (), (0,))
    os.kill(zygote._process.pid, signal.SIGSTOP)
    monkeypatch.setattr(zygote_client, "_FORK_S", 0.1)
    with pytest.raises(ZygoteError, match="did not answer"):
        zygote.fork({}, 1)
    assert descriptors() == before
