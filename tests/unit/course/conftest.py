"""Writing a course file by file: what is not said is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

COURSE = 'title = "Small numbers"\n'
SETTINGS = """\
id = "attention"
title = "Attention"
module = "attention.py"

[[tasks]]
id = "scores"
function = "scores"
points = 3

[[tasks]]
id = "weights"
function = "weights"
points = 5
"""
FILES = {
    "assignments/course.toml": COURSE,
    "assignments/attention/assignment.toml": SETTINGS,
    "assignments/attention/README.md": "# Attention\n",
    "assignments/attention/hidden/test_scores.py": "",
    "reference/attention.py": "def scores(): ...\ndef weights(): ...\n",
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write({"assignments/course.toml": "…"})``: the course with these files instead, or without (None)."""

    def make(changes: dict[str, str | bytes | None] | None = None) -> Path:
        for name, content in {**FILES, **(changes or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "assignments"

    return make


@pytest.fixture
def settings() -> str:
    return SETTINGS


@pytest.fixture(autouse=True)
def _no_course_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    monkeypatch.delenv("GRADER_SECRET_FILE", raising=False)
