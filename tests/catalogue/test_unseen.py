"""The answers of ``unseen/`` and what is written down about them fit together. ``benchmarks.naming`` grades them."""

from __future__ import annotations

import ast
import functools
import itertools
import re
from pathlib import Path

import pytest

from benchmarks.naming import PORTIONS, ROOT, UNSEEN, UnseenAnswer, unseen_answers
from grader.course import find_course

_ANSWERS = list(unseen_answers())
_COURSE = find_course(str(ROOT))


@functools.cache
def _catalogue(assignment: str) -> set[str]:
    return {mistake.id for mistake in _COURSE.assignment(assignment).known_mistakes}


@pytest.mark.parametrize("folder", sorted(p for p in UNSEEN.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_every_file_has_an_entry(folder: Path) -> None:
    """A file that no entry names would never be graded."""
    named = {answer.name for answer in _ANSWERS if answer.assignment == folder.name}
    assert named == {path.stem for path in folder.glob("*.py")}


@pytest.mark.parametrize("answer", _ANSWERS, ids=lambda each: f"{each.assignment}/{each.name}")
def test_an_entry_fits_its_answer(answer: UnseenAnswer) -> None:
    """The lines occur, the patterns compile, and a catalogued mistake is in the catalogue."""
    ast.parse(answer.text)
    assert answer.kind in ("catalogued", "one", "two", "right")
    assert answer.portion in PORTIONS
    source = {line.strip() for line in answer.text.splitlines()}
    assert set(answer.lines) <= source
    for patterns in itertools.chain(*answer.named, *answer.led):
        for pattern in patterns:
            re.compile(pattern)
    wrong = answer.kind != "right"
    assert all(bool(each) == wrong for each in answer.named)
    assert len(answer.mistakes) == len(answer.named) == len(answer.known) == 1 + (answer.kind == "two")
    assert set(answer.known) <= _catalogue(answer.assignment) | {""}
