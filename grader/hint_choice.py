"""Which hints a report shows: one for each kind of failure where the basic test of a task fails.

A wrong formula fails every test of its task, and each test has a hint of its own, most of them for a special case. The
record keeps all of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from grader.model import TestResult, Verdict


def with_chosen_hints(tests: Sequence[TestResult]) -> tuple[TestResult, ...]:
    """The tests, without the hints that are not shown.

    The first public and the first hidden test of a task are its basic tests. If one of them fails, only the first hint
    of each kind of failure remains, that is, of each verdict. Otherwise the failing tests are special cases, and each
    keeps its hint. Tests that are withheld do not count for those that are shown.
    """
    failing = {_task_key(test) for test in _basic_tests(tests) if test.verdict is not Verdict.PASSED}
    told: set[Hashable] = set()
    chosen = []
    for test in tests:
        kind = (_task_key(test), test.verdict)
        surplus = _task_key(test) in failing and kind in told
        if test.hint:
            told.add(kind)
        chosen.append(replace(test, hint="") if surplus else test)
    return tuple(chosen)


def _task_key(test: TestResult) -> Hashable:
    return test.task, test.visibility


def _basic_tests(tests: Sequence[TestResult]) -> Sequence[TestResult]:
    """The first test of each task and origin."""
    first: dict[Hashable, TestResult] = {}
    for test in tests:
        first.setdefault((_task_key(test), test.origin), test)
    return list(first.values())
