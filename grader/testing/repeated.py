"""Repeated calls, each with its own random generators."""

from __future__ import annotations

from typing import Any

from grader.sandbox.worker_client import CallResult, Seeds
from grader.testing.subject import AuthorError, Subject
from grader.wire.fresh import fresh, seeds_of


def repeat_call(
    subject: Subject, name: str, args: Any, kwargs: Any, times: int
) -> tuple[tuple[Any, Any], CallResult]:
    """The arguments of the first call, and the results of all calls."""
    if type(times) is not int or times < 1:
        raise AuthorError(f"times must be a whole number >= 1, got {times!r}")
    seeds = seeds_of((args, kwargs), times)
    given = _fresh_arguments(args, kwargs, seeds)
    return given, subject.repeat(name, *_fresh_arguments(args, kwargs, seeds), seeds)


def _fresh_arguments(args: Any, kwargs: Any, seeds: Seeds) -> tuple[Any, Any]:
    left = iter(seeds[0].tolist())
    return fresh(args, left), fresh(kwargs, left)
