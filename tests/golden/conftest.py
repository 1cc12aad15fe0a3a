"""Golden files: what pages, sheets and handouts looked like when somebody last looked at them.

``pytest tests/golden --update-golden``, or ``UPDATE_GOLDEN=1`` with any pytest command, writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write it."""
    update = request.config.getoption("--update-golden", default=False) or os.environ.get("UPDATE_GOLDEN")

    def compare(name: str, text: str) -> None:
        path = HERE / "expected" / name
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert text == file.read(), f"{name} changed. Look at it, then run with UPDATE_GOLDEN=1."

    return compare
