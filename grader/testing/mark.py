"""``@task``: which task a test belongs to, what it is worth, what to try."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from grader.wire.operation import SIGNS

_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMark:
    id: str
    points: float
    hint: str
    depends: str
    weak: bool
    asks: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()


def task(
    id: str,  # noqa: A002
    points: float = 1.0,
    *,
    hint: str = "",
    depends: str = "",
    weak: bool = False,
    asks: Sequence[str] = (),
    files: Sequence[str] = (),
) -> Callable[[F], F]:
    """Mark a test function as part of a task.

    Parameters
    ----------
    id : str
        A task of ``assignment.toml``.
    points : float
        Weight inside the task: the task's points are split over its tests by weight.
    hint : str
        What to try, shown when the test does not pass.
    depends : str
        Name of another test of the same task; if that one does not pass, this one is not run.
    weak : bool
        A null answer passes it (zeros, a constant, always ``ValueError``); it earns points only if another
        test of the task passed.
    asks : sequence of str
        Attributes, methods and signs that the test may ask an object of the student's for: ``("data", "backward",
        "+", "[]")``. The signs are those of `grader.wire.operation`; ``()`` is a call of the object itself.
    files : sequence of str
        Names of files that the student's code may write in this test.
    """
    for argument, value in (("asks", asks), ("files", files)):
        if isinstance(value, str):
            raise ValueError(f"@task({id!r}): {argument} must be a tuple of strings, got {value!r}")
    odd = [one for one in asks if not (one in SIGNS or one.isidentifier())]
    if odd:
        raise ValueError(
            f"@task({id!r}): asks holds {odd[0]!r}, which is no name of an attribute and none of the signs "
            f"{' '.join(sorted(SIGNS))}"
        )
    wrong = [one for one in files if not _FILE.fullmatch(one)]
    if wrong:
        raise ValueError(
            f"@task({id!r}): files holds {wrong[0]!r}; a file's name is letters, digits, '.', '_' and '-', and no path"
        )
    if not points > 0:
        raise ValueError(f"@task({id!r}): points must be a number > 0, got {points!r}")
    mark = TaskMark(
        id=id,
        points=float(points),
        hint=hint,
        depends=depends,
        weak=weak,
        asks=frozenset(asks),
        files=tuple(files),
    )

    def decorate(function: F) -> F:
        marked: F = pytest.mark.task(mark)(function)
        return marked

    return decorate
