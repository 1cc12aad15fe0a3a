"""Modules of the course's author, run in this process: the reference, benchmarks, helpers of tests."""

from __future__ import annotations

import importlib.util
import linecache
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType

from grader.errors import CourseError


def _plainly(text: str, origin: str) -> CodeType:
    return compile(text, origin, "exec", dont_inherit=True)


def module_from_text(
    name: str, text: str, origin: str, compiled: Callable[[str, str], CodeType] = _plainly
) -> ModuleType:
    """Run source text as a module: the trusted reference, or one's own code under ``--debug``."""
    linecache.cache[origin] = (len(text), None, text.splitlines(keepends=True), origin)
    spec = importlib.util.spec_from_loader(name, loader=None, origin=origin)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    module.__file__ = origin
    exec(compiled(text, origin), module.__dict__)  # noqa: S102
    return module


def authors_module(path: Path, place: str, compiled: Callable[[str, str], CodeType] = _plainly) -> ModuleType:
    """A module of the course's author, loaded by path.

    Raises
    ------
    CourseError
        It cannot be imported; ``place`` says where it lies, as an author knows it.
    """
    try:
        return module_from_text(path.stem, path.read_text(encoding="utf-8"), str(path), compiled)
    except Exception as error:  # whatever an author's module raises on import is the course's fault
        raise CourseError(f"{place} cannot be imported: {type(error).__name__}: {error}.") from error
