"""Run one isolated pytest session and provide the fixtures of its tests."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

import numpy as np
import pytest

from grader.course import Assignment
from grader.course.author_module import authors_module
from grader.errors import CourseError
from grader.plugin.assertion import TestModules, compile_test_module
from grader.plugin.class_run import ClassRun, FixtureState
from grader.testing import Compare, Files, Given, Reference, Student, Training
from grader.testing.equality import DEFAULT
from grader.testing.object_pair import Ways

_T = TypeVar("_T")
_Begin = Callable[[bytes], ClassRun]
_CONFIG = Path(__file__).with_name("hidden.ini")
_DISABLED_PLUGINS = (
    "cacheprovider", "terminal", "junitxml", "pastebin", "logging", "doctest", "unittest", "faulthandler",
    "unraisableexception", "threadexception", "warnings", "stepwise", "setuponly", "setupplan", "debugging",
    "recwarn", "monkeypatch", "tmpdir", "skipping", "subtests",
)  # fmt: skip


class _Plugin(Generic[_T]):
    """Fixtures, and a run loop that passes the collected tests to ``body``."""

    def __init__(
        self, assignment: Assignment, reference: Reference | None, body: Callable[[_Begin], _T]
    ) -> None:
        self._assignment = assignment
        self._reference = reference
        self._body = body
        self._state = FixtureState()
        path = assignment.given_path
        self._given = authors_module(path, f"{assignment.id}/given/make.py") if path.is_file() else None
        self.collection_errors: list[str] = []
        self.error: BaseException | None = None
        self.results: list[_T] = []
        """What ``body`` returned; empty until it has."""

    @pytest.fixture
    def student(self) -> Student:
        assert self._state.subject is not None
        return Student(self._state.subject)

    @pytest.fixture
    def reference(self) -> Reference:
        return self._known_reference()

    @pytest.fixture
    def compare(self) -> Compare:
        assert self._state.subject is not None
        return Compare(self._state.subject, self._known_reference(), self._state.tolerance, self._given)

    @pytest.fixture
    def given(self) -> Given:
        subject = self._state.subject
        assert subject is not None
        return Given(subject, self._given, Ways(tolerance=DEFAULT, remote=subject.remote))

    @pytest.fixture
    def files(self) -> Iterator[Files]:
        assert self._state.subject is not None
        files = Files(self._state.subject, self._state.files)
        yield files
        files.close()

    @pytest.fixture
    def training(self) -> Training:
        assert self._state.subject is not None
        return Training(self._state.subject, self._assignment.training_levels, self._state.seed)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        return np.random.default_rng(self._state.seed)

    def _known_reference(self) -> Reference:
        if self._reference is None:
            raise CourseError(
                "A public test asks for the reference, which no handout holds. Work its values by hand."
            )
        return self._reference

    def pytest_configure(self, config: pytest.Config) -> None:
        config.addinivalue_line("markers", "task(mark): which task a test belongs to")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.collection_errors.append(
                f"{self._assignment.id}/{report.nodeid}: {_last_line(str(report.longrepr))}"
            )

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.collection_errors:
            return True
        try:
            self.results.append(
                self._body(lambda seed_key: ClassRun(session, self._assignment, seed_key, self._state))
            )
        except BaseException as error:  # noqa: BLE001 - re-raised outside; pytest would turn it into an exit status
            self.error = error
        return True


def _last_line(text: str) -> str:
    lines = [line.removeprefix("E").strip() for line in text.splitlines() if line.startswith("E")]
    return lines[-1] if lines else (text.strip().splitlines() or ["unknown error"])[-1]


def run_session(
    assignment: Assignment,
    reference: Reference | None,
    body: Callable[[_Begin], _T],
    *,
    hidden: bool = True,
) -> _T:
    """Collect an assignment's tests once and let ``body`` run them for any number of submissions.

    Parameters
    ----------
    assignment : Assignment
    reference : Reference, optional
        The reference; ``None`` if only public tests run.
    body : callable
        Called inside the session with a function that makes a `ClassRun` from the seed key.
    hidden : bool
        Whether hidden tests run beside the public ones.

    Returns
    -------
    object
        What ``body`` returns.

    Raises
    ------
    CourseError
        The tests cannot be collected, or their marks are wrong.
    """
    plugin = _Plugin(assignment, reference, body)
    folders = [
        d for d in (assignment.public_dir, assignment.hidden_dir if hidden else None) if d and d.is_dir()
    ]
    support = assignment.hidden_dir / "support.py"
    arguments = [
        "-c", str(_CONFIG), f"--rootdir={assignment.folder}", "--noconftest", "--import-mode=importlib",
        "--strict-markers", "--capture=no", "--assert=plain", *(f"-pno:{name}" for name in _DISABLED_PLUGINS),
    ]  # fmt: skip
    with _closed_environment(folders, support if hidden and support.exists() else None):
        pytest.main([*arguments, *map(str, folders)], plugins=[plugin])
    if plugin.error is not None:
        raise plugin.error
    if plugin.collection_errors:
        raise CourseError("A test module cannot be imported. " + " ".join(plugin.collection_errors))
    (result,) = plugin.results  # pytest calls its run loop once, whatever it has collected
    return result


@contextlib.contextmanager
def _closed_environment(folders: Sequence[Path], support: Path | None) -> Iterator[None]:
    """Ignore options, plugins and configuration of the surroundings, and write no bytecode beside the tests."""
    saved = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    finder = TestModules(folders)
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    known = set(sys.modules)
    try:
        sys.meta_path.insert(0, finder)
        if support is not None:
            sys.modules["support"] = _load_support(support)
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in sys.modules.keys() - known:  # otherwise tests of the next assignment would get them
            if name.partition(".")[0] in ("support", "hidden", "public"):
                del sys.modules[name]
        sys.dont_write_bytecode = bytecode
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update({name: value for name, value in saved.items() if value is not None})


def _load_support(path: Path) -> ModuleType:
    return authors_module(path, f"{path.parent.parent.name}/hidden/support.py", compile_test_module)
