"""``@task``: which task a test belongs to, what it is worth, what to try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMark:
    id: str
    points: float
    hint: str
    depends: str
    weak: bool


def task(
    id: str,  # noqa: A002
    points: float = 1.0,
    *,
    hint: str = "",
    depends: str = "",
    weak: bool = False,
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
    """
    if not points > 0:
        raise ValueError(f"@task({id!r}): points must be a number > 0, got {points!r}")
    mark = TaskMark(id=id, points=float(points), hint=hint, depends=depends, weak=weak)

    def decorate(function: F) -> F:
        marked: F = pytest.mark.task(mark)(function)
        return marked

    return decorate
