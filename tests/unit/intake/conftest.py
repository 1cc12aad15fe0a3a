"""Ways to make submissions: folders, archives and notebooks, valid and damaged."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader.intake import FoundSubmission, RejectedSubmission, Submission, read_submission
from grader.intake.submission import DEFAULT_CAPS, Caps

MODULE = "linear_regression.py"


def zip_of(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tar_of(files: Mapping[str, bytes], *, style: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=style) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def tar_gz_of(files: Mapping[str, bytes]) -> bytes:
    return gzip.compress(tar_of(files), mtime=0)


def notebook_of(*cells: Any, **top: Any) -> bytes:
    listed = [c if isinstance(c, dict) else {"cell_type": "code", "source": c} for c in cells]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": listed, **top}
    return json.dumps(document).encode()


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Submission | RejectedSubmission]:
    """Write one file, or a folder's files, and read it as a submission of ``ada01``."""

    def write_and_read(
        name: str, content: bytes | Mapping[str, bytes], caps: Caps = DEFAULT_CAPS
    ) -> Submission | RejectedSubmission:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.mkdir(exist_ok=True)
            for inner, data in content.items():
                (path / inner).parent.mkdir(parents=True, exist_ok=True)
                (path / inner).write_bytes(data)
        return read_submission(FoundSubmission(path=path, student="ada01"), MODULE, caps)

    return write_and_read


@pytest.fixture
def rejected(hand_in: Callable[..., Submission | RejectedSubmission]) -> Callable[..., str]:
    """Hand in files, expect a rejection, and return its reason."""

    def reason(name: str, content: bytes | Mapping[str, bytes], caps: Caps = DEFAULT_CAPS) -> str:
        outcome = hand_in(name, content, caps)
        assert isinstance(outcome, RejectedSubmission), outcome
        assert outcome.student == "ada01"
        return outcome.reason

    return reason


@pytest.fixture
def accepted(hand_in: Callable[..., Submission | RejectedSubmission]) -> Callable[..., Submission]:
    """Hand in files, and expect that they can be read."""

    def submission(name: str, content: bytes | Mapping[str, bytes], caps: Caps = DEFAULT_CAPS) -> Submission:
        outcome = hand_in(name, content, caps)
        assert isinstance(outcome, Submission), outcome
        return outcome

    return submission


@pytest.fixture
def make_zip() -> Callable[..., bytes]:
    return zip_of


@pytest.fixture
def make_tar() -> Callable[..., bytes]:
    return tar_of


@pytest.fixture
def make_tar_gz() -> Callable[..., bytes]:
    return tar_gz_of


@pytest.fixture
def make_notebook() -> Callable[..., bytes]:
    return notebook_of
