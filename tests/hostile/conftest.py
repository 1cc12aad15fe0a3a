"""Every attack that a test asks about, graded by the real engine, each between a right and a wrong neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Read from the disk now: a slow one would keep the first attack that imports it past its limit.
import numpy.testing  # noqa: F401
import pytest
from attack import Attack, Battle, fight
from residue import Manifest

from grader.errors import IsolationError


@pytest.fixture(scope="session", autouse=True)
def nothing_left_over(temporary_folder: Path) -> Iterator[None]:
    """After all attacks the machine is as it was."""
    before = Manifest.now()
    yield
    assert Manifest.now().differs_from(before) == []


@pytest.fixture(scope="session")
def battle(request: pytest.FixtureRequest, nothing_left_over: None) -> Iterator[Callable[[str, int], Battle]]:
    """The graded class of an assignment at a level; a level may be missing on a machine.

    All are fought at once: most of the time of an attack is waiting for what never comes.
    """
    combinations = _asked_for(request.session.items)
    with ThreadPoolExecutor(len(combinations)) as threads:
        fights = {key: threads.submit(fight, *key, tried) for key, tried in combinations.items()}

        def get(assignment: str, level: int) -> Battle:
            try:
                return fights[assignment, level].result()
            except IsolationError as error:
                pytest.skip(f"not offered by this machine: {error}")

        yield get


def _asked_for(items: list[pytest.Item]) -> dict[tuple[str, int], list[Attack]]:
    """By assignment and level: the attacks whose outcome some test wants to know."""
    found: dict[tuple[str, int], dict[str, Attack]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and "battle" in item.fixturenames:
            tried, level = item.callspec.params["tried"], item.callspec.params["level"]
            found.setdefault((tried.assignment, level), {})[tried.name] = tried
    return {key: [tried[name] for name in sorted(tried)] for key, tried in found.items()}
