"""``@task``: the task a test belongs to, its weight and a hint."""

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
    """The arguments of ``@task``, checked.

    Examples
    --------
    >>> mark = TaskMark(id="softmax", points=2.0, hint="", depends="", weak=False)
    >>> mark.id, mark.points
    ('softmax', 2.0)
    """

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
        The id of a task in ``assignment.toml``.
    points : float
        Weight of the test. The points of the task are divided among its tests by weight.
    hint : str
        A hint that is shown if the test does not pass.
    depends : str
        Name of another test of the same task. If it does not pass, this test counts as not run.
    weak : bool
        Whether a null answer passes the test (zeros, a constant, always ``ValueError``). A weak test earns points
        only if a test of the task that is not weak passes.
    asks : sequence of str
        Attributes, methods and operator signs that the test may use on an object of the student: ``("data",
        "backward", "+", "[]")``. The signs are those of `grader.wire.operation`; ``()`` is a call of the object itself.
    files : sequence of str
        Names of files that the student's code may write in this test.

    Examples
    --------
    >>> @task("softmax", points=2, hint="Subtract the largest number of each row first.")
    ... def test_large_numbers_do_not_overflow(compare, rng):
    ...     compare.softmax(rng.normal(size=(3, 5)) * 1e4)
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
