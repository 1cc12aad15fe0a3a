"""Every attack graded by the real engine, once per level, each between a right and a wrong neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from attack import TASKS, Battle, fight
from residue import Manifest

from grader.errors import IsolationError

LEVELS = (3, 2)


@pytest.fixture(scope="session", autouse=True)
def nothing_left_over(temporary_folder: Path) -> Iterator[None]:
    """After all attacks the machine is as it was."""
    before = Manifest.now()
    yield
    assert Manifest.now().differs_from(before) == []


@pytest.fixture(scope="session")
def battle(nothing_left_over: None) -> Iterator[Callable[[str, int], Battle]]:
    """The graded class of an assignment at a level; a level may be missing on a machine.

    All are fought at once: most of the time of an attack is waiting for what never comes.
    """
    combinations = [(assignment, level) for assignment in TASKS for level in LEVELS]
    with ThreadPoolExecutor(len(combinations)) as threads:
        fights = {one: threads.submit(fight, *one) for one in combinations}

        def get(assignment: str, level: int) -> Battle:
            try:
                return fights[assignment, level].result()
            except IsolationError as error:
                pytest.skip(f"not offered by this machine: {error}")

        yield get
