"""Every attack graded by the real engine, once per level, each between a right and a wrong neighbour."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import pytest
from attack import Battle, fight
from residue import Manifest

from grader.errors import IsolationError

LEVELS = (3, 2)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_over() -> Iterator[None]:
    """After all attacks the machine is as it was."""
    before = Manifest.now()
    yield
    assert Manifest.now().differs_from(before) == []


@pytest.fixture(scope="session")
def battle(nothing_left_over: None):
    """The graded class of an assignment at a level; a level may be missing on a machine."""

    @functools.cache
    def fought(assignment: str, level: int) -> Battle | str:
        try:
            return fight(assignment, level)
        except IsolationError as error:
            return str(error)

    def get(assignment: str, level: int) -> Battle:
        result = fought(assignment, level)
        if isinstance(result, str):
            pytest.skip(f"not offered by this machine: {result}")
        return result

    return get
