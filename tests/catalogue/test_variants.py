"""Every wrong answer in ``variants/`` loses points, at the hidden test that its docstring names."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.course import Assignment, load_course
from grader.course.known_mistakes import overlaid
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.intake import Submission
from grader.model import Record, SourceFile, Verdict

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
VARIANTS = Path(__file__).parent / "variants"
FILES = sorted(VARIANTS.glob("*/*.py"))
CAUGHT_BY = "Caught by: "
_UNREAD = re.compile(r"^(Your file cannot be imported|.* This happened while your file was imported\.$)")


class Grading:
    """A grading process of the assignment asked for last; files come sorted, so each assignment's starts once."""

    def __init__(self) -> None:
        self._course = load_course(ROOT / "assignments")
        self._open: tuple[Assignment, LocalExecutor] | None = None

    def assignment(self, name: str) -> Assignment:
        if self._open is None or self._open[0].id != name:
            self.close()
            assignment = self._course.assignment(name)
            self._open = assignment, LocalExecutor(self._course, assignment, 1)
        return self._open[0]

    def record(self, path: Path, trial: Trial) -> Record:
        assignment = self.assignment(path.parent.name)
        assert self._open is not None
        assert assignment.reference_path is not None
        text = overlaid(assignment.reference_path.read_text("utf-8"), path.read_text("utf-8"))
        file = SourceFile(name=assignment.settings.module, text=text)
        submission = Submission(student=path.stem, origin=str(path), sha256="", files=(file,))
        return self._open[1].submit(Work(submission=submission, trial=trial)).result()

    def close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None


@pytest.fixture(scope="module")
def grading() -> Iterator[Grading]:
    with contextlib.closing(Grading()) as opened:
        yield opened


def _named(path: Path) -> str:
    """The test that the last line of the docstring names, or nothing."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    last = docstring.strip().splitlines()[-1] if docstring.strip() else ""
    return last.removeprefix(CAUGHT_BY).strip() if last.startswith(CAUGHT_BY) else ""


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_variant_loses_points_at_the_test_it_names(grading: Grading, path: Path) -> None:
    """That test alone is run first, which is fast; all of the task's only to say which ones fail instead."""
    task, named = path.stem.partition("__")[0], _named(path)
    tasks = {t.id for t in grading.assignment(path.parent.name).settings.tasks}
    if task not in tasks:
        pytest.fail(f"the file name begins with no task of {path.parent.name}: {', '.join(sorted(tasks))}")
    for only in ([named] if named else []) + [""]:
        record = grading.record(path, Trial(salt="variant", task=task, only=only, stop=bool(only)))
        unread = [
            t.message for t in record.staff if t.verdict is Verdict.FORBIDDEN or _UNREAD.match(t.message)
        ]
        if unread:
            pytest.fail(f"it cannot be loaded: {unread[0]}")
        failed = [t.id for t in record.report.tests if t.verdict is not Verdict.PASSED and t.max_points]
        if any(name.partition("[")[0] == named for name in failed):
            return
    pytest.fail(
        f"{named or 'the test named'} costs it no points; it fails {', '.join(failed) or 'no test: full marks'}"
    )


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_the_docstring_says_what_is_wrong_and_which_hidden_test_catches_it(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert docstring, "no docstring"
    assert not docstring.startswith((CAUGHT_BY, "From the audit.")), "the first line says what is wrong"
    named = _named(path)
    assert named, f"the last line of the docstring is no '{CAUGHT_BY}hidden/test_x.py::test_name'"
    file, _, test = named.partition("::")
    path_of_test = ROOT / "assignments" / path.parent.name / file
    assert file.startswith("hidden/"), named
    assert path_of_test.is_file(), f"there is no {file}"
    defined = [
        n.name for n in ast.parse(path_of_test.read_text("utf-8")).body if isinstance(n, ast.FunctionDef)
    ]
    assert test in defined, f"{file} has no {test}"
